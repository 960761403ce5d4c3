import { describe, expect, test } from 'vitest';
import { readPlaceRows } from '../../../../main/catalogue/place-rows.ts';

const row = ['6', 'Puntarenas', '12', 'Monteverde', '1', 'Monteverde'];
const place = {
  province: '6',
  canton: '12',
  district: '01',
  provinceName: 'Puntarenas',
  cantonName: 'Monteverde',
  districtName: 'Monteverde',
};

describe('a table of places', () => {
  test.each([
    [['Provincia', 'Nombre Provincia', 'Cantón', 'Nombre Cantón', 'Distrito', 'Nombre Distrito']],
    [['cod_provincia', 'nom_provincia', 'cod_canton', 'nom_canton', 'cod_distrito', 'nom_distrito']],
    [
      [
        'CÓDIGO DE PROVINCIA',
        'PROVINCIA NOMBRE',
        'CÓDIGO DE CANTÓN',
        'CANTÓN NOMBRE',
        'CÓDIGO DE DISTRITO',
        'DISTRITO NOMBRE',
      ],
    ],
  ])('is known by %j', (head) => {
    const read = readPlaceRows([[['Tabla'], head, row]]);
    expect(read.ok && read.value.places).toEqual([place]);
  });

  test('rows of barrios are one district, and say nothing of it', () => {
    const head = [
      'provincia',
      'nombre_provincia',
      'canton',
      'nombre_canton',
      'distrito',
      'nombre_distrito',
      'barrio',
    ];
    const read = readPlaceRows([[head, [...row, '01'], [...row, '02']]]);
    expect(read.ok && read.value).toEqual({
      places: [place],
      report: { taken: 1, leftOut: 0, problems: [], problemCount: 0 },
    });
  });

  test('leaves out codes that are none, and says which row', () => {
    const head = ['provincia', 'nombre_provincia', 'canton', 'nombre_canton', 'distrito', 'nombre_distrito'];
    const read = readPlaceRows([
      [
        head,
        row,
        ['8', 'X', '01', 'Y', '01', 'Z'],
        ['6', 'Puntarenas', '13', 'Puerto Jiménez', '01', 'Puerto Jiménez'],
        ['6', 'Puntarenas', '13', '', '02', 'Z'],
      ],
    ]);
    expect(read.ok && read.value.report).toEqual({
      taken: 2,
      leftOut: 2,
      problemCount: 2,
      problems: [
        { row: 3, trouble: 'code', text: '8 X 01 Y 01 Z' },
        { row: 5, trouble: 'description', text: '6 Puntarenas 13 02 Z' },
      ],
    });
  });

  test('without names is refused', () => {
    expect(
      readPlaceRows([
        [
          ['provincia', 'canton', 'distrito'],
          ['1', '01', '01'],
        ],
      ]),
    ).toEqual({
      ok: false,
      error: 'no-columns',
    });
  });
});
