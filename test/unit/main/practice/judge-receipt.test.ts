import { expect, test } from 'vitest';
import { practiceXml } from '../../../helpers/practice-documents.ts';
import { accepted, all, judge, replaced, set, told } from '../../../helpers/practice-judge.ts';

const receipt = practiceXml('10');

test('the total may be with or without IVA: the sources leave it open', async () => {
  expect(await judge(set('TotalComprobante', '251.25')(receipt))).toEqual(accepted);
  expect(told(await judge(set('TotalComprobante', '283.91')(receipt)))).toContain('TotalComprobante');
});

test('the base of the IVA may be another than the amount paid', async () => {
  const part = all(
    set('SubTotal', '200'),
    replaced(/32\.6625/g, '26'),
    set('MontoTotalLinea', '226'),
    set('TotalComprobante', '277.25'),
  );
  expect(await judge(part(receipt))).toEqual(accepted);
});

test.each([
  ['tax off', set('Monto', '32'), /^-45 /],
  ['rate of another code', set('Tarifa', '4'), /^-505 /],
  ['a transitional rate', all(set('CodigoTarifaIVA', '06'), set('Tarifa', '4')), /^-505 /],
  ['breakdown off', set('TotalMontoImpuesto', '32'), /^-487 /],
  ['net tax off', set('ImpuestoNeto', '32'), /ImpuestoNeto/],
  ['line total off', set('MontoTotalLinea', '251.25'), /MontoTotalLinea/],
  ['sale off', set('TotalVenta', '251'), /TotalVenta/],
  ['net sale off', set('TotalVentaNeta', '251'), /TotalVentaNeta/],
  ['nothing paid', set('MontoTotal', '0'), /mayor que cero/],
  ['line numbers', set('NumeroLinea', '2'), /consecutivo/],
  ['exchange rate', set('TipoCambio', '2'), /tipo de cambio/],
] as const)('%s: refused', async (_what, spoil, words) => {
  const judgement = await judge(spoil(receipt));
  expect(judgement.verdict).toBe('rechazado');
  expect(told(judgement)).toMatch(words);
});
