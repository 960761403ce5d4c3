import { expect, test } from 'vitest';
import { InvoiceKind } from '../../../../domain/billing/invoice-form.ts';
import type { ReceiverMessage } from '../../../../domain/received/receiver-message.ts';
import { readSealed } from '../../../../main/comprobante/read-sealed.ts';
import { receiverMessageXml } from '../../../../main/comprobante/receiver-message.ts';
import { writeComprobante } from '../../../../main/comprobante/write-comprobante.ts';
import { exactInvoice, identityOf } from '../../../helpers/exact-invoices.ts';

const text = (kind: InvoiceKind): string => writeComprobante(exactInvoice(kind), identityOf(kind));
const bytes = (xml: string): Uint8Array => new TextEncoder().encode(xml);

test.each(InvoiceKind.options)('a written document of kind %s says what its row said', (kind) => {
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
    // in a FEC too: ours, which the XML calls the receiver
    issuer: invoice.issuer.identification,
    ...(invoice.customer?.identification ? { receiver: invoice.customer.identification } : {}),
  });
});

const answered = '50619112600310199988800100001010000000077112345678';
const consecutivo = '00100001060000000009';
const message = (change: Partial<ReceiverMessage> = {}): string =>
  receiverMessageXml(
    {
      clave: answered,
      issuerNumber: '3101999888',
      message: '2',
      detail: 'Faltó mercadería',
      total: 11_300_000n,
      receiverNumber: '003101123456',
      ...change,
    },
    { consecutivo, issuedAt: '2026-11-20T09:30:00-06:00' },
  );

test('a mensaje receptor says what it answers, under which number, and whose it is', () => {
  expect(readSealed(bytes(message()))).toEqual({
    clave: `${answered}-${consecutivo}`,
    consecutivo,
    kind: '06',
    branch: '001',
    terminal: '00001',
    number: 9,
    situation: '1',
    issuedAt: '2026-11-20T09:30:00-06:00',
    customerName: '',
    total: 11_300_000n,
    currency: 'CRC',
    issuer: { type: '02', number: '3101123456' },
    receiver: { type: '02', number: '3101999888' },
  });
});

test.each([
  ['nine digits', '112340567', '01'],
  ['eleven', '11234567890', '03'],
  ['twelve', '112345678901', '03'],
])('a receiver of %s is of type %s', (_what, receiverNumber, type) =>
  expect(readSealed(bytes(message({ receiverNumber })))?.issuer).toEqual({ type, number: receiverNumber }),
);

test.each([
  [
    'without its number',
    message().replace(/<NumeroConsecutivoReceptor>.*?<\/NumeroConsecutivoReceptor>/, ''),
  ],
  ['with the number of an invoice', message().replaceAll(consecutivo, '00100001010000000009')],
  ['to a clave that is none', message().replace(answered, answered.slice(1))],
  ['of a number nobody has', message({ receiverNumber: '123' })],
])('a mensaje receptor %s is NOT taken up', (_what, xml) => expect(readSealed(bytes(xml))).toBeUndefined());

test.each([
  ['no XML', 'not at all'],
  ['another root without a clave', '<a/>'],
  [
    'a clave that is not of its number',
    text('01').replace(/<NumeroConsecutivo>\d{5}/, '<NumeroConsecutivo>99999'),
  ],
  ['no total', text('01').replace(/<TotalComprobante>[^<]*<\/TotalComprobante>/, '')],
  ['a date that is none', text('01').replace(/<FechaEmision>[^<]*/, '<FechaEmision>ayer')],
])('%s is NOT taken up', (_what, xml) => expect(readSealed(bytes(xml))).toBeUndefined());
