import { expect, test } from 'vitest';
import { amountMismatches } from '../../../../main/comprobante/answer-amounts.ts';

const sealed = (tax: string, total: string): string =>
  `<F><ResumenFactura><TotalImpuesto>${tax}</TotalImpuesto><TotalComprobante>${total}</TotalComprobante></ResumenFactura></F>`;
const message =
  '<MensajeReceptor><MontoTotalImpuesto>13</MontoTotalImpuesto><TotalFactura>113</TotalFactura></MensajeReceptor>';
const answer = (tax: string, total: string, name = 'Tienda'): string =>
  `<h:MensajeHacienda><h:NombreEmisor>${name}</h:NombreEmisor>${tax === '' ? '' : `<h:MontoTotalImpuesto>${tax}</h:MontoTotalImpuesto>`}<h:TotalFactura>${total}</h:TotalFactura></h:MensajeHacienda>`;

test.each([
  ['the same amounts', answer('13', '113'), sealed('13', '113')],
  ['the same ones, written otherwise', answer('13.00', '0113.00000'), sealed('13.00000', '113')],
  ['an answer without tax', answer('', '113'), sealed('13', '113')],
  ['a document without tax', answer('0', '113'), '<F><TotalComprobante>113</TotalComprobante></F>'],
  ['a message', answer('13', '113'), message],
  ['a refusal at the door', answer('', '0', 'DESCONOCIDO'), sealed('13', '113')],
])('%s: no difference', (_what, theirs, ours) => expect(amountMismatches(theirs, ours)).toEqual([]));

test.each([
  ['another total', answer('13', '112.99999'), [{ field: 'total', ours: '113', theirs: '112.99999' }]],
  ['another tax', answer('12', '113'), [{ field: 'tax', ours: '13', theirs: '12' }]],
  ['a total that is no number', answer('13', 'x'), [{ field: 'total', ours: '113', theirs: 'x' }]],
  [
    'both',
    answer('1', '2'),
    [
      { field: 'tax', ours: '13', theirs: '1' },
      { field: 'total', ours: '113', theirs: '2' },
    ],
  ],
])('%s is told, of a document and of a message', (_what, theirs, expected) => {
  expect(amountMismatches(theirs, sealed('13', '113'))).toEqual(expected);
  expect(amountMismatches(theirs, message)).toEqual(expected);
});
