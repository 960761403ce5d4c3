import { expect, test } from 'vitest';
import { childOf, childrenOf, readXmlTree, textAt } from '../../../../main/practice/xml-tree.ts';

const read = async (text: string): Promise<string> => {
  const result = await readXmlTree(text);
  return result.ok ? 'ok' : result.error;
};

test('names, namespaces, texts and order come out as written', async () => {
  const result = await readXmlTree(
    '\u{feff}<?xml version="1.0"?>\n<!-- c --><a xmlns="urn:a" xmlns:b="urn:b" k="1 &lt; 2"><b:x>uno</b:x><y>dos &amp; <![CDATA[<tres>]]>&#xF1;&#241;</y><y/></a>\n',
  );
  if (!result.ok) throw new Error(result.error);
  const root = result.value;
  expect([root.name, root.namespace, root.attributes.get('k')]).toEqual(['a', 'urn:a', '1 < 2']);
  expect(root.children.map(({ name, namespace }) => [name, namespace])).toEqual([
    ['x', 'urn:b'],
    ['y', 'urn:a'],
    ['y', 'urn:a'],
  ]);
  expect(textAt(root, 'y')).toBe('dos & <tres>ññ');
  expect(childrenOf(root, 'y')).toHaveLength(2);
  expect(childOf(root, 'z')).toBeUndefined();
  expect(textAt(root, 'y', 'z')).toBeUndefined();
});

test.each([
  '<a/>',
  '<a></a>',
  '<a b="x>y"></a>',
  "<a b='\"'/>",
  '<a\n b="1"\n/>',
  '<á/>',
  '<a xml:lang="es"/>',
])('%j is well-formed', async (text) => {
  expect(await read(text)).toBe('ok');
});

test.each([
  '',
  'x',
  '<a>',
  '<a></b>',
  '<a/><b/>',
  '<a/>x',
  'x<a/>',
  '<a b="1" b="2"/>',
  '<a b=1/>',
  '<a b="<"/>',
  '<a>&nada;</a>',
  '<a>& </a>',
  '<a>&#0;</a>',
  '<a>&#xD800;</a>',
  '<a>&#x110000;</a>',
  '<a>\u0001</a>',
  '<a>\u{ffff}</a>',
  '<p:a/>',
  '<1a/>',
  '<a',
  '<a><!-- </a>',
  '<a><![CDATA[ </a>',
  '</a>',
  ' <?xml version="1.0"?><a/>',
  '<a>'.repeat(60) + '</a>'.repeat(60),
])('%j is malformed', async (text) => {
  expect(await read(text)).toBe('malformed');
});

test.each(['<!DOCTYPE a><a/>', '<!doctype a [<!ENTITY x "y">]><a>&x;</a>'])(
  '%j is refused for its DOCTYPE before anything of it is read',
  async (text) => {
    expect(await read(text)).toBe('doctype');
  },
);

test('gives way to others while it reads a long document', async () => {
  const long = `<a>${'<b c="d">texto &amp; más</b>'.repeat(200_000)}</a>`;
  let turns = 0;
  const count = setInterval(() => turns++, 0);
  const result = await readXmlTree(long);
  clearInterval(count);
  expect(result.ok && result.value.children.length).toBe(200_000);
  expect(turns).toBeGreaterThan(0);
});
