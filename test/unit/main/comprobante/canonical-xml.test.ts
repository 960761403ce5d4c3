import fc from 'fast-check';
import { XmlDocument, XmlC14NMode } from 'libxml2-wasm';
import { expect, test } from 'vitest';
import {
  attributeValue,
  group,
  leaf,
  optionalLeaf,
  root,
  textContent,
} from '../../../../main/comprobante/canonical-xml.ts';
import { hostileText } from '../../../helpers/hostile-text.ts';

test.each([
  ['plain', 'plain'],
  ['a & b < c > d', 'a &amp; b &lt; c &gt; d'],
  [`"it's"`, `"it's"`],
  ['&amp;', '&amp;amp;'],
  ['one\r\ntwo\rthree\nfour', 'one\ntwo\nthree\nfour'],
  ['tab\there', 'tab\there'],
  ['😀 e\u0301 \u{10ffff}', '😀 e\u0301 \u{10ffff}'],
  [']]>', ']]&gt;'],
  ['', ''],
])('text %j is written %j', (text, written) => {
  expect(textContent(text)).toBe(written);
});

test.each([
  ['a"b', 'a&quot;b'],
  ['<&>', '&lt;&amp;>'],
  ['x\ty\nz', 'x&#x9;y&#xA;z'],
])('attribute value %j is written %j', (text, written) => {
  expect(attributeValue(text)).toBe(written);
});

test.each(['\u0000', 'a\u0008', '\u001f', '\ufffe', '\uffff', '\ud800', 'x\udc00y'])(
  'text with %j, which XML 1.0 cannot write, is refused and not silently dropped',
  (text) => {
    expect(() => textContent(text)).toThrow(RangeError);
    expect(() => attributeValue(text)).toThrow(RangeError);
  },
);

test('an optional field without text is left out, never written empty or self-closed', () => {
  expect(optionalLeaf('Barrio', undefined)).toBe('');
  expect(optionalLeaf('Barrio', '')).toBe('');
  expect(leaf('Codigo', '')).toBe('<Codigo></Codigo>');
});

test('what is built is its own canonical form, inclusive and exclusive, whatever the text', () => {
  fc.assert(
    fc.property(fc.array(hostileText(0, 60), { maxLength: 5 }), (texts) => {
      const inside = texts.map((text, index) => group(`G${index}`, leaf('T', text))).join('');
      const built = root('Root', 'urn:x', inside);
      const document = XmlDocument.fromString(built);
      try {
        for (const mode of [XmlC14NMode.XML_C14N_1_0, XmlC14NMode.XML_C14N_EXCLUSIVE_1_0])
          expect(document.canonicalizeToString({ mode })).toBe(built);
      } finally {
        document.dispose();
      }
    }),
    { numRuns: 300 },
  );
});
