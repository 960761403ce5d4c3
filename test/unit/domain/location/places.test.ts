import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isFormerCode, knowsLocation, ownPlaces, placesOf } from '../../../../domain/location/places.ts';
import { sharedFolder } from '../../../helpers/shared.ts';

describe('the own table of places', () => {
  test.each([
    ['1', 20, 'San José'],
    ['2', 16, 'Alajuela'],
    ['3', 8, 'Cartago'],
    ['4', 10, 'Heredia'],
    ['5', 11, 'Guanacaste'],
    ['6', 13, 'Puntarenas'],
    ['7', 6, 'Limón'],
  ])('province %s has %i cantons and is called %s', (code, cantons, name) => {
    expect(ownPlaces.provinces.find((each) => each.code === code)?.name).toBe(name);
    expect(ownPlaces.cantonsOf(code).map((each) => each.code)).toEqual(
      Array.from({ length: cantons }, (_, index) => String(index + 1).padStart(2, '0')),
    );
  });

  test('has 84 cantons and 490 districts, none twice', () => {
    const cantons = ownPlaces.provinces.flatMap(({ code }) => ownPlaces.cantonsOf(code));
    const codes = ownPlaces.rows.map((row) => `${row.province}${row.canton}${row.district}`);
    expect([cantons.length, codes.length, new Set(codes).size]).toEqual([84, 490, 490]);
    expect(codes.every((code) => /^\d{5}$/.test(code))).toBe(true);
  });

  test.each([
    ['6', '12', 'Monteverde'],
    ['6', '13', 'Puerto Jiménez'],
  ])('knows the new canton %s-%s with one district of its name', (province, canton, name) => {
    expect(ownPlaces.cantonsOf(province).find(({ code }) => code === canton)?.name).toBe(name);
    expect(ownPlaces.districtsOf(province, canton)).toEqual([{ code: '01', name }]);
  });

  test.each([
    ['1', '01', '01', true],
    ['7', '06', '01', true],
    ['6', '12', '02', false],
    ['8', '01', '01', false],
    ['1', '1', '1', false],
    ['', '', '', false],
  ])('knowsLocation(%j, %j, %j) is %s', (province, canton, district, known) => {
    expect(knowsLocation(province, canton, district)).toBe(known);
  });

  test('says which codes became cantons of their own, and no others', () => {
    const former = ownPlaces.rows.filter((row) => isFormerCode(row.province, row.canton, row.district));
    expect(former.map((row) => row.districtName)).toEqual(['Monte Verde', 'Puerto Jiménez']);
  });

  const folder = sharedFolder();
  const csv = folder === undefined ? undefined : join(folder, 'hacienda/ubicacion_hasta_2021.csv');
  test.skipIf(csv === undefined || !existsSync(csv))('has every row of the table it was made of', () => {
    const lines = readFileSync(csv ?? '', 'utf8')
      .replace('\uFEFF', '')
      .trim()
      .split(/\r?\n/)
      .slice(1);
    const upper = (text: string): string => text.toLocaleUpperCase('es');
    const own = new Set(
      ownPlaces.rows.map((row) =>
        [
          row.province,
          row.canton,
          row.district,
          upper(row.provinceName),
          upper(row.cantonName),
          upper(row.districtName),
        ].join(),
      ),
    );
    const missing = lines.filter((line) => !own.has(line.split(',').slice(0, 6).join()));
    expect([lines.length, missing]).toEqual([488, []]);
  });
});

describe('a table of places', () => {
  test('is asked from the top down, in the order of its codes', () => {
    const row = { provinceName: 'P', cantonName: 'C', districtName: 'D' };
    const places = placesOf([
      { province: '1', canton: '02', district: '02', ...row },
      { province: '1', canton: '02', district: '01', ...row },
      { province: '1', canton: '01', district: '01', ...row },
    ]);
    expect(places.cantonsOf('1').map(({ code }) => code)).toEqual(['01', '02']);
    expect(places.districtsOf('1', '02').map(({ code }) => code)).toEqual(['01', '02']);
    expect(places.districtsOf('2', '02')).toEqual([]);
    expect(places.knows('1', '01', '02')).toBe(false);
  });
});
