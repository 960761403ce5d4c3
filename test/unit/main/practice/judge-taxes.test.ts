import { describe, expect, test } from 'vitest';
import { practiceXml } from '../../../helpers/practice-documents.ts';
import { accepted, all, judge, replaced, set, told } from '../../../helpers/practice-judge.ts';

/** One line of 10 x 100 goods with the given taxes before its IVA of 13 % on `base`, summed up. */
function withTaxes(
  taxes: readonly { readonly code: string; readonly inside: string; readonly amount: string }[],
  base: string,
  iva: string,
  net: string,
): string {
  const own = taxes
    .map(
      ({ code, inside, amount }) =>
        `<Impuesto><Codigo>${code}</Codigo>${inside}<Monto>${amount}</Monto></Impuesto>`,
    )
    .join('');
  const rows = taxes
    .map(
      ({ code, amount }) =>
        `<TotalDesgloseImpuesto><Codigo>${code}</Codigo><TotalMontoImpuesto>${amount}</TotalMontoImpuesto></TotalDesgloseImpuesto>`,
    )
    .join('');
  const total = String(1_000 + Number(net));
  return all(
    set('CodigoCABYS', '2410001000000'),
    set('Cantidad', '10'),
    set('UnidadMedida', 'Unid'),
    set('PrecioUnitario', '100'),
    set('MontoTotal', '1000'),
    set('SubTotal', '1000'),
    set('BaseImponible', base),
    set('Monto', iva),
    replaced('<Impuesto>', `${own}<Impuesto>`),
    set('ImpuestoNeto', net),
    set('MontoTotalLinea', total),
    replaced(
      '<TotalServGravados>251.25</TotalServGravados>',
      '<TotalMercanciasGravadas>1000</TotalMercanciasGravadas>',
    ),
    set('TotalGravado', '1000'),
    set('TotalVenta', '1000'),
    set('TotalVentaNeta', '1000'),
    set('TotalMontoImpuesto', iva),
    replaced('<TotalDesgloseImpuesto>', `${rows}<TotalDesgloseImpuesto>`),
    set('TotalImpuesto', net),
    set('TotalComprobante', total),
  )(practiceXml('01'));
}

const specific = (...parts: readonly (readonly [name: string, value: string])[]): string =>
  `<DatosImpuestoEspecifico>${parts.map(([name, value]) => `<${name}>${value}</${name}>`).join('')}</DatosImpuestoEspecifico>`;
const alcohol = specific(
  ['CantidadUnidadMedida', '750'],
  ['Porcentaje', '40'],
  ['Proporcion', '300'],
  ['ImpuestoUnidad', '0.05'],
);
const drinks = specific(
  ['CantidadUnidadMedida', '600'],
  ['VolumenUnidadConsumo', '250'],
  ['ImpuestoUnidad', '25'],
);

describe('each tax has its own formula', () => {
  test.each([
    ['02 selective', '02', '<Tarifa>15</Tarifa>', '150', '1150', '149.5', '299.5'],
    ['12 cement', '12', '<Tarifa>5</Tarifa>', '50', '1050', '136.5', '186.5'],
    [
      '03 fuel, outside the base',
      '03',
      specific(['CantidadUnidadMedida', '40'], ['ImpuestoUnidad', '2.5']),
      '100',
      '1000',
      '130',
      '230',
    ],
    ['04 alcohol: millilitres by percent by hundred', '04', alcohol, '150', '1150', '149.5', '299.5'],
    ['05 drinks by unit of consumption', '05', drinks, '600', '1600', '208', '808'],
    [
      '05 soap by the gram',
      '05',
      specific(['CantidadUnidadMedida', '1'], ['VolumenUnidadConsumo', '125'], ['ImpuestoUnidad', '0.2']),
      '250',
      '1250',
      '162.5',
      '412.5',
    ],
    [
      '06 tobacco, outside the base',
      '06',
      specific(['CantidadUnidadMedida', '20'], ['ImpuestoUnidad', '1.5']),
      '300',
      '1000',
      '130',
      '430',
    ],
  ])('%s', async (_what, code, inside, amount, base, iva, net) => {
    const right = withTaxes([{ code, inside, amount }], base, iva, net);
    expect(await judge(right)).toEqual(accepted);
    const wrong = right.replace(`<Monto>${amount}</Monto>`, `<Monto>${Number(amount) + 1}</Monto>`);
    expect(told(await judge(wrong))).toMatch(/^-45 |-473 /m);
  });
});

test('a quotient that does not end is rounded at its end, not before', async () => {
  // 10 x 355 x 18.5 / 250 = 262.7; with 7 in place of 250: 10 x 355 x 18.5 / 7 = 9382.142857...
  const third = drinks.replace('600', '355').replace('250', '7').replace('>25<', '>18.5<');
  const xml = withTaxes(
    [{ code: '05', inside: third, amount: '9382.14286' }],
    '10382.14286',
    '1349.67857',
    '10731.82143',
  );
  expect(await judge(xml)).toEqual(accepted);
});

const alcoholDocument = withTaxes([{ code: '04', inside: alcohol, amount: '150' }], '1150', '149.5', '299.5');
const drinksDocument = withTaxes([{ code: '05', inside: drinks, amount: '600' }], '1600', '208', '808');

test.each([
  [-471, 'proportion not divided by a hundred', alcoholDocument, set('Proporcion', '30000')],
  [-471, 'no percentage', alcoholDocument, replaced(/<Porcentaje>.*<\/Porcentaje>/, '')],
  [-473, 'amount not from the absolute alcohol', alcoholDocument, set('Monto', '151')],
  [-459, 'no volume', drinksDocument, replaced(/<VolumenUnidadConsumo>.*<\/VolumenUnidadConsumo>/, '')],
  [-454, 'tax 04 left out of the base', alcoholDocument, set('BaseImponible', '1000')],
  [
    -451,
    'factory 02 with another rate than 10',
    practiceXml('01'),
    replaced('<BaseImponible>', '<IVACobradoFabrica>02</IVACobradoFabrica><BaseImponible>'),
  ],
  [
    -454,
    'factory 01 with an empty base',
    practiceXml('01'),
    all(
      set('BaseImponible', '0'),
      replaced('<BaseImponible>', '<IVACobradoFabrica>01</IVACobradoFabrica><BaseImponible>'),
    ),
  ],
  [-505, 'rate of another code', practiceXml('01'), set('Tarifa', '4')],
  [
    -505,
    'no rate code',
    practiceXml('01'),
    replaced('<CodigoTarifaIVA>08</CodigoTarifaIVA><Tarifa>', '<Tarifa>'),
  ],
  [
    -505,
    'transitional outside notes',
    practiceXml('01'),
    all(set('CodigoTarifaIVA', '07'), set('Tarifa', '8')),
  ],
  [-513, 'no IVA', practiceXml('01'), set('Codigo', '99')],
  [
    -45,
    'factor of used goods',
    practiceXml('01'),
    all(
      set('Codigo', '08'),
      replaced(
        '<CodigoTarifaIVA>08</CodigoTarifaIVA><Tarifa>13</Tarifa>',
        '<FactorCalculoIVA>0.2</FactorCalculoIVA>',
      ),
    ),
  ],
] as const)('%i: %s', async (code, _what, xml, spoil) => {
  const { verdict, rows } = await judge(spoil(xml));
  expect(verdict).toBe('rechazado');
  expect(rows.map((row) => row.code)).toContain(code);
});

test('a transitional rate code is taken in a note', async () => {
  const note = all(
    set('CodigoTarifaIVA', '07'),
    set('Tarifa', '8'),
    replaced(/32\.6625/g, '20.1'),
    replaced(/283\.9125/g, '271.35'),
    replaced(
      '<TotalDesgloseImpuesto><Codigo>01</Codigo><CodigoTarifaIVA>08',
      '<TotalDesgloseImpuesto><Codigo>01</Codigo><CodigoTarifaIVA>07',
    ),
  );
  expect(await judge(note(practiceXml('03')))).toEqual(accepted);
  expect((await judge(note(practiceXml('01')))).rows.map(({ code }) => code)).toEqual([-505]);
});

test('used goods: IVA 08 is the subtotal by the factor', async () => {
  const used = all(
    set('Codigo', '08'),
    replaced(
      '<CodigoTarifaIVA>08</CodigoTarifaIVA><Tarifa>13</Tarifa>',
      '<FactorCalculoIVA>0.13</FactorCalculoIVA>',
    ),
    replaced(
      '<TotalDesgloseImpuesto><Codigo>01</Codigo><CodigoTarifaIVA>08</CodigoTarifaIVA>',
      '<TotalDesgloseImpuesto><Codigo>08</Codigo>',
    ),
  );
  expect(await judge(used(practiceXml('01')))).toEqual(accepted);
});

test('taxes borne by the factory are taken out of the net tax, tobacco is not', async () => {
  const borne = all(
    set('ImpuestoAsumidoEmisorFabrica', '150'),
    set('ImpuestoNeto', '149.5'),
    set('MontoTotalLinea', '1149.5'),
    replaced('<TotalMontoImpuesto>150', '<TotalMontoImpuesto>0'),
    set('TotalImpuesto', '149.5'),
    replaced('<MedioPago>', '<TotalImpAsumEmisorFabrica>150</TotalImpAsumEmisorFabrica><MedioPago>'),
    set('TotalComprobante', '1149.5'),
  );
  expect(await judge(borne(alcoholDocument))).toEqual(accepted);
  const tobacco = withTaxes(
    [
      {
        code: '06',
        inside: specific(['CantidadUnidadMedida', '20'], ['ImpuestoUnidad', '0.75']),
        amount: '150',
      },
    ],
    '1000',
    '130',
    '280',
  );
  expect(told(await judge(set('ImpuestoAsumidoEmisorFabrica', '150')(tobacco)))).toContain(
    'no es de ningún impuesto',
  );
});

test('of an export the IVA is on the subtotal', async () => {
  expect(told(await judge(set('Monto', '32')(practiceXml('09'))))).toMatch(/^-45 /);
});
