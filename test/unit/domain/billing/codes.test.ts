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
import { otherChargeTypes } from '../../../../domain/billing/charge-codes.ts';
import {
  referenceCodes,
  referenceCodesFor,
  referenceDocumentTypes,
  referenceTypesFor,
} from '../../../../domain/billing/reference-codes.ts';
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
  otherChargeTypes,
  referenceCodes,
  referenceDocumentTypes,
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

  it('offers 09 and 11 to a REP only, 12 to an FE and its notes only', () => {
    const conditionsOf = (kind: string) => saleConditionsFor(kind).map((row) => row.code);
    expect(conditionsOf('10')).toEqual(['09', '11']);
    for (const kind of ['01', '02', '03', '04', '08', '09']) {
      expect(conditionsOf(kind).filter((code) => ['09', '11'].includes(code))).toEqual([]);
      expect(conditionsOf(kind).includes('12')).toBe(['01', '02', '03'].includes(kind));
    }
  });

  it('lets a foreigner (05) be the customer of a tiquete, NOT of an invoice, and never the issuer of either', () => {
    const row = findCode(identificationTypes, '05');
    expect(row?.customerIn.includes('04')).toBe(true);
    expect(row?.customerIn.includes('01')).toBe(false);
    expect(row?.issuerIn.some((kind) => kind === '01' || kind === '04')).toBe(false);
  });

  it('offers what the revision of 2026 added only when told so', () => {
    const added = ['13', '14', '15', '16', '17'];
    expect(codesOf(referenceCodes.filter((row) => row.revision2026))).toEqual(added);
    for (const kind of ['01', '03', '10'] as const) {
      expect(referenceCodesFor(kind).some((row) => row.revision2026)).toBe(false);
      expect(referenceTypesFor(kind).some((row) => row.revision2026)).toBe(false);
    }
    expect(codesOf(referenceCodesFor('10', true))).toEqual(['04', '07', '16', '17', '99']);
    expect(codesOf(referenceTypesFor('03', true))).toEqual(expect.arrayContaining(['19', '20']));
  });

  it('offers a REP the seven types the text names, and 16 to a FEC only', () => {
    expect(codesOf(referenceTypesFor('10'))).toEqual(['01', '02', '03', '04', '07', '08', '10']);
    expect(codesOf(referenceTypesFor('08'))).toContain('16');
    expect(codesOf(referenceTypesFor('01'))).not.toContain('16');
  });

  it('offers 12 to a credit note only', () => {
    expect(codesOf(referenceCodesFor('03'))).toContain('12');
    expect(codesOf(referenceCodesFor('02'))).not.toContain('12');
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

    it('has every charge type, and every reference type and code but those of the revision of 2026', () => {
      expect(codesOf(otherChargeTypes)).toEqual(
        enumeration(factura(), 'simpleType name="TipoDocOtrosCargosType"'),
      );
      expect(codesOf(referenceDocumentTypes.filter((row) => !row.revision2026))).toEqual(
        enumeration(factura(), 'simpleType name="TipoDocReferenciaType"'),
      );
      expect(codesOf(referenceCodes.filter((row) => !row.revision2026))).toEqual(
        enumeration(factura(), 'simpleType name="CodigoReferenciaType"'),
      );
    });

    it.each([
      ['01', 'FacturaElectronica', []],
      ['02', 'NotaDebitoElectronica', ['09', '11']],
      ['03', 'NotaCreditoElectronica', ['09', '11']],
      ['04', 'TiqueteElectronico', []],
      ['08', 'FacturaElectronicaCompra', []],
      ['09', 'FacturaElectronicaExportacion', []],
      ['10', 'ReciboElectronicoPago', []],
    ])('offers to kind %s the sale conditions of %s but %j', (kind, name, left) => {
      expect([...codesOf(saleConditionsFor(kind)), ...left].toSorted()).toEqual(
        enumeration(schema(name), 'element name="CondicionVenta"'),
      );
    });
  },
);
