import { describe, expect, test } from 'vitest';
import { rateOf, readCabysRows } from '../../../../main/catalogue/cabys-rows.ts';
import { officialHead, officialRow } from '../../../helpers/cabys.ts';

const text = (row: readonly (string | number)[]): readonly string[] => row.map(String);

describe('the official file', () => {
  test('is read by the names of its columns, whatever stands above them', () => {
    const read = readCabysRows([
      [['Léame'], ['Este libro tiene dos hojas']],
      [
        [''],
        officialHead,
        text(officialRow('0111100000100', 'Semilla de trigo', 0.01)),
        [],
        text(officialRow('8221200000000', '  Servicios   de contabilidad ', 'Exento')),
      ],
    ]);
    expect(read).toEqual({
      ok: true,
      value: {
        entries: [
          { code: '0111100000100', description: 'Semilla de trigo', rate: '1' },
          { code: '8221200000000', description: 'Servicios de contabilidad', rate: '0' },
        ],
        report: { taken: 2, leftOut: 0, problems: [], problemCount: 0 },
      },
    });
  });

  test.each([
    [['CATEGORIA 9', 'DESCRIPCION (CATEGORIA 9)', 'IMPUESTO']],
    [['Código CAByS', 'Descripción', 'Tarifa IVA']],
    [['Codigo', 'Nombre del bien', 'iva']],
    [['Categoría 8', 'Descripción (Categoría 8)', 'Impuesto ']],
  ])('is known by %j too', (head) => {
    const read = readCabysRows([[head, ['2352100000100', 'Café', '13%']]]);
    expect(read.ok && read.value.entries).toEqual([
      { code: '2352100000100', description: 'Café', rate: '13' },
    ]);
  });

  test('a number that lost its zero, or won a decimal, is its code', () => {
    const read = readCabysRows([
      [
        ['cabys', 'descripcion'],
        ['111100000100', 'Trigo'],
        ['2352100000100.0', 'Café'],
        ["'0111100000200", 'Maíz'],
      ],
    ]);
    expect(read.ok && read.value.entries.map(({ code }) => code)).toEqual([
      '0111100000100',
      '2352100000100',
      '0111100000200',
    ]);
  });

  test('says what is wrong with which row, and takes the others', () => {
    const read = readCabysRows([
      [
        [],
        ['cabys', 'descripcion', 'impuesto'],
        ['2352100000100', 'Café', '13'],
        ['235', 'Corto', '13'],
        ['2352100000200', '', '13'],
        ['2352100000300', 'Té', 'según'],
        ['2352100000100', 'Café tostado', '1'],
      ],
    ]);
    expect(read.ok && read.value).toEqual({
      entries: [
        { code: '2352100000100', description: 'Café tostado', rate: '1' },
        { code: '2352100000300', description: 'Té' },
      ],
      report: {
        taken: 2,
        leftOut: 2,
        problemCount: 4,
        problems: [
          { row: 4, trouble: 'code', text: '235' },
          { row: 5, trouble: 'description', text: '2352100000200' },
          { row: 6, trouble: 'rate', text: 'según' },
          { row: 7, trouble: 'repeated', text: '2352100000100' },
        ],
      },
    });
  });

  test.each([
    [
      'without the columns',
      [
        ['Producto', 'Precio'],
        ['Café', '3'],
      ],
      'no-columns',
    ],
    ['with nothing under them', [['cabys', 'descripcion']], 'no-rows'],
    ['of nothing', [], 'no-columns'],
    [
      'where most rows are something else',
      [
        ['cabys', 'descripcion'],
        ['2352100000100', 'Café'],
        ['1', 'a'],
        ['2', 'b'],
      ],
      'mostly-wrong',
    ],
  ])('%s is refused', (_name, table, error) => {
    expect(readCabysRows([table])).toEqual({ ok: false, error });
  });

  test('shows thirty problems and counts them all', () => {
    const good = Array.from({ length: 50 }, (_, at) => [String(2_352_100_000_100 + at), 'Café', '?']);
    const read = readCabysRows([[['cabys', 'descripcion', 'impuesto'], ...good]]);
    expect(read.ok && [read.value.report.problems.length, read.value.report.problemCount]).toEqual([30, 50]);
  });
});

describe('a rate', () => {
  test.each([
    ['0.13', '13'],
    ['0.12999999999999999', '13'],
    ['0.04', '4'],
    ['4E-2', '4'],
    ['0.005', '0.5'],
    ['0.5', '0.5'],
    ['0', '0'],
    ['1', '1'],
    ['13', '13'],
    ['13%', '13'],
    ['13,00 %', '13'],
    ['0.5%', '0.5'],
    ['0.1%', '0.1'],
    ['Exento', '0'],
    ['EXENTA del IVA', '0'],
    ['No sujeto', '0'],
    ['', undefined],
    ['según', undefined],
    ['-1', undefined],
    ['1300', undefined],
  ])('%j is %s', (cell, rate) => {
    expect(rateOf(cell)).toBe(rate);
  });
});
