import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeComprobante } from '../../../../main/comprobante/write-comprobante.ts';
import { kinds } from '../../../../main/practice/comprobante-kinds.ts';
import { structureFindings } from '../../../../main/practice/comprobante-structure.ts';
import { childOf, readXmlTree, type XmlElement } from '../../../../main/practice/xml-tree.ts';
import { anyInvoice, identityOf } from '../../../helpers/exact-invoices.ts';
import { unsigned } from '../../../helpers/practice.ts';
import { sharedFolder } from '../../../helpers/shared.ts';

const kindOfCode = (code: string) => kinds.find(({ codes }) => codes.includes(code));
const factura = kindOfCode('01');
const tiquete = kindOfCode('04');
const emptySignature = '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"></ds:Signature>';

async function findings(
  kind: '01' | '04',
  spoil: (xml: string) => string = (xml) => xml,
): Promise<readonly string[]> {
  const before = unsigned(kind).xml;
  const after = spoil(before);
  const tree = await readXmlTree(after);
  const rules = kind === '01' ? factura : tiquete;
  if (!tree.ok || rules === undefined) throw new Error('unreadable');
  return (await structureFindings(tree.value, rules)).map(({ code, text }) => `${code} ${text}`);
}

test.each(['01', '04'] as const)(
  'a document of kind %s as the program writes it has no fault',
  async (kind) => {
    expect(await findings(kind)).toEqual([]);
  },
);

test.each([
  [
    'missing',
    '01',
    (xml: string) => xml.replace(/<ProveedorSistemas>.*?<\/ProveedorSistemas>/, ''),
    'ProveedorSistemas',
  ],
  [
    'out of order',
    '01',
    (xml: string) =>
      xml.replace(/(<Clave>.*?<\/Clave>)(<ProveedorSistemas>.*?<\/ProveedorSistemas>)/, '$2$1'),
    'Clave',
  ],
  [
    'unknown',
    '01',
    (xml: string) => xml.replace('<CondicionVenta>', '<Nuevo>1</Nuevo><CondicionVenta>'),
    'Nuevo',
  ],
  [
    'twice',
    '01',
    (xml: string) => xml.replace(/(<TotalComprobante>.*?<\/TotalComprobante>)/, '$1$1'),
    'TotalComprobante',
  ],
  [
    'without signature',
    '01',
    (xml: string) => xml.replace(/<ds:Signature.*<\/ds:Signature>/, ''),
    'Signature',
  ],
  [
    'a factura without customer',
    '01',
    (xml: string) => xml.replace(/<Receptor>.*<\/Receptor>/, ''),
    'Receptor',
  ],
  [
    'TipoTransaccion in a tiquete',
    '04',
    (xml: string) =>
      xml.replace(/(<UnidadMedida>.*?<\/UnidadMedida>)/, '$1<TipoTransaccion>01</TipoTransaccion>'),
    'TipoTransaccion',
  ],
  [
    'six decimals',
    '01',
    (xml: string) => xml.replace(/<MontoTotalLinea>[^<]*/, '<MontoTotalLinea>1.000000'),
    'MontoTotalLinea',
  ],
  [
    'a CAByS of 12 digits',
    '01',
    (xml: string) => xml.replace(/<CodigoCABYS>\d/, '<CodigoCABYS>'),
    'CodigoCABYS',
  ],
  [
    'an unknown condition',
    '01',
    (xml: string) => xml.replace(/<CondicionVenta>\d\d/, '<CondicionVenta>77'),
    'CondicionVenta',
  ],
  [
    'another namespace inside',
    '01',
    (xml: string) => xml.replace('<CondicionVenta>', '<CondicionVenta xmlns="urn:x">'),
    'CondicionVenta',
  ],
] as const)('%s is found and named', async (_what, kind, spoil, name) => {
  expect(spoil(unsigned(kind).xml)).not.toBe(unsigned(kind).xml);
  const [first = ''] = await findings(kind, spoil);
  expect(first).toMatch(/^-1 cvc-/);
  expect(first).toContain(name);
});

test('a tiquete without customer has no fault', async () => {
  expect(await findings('04', (xml) => xml.replace(/<Receptor>.*<\/Receptor>/, ''))).toEqual([]);
});

test('nothing the form lets through has a fault of structure', async () => {
  await fc.assert(
    fc.asyncProperty(anyInvoice, async (invoice) => {
      const xml = writeComprobante(invoice, identityOf(invoice.kind));
      const tree = await readXmlTree(xml.replace(/(<\/\w+>)$/, `${emptySignature}$1`));
      const kind = kindOfCode(invoice.kind);
      if (!tree.ok || kind === undefined) throw new Error('unreadable');
      expect(await structureFindings(tree.value, kind)).toEqual([]);
    }),
  );
});

test('a thousand faults are told as at most twenty', async () => {
  const { xml } = unsigned('01', 1, 200);
  const tree = await readXmlTree(xml.replaceAll('<Cantidad>', '<Cantidad>x'));
  if (!tree.ok || factura === undefined) throw new Error('unreadable');
  expect(await structureFindings(tree.value, factura)).toHaveLength(20);
});

/** `Name`, `Name?`, `Name{a,b}` of the first sequence inside an element or type of the schema. */
function ordersOf(schema: XmlElement): ReadonlyMap<string, string> {
  const types = new Map(
    schema.children
      .filter(({ name }) => name === 'complexType')
      .map((type) => [type.attributes.get('name') ?? '', type]),
  );
  const orders = new Map<string, string>();
  const visit = (element: XmlElement): void => {
    const type = childOf(element, 'complexType') ?? types.get(element.attributes.get('type') ?? '');
    const sequence = type && childOf(type, 'sequence');
    const name = element.attributes.get('name') ?? '';
    if (sequence === undefined || orders.has(name)) return;
    const inside: XmlElement[] = [];
    const collect = (group: XmlElement): void => {
      for (const child of group.children)
        if (child.name === 'element') inside.push(child);
        else if (child.name === 'sequence' || child.name === 'choice') collect(child);
    };
    collect(sequence);
    orders.set(
      name,
      inside
        .map(({ attributes }) => {
          const least = attributes.get('minOccurs') ?? '1';
          const most = (attributes.get('maxOccurs') ?? '1').replace('unbounded', '1000');
          const count =
            least === '1' && most === '1' ? '' : least === '0' && most === '1' ? '?' : `{${least},${most}}`;
          return `${attributes.get('name') ?? attributes.get('ref')?.replace('ds:', '') ?? ''}${count}`;
        })
        .join(' '),
    );
    for (const child of inside) visit(child);
  };
  const root = childOf(schema, 'element');
  if (root !== undefined) visit(root);
  return orders;
}

test.skipIf(sharedFolder() === undefined).each(kinds.map(({ root }) => root))(
  'the order of %s is that of the official schema, element by element',
  async (rootName) => {
    const file = join(sharedFolder() ?? '', 'hacienda/xsd/v4.4', `${rootName}_V4.4.xsd`);
    const schema = await readXmlTree(readFileSync(file, 'utf8'));
    if (!schema.ok) throw new Error(schema.error);
    const official = ordersOf(schema.value);
    const kind = kinds.find(({ root }) => root === rootName);
    if (kind === undefined) throw new Error('unknown kind');
    expect(schema.value.attributes.get('targetNamespace')).toBe(kind.namespace);
    for (const [name, order] of Object.entries(kind.orders))
      expect([name, official.get(name.split('/').at(-1) ?? '')]).toEqual([name, order]);
  },
);
