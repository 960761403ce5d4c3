import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  type CodeRow,
  commonCurrencyCodes,
  commonUnitCodes,
  currencies,
  discountCodes,
  documentKinds,
  findCode,
  identificationTypes,
  paymentMeanCodes,
  saleConditions,
  saleConditionsFor,
  transactionTypes,
  units,
} from '../../../../domain/billing/codes.ts';
import { ivaRates } from '../../../../domain/tax/iva.ts';
import { sharedFolder } from '../../../helpers/shared.ts';

const tables: Readonly<Record<string, readonly CodeRow[]>> = {
  currencies,
  discountCodes,
  documentKinds,
  identificationTypes,
  paymentMeanCodes,
  saleConditions,
  transactionTypes,
  units,
};
const codesOf = (rows: readonly { readonly code: string }[]) => rows.map((row) => row.code).toSorted();

describe('code tables', () => {
  it.each(Object.keys(tables))('%s has every code once, named in both languages', (name) => {
    const rows = tables[name] ?? [];
    expect(rows.length).toBeGreaterThan(3);
    expect(new Set(codesOf(rows)).size).toBe(rows.length);
    expect(rows.filter((row) => row.name.es.trim() === '' || row.name.en.trim() === '')).toEqual([]);
  });

  it('offers common units and currencies that exist', () => {
    expect(commonUnitCodes.filter((code) => findCode(units, code) === undefined)).toEqual([]);
    expect(commonCurrencyCodes.filter((code) => findCode(currencies, code) === undefined)).toEqual([]);
  });

  it('does NOT offer conditions 09 and 11 (REP only) nor 12 (its own issue)', () => {
    for (const kind of ['01', '04']) {
      const codes = saleConditionsFor(kind).map((row) => row.code);
      expect(codes).toContain('01');
      expect(codes.filter((code) => ['09', '11', '12'].includes(code))).toEqual([]);
    }
  });

  it('lets a foreigner (05) be the customer of a tiquete, NOT of an invoice, and never the issuer of either', () => {
    const row = findCode(identificationTypes, '05');
    expect(row?.customerIn.includes('04')).toBe(true);
    expect(row?.customerIn.includes('01')).toBe(false);
    expect(row?.issuerIn.some((kind) => kind === '01' || kind === '04')).toBe(false);
  });

  it('gives a free line to 01 and 03 only', () => {
    expect(codesOf(discountCodes.filter((row) => row.freeLine))).toEqual(['01', '03']);
  });
});

const shared = sharedFolder();
describe.skipIf(shared === undefined)(
  'code tables against the official schemas (skipped without the shared folder)',
  () => {
    const schema = (name: string) => readFileSync(`${shared}/hacienda/xsd/v4.4/${name}_V4.4.xsd`, 'utf8');
    /** Values of the first enumeration after `marker`, up to the end of its restriction. */
    function enumeration(text: string, marker: string): readonly string[] {
      const start = text.indexOf(marker);
      if (start === -1) throw new Error(`no ${marker}`);
      const list = text.slice(start, text.indexOf('</xs:restriction>', start));
      return [...list.matchAll(/enumeration value="([^"]*)"/g)].flatMap((match) => match[1] ?? []).toSorted();
    }
    const factura = () => schema('FacturaElectronica');

    it('has every unit, letter for letter', () => {
      expect(codesOf(units)).toEqual(enumeration(factura(), 'simpleType name="UnidadMedidaType"'));
    });

    it('has every currency', () => {
      expect(codesOf(currencies)).toEqual(enumeration(factura(), 'element name="CodigoMoneda"'));
    });

    it('has every discount code, transaction type, IVA code, identification type and means of payment', () => {
      expect(codesOf(discountCodes)).toEqual(enumeration(factura(), 'simpleType name="CodigoDescuentoType"'));
      expect(codesOf(transactionTypes)).toEqual(
        enumeration(factura(), 'simpleType name="TipoTransaccionType"'),
      );
      expect(codesOf(ivaRates)).toEqual(enumeration(factura(), 'simpleType name="CodigoTarifaIVAType"'));
      expect(codesOf(paymentMeanCodes)).toEqual(enumeration(factura(), 'element name="TipoMedioPago"'));
      const identification = factura().slice(factura().indexOf('complexType name="IdentificacionType"'));
      expect(codesOf(identificationTypes)).toEqual(enumeration(identification, 'element name="Tipo"'));
    });

    it.each([
      ['01', 'FacturaElectronica', ['12']],
      ['04', 'TiqueteElectronico', []],
    ])('offers to kind %s the sale conditions of %s but %j', (kind, name, left) => {
      expect([...codesOf(saleConditionsFor(kind)), ...left].toSorted()).toEqual(
        enumeration(schema(name), 'element name="CondicionVenta"'),
      );
    });
  },
);
