import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  commercialCodeTypes,
  exonerationInstitutions,
  exonerationTypes,
  exonerationTypesFor,
  factoryIvaCodes,
  ivaTaxCodes,
  otherTaxCodes,
} from '../../../../domain/billing/line-codes.ts';
import { sharedFolder } from '../../../helpers/shared.ts';

const tables = {
  commercialCodeTypes,
  exonerationInstitutions,
  exonerationTypes,
  factoryIvaCodes,
  ivaTaxCodes,
  otherTaxCodes,
};
const codesOf = (rows: readonly { readonly code: string }[]) => rows.map((row) => row.code).toSorted();
const having = <Row extends { readonly code: string }>(rows: readonly Row[], test: (row: Row) => boolean) =>
  codesOf(rows.filter(test)).join(' ');

describe('code tables of lines', () => {
  it.each(Object.entries(tables))('%s has every code once, named in both languages', (_name, rows) => {
    expect(new Set(codesOf(rows)).size).toBe(rows.length);
    expect(rows.filter((row) => row.name.es.trim() === '' || row.name.en.trim() === '')).toEqual([]);
  });

  it('02, 04, 05 and 12 enter the tax base, 03 and 06 do NOT', () => {
    expect(having(otherTaxCodes, (row) => row.inTaxBase)).toBe('02 04 05 12');
  });

  it('03, 04, 05 and 12 can be borne, tobacco (06) can NOT', () => {
    expect(having(otherTaxCodes, (row) => row.assumable)).toBe('03 04 05 12');
  });

  it('03 to 06 are specific', () => {
    expect(having(otherTaxCodes, (row) => row.by === 'specific')).toBe('03 04 05 06');
  });

  it('02, 03, 06, 07 and 08 want an article; 01, 05, 06 and 07 live in notes only', () => {
    expect(having(exonerationTypes, (row) => row.needsArticle)).toBe('02 03 06 07 08');
    expect(having(exonerationTypes, (row) => row.onlyNotes)).toBe('01 05 06 07');
    expect(codesOf(exonerationTypesFor('01')).join(' ')).toBe('02 03 04 08 09 10 11 99');
    expect(exonerationTypesFor('03')).toHaveLength(exonerationTypes.length);
  });
});

const shared = sharedFolder();
describe.skipIf(shared === undefined)(
  'code tables of lines against the official schema (skipped without the shared folder)',
  () => {
    function enumeration(marker: string): readonly string[] {
      const text = readFileSync(`${shared}/hacienda/xsd/v4.4/FacturaElectronica_V4.4.xsd`, 'utf8');
      const start = text.indexOf(marker);
      if (start === -1) throw new Error(`no ${marker}`);
      const list = text.slice(start, text.indexOf('</xs:restriction>', start));
      return [...list.matchAll(/enumeration value="([^"]*)"/g)].flatMap((match) => match[1] ?? []).toSorted();
    }

    it('has every tax, exoneration type, institution, commercial code and factory code', () => {
      expect(codesOf([...ivaTaxCodes, ...otherTaxCodes])).toEqual(
        enumeration('simpleType name="CodigoImpuestoType"'),
      );
      expect(codesOf(exonerationTypes)).toEqual(enumeration('simpleType name="TipoExoneracionType"'));
      expect(codesOf(exonerationInstitutions)).toEqual(enumeration('element name="NombreInstitucion"'));
      expect(codesOf(commercialCodeTypes)).toEqual(enumeration('element name="TipoSurtido"'));
      expect(codesOf(factoryIvaCodes)).toEqual(enumeration('element name="IVACobradoFabrica"'));
    });
  },
);
