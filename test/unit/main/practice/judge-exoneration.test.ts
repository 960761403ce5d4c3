import { expect, test } from 'vitest';
import { registeredExonerations } from '../../../../main/practice/practice-register.ts';
import { practiceXml, type PracticeKind } from '../../../helpers/practice-documents.ts';
import { accepted, all, judge, replaced, set } from '../../../helpers/practice-judge.ts';

/** The whole 13 % exonerated by a document of the type. */
function exonerated(type: string, kind: PracticeKind = '01', article = ''): string {
  const exoneration = `<Exoneracion><TipoDocumentoEX1>${type}</TipoDocumentoEX1><NumeroDocumento>AL-00099999-26</NumeroDocumento>${article}<NombreInstitucion>01</NombreInstitucion><FechaEmisionEX>2026-01-15T00:00:00-06:00</FechaEmisionEX><TarifaExonerada>13</TarifaExonerada><MontoExoneracion>32.6625</MontoExoneracion></Exoneracion>`;
  return all(
    replaced('</Impuesto>', `${exoneration}</Impuesto>`),
    set('ImpuestoNeto', '0'),
    set('MontoTotalLinea', '251.25'),
    replaced(
      '<TotalServGravados>251.25</TotalServGravados>',
      '<TotalServExonerado>251.25</TotalServExonerado>',
    ),
    replaced('<TotalGravado>251.25</TotalGravado>', '<TotalExonerado>251.25</TotalExonerado>'),
    set('TotalMontoImpuesto', '0'),
    set('TotalImpuesto', '0'),
    set('TotalComprobante', '251.25'),
  )(practiceXml(kind));
}
const codes = async (xml: string): Promise<readonly number[]> =>
  (await judge(xml)).rows.map(({ code }) => code);

test('a sale exonerated whole is accepted', async () => {
  expect(await judge(exonerated('04'))).toEqual(accepted);
  expect(await judge(exonerated('08', '01', '<Articulo>20</Articulo>'))).toEqual(accepted);
});

test.each([
  [-190, 'amount is not base by points', set('MontoExoneracion', '32.5')],
  [-190, 'points of percent, not of rate', set('TarifaExonerada', '99')],
  [-478, 'a law without its article', set('TipoDocumentoEX1', '08')],
  [-125, 'a document that only notes may use', set('TipoDocumentoEX1', '01')],
  [-125, 'of the future', set('FechaEmisionEX', '2027-01-01T00:00:00-06:00')],
] as const)('%i: %s', async (code, _what, spoil) => {
  expect(await codes(spoil(exonerated('04')))).toContain(code);
});

test('a type for notes only is taken in a note', async () => {
  expect(await codes(exonerated('01', '03'))).toEqual([]);
});

const [good, expired] = registeredExonerations;

test('a registered exoneration is compared with the register', async () => {
  const of = set('NumeroDocumento', good?.number ?? '');
  expect(await codes(of(exonerated('04')))).toEqual([]);
  expect(await codes(all(of, set('FechaEmisionEX', '2026-01-16T00:00:00-06:00'))(exonerated('04')))).toEqual([
    -125,
  ]);
});

test('the expired one of the register is -125, and so is a product it does not cover', async () => {
  const of = all(
    set('NumeroDocumento', expired?.number ?? ''),
    set('FechaEmisionEX', expired?.issuedAt ?? ''),
  );
  expect(await codes(of(exonerated('04')))).toEqual([-125, -125]);
});

test('type 11 in a factura needs a reference', async () => {
  const { sentences } = await judge(exonerated('11'));
  expect(sentences.join()).toContain('necesita información de referencia');
});
