import { expect, test } from 'vitest';
import { documentFiles, judgeBySchema, missingJudges } from '../../../helpers/judges.ts';
import { practiceXml } from '../../../helpers/practice-documents.ts';
import { accepted, all, judge, replaced, set, told } from '../../../helpers/practice-judge.ts';

const component = (cabys: string, price: string, code: string, rate: string, tax: string): string =>
  `<LineaDetalleSurtido><CodigoCABYSSurtido>${cabys}</CodigoCABYSSurtido><CantidadSurtido>1</CantidadSurtido><UnidadMedidaSurtido>Unid</UnidadMedidaSurtido><DetalleSurtido>Parte</DetalleSurtido><PrecioUnitarioSurtido>${price}</PrecioUnitarioSurtido><MontoTotalSurtido>${price}</MontoTotalSurtido><SubTotalSurtido>${price}</SubTotalSurtido><BaseImponibleSurtido>${price}</BaseImponibleSurtido><ImpuestoSurtido><CodigoImpuestoSurtido>01</CodigoImpuestoSurtido><CodigoTarifaIVASurtido>${code}</CodigoTarifaIVASurtido><TarifaSurtido>${rate}</TarifaSurtido><MontoImpuestoSurtido>${tax}</MontoImpuestoSurtido></ImpuestoSurtido></LineaDetalleSurtido>`;

/** 2.5 bundles of 100.5: one part of 60.5 at 13 % (7.865), one of 40 at 1 % (0.4); 8.265 x 2.5 = 20.6625. */
const bundle = all(
  replaced(
    '<PrecioUnitario>',
    `<DetalleSurtido>${component('2399901000000', '60.5', '08', '13', '7.865')}${component('2399902000000', '40', '02', '1', '0.4')}</DetalleSurtido><PrecioUnitario>`,
  ),
  replaced('<CodigoTarifaIVA>08</CodigoTarifaIVA><Tarifa>13</Tarifa>', ''),
  replaced(/32\.6625/g, '20.6625'),
  replaced(/283\.9125/g, '271.9125'),
  replaced(
    '<Codigo>01</Codigo><CodigoTarifaIVA>08</CodigoTarifaIVA><TotalMonto',
    '<Codigo>01</Codigo><TotalMonto',
  ),
)(practiceXml('01'));

test('a surtido is accepted, broken down without its rates or by them', async () => {
  expect(await judge(bundle)).toEqual(accepted);
  const byRate = replaced(
    /<TotalDesgloseImpuesto>.*<\/TotalDesgloseImpuesto>/,
    '<TotalDesgloseImpuesto><Codigo>01</Codigo><CodigoTarifaIVA>08</CodigoTarifaIVA><TotalMontoImpuesto>19.6625</TotalMontoImpuesto></TotalDesgloseImpuesto><TotalDesgloseImpuesto><Codigo>01</Codigo><CodigoTarifaIVA>02</CodigoTarifaIVA><TotalMontoImpuesto>1</TotalMontoImpuesto></TotalDesgloseImpuesto>',
  );
  expect(await judge(byRate(bundle))).toEqual(accepted);
});

test.skipIf(missingJudges(['xmllint'], true) !== undefined)('it is valid by the official schema', () => {
  expect(judgeBySchema('FacturaElectronica', documentFiles([Buffer.from(bundle)])).status).toBe(0);
});

test.each([
  ['the main tax is not the components’', set('Monto', '20'), /^-45 .*línea 1\)/m],
  [
    'a rate on the main line',
    replaced(
      '<Codigo>01</Codigo><Monto>',
      '<Codigo>01</Codigo><CodigoTarifaIVA>08</CodigoTarifaIVA><Tarifa>13</Tarifa><Monto>',
    ),
    /^-505 .*surtido/m,
  ],
  ['tax of a component off', set('MontoImpuestoSurtido', '7.8'), /^-45 .*componente 1/m],
  ['base of a component off', set('BaseImponibleSurtido', '60'), /^-454 .*componente 1/m],
  ['rate of a component off', set('TarifaSurtido', '4'), /^-505 .*componente 1/m],
  ['total of a component off', set('MontoTotalSurtido', '60'), /MontoTotal \(línea 1, componente 1\)/],
  ['product of a component unknown', set('CodigoCABYSSurtido', '0000000000000'), /^-400 .*componente 1/m],
  [
    'a discount 99 of a component without text',
    replaced(
      '<SubTotalSurtido>',
      '<DescuentoSurtido><MontoDescuentoSurtido>0</MontoDescuentoSurtido><CodigoDescuentoSurtido>99</CodigoDescuentoSurtido></DescuentoSurtido><SubTotalSurtido>',
    ),
    /^-41 /m,
  ],
] as const)('%s: refused', async (_what, spoil, words) => {
  expect(told(await judge(spoil(bundle)))).toMatch(words);
});
