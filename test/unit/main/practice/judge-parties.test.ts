import { expect, test } from 'vitest';
import { practiceXml, type PracticeKind } from '../../../helpers/practice-documents.ts';
import { accepted, all, judge, replaced, set, told } from '../../../helpers/practice-judge.ts';

const customer = /<Receptor>.*<\/Receptor>/;
const receiver = (type: string, number: string, more = ''): ((xml: string) => string) =>
  replaced(
    customer,
    `<Receptor><Nombre>Alguien</Nombre><Identificacion><Tipo>${type}</Tipo><Numero>${number}</Numero></Identificacion>${more}</Receptor>`,
  );
const abroad = '<OtrasSenasExtranjero>Main Street 1</OtrasSenasExtranjero>';

test.each<readonly [what: string, kind: PracticeKind, spoil: (xml: string) => string, words: RegExp]>([
  ['cédula of 8 digits', '01', receiver('01', '12345678'), /^-38 /],
  ['cédula with a zero in front', '01', receiver('01', '012345678'), /^-38 /],
  ['jurídica of 9', '01', receiver('02', '310112345'), /^-38 /],
  ['DIMEX of 10', '01', receiver('03', '1234567890'), /^-38 /],
  ['in no register', '01', receiver('01', '999999999'), /^-38 .*no se encuentra registrada/],
  ['foreigner in a factura', '01', receiver('05', 'US1', abroad), /^-38 /],
  ['foreigner in a receipt', '10', receiver('05', 'US1'), /^-38 /],
  ['no contribuyente as customer', '04', receiver('06', 'X1'), /^-38 /],
  ['foreigner without address abroad', '09', receiver('05', 'US1'), /señas en el extranjero/],
  [
    'export without identification',
    '09',
    replaced(customer, '<Receptor><Nombre>Acme</Nombre></Receptor>'),
    /identificación del receptor/,
  ],
  ['issuer of another form', '01', set('Numero', '31011234567'), /identificación del emisor/],
  ['canton that does not exist', '01', set('Canton', '21'), /ubicación del emisor no existe/],
  [
    'note without location of the issuer',
    '03',
    replaced(/<Ubicacion>.*<\/Ubicacion>/, ''),
    /Falta la ubicación/,
  ],
  ['activity of another form', '01', set('CodigoActividadEmisor', '62010.'), /^-411 /],
  ['activity in no register', '01', set('CodigoActividadEmisor', '0000.0'), /^-411 /],
  ['activity of the buyer of a FEC', '08', set('CodigoActividadReceptor', '999999'), /^-411 /],
])('%s is refused', async (_what, kind, spoil, words) => {
  const judgement = await judge(spoil(practiceXml(kind)));
  expect(judgement.verdict).toBe('rechazado');
  expect(told(judgement)).toMatch(words);
});

test.each<readonly [what: string, kind: PracticeKind, change: (xml: string) => string]>([
  ['DIMEX of 11', '01', receiver('03', '15581234567')],
  ['DIMEX of 12', '01', receiver('03', '155812345678')],
  ['NITE', '01', receiver('04', '3104567890')],
  ['jurídica with letters', '01', receiver('02', '31011A345B')],
  ['foreigner in a tiquete', '04', receiver('05', 'US1', abroad)],
  ['foreigner in a note', '03', receiver('05', 'US1', abroad)],
  ['tiquete without customer', '04', replaced(customer, '')],
  ['export without customer', '09', replaced(customer, '')],
  ['the old activity of six digits', '01', set('CodigoActividadEmisor', '620100')],
])('%s is accepted', async (_what, kind, change) => {
  expect(await judge(change(practiceXml(kind)))).toEqual(accepted);
});

const seller = (type: string, number: string, more = ''): ((xml: string) => string) =>
  replaced(
    /<Emisor>.*<\/Emisor>/,
    `<Emisor><Nombre>Vendedor</Nombre><Identificacion><Tipo>${type}</Tipo><Numero>${number}</Numero></Identificacion>${more}</Emisor>`,
  );

test('a foreign seller in a FEC goes with reference 16, a non-taxpayer with condition 13', async () => {
  const foreign = seller('05', 'US1', abroad);
  expect(await judge(all(foreign, set('TipoDocIR', '16'))(practiceXml('08')))).toEqual(accepted);
  expect(told(await judge(foreign(practiceXml('08'))))).toContain('referencia 16');
  const person = seller('06', 'X1');
  expect(await judge(all(person, set('CondicionVenta', '13'))(practiceXml('08')))).toEqual(accepted);
  expect(told(await judge(person(practiceXml('08'))))).toContain('condición 13');
});

test('a location that is not the registered one is only an observation, -37', async () => {
  const xml = all(
    replaced('<Tipo>01</Tipo><Numero>304560789</Numero>', '<Tipo>02</Tipo><Numero>3101765432</Numero>'),
  )(practiceXml('08'));
  const { verdict, rows } = await judge(xml);
  expect([verdict, rows.map(({ code }) => code)]).toEqual(['aceptado', [-37]]);
  expect(await judge(set('Provincia', '2')(xml))).toEqual(accepted);
});
