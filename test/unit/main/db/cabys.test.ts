import { describe, expect, onTestFinished, test } from 'vitest';
import type { CabysEntry } from '../../../../domain/lookups/answers.ts';
import {
  addToCatalogue,
  beginCatalogue,
  catalogueFacts,
  dropOldCabys,
  findCabys,
  finishCatalogue,
  forgetToldCabys,
  giveUpCatalogue,
  keepToldCabys,
  searchCabys,
  markCabysUsed,
} from '../../../../main/db/cabys.ts';
import { type Db, openDatabase } from '../../../../main/db/connection.ts';
import { generatedCatalogue } from '../../../helpers/cabys.ts';

function empty(): Db {
  const opened = openDatabase(':memory:');
  if (!opened.ok) throw new Error(opened.error.kind);
  onTestFinished(() => void opened.value.close());
  return opened.value;
}

function imported(db: Db, entries: readonly CabysEntry[], fileName = 'catalogo.xlsx'): void {
  const id = beginCatalogue(db, { fileName, fileAt: 1 }, 2);
  for (let from = 0; from < entries.length; from += 500)
    addToCatalogue(db, id, entries.slice(from, from + 500));
  finishCatalogue(db, id);
}

const goods: readonly CabysEntry[] = [
  { code: '2352100000100', description: 'Café tostado y molido, en empaque de 500 g', rate: '1' },
  { code: '2352100000200', description: 'Café instantáneo', rate: '13' },
  { code: '4292199000000', description: 'Martillos de uña y otras herramientas de mano', rate: '13' },
  { code: '8221200000000', description: 'Servicios de contabilidad' },
];
const codes = (found: readonly CabysEntry[]): readonly string[] => found.map(({ code }) => code);

describe('a search', () => {
  test.each([
    ['one word', 'café', ['2352100000100', '2352100000200']],
    ['without its accent, in capitals', 'CAFE', ['2352100000100', '2352100000200']],
    ['words in any order', 'molido cafe', ['2352100000100']],
    ['an ñ typed as n', 'martillo una', ['4292199000000']],
    ['the middle of a word', 'tabilidad', ['8221200000000']],
    ['a short word beside a long one', 'cafe g', ['2352100000100']],
    ['short words alone, at the beginning', 'se', ['8221200000000']],
    ['the beginning of a code', '23521', ['2352100000100', '2352100000200']],
    ['a code with blanks', '2352 1000 002', ['2352100000200']],
    ['digits inside a description', 'café 500', ['2352100000100']],
    ['a word that is nowhere', 'café helado', []],
    ['signs of the query language', '"café" OR *', []],
    ['a percent sign', '%', []],
  ])('finds by %s', (_name, text, expected) => {
    const db = empty();
    imported(db, goods);
    expect(codes(searchCabys(db, 'x', text))).toEqual(expected);
  });

  test('digits do not match the middle of a code', () => {
    const db = empty();
    imported(db, goods);
    expect(searchCabys(db, 'x', '52100')).toEqual([]);
  });

  test('shows what was used last first, and with nothing typed only that', () => {
    const db = empty();
    imported(db, goods);
    markCabysUsed(db, '2352100000200', 10);
    markCabysUsed(db, '8221200000000', 20);
    expect(codes(searchCabys(db, 'x', 'cafe'))).toEqual(['2352100000200', '2352100000100']);
    expect(codes(searchCabys(db, 'x', ' '))).toEqual(['8221200000000', '2352100000200']);
    markCabysUsed(db, '2352100000200', 30);
    expect(codes(searchCabys(db, 'x', ''))).toEqual(['2352100000200', '8221200000000']);
  });

  test('shows at most as many as asked for, each once', () => {
    const db = empty();
    imported(db, generatedCatalogue(3_000));
    markCabysUsed(db, generatedCatalogue(10)[5]?.code ?? '', 1);
    const found = searchCabys(db, 'x', 'servicio', 20);
    expect([found.length, new Set(codes(found)).size]).toEqual([20, 20]);
  });

  test('of 20,000 entries finds the only one there is', () => {
    const db = empty();
    const all = generatedCatalogue(20_000);
    imported(db, all);
    const wanted = all[17_654];
    expect(searchCabys(db, 'x', `lote 17654 ${wanted?.description.slice(0, 6) ?? ''}`)).toEqual([wanted]);
    expect(catalogueFacts(db)?.rowCount).toBe(20_000);
  });
});

describe('what a service told one by one', () => {
  test('is found beside the file, only for the same source, and the file has the last word', () => {
    const db = empty();
    imported(db, goods);
    const told = { code: '2352100000300', description: 'Café verde en grano', rate: '1' };
    keepToldCabys(db, 'https://one.example', [told, { ...told, code: '2352100000200', rate: '99' }], 5);
    expect(codes(searchCabys(db, 'https://one.example', 'cafe verde'))).toEqual([told.code]);
    expect(searchCabys(db, 'practice', 'cafe verde')).toEqual([]);
    expect(findCabys(db, 'practice', told.code)).toBeUndefined();
    expect(findCabys(db, 'https://one.example', told.code)).toEqual(told);
    expect(findCabys(db, 'https://one.example', '2352100000200')?.rate).toBe('13');
  });

  test('is told anew under the same code, and forgotten when the clerk says so', () => {
    const db = empty();
    const told = { code: '2352100000300', description: 'Café verde' };
    keepToldCabys(db, 's', [told], 5);
    keepToldCabys(db, 's', [{ ...told, description: 'Café pergamino', rate: '1' }], 6);
    expect(searchCabys(db, 's', 'verde')).toEqual([]);
    expect(findCabys(db, 's', told.code)).toEqual({ ...told, description: 'Café pergamino', rate: '1' });
    forgetToldCabys(db);
    expect(findCabys(db, 's', told.code)).toBeUndefined();
  });
});

describe('a new catalogue', () => {
  const next: readonly CabysEntry[] = [{ code: '1111111111111', description: 'Trigo', rate: '1' }];

  test('answers only when it is in whole; until then the one before does', () => {
    const db = empty();
    imported(db, goods);
    const id = beginCatalogue(db, { fileName: 'nuevo.csv', fileAt: 7 }, 8);
    addToCatalogue(db, id, next);
    expect([searchCabys(db, 'x', 'trigo').length, searchCabys(db, 'x', 'cafe').length]).toEqual([0, 2]);
    expect(catalogueFacts(db)?.fileName).toBe('catalogo.xlsx');
    expect(finishCatalogue(db, id)).toEqual({ fileName: 'nuevo.csv', fileAt: 7, importedAt: 8, rowCount: 1 });
    expect([searchCabys(db, 'x', 'trigo').length, searchCabys(db, 'x', 'cafe').length]).toEqual([1, 0]);
  });

  test('that is given up leaves the one before', () => {
    const db = empty();
    imported(db, goods);
    const id = beginCatalogue(db, { fileName: 'nuevo.csv', fileAt: 7 }, 8);
    addToCatalogue(db, id, next);
    giveUpCatalogue(db, id);
    expect(() => finishCatalogue(db, id)).toThrow('another import');
    expect([catalogueFacts(db)?.rowCount, searchCabys(db, 'x', 'trigo').length]).toEqual([4, 0]);
  });

  test('the old one is taken away in parts, its search text too', () => {
    const db = empty();
    imported(db, generatedCatalogue(1_200));
    imported(db, goods);
    let parts = 0;
    while (dropOldCabys(db, 500)) parts += 1;
    expect(parts).toBe(3);
    expect(db.prepare('select count(*) from cabys').pluck().get()).toBe(4);
    expect(db.prepare('select count(*) from cabys_import').pluck().get()).toBe(1);
    expect(
      db.prepare("select count(*) from cabys_text where cabys_text match 'servicio'").pluck().get(),
    ).toBe(1);
    expect(() => db.exec("insert into cabys_text (cabys_text) values ('integrity-check')")).not.toThrow();
  });
});
