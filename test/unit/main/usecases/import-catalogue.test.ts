import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { ReaderAnswer } from '../../../../main/catalogue/messages.ts';
import { catalogueSession } from '../../../../main/catalogue/read-catalogue.ts';
import { catalogueFacts, findCabys, searchCabys } from '../../../../main/db/cabys.ts';
import { openDatabase } from '../../../../main/db/connection.ts';
import { importedPlaces, placesFacts } from '../../../../main/db/lookups.ts';
import { systemClock } from '../../../../main/system.ts';
import {
  type CatalogueReader,
  importCabys,
  type ImportContext,
  importPlaces,
} from '../../../../main/usecases/import-catalogue.ts';
import { generatedCatalogue, officialHead, officialRow } from '../../../helpers/cabys.ts';
import { temporaryFolder } from '../../../helpers/folder.ts';
import { xlsx } from '../../../helpers/xlsx.ts';

const here: CatalogueReader = () => ({ ask: catalogueSession(), end: () => undefined });

function desk(readCatalogue: CatalogueReader = here) {
  const opened = openDatabase(':memory:');
  if (!opened.ok) throw new Error(opened.error.kind);
  onTestFinished(() => void opened.value.close());
  const context: ImportContext = { db: opened.value, clock: systemClock, readCatalogue };
  return { db: opened.value, context };
}

function fileOf(name: string, content: Uint8Array | string): string {
  const file = join(temporaryFolder(), name);
  writeFileSync(file, content);
  return file;
}

const official = (rows: readonly (readonly (string | number)[])[]): Uint8Array =>
  xlsx({ Portada: [['Catálogo de bienes y servicios']], Cabys: [[''], officialHead, ...rows] });

describe('the CAByS catalogue', () => {
  test('is brought in from an XLSX as the ministry makes it', async () => {
    const { db, context } = desk();
    const file = fileOf(
      'catalogo.xlsx',
      official([
        officialRow('0111100000100', 'Semilla de trigo & otras', 0.01),
        officialRow('2352100000100', 'Café molido', 0.13),
        officialRow('8221200000000', 'Servicios de contabilidad', 'Exento'),
      ]),
    );
    expect(await importCabys(context, file)).toEqual({
      ok: true,
      value: { taken: 3, leftOut: 0, problems: [], problemCount: 0 },
    });
    expect(catalogueFacts(db)).toMatchObject({ fileName: 'catalogo.xlsx', rowCount: 3 });
    expect(findCabys(db, 'x', '0111100000100')).toEqual({
      code: '0111100000100',
      description: 'Semilla de trigo & otras',
      rate: '1',
    });
  });

  test.each([
    ['commas', 'utf8', 'Código,Descripción,Impuesto\n2352100000100,"Café, molido",13%\n'],
    [
      'semicolons, as Windows saves it',
      'latin1',
      'Código;Descripción;Impuesto\r\n2352100000100;"Café, molido";13%\r\n',
    ],
    [
      'tabs, with a mark at the beginning',
      'utf8',
      '\uFEFFCódigo\tDescripción\tImpuesto\n2352100000100\tCafé, molido\t13\n',
    ],
  ] as const)('is brought in from a text with %s', async (_name, encoding, text) => {
    const { db, context } = desk();
    expect((await importCabys(context, fileOf('c.csv', Buffer.from(text, encoding)))).ok).toBe(true);
    expect(searchCabys(db, 'x', 'cafe')).toEqual([
      { code: '2352100000100', description: 'Café, molido', rate: '13' },
    ]);
  });

  test('of 20,000 rows takes the place of the one before when it is in whole, and leaves nothing of it', async () => {
    const { db, context } = desk();
    const csv = (count: number): string =>
      [
        'cabys,descripcion,impuesto',
        ...generatedCatalogue(count).map(
          ({ code, description, rate }) => `${code},"${description}",${rate ?? ''}`,
        ),
      ].join('\n');
    await importCabys(context, fileOf('viejo.csv', csv(1_000)));
    const seen: (number | undefined)[] = [];
    const told = await importCabys(
      { ...context, progress: () => void seen.push(catalogueFacts(db)?.rowCount) },
      fileOf('nuevo.csv', csv(20_000)),
    );
    expect(told.ok && told.value.taken).toBe(20_000);
    expect(new Set(seen)).toEqual(new Set([1_000]));
    expect(catalogueFacts(db)).toMatchObject({ fileName: 'nuevo.csv', rowCount: 20_000 });
    expect(db.prepare('select count(*) from cabys').pluck().get()).toBe(20_000);
  });

  test.each([
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0]), 'unreadable'],
    ['a ZIP that is no workbook', Buffer.from('PK\u0003\u0004nothing at all', 'latin1'), 'unreadable'],
    ['another table', 'Producto,Precio\nCafé,3\n', 'no-columns'],
    ['an empty file', '', 'no-columns'],
  ])('%s is refused, and the one before goes on', async (_name, content, error) => {
    const { db, context } = desk();
    await importCabys(context, fileOf('bueno.csv', 'cabys,descripcion\n2352100000100,Café\n'));
    expect(await importCabys(context, fileOf('malo.xlsx', content))).toEqual({ ok: false, error });
    expect([catalogueFacts(db)?.fileName, searchCabys(db, 'x', 'cafe').length]).toEqual(['bueno.csv', 1]);
  });

  test('a file that is not there is a disk matter', async () => {
    const { context } = desk();
    expect(await importCabys(context, join(temporaryFolder(), 'nada.csv'))).toEqual({
      ok: false,
      error: 'disk',
    });
  });

  test('a reader that dies in the middle leaves the one before, and nothing half', async () => {
    const answers: ReaderAnswer[] = [
      { kind: 'part', entries: [{ code: '1111111111111', description: 'Trigo' }] },
      { kind: 'failed', fault: 'unreadable' },
    ];
    const dying: CatalogueReader = () => ({
      ask: async () => answers.shift() ?? { kind: 'failed', fault: 'unreadable' },
      end: () => undefined,
    });
    const { db, context } = desk();
    await importCabys(context, fileOf('bueno.csv', 'cabys,descripcion\n2352100000100,Café\n'));
    const told = await importCabys({ ...context, readCatalogue: dying }, fileOf('nuevo.csv', 'x'));
    expect(told).toEqual({ ok: false, error: 'unreadable' });
    expect(catalogueFacts(db)?.fileName).toBe('bueno.csv');
    expect(db.prepare('select count(*) from cabys').pluck().get()).toBe(1);
  });
});

describe('a table of places', () => {
  test('takes the place of the own one, from an XLSX too', async () => {
    const { db, context } = desk();
    const file = fileOf(
      'ubicacion.xlsx',
      xlsx({
        Hoja1: [
          ['Provincia', 'Nombre Provincia', 'Cantón', 'Nombre Cantón', 'Distrito', 'Nombre Distrito'],
          [6, 'Puntarenas', 12, 'Monteverde', 1, 'Monteverde'],
          [6, 'Puntarenas', 13, 'Puerto Jiménez', 2, 'Uno nuevo'],
        ],
      }),
    );
    expect((await importPlaces(context, file)).ok).toBe(true);
    expect(placesFacts(db)).toMatchObject({ fileName: 'ubicacion.xlsx', districts: 2 });
    expect(importedPlaces(db)?.map(({ canton, district }) => `${canton}-${district}`)).toEqual([
      '12-01',
      '13-02',
    ]);
  });

  test('that cannot be read changes nothing', async () => {
    const { db, context } = desk();
    expect((await importPlaces(context, fileOf('x.csv', 'a,b\n1,2\n'))).ok).toBe(false);
    expect(importedPlaces(db)).toBeUndefined();
  });
});
