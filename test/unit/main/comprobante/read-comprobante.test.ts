import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Comprobante } from '../../../../domain/billing/comprobante.ts';
import { readComprobante } from '../../../../main/comprobante/read-comprobante.ts';
import { writeComprobante } from '../../../../main/comprobante/write-comprobante.ts';
import { allKinds, anyInvoiceOf } from '../../../helpers/any-invoice.ts';
import { asWritten, comparable } from '../../../helpers/comparable.ts';
import { exactInvoice, identityOf } from '../../../helpers/exact-invoices.ts';

const bytes = (xml: string): Uint8Array => new TextEncoder().encode(xml);
const written = (kind: (typeof allKinds)[number] = '01'): string =>
  writeComprobante(exactInvoice(kind), identityOf(kind));

function read(xml: string): Comprobante {
  const result = readComprobante(bytes(xml));
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}
const faultOf = (xml: string | Uint8Array): unknown => {
  const result = readComprobante(typeof xml === 'string' ? bytes(xml) : xml);
  return result.ok ? undefined : result.error;
};

test.each(allKinds)('an invoice of kind %s that was written reads back equal, whatever it holds', (kind) => {
  fc.assert(
    fc.property(anyInvoiceOf(kind), (invoice) => {
      const identity = identityOf(kind);
      const { invoice: back, identity: sameIdentity, others } = read(writeComprobante(invoice, identity));
      expect(sameIdentity).toEqual(identity);
      expect(comparable(back)).toEqual(comparable(asWritten(invoice)));
      expect(others.map((other) => (other.kind === 'text' ? other.text : '')).join('')).toBe(
        comparable(invoice.notes ?? ''),
      );
    }),
    { numRuns: 60 },
  );
});

const factura = written();
const v43 = factura.replaceAll('/v4.4/', '/v4.3/');

test.each([
  ['nothing', '', { code: 'malformed' }],
  ['a PDF', new Uint8Array([0x25, 0x50, 0x44, 0x46, 0x2d, 0x31, 0xff, 0xfe]), { code: 'not-utf-8' }],
  ['a file cut off', factura.slice(0, -30), { code: 'malformed' }],
  [
    'Latin-1',
    Buffer.from(`<?xml version="1.0" encoding="ISO-8859-1"?>${factura}`, 'latin1'),
    { code: 'not-utf-8' },
  ],
  ['UTF-16', Buffer.from(`\ufeff${factura}`, 'utf16le'), { code: 'not-utf-8' }],
  ['a DOCTYPE', `<!DOCTYPE a [<!ENTITY b "c">]>${factura}`, { code: 'doctype' }],
  ['an entity nobody declared', factura.replace('Consultoría', '&lol;'), { code: 'malformed' }],
  ['more than 10 MB', new Uint8Array(10 * 1024 * 1024 + 1).fill(0x20), { code: 'too-large' }],
  [
    'a flood of tags',
    factura.replace('<Clave>', `${'<a/>'.repeat(500_001)}<Clave>`),
    { code: 'too-many-tags' },
  ],
  ['a tower of tags', factura.replace('<Clave>', `${'<a>'.repeat(5_000)}<Clave>`), { code: 'too-deep' }],
  ['version 4.3', v43, { code: 'older-version', version: '4.3' }],
  [
    'version 4.2 of the older address',
    factura.replace(
      /xmlns="[^"]*"/,
      'xmlns="https://tribunet.hacienda.go.cr/docs/esquemas/2017/v4.2/facturaElectronica"',
    ),
    { code: 'older-version', version: '4.2' },
  ],
  ['a version to come', factura.replaceAll('/v4.4/', '/v4.10/'), { code: 'newer-version', version: '4.10' }],
  [
    'an answer of the authority',
    '<MensajeHacienda xmlns="https://cdn.comprobanteselectronicos.go.cr/xml-schemas/v4.4/mensajeHacienda"/>',
    { code: 'other-document', root: 'MensajeHacienda' },
  ],
  ['a web page', '<html><body>502</body></html>', { code: 'unknown-document' }],
  ['no namespace', factura.replace(/ xmlns="[^"]*"/, ''), { code: 'unknown-document' }],
  [
    'the namespace of another kind',
    factura.replace('facturaElectronica"', 'tiqueteElectronico"'),
    { code: 'unknown-document' },
  ],
  [
    'an address that only resembles',
    factura.replace('go.cr/', 'go.cr.example/'),
    { code: 'unknown-document' },
  ],
] as const)('%s is refused with its own fault', (_, file, fault) => {
  expect(faultOf(file)).toEqual(fault);
});

const line = 'FacturaElectronica/DetalleServicio/LineaDetalle[1]';
test.each([
  ['no clave', /<Clave>\d*<\/Clave>/, '', { code: 'missing', path: 'FacturaElectronica/Clave' }],
  ['a clave of 49 digits', '<Clave>5', '<Clave>', { code: 'bad-value', path: 'FacturaElectronica/Clave' }],
  [
    'a clave as a float',
    /<Clave>\d*/,
    '<Clave>5.06e+49',
    { code: 'bad-value', path: 'FacturaElectronica/Clave' },
  ],
  [
    'two claves',
    '<Clave>',
    '<Clave>1</Clave><Clave>',
    { code: 'repeated', path: 'FacturaElectronica/Clave' },
  ],
  [
    'an element of no schema',
    '<Clave>',
    '<Nuevo/><Clave>',
    { code: 'unexpected', path: 'FacturaElectronica/Nuevo' },
  ],
  [
    'an element of another namespace',
    '<Clave>',
    '<x:Clave xmlns:x="urn:x">1</x:Clave><Clave>',
    { code: 'unexpected', path: 'FacturaElectronica/Clave' },
  ],
  ['text between elements', '<Clave>', 'hola<Clave>', { code: 'unexpected', path: 'FacturaElectronica' }],
  [
    'markup inside a text',
    'Consultoría',
    '<b>Consultoría</b>',
    { code: 'unexpected', path: `${line}/Detalle` },
  ],
  [
    'a field that only another kind has',
    '<CodigoCABYS>',
    '<PartidaArancelaria>123456789012</PartidaArancelaria><CodigoCABYS>',
    { code: 'unexpected', path: `${line}/PartidaArancelaria` },
  ],
  ['a quantity of 4 decimals', '>2.5<', '>2.5001<', { code: 'bad-value', path: `${line}/Cantidad` }],
  [
    'a price of 50 digits',
    '>100.5<',
    `>${'9'.repeat(50)}<`,
    { code: 'bad-value', path: `${line}/PrecioUnitario` },
  ],
  ['an amount below zero', /(<SubTotal>)/, '$1-', { code: 'bad-value', path: `${line}/SubTotal` }],
  [
    'an amount above the schema',
    '<SubTotal>',
    '<SubTotal>99999999999',
    { code: 'bad-value', path: `${line}/SubTotal` },
  ],
  [
    'an amount with an exponent',
    '<SubTotal>251.25',
    '<SubTotal>2.5125e2',
    { code: 'bad-value', path: `${line}/SubTotal` },
  ],
  [
    'an amount with a comma',
    '<SubTotal>251.25',
    '<SubTotal>251,25',
    { code: 'bad-value', path: `${line}/SubTotal` },
  ],
  [
    'a total that is no number',
    '<SubTotal>251.25',
    '<SubTotal>NaN',
    { code: 'bad-value', path: `${line}/SubTotal` },
  ],
  [
    'a day that does not exist',
    '2026-11-20T',
    '2026-02-30T',
    { code: 'bad-value', path: 'FacturaElectronica/FechaEmision' },
  ],
  [
    'a day without time',
    'T09:30:00-06:00',
    '',
    { code: 'bad-value', path: 'FacturaElectronica/FechaEmision' },
  ],
  [
    'six signatures',
    '</FacturaElectronica>',
    `${'<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/>'.repeat(6)}</FacturaElectronica>`,
    { code: 'repeated', path: 'FacturaElectronica/Signature' },
  ],
] as const)('%s is refused, and where it stands is said', (_, from, to, fault) => {
  expect(faultOf(factura.replace(from, to))).toEqual(fault);
});

test('numbers of others are read exactly, however they are written', () => {
  const numbers: readonly (readonly [string, bigint])[] = [
    ['+251.25', 25_125_000n],
    ['000251.2500000000', 25_125_000n],
    ['251.', 25_100_000n],
    ['.5', 50_000n],
    [' 251.25\n', 25_125_000n],
    ['-0.00', 0n],
    ['9999999999999.99999', 999_999_999_999_999_999n],
    [`${'0'.repeat(60)}1.${'0'.repeat(60)}`, 100_000n],
  ];
  for (const [text, amount] of numbers)
    expect(read(factura.replace('<SubTotal>251.25', `<SubTotal>${text}`)).invoice.lines[0]?.subtotal).toBe(
      amount,
    );
});

test.each([
  '2026-11-20T09:30:00',
  '2026-11-20T09:30:00Z',
  '2026-11-20T09:30:00.1234567+14:00',
  '2026-11-20T24:00:00-06:00',
])('a date as %s stays as it is written', (date) => {
  expect(read(factura.replace('2026-11-20T09:30:00-06:00', date)).identity.issuedAt).toBe(date);
});

test('Otros keeps codes and content, and only what has no code is notes', () => {
  const otros =
    '<Otros><OtroTexto codigo="orden">OC-7</OtroTexto><OtroTexto>Gra</OtroTexto><OtroTexto>cias</OtroTexto>' +
    '<OtroContenido codigo="x"><a xmlns="urn:a" b="1">&lt;</a></OtroContenido></Otros>';
  const { invoice, others } = read(factura.replace('</ResumenFactura>', `</ResumenFactura>${otros}`));
  expect(invoice.notes).toBe('Gracias');
  expect(others).toEqual([
    { kind: 'text', code: 'orden', text: 'OC-7' },
    { kind: 'text', text: 'Gra' },
    { kind: 'text', text: 'cias' },
    { kind: 'content', code: 'x', xml: '<a xmlns="urn:a" b="1">&lt;</a>' },
  ]);
});

test('what a note of others leaves out is absent or zero, not invented', () => {
  const nota = writeComprobante(exactInvoice('03'), identityOf('03'))
    .replace(/<Receptor>.*<\/Receptor>/, '')
    .replace(
      /<CodigoActividadEmisor>[^<]*<\/CodigoActividadEmisor>/,
      '<CodigoActividadReceptor>6201.0</CodigoActividadReceptor>',
    )
    .replace(/<CodigoCABYS>\d*<\/CodigoCABYS>/, '')
    .replace(/<ImpuestoAsumidoEmisorFabrica>0<\/ImpuestoAsumidoEmisorFabrica>/, '')
    .replace(/<Emisor>(.*)<Ubicacion>.*<\/Emisor>/, '<Emisor>$1</Emisor>')
    .replace(/<MedioPago>.*<\/MedioPago>/, '<MedioPago/><MedioPago/>');
  const { invoice } = read(nota);
  expect(invoice.activityCode).toBeUndefined();
  expect(invoice.customer).toEqual({ name: '', activityCode: '6201.0' });
  expect(invoice.issuer.location).toBeUndefined();
  expect(invoice.issuer.emails).toEqual([]);
  expect(invoice.lines[0]).toMatchObject({ taxAssumed: 0n });
  expect(invoice.lines[0]).not.toHaveProperty('cabys');
  expect(invoice.paymentMeans).toEqual([
    { code: '', amount: 0n },
    { code: '', amount: 0n },
  ]);
});

test('in a factura de compra the one who issues is the Receptor of the XML, and the seller its Emisor', () => {
  const xml = written('08');
  expect(xml.indexOf('<Nombre>Ana Rojas')).toBeLessThan(xml.indexOf('<Nombre>Distribuidora'));
  const { invoice } = read(xml);
  expect(invoice.issuer.name).toBe('Distribuidora del Este S. A.');
  expect(invoice.activityCode).toBe('6201.0');
  expect(invoice.customer?.name).toBe('Ana Rojas');
});
