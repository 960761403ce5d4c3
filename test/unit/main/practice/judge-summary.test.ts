import { expect, test } from 'vitest';
import { practiceXml } from '../../../helpers/practice-documents.ts';
import { accepted, all, judge, replaced, set, told } from '../../../helpers/practice-judge.ts';

const factura = practiceXml('01');

test.each([
  [-110, 'services', set('TotalServGravados', '251')],
  [-111, 'goods counted as services', set('CodigoCABYS', '2399901000000')],
  [-487, 'breakdown', set('TotalMontoImpuesto', '32')],
  [-487, 'total tax', set('TotalImpuesto', '32')],
] as const)('%i: %s', async (code, _what, spoil) => {
  expect((await judge(spoil(factura))).rows.map((row) => row.code)).toContain(code);
});

const charge = (type: string, more = '', amount = '25'): ((xml: string) => string) =>
  all(
    replaced(
      '<ResumenFactura>',
      `<OtrosCargos><TipoDocumentoOC>${type}</TipoDocumentoOC>${more}<Detalle>Cargo</Detalle><MontoCargo>${amount}</MontoCargo></OtrosCargos><ResumenFactura>`,
    ),
    replaced('<MedioPago>', `<TotalOtrosCargos>${amount}</TotalOtrosCargos><MedioPago>`),
    set('TotalComprobante', (283.9125 + Number(amount)).toFixed(4)),
  );
const third =
  '<IdentificacionTercero><Tipo>02</Tipo><Numero>3101000001</Numero></IdentificacionTercero><NombreTercero>Otra empresa</NombreTercero>';

test('other charges enter the total', async () => {
  expect(await judge(charge('06')(factura))).toEqual(accepted);
  expect(await judge(charge('04', third)(factura))).toEqual(accepted);
  expect(told(await judge(all(charge('06'), set('TotalOtrosCargos', '24'))(factura)))).toContain(
    'TotalOtrosCargos',
  );
});

test('a charge of another says whose it is, a charge of nothing is none, a charge 99 has its text', async () => {
  expect(told(await judge(charge('04')(factura)))).toContain('no dice quién es');
  expect(told(await judge(replaced('<MontoCargo>25', '<MontoCargo>0')(charge('06')(factura))))).toContain(
    'mayor que cero',
  );
  expect(told(await judge(charge('99')(factura)))).toContain('TipoDocumentoOTROS');
});

const means = (...parts: readonly string[]): ((xml: string) => string) =>
  replaced(/<MedioPago>.*<\/MedioPago>/, parts.map((part) => `<MedioPago>${part}</MedioPago>`).join(''));
const cash = '<TipoMedioPago>01</TipoMedioPago>';
const card = '<TipoMedioPago>02</TipoMedioPago>';

test('several means each say how much, and add up', async () => {
  const paid = (amount: string): string => `<TotalMedioPago>${amount}</TotalMedioPago>`;
  expect(await judge(means(cash + paid('200'), card + paid('83.9125'))(factura))).toEqual(accepted);
  expect(told(await judge(means(cash + paid('200'), card + paid('83'))(factura)))).toContain(
    'TotalMedioPago',
  );
  expect(told(await judge(means(cash, card + paid('283.9125'))(factura)))).toContain(
    'cada uno lleva su monto',
  );
});

test.each(['02', '08', '10'])('a sale of condition %s has no means of payment', async (condition) => {
  const credit = all(
    set('CondicionVenta', condition),
    replaced('<DetalleServicio>', '<PlazoCredito>30</PlazoCredito><DetalleServicio>'),
    means(),
  );
  expect(await judge(credit(factura))).toEqual(accepted);
});

test('IVA is returned only where a card paid, and not more than there is', async () => {
  const returned = (amount: string): ((xml: string) => string) =>
    all(
      replaced('<MedioPago>', `<TotalIVADevuelto>${amount}</TotalIVADevuelto><MedioPago>`),
      set('TotalComprobante', (283.9125 - Number(amount)).toFixed(4)),
    );
  const byCard = set('TipoMedioPago', '02');
  expect(await judge(all(byCard, returned('32.6625'))(factura))).toEqual(accepted);
  expect(told(await judge(returned('32.6625')(factura)))).toContain('con tarjeta');
  expect(told(await judge(all(byCard, returned('33'))(factura)))).toContain('supera el impuesto');
});

test('an export has no field for what is not subject: it is exempt there', async () => {
  const untaxed = all(
    set('CodigoTarifaIVA', '01'),
    set('Tarifa', '0'),
    replaced(/32\.6625/g, '0'),
    replaced(/283\.9125/g, '251.25'),
    replaced('<CodigoTarifaIVA>08', '<CodigoTarifaIVA>01'),
    replaced(
      '<TotalServGravados>251.25</TotalServGravados><TotalGravado>251.25</TotalGravado>',
      '<TotalServExentos>251.25</TotalServExentos><TotalExento>251.25</TotalExento>',
    ),
  );
  expect(await judge(untaxed(practiceXml('09')))).toEqual(accepted);
});

test('goods of an export need their tariff heading', async () => {
  const goods = all(
    set('CodigoCABYS', '2399901000000'),
    replaced(/TotalServGravados/g, 'TotalMercanciasGravadas'),
  );
  expect(told(await judge(goods(practiceXml('09'))))).toContain('partida arancelaria');
  const headed = replaced(
    '<CodigoCABYS>',
    '<PartidaArancelaria>090121000000</PartidaArancelaria><CodigoCABYS>',
  );
  expect(await judge(all(goods, headed)(practiceXml('09')))).toEqual(accepted);
});

test.each([
  ['the product', set('CodigoCABYS', '9999999999999'), /^-400 /],
  ['a product with letters', set('CodigoCABYS', '83141A0000000'), /^-400 /],
  [
    'a discount greater than the line',
    replaced(
      '<SubTotal>',
      '<Descuento><MontoDescuento>300</MontoDescuento><CodigoDescuento>07</CodigoDescuento></Descuento><SubTotal>',
    ),
    /superan su monto/,
  ],
  ['a contingency without its paper', replaced(/(<Clave>\d{41})1/, '$12'), /contingencia/],
] as const)('%s', async (_what, spoil, words) => {
  expect(told(await judge(spoil(factura)))).toMatch(words);
});

test('another offset than the official one is only an observation, -53', async () => {
  const { verdict, rows } = await judge(replaced('09:30:00-06:00', '10:30:00-05:00')(factura));
  expect([verdict, rows.map(({ code }) => code)]).toEqual(['aceptado', [-53]]);
});
