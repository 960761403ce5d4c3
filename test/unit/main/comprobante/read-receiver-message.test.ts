import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readReceiverMessage } from '../../../../main/comprobante/read-receiver-message.ts';
import { receiverMessageXml } from '../../../../main/comprobante/receiver-message.ts';
import { writeComprobante } from '../../../../main/comprobante/write-comprobante.ts';
import { anyMessage } from '../../../helpers/any-invoice.ts';
import { comparable } from '../../../helpers/comparable.ts';
import { exactInvoice, identityOf } from '../../../helpers/exact-invoices.ts';

const bytes = (xml: string): Uint8Array => new TextEncoder().encode(xml);
const message = receiverMessageXml(
  {
    clave: identityOf('01').clave,
    issuerNumber: '3101123456',
    message: '2',
    detail: 'Faltaron dos cajas',
    tax: 3_266_250n,
    activityCode: '6201.0',
    taxCondition: '02',
    creditTax: 3_000_000n,
    expense: 266_250n,
    total: 28_391_250n,
    receiverNumber: '3101654321',
  },
  { consecutivo: '00100001060000000003', issuedAt: '2026-11-21T08:00:00-06:00' },
);

test('a message is written in the order of the schema, byte for byte', () => {
  expect(message).toBe(
    '<MensajeReceptor xmlns="https://cdn.comprobanteselectronicos.go.cr/xml-schemas/v4.4/mensajeReceptor">' +
      '<Clave>50620112600310112345600100001010000000042148151623</Clave>' +
      '<NumeroCedulaEmisor>3101123456</NumeroCedulaEmisor><FechaEmisionDoc>2026-11-21T08:00:00-06:00</FechaEmisionDoc>' +
      '<Mensaje>2</Mensaje><DetalleMensaje>Faltaron dos cajas</DetalleMensaje>' +
      '<MontoTotalImpuesto>32.6625</MontoTotalImpuesto><CodigoActividad>6201.0</CodigoActividad>' +
      '<CondicionImpuesto>02</CondicionImpuesto><MontoTotalImpuestoAcreditar>30</MontoTotalImpuestoAcreditar>' +
      '<MontoTotalDeGastoAplicable>2.6625</MontoTotalDeGastoAplicable><TotalFactura>283.9125</TotalFactura>' +
      '<NumeroCedulaReceptor>3101654321</NumeroCedulaReceptor>' +
      '<NumeroConsecutivoReceptor>00100001060000000003</NumeroConsecutivoReceptor></MensajeReceptor>',
  );
});

test('every message that was written reads back equal', () => {
  fc.assert(
    fc.property(anyMessage, (written) => {
      const result = readReceiverMessage(bytes(receiverMessageXml(written.message, written.identity)));
      expect(result.ok && comparable(result.value)).toEqual(comparable(written));
    }),
  );
});

test.each([
  [
    'a comprobante',
    writeComprobante(exactInvoice('01'), identityOf('01')),
    { code: 'other-document', root: 'FacturaElectronica' },
  ],
  ['a message of 4.3', message.replace('/v4.4/', '/v4.3/'), { code: 'older-version', version: '4.3' }],
  [
    'a verdict that does not exist',
    message.replace('<Mensaje>2', '<Mensaje>4'),
    { code: 'bad-value', path: 'MensajeReceptor/Mensaje' },
  ],
  [
    'a receiver with letters',
    message.replace('>3101654321<', '>3101654A21<'),
    { code: 'bad-value', path: 'MensajeReceptor/NumeroCedulaReceptor' },
  ],
  [
    'an amount below zero',
    message.replace('<TotalFactura>', '<TotalFactura>-'),
    { code: 'bad-value', path: 'MensajeReceptor/TotalFactura' },
  ],
] as const)('%s is refused', (_, xml, fault) => {
  expect(readReceiverMessage(bytes(xml))).toEqual({ ok: false, error: fault });
});
