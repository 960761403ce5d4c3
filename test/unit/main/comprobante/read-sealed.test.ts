import { expect, test } from 'vitest';
import { readSealed } from '../../../../main/comprobante/read-sealed.ts';
import { writeComprobante } from '../../../../main/comprobante/write-comprobante.ts';
import { exactInvoice, identityOf } from '../../../helpers/exact-invoices.ts';

const text = (kind: '01' | '04'): string => writeComprobante(exactInvoice(kind), identityOf(kind));
const bytes = (xml: string): Uint8Array => new TextEncoder().encode(xml);

test.each(['01', '04'] as const)('a written document of kind %s says what its row said', (kind) => {
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
