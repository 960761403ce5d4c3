import { expect, test } from 'vitest';
import type { KnownDocument } from '../../../../main/practice/known-documents.ts';
import { correctedClaves } from '../../../../main/practice/judge-references.ts';
import { claveOf, practiceXml, type PracticeKind } from '../../../helpers/practice-documents.ts';
import {
  accepted,
  all,
  judge,
  knowing,
  replaced,
  set,
  told,
  treeOf,
} from '../../../helpers/practice-judge.ts';

const original = claveOf('01', 41);
const invoice = async (
  change: (xml: string) => string = (xml) => xml,
  state: KnownDocument['state'] = 'aceptado',
): Promise<Readonly<Record<string, KnownDocument>>> => ({
  [original]: { root: await treeOf(change(practiceXml('01', 41))), state },
});

test.each<readonly [what: string, kind: PracticeKind, spoil: (xml: string) => string, words: RegExp]>([
  ['no number', '03', replaced(/<Numero>\d{50}<\/Numero>/, ''), /no tiene número/],
  ['a number that is no clave', '03', replaced(/<Numero>\d{50}/, '<Numero>FAC-1'), /clave de 50 dígitos/],
  [
    'a note without reason',
    '03',
    replaced(/<Razon>.*<\/Razon>/, ''),
    /^La referencia 1 no tiene código o razón/,
  ],
  ['a receipt without reason', '10', replaced(/<Razon>.*<\/Razon>/, ''), /^-131 /],
  ['a receipt without code', '10', replaced('<Codigo>04</Codigo><Razon>', '<Razon>'), /^-131 /],
  ['type 16 outside FEC', '03', set('TipoDocIR', '16'), /no se admite/],
  ['type 09 outside notes', '08', set('TipoDocIR', '09'), /no se admite/],
  ['a contract in a receipt', '10', set('TipoDocIR', '06'), /no se admite/],
  [
    'code 12 in a debit note',
    '02',
    replaced('<Codigo>02</Codigo><Razon>', '<Codigo>12</Codigo><Razon>'),
    /código 12/,
  ],
  ['older than ten years', '03', set('FechaEmisionIR', '2016-11-19T00:00:00-06:00'), /más de 10 años/],
  [
    'code 99 without its text',
    '03',
    replaced('<Codigo>02</Codigo><Razon>', '<Codigo>99</Codigo><Razon>'),
    /CodigoReferenciaOTRO/,
  ],
])('%s: refused', async (_what, kind, spoil, words) => {
  const judgement = await judge(spoil(practiceXml(kind)));
  expect(judgement.verdict).toBe('rechazado');
  expect(told(judgement)).toMatch(words);
});

test('a whole month (type 13) needs neither number nor reason', async () => {
  const month = replaced(
    /<InformacionReferencia>.*<\/InformacionReferencia>/,
    '<InformacionReferencia><TipoDocIR>13</TipoDocIR><FechaEmisionIR>2026-10-31T00:00:00-06:00</FechaEmisionIR></InformacionReferencia>',
  );
  expect(await judge(month(practiceXml('03')))).toEqual(accepted);
});

test('a document that never came is accepted or refused as the switch says; one of another company is not asked for', async () => {
  const note = practiceXml('03');
  expect(await judge(note, { unknownReference: 'accept' })).toEqual(accepted);
  expect(told(await judge(note, { unknownReference: 'refuse' }))).toContain('no existe');
  const foreign = replaced(/(<Numero>506201126)003101123456/, '$1003101765432')(note);
  expect(await judge(foreign, { unknownReference: 'refuse' })).toEqual(accepted);
});

test.each<readonly [what: string, change: (xml: string) => string, words: RegExp]>([
  ['another receiver', set('Nombre', 'Ana Rojas'), /^$/],
  ['of another receiver', replaced('112340567', '112340568'), /^-508 /],
  ['without that product', set('CodigoCABYS', '8314200000000'), /^-509 /],
  ['in another currency', all(set('CodigoMoneda', 'USD'), set('TipoCambio', '505.5')), /moneda no es/],
])('a note to a document %s', async (_what, change, words) => {
  const documents = knowing(await invoice(change));
  expect(told(await judge(practiceXml('03'), { documents }))).toMatch(words);
});

test('another exchange rate than the document’s is refused', async () => {
  const dollars = (rate: string) => all(set('CodigoMoneda', 'USD'), set('TipoCambio', rate));
  const documents = knowing(await invoice(dollars('505.5')));
  expect(await judge(dollars('505.50')(practiceXml('03')), { documents })).toEqual(accepted);
  expect(told(await judge(dollars('506')(practiceXml('03')), { documents }))).toContain('tipo de cambio');
});

test('a financial note may be of other products; its receiver is compared all the same', async () => {
  const financial = replaced('<Codigo>02</Codigo><Razon>', '<Codigo>09</Codigo><Razon>')(practiceXml('03'));
  const documents = knowing(await invoice(set('CodigoCABYS', '8314200000000')));
  expect(await judge(financial, { documents })).toEqual(accepted);
});

test('a rejected document cannot be corrected by a note', async () => {
  const documents = knowing(await invoice(undefined, 'rechazado'));
  expect(told(await judge(practiceXml('03'), { documents }))).toContain('fue rechazado');
});

test('credit notes together do not exceed the document and its debit notes', async () => {
  const known = await invoice();
  const before = await treeOf(practiceXml('03', 7));
  const debit = await treeOf(practiceXml('02', 8));
  expect(await judge(practiceXml('03'), { documents: knowing(known) })).toEqual(accepted);
  expect(told(await judge(practiceXml('03'), { documents: knowing(known, [before]) }))).toContain(
    'superan el comprobante de referencia',
  );
  expect(await judge(practiceXml('03'), { documents: knowing(known, [before, debit]) })).toEqual(accepted);
  expect(await judge(practiceXml('02'), { documents: knowing(known, [before]) })).toEqual(accepted);
});

test('a receipt pays a sale whose condition asks for receipts', async () => {
  const credit = (condition: string) =>
    all(
      set('CondicionVenta', condition),
      replaced('<DetalleServicio>', '<PlazoCredito>30</PlazoCredito><DetalleServicio>'),
    );
  expect(await judge(practiceXml('10'), { documents: knowing(await invoice(credit('10'))) })).toEqual(
    accepted,
  );
  const documents = knowing(await invoice(credit('02')));
  expect(told(await judge(practiceXml('10'), { documents }))).toContain('no corresponde a la del recibo');
  expect(
    await judge(set('CondicionVenta', '09')(practiceXml('10')), {
      documents: knowing(await invoice(credit('08'))),
    }),
  ).toEqual(accepted);
});

test('a document known by name only has nothing to compare', async () => {
  const root = await treeOf(`<FacturaElectronica><Clave>${original}</Clave></FacturaElectronica>`);
  const documents = knowing({ [original]: { root, state: 'aceptado' } });
  expect(await judge(practiceXml('03'), { documents, unknownReference: 'refuse' })).toEqual(accepted);
});

test('what a document corrects is told once each', async () => {
  expect(correctedClaves(await treeOf(practiceXml('03')))).toEqual([original]);
  expect(correctedClaves(await treeOf(practiceXml('08')))).toEqual([]);
});
