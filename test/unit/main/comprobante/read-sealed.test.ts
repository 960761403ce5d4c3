import { expect, test } from 'vitest';
import type { InvoiceKind } from '../../../../domain/billing/invoice-form.ts';
import { receiverMessageXml } from '../../../../main/comprobante/receiver-message.ts';
import { readSealed } from '../../../../main/comprobante/read-sealed.ts';
import { writeComprobante } from '../../../../main/comprobante/write-comprobante.ts';
import { allKinds } from '../../../helpers/any-invoice.ts';
import { exactInvoice, identityOf } from '../../../helpers/exact-invoices.ts';

const text = (kind: InvoiceKind): string => writeComprobante(exactInvoice(kind), identityOf(kind));
const bytes = (xml: string): Uint8Array => new TextEncoder().encode(xml);

test.each(allKinds)('a written document of kind %s says what its row said', (kind) => {
  const invoice = exactInvoice(kind);
  const identity = identityOf(kind);
  expect(readSealed(bytes(text(kind)))).toMatchObject({
    clave: identity.clave,
    consecutivo: identity.consecutivo,
    kind,
    branch: identity.consecutivo.slice(0, 3),
    terminal: identity.consecutivo.slice(3, 8),
    number: Number(identity.consecutivo.slice(10)),
    situation: identity.clave[41],
    issuedAt: identity.issuedAt,
    customerName: invoice.customer?.name ?? '',
    total: invoice.summary.total,
    currency: invoice.currency,
    issuer: invoice.issuer.identification,
    ...(invoice.customer?.identification ? { receiver: invoice.customer.identification } : {}),
  });
});

const message = receiverMessageXml(
  {
    clave: identityOf('01').clave,
    issuerNumber: '112340567',
    message: '3',
    detail: 'No es nuestra',
    total: 28_391_250n,
    receiverNumber: '3101123456',
  },
  { consecutivo: '00200003070000000009', issuedAt: '2026-11-21T08:00:00-06:00' },
);

test('a mensaje receptor says its own number, and who signed it is the one who answers', () => {
  expect(readSealed(bytes(message))).toEqual({
    clave: `${identityOf('01').clave}-00200003070000000009`,
    consecutivo: '00200003070000000009',
    kind: '07',
    branch: '002',
    terminal: '00003',
    number: 9,
    situation: '1',
    issuedAt: '2026-11-21T08:00:00-06:00',
    customerName: '',
    total: 28_391_250n,
    currency: 'CRC',
    issuer: { type: '02', number: '3101123456' },
    receiver: { type: '01', number: '112340567' },
  });
});

test.each([
  ['a message numbered as a factura', message.replace('0000307', '0000301')],
  ['a message without a total', message.replace(/<TotalFactura>[^<]*<\/TotalFactura>/, '')],
  ['no XML', 'not at all'],
  ['another root without a clave', '<a/>'],
  [
    'a clave that is not of its number',
    text('01').replace(/<NumeroConsecutivo>\d{5}/, '<NumeroConsecutivo>99999'),
  ],
  ['no total', text('01').replace(/<TotalComprobante>[^<]*<\/TotalComprobante>/, '')],
  ['a date that is none', text('01').replace(/<FechaEmision>[^<]*/, '<FechaEmision>ayer')],
])('%s is NOT taken up', (_what, xml) => expect(readSealed(bytes(xml))).toBeUndefined());
