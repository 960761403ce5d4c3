import { describe, expect, it } from 'vitest';
import type {
  ComponentForm,
  ExonerationForm,
  InvoiceKind,
  LineForm,
  TaxForm,
} from '../../../../domain/billing/invoice-form.ts';
import { lineFaultRules } from '../../../../domain/billing/line-faults.ts';
import { emptyComponent, emptyExoneration, emptyTax } from '../../../../domain/billing/new-form.ts';
import { type CabysKnowledge, readLine } from '../../../../domain/billing/read-line.ts';
import { goodDiscount, goodLine } from '../../../helpers/invoices.ts';

/** What a line carries besides its own IVA and discounts: read-taxes, read-iva, read-exoneration, read-components, read-goods. */

const today = '2026-11-20';
const found = new Set<string>();
function faultsOf(
  changes: Partial<LineForm>,
  kind: InvoiceKind = '01',
  cabys?: (code: string) => CabysKnowledge,
): string[] {
  const { faults } = readLine(goodLine('a1', changes), { kind, today, ...(cabys && { cabys }) });
  for (const { code } of faults) found.add(code);
  return faults.map(({ code, path, severity }) => `${severity} ${code} ${path.replace('lines.a1.', '')}`);
}
const goods = '4291100000100';
const service = '9312100000000';

const tax = (code: string, changes: Partial<TaxForm> = {}) => ({
  taxes: [
    {
      ...emptyTax('t1'),
      code,
      rate: '10',
      quantity: '1',
      percentage: '40',
      volume: '5',
      unitTax: '2',
      ...changes,
    },
  ],
});

describe('the IVA family', () => {
  it.each<[Partial<LineForm>, InvoiceKind, string[]]>([
    [{ ivaTax: '' }, '01', ['blocks iva-tax-unknown ivaTax']],
    [{ ivaTax: '02' }, '01', ['blocks iva-tax-unknown ivaTax']],
    [{ ivaTax: '08', ivaFactor: '' }, '01', ['blocks required ivaFactor']],
    [{ ivaTax: '08', ivaFactor: '0.04756' }, '01', ['blocks iva-factor-decimals ivaFactor']],
    [{ ivaTax: '08', ivaFactor: '10' }, '01', ['blocks tax-too-large ivaFactor']],
    [{ ivaTax: '08', ivaFactor: '0.0475', ivaCode: '' }, '01', []],
    [{ ivaTax: '07', taxBase: '12' }, '01', []],
    [{ ivaTax: '07', taxBase: '0' }, '01', []],
    [{ ivaTax: '07', taxBase: '1.234' }, '01', ['blocks number-ambiguous taxBase']],
    [{ ivaTax: '07', taxBase: '1.234567' }, '01', ['blocks tax-decimals taxBase']],
    [{ taxBase: '12' }, '01', ['warns tax-base-unused taxBase']],
    [
      { ivaTax: '07', taxBase: '12' },
      '09',
      ['blocks tariff-heading-missing tariffHeading', 'warns tax-base-unused taxBase'],
    ],
    [{ factoryIva: '03' }, '01', ['blocks factory-iva-unknown factoryIva']],
    [{ factoryIva: '01', taxBase: '700' }, '01', []],
    [{ factoryIva: '01', taxBase: '0' }, '01', ['blocks factory-iva-base-zero taxBase']],
    [{ factoryIva: '02' }, '01', ['blocks factory-iva-not-exempt factoryIva']],
    [{ factoryIva: '02', ivaCode: '10', ivaRate: '0' }, '01', []],
    [{ factoryIva: '02' }, '08', ['warns left-out factoryIva']],
    [{ ivaCode: '07', ivaRate: '8' }, '03', []],
    [
      { ivaCode: '11', ivaRate: '0', tariffHeading: '123456789012' },
      '09',
      ['blocks iva-code-not-in-export ivaCode'],
    ],
    [{ ivaCode: '10', ivaRate: '0', tariffHeading: '123456789012' }, '09', []],
  ])('%j in kind %s is: %j', (changes, kind, faults) => {
    expect(faultsOf(changes, kind).toSorted()).toEqual(faults.toSorted());
  });

  it('writes the factor of used goods and no rate', () => {
    const { line } = readLine(goodLine('a1', { ivaTax: '08', ivaFactor: '0.0475' }), { kind: '01', today });
    expect(line?.taxes).toEqual([{ code: '08', factor: { unscaled: 475n, scale: 4 }, amount: 14_250_000n }]);
  });
});

describe('other taxes', () => {
  it.each<[Partial<LineForm>, InvoiceKind, string[]]>([
    [tax(''), '01', ['blocks required taxes.t1.code']],
    [tax('09'), '01', ['blocks tax-code-unknown taxes.t1.code']],
    [tax('01'), '01', ['blocks tax-code-is-iva taxes.t1.code']],
    [tax('02', { rate: '' }), '01', ['blocks required taxes.t1.rate']],
    [tax('02', { rate: '1.234' }), '01', ['blocks tax-decimals taxes.t1.rate']],
    [tax('02', { rate: '100' }), '01', ['blocks tax-too-large taxes.t1.rate']],
    [tax('02', { rate: '99.99' }), '01', []],
    [tax('02', { assumed: true }), '01', ['warns tax-assumed-unused taxes.t1.assumed']],
    [tax('12', { rate: '' }), '01', []],
    [tax('12', { rate: '5,00' }), '01', []],
    [tax('12', { rate: '13' }), '01', ['blocks tax-rate-mismatch taxes.t1.rate']],
    [tax('12', { rate: '5', assumed: true }), '08', ['warns left-out taxes.t1.assumed']],
    [tax('03', { quantity: '' }), '01', ['blocks required taxes.t1.quantity']],
    [tax('03', { quantity: '100000' }), '01', ['blocks tax-too-large taxes.t1.quantity']],
    [tax('03', { quantity: '0.125' }), '01', ['blocks tax-decimals taxes.t1.quantity']],
    [tax('03', { unitTax: '' }), '01', ['blocks required taxes.t1.unitTax']],
    [tax('03', { rate: 'x', volume: 'x', percentage: 'x' }), '01', []],
    [tax('03'), '08', ['warns tax-not-in-kind taxes.t1.code']],
    [tax('06', { quantity: '?' }), '09', ['warns tax-not-in-kind taxes.t1.code']],
    [tax('04', { percentage: '' }), '01', ['blocks tax-alcohol-missing taxes.t1.percentage']],
    [tax('04', { percentage: '100' }), '01', ['blocks tax-too-large taxes.t1.percentage']],
    [tax('05', { volume: '' }), '01', ['blocks tax-volume-missing taxes.t1.volume']],
    [tax('05', { volume: '0' }), '01', ['blocks tax-volume-missing taxes.t1.volume']],
    [tax('05', { volume: '0', soap: true }), '01', []],
    [tax('99'), '01', ['blocks required taxes.t1.otherText']],
    [tax('99', { otherText: 'abcd' }), '01', ['blocks text-short taxes.t1.otherText']],
    [tax('99', { otherText: 'Impuesto cantonal' }), '01', []],
    [tax('02'), '10', ['warns left-out taxes']],
  ])('%j in kind %s is: %j', (changes, kind, faults) => {
    const heading = kind === '09' ? { tariffHeading: '123456789012' } : {};
    const rest = kind === '10' ? { cabys: '', quantity: '1' } : {};
    expect(faultsOf({ ...changes, ...heading, ...rest }, kind)).toEqual(faults);
  });

  it('writes what each formula takes, and nothing else', () => {
    const read = (changes: Partial<LineForm>) =>
      readLine(goodLine('a1', changes), { kind: '01', today }).line?.taxes[1];
    expect(read(tax('04', { quantity: '750' }))).toEqual({
      code: '04',
      specific: {
        quantity: { unscaled: 750n, scale: 0 },
        percentage: { unscaled: 40n, scale: 0 },
        proportion: { unscaled: 30_000_000n, scale: 5 },
        unitTax: 200_000n,
      },
      amount: 120_000_000n,
    });
    expect(read(tax('12', { rate: '' }))).toEqual({
      code: '12',
      rate: { unscaled: 5n, scale: 0 },
      amount: 15_000_000n,
    });
    expect(read(tax('99', { otherText: 'Impuesto cantonal' }))?.otherText).toBe('Impuesto cantonal');
    expect(Object.keys(read(tax('05'))?.specific ?? {})).toEqual(['quantity', 'volume', 'unitTax']);
    expect(read(tax('02'))?.otherText).toBeUndefined();
  });
});

const good: ExonerationForm = {
  ...emptyExoneration(),
  documentType: '04',
  number: 'AL-00012345-24',
  issuedOn: '2024-02-29',
};
const exoneration = (changes: Partial<ExonerationForm>) => ({ exoneration: { ...good, ...changes } });

describe('an exoneration', () => {
  it.each<[Partial<ExonerationForm>, InvoiceKind, string[]]>([
    [{}, '01', []],
    [{ documentType: '' }, '01', ['blocks required documentType']],
    [{ documentType: '12' }, '01', ['blocks exoneration-type-unknown documentType']],
    [{ documentType: '05' }, '01', ['blocks exoneration-type-only-notes documentType']],
    [{ documentType: '05' }, '03', []],
    [{ documentType: '08', number: 'Ley 7210' }, '01', ['blocks exoneration-article-missing article']],
    [{ documentType: '08', number: 'Ley 7210', article: '20', clause: '3' }, '01', []],
    [{ article: '12a' }, '01', ['blocks exoneration-article-format article']],
    [{ clause: '1234567' }, '01', ['blocks exoneration-article-format clause']],
    [{ documentType: '99' }, '01', ['blocks required otherText']],
    [{ number: '' }, '01', ['blocks required number']],
    [{ number: 'AL' }, '01', ['warns exoneration-number-form number', 'blocks text-short number']],
    [{ number: 'AL0001234524' }, '01', ['warns exoneration-number-form number']],
    [{ institution: '' }, '01', ['blocks required institution']],
    [{ institution: '13' }, '01', ['blocks exoneration-institution-unknown institution']],
    [{ institution: '99' }, '01', ['blocks required institutionOther']],
    [{ institution: '99', institutionOther: 'PROCOMER' }, '01', []],
    [{ issuedOn: '' }, '01', ['blocks required issuedOn']],
    [{ issuedOn: '29/02/2024' }, '01', ['blocks exoneration-date-format issuedOn']],
    [{ issuedOn: '2026-11-21' }, '01', ['blocks exoneration-date-future issuedOn']],
    [{ issuedOn: today }, '01', []],
    [{ rate: '13' }, '01', []],
    [
      { rate: '13.01' },
      '01',
      ['blocks exoneration-rate-over-line rate', 'blocks exoneration-exceeds-tax rate'],
    ],
    [{ rate: '0' }, '01', ['warns exoneration-nothing rate']],
    [{ rate: '1.234' }, '01', ['blocks tax-decimals rate']],
  ])('%j in kind %s is: %j', (changes, kind, faults) => {
    expect(faultsOf(exoneration(changes), kind)).toEqual(
      faults.map((each) => each.replace(/ (\w+)$/, ' exoneration.$1')),
    );
  });

  it('is left out of an export and of a receipt, and said so', () => {
    expect(faultsOf({ ...exoneration({ rate: '?' }), cabys: service }, '09')).toEqual([
      'warns left-out exoneration',
    ]);
    expect(faultsOf({ ...exoneration({}), cabys: '', quantity: '1' }, '10')).toEqual([
      'warns left-out exoneration',
    ]);
  });

  it('writes its points and its amount', () => {
    const { line } = readLine(goodLine('a1', exoneration({ rate: '' })), { kind: '01', today });
    expect(line?.taxes[0]?.exoneration).toEqual({
      documentType: '04',
      number: 'AL-00012345-24',
      institution: '01',
      issuedAt: '2024-02-29T00:00:00-06:00',
      rate: { unscaled: 13n, scale: 0 },
      amount: 39_000_000n,
    });
  });
});

const part = (changes: Partial<ComponentForm> = {}): ComponentForm => ({
  ...emptyComponent('c1'),
  cabys: goods,
  detail: 'Parte',
  unitPrice: '1500',
  ...changes,
});
const bundle = (changes: Partial<ComponentForm> = {}, line: Partial<LineForm> = {}): Partial<LineForm> => ({
  commercialCodes: [{ id: 'k1', type: '03', code: 'SKU-1' }],
  components: [part(changes)],
  ...line,
});

describe('a bundle', () => {
  it.each<[Partial<LineForm>, string[]]>([
    [bundle(), []],
    [bundle({ unitPrice: '1400' }), ['warns bundle-price-mismatch unitPrice']],
    [bundle({}, { commercialCodes: [] }), ['warns bundle-code-missing commercialCodes']],
    [bundle({}, tax('02')), ['warns bundle-own-field taxes']],
    [bundle({}, { factoryIva: '02' }), ['warns bundle-own-field factoryIva']],
    [bundle({}, exoneration({ rate: '' })), ['blocks required exoneration.rate']],
    [bundle({}, exoneration({ rate: '13' })), []],
    [bundle({}, exoneration({ rate: '20' })), ['blocks exoneration-exceeds-tax exoneration.rate']],
    [bundle({ cabys: '' }), ['blocks required components.c1.cabys']],
    [bundle({ detail: 'ab' }), ['blocks text-short components.c1.detail']],
    [bundle({ unit: 'kilo' }), ['blocks unit-unknown components.c1.unit']],
    [
      bundle({ quantity: '0' }),
      ['blocks quantity-zero components.c1.quantity', 'warns bundle-price-mismatch unitPrice'],
    ],
    [bundle({ ivaTax: '08' }), ['blocks iva-tax-unknown components.c1.ivaTax']],
    [bundle({ ivaRate: '4' }), ['blocks iva-rate-mismatch components.c1.ivaRate']],
    [bundle({ factoryIva: '02' }), ['blocks factory-iva-not-exempt components.c1.factoryIva']],
    [bundle(tax('05', { volume: '' })), ['blocks tax-volume-missing components.c1.taxes.t1.volume']],
    [
      bundle({ discounts: [goodDiscount('d1', { code: '99', value: '0' })] }),
      ['blocks required components.c1.discounts.d1.otherText'],
    ],
    [
      bundle({ discounts: [goodDiscount('d1', { mode: 'amount', value: '1501' })] }),
      ['blocks discount-exceeds-left components.c1.discounts.d1.value'],
    ],
  ])('%j is: %j', (changes, faults) => {
    expect(faultsOf(changes).toSorted()).toEqual(faults.toSorted());
  });

  it('has at most twenty parts, and none in a purchase', () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, index) =>
        part({ ...emptyComponent(`c${index}`), ...{ cabys: goods, detail: 'Parte', unitPrice: '75' } }),
      );
    expect(faultsOf(bundle({}, { components: many(20) }))).toEqual([]);
    expect(faultsOf(bundle({}, { components: many(21) }))).toEqual([
      'blocks components-too-many components',
      'warns bundle-price-mismatch unitPrice',
    ]);
    expect(faultsOf(bundle(), '08')).toEqual(['warns left-out components']);
  });

  it('writes the parts, and of its own tax neither code nor rate', () => {
    const { line } = readLine(goodLine('a1', bundle({ productCode: 'P-1' })), { kind: '01', today });
    expect(line?.taxes).toEqual([{ code: '01', amount: 39_000_000n }]);
    expect(line?.components).toEqual([
      {
        cabys: goods,
        commercialCodes: [{ type: '03', code: 'P-1' }],
        quantity: { unscaled: 1n, scale: 0 },
        unit: 'Unid',
        detail: 'Parte',
        unitPrice: { unscaled: 1500n, scale: 0 },
        total: 150_000_000n,
        discounts: [],
        subtotal: 150_000_000n,
        taxBase: 150_000_000n,
        taxes: [{ code: '01', rateCode: '08', rate: { unscaled: 13n, scale: 0 }, amount: 19_500_000n }],
      },
    ]);
  });
});

describe('what is sold', () => {
  const codes = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ id: `k${index}`, type: '01', code: `C${index}` }));
  it.each<[Partial<LineForm>, InvoiceKind, string[]]>([
    [{ commercialCodes: codes(5) }, '01', []],
    [
      { commercialCodes: codes(5), productCode: 'X' },
      '01',
      ['blocks commercial-codes-too-many commercialCodes'],
    ],
    [
      { commercialCodes: [{ id: 'k1', type: '05', code: 'X' }] },
      '01',
      ['blocks commercial-code-type-unknown commercialCodes.k1.type'],
    ],
    [
      { commercialCodes: [{ id: 'k1', type: '', code: 'X' }] },
      '01',
      ['blocks required commercialCodes.k1.type'],
    ],
    [
      { commercialCodes: [{ id: 'k1', type: '01', code: '' }] },
      '01',
      ['blocks required commercialCodes.k1.code'],
    ],
    [{ commercialCodes: [{ id: 'k1', type: '', code: '' }] }, '01', []],
    [{ serials: ['x'.repeat(17), ''] }, '01', []],
    [{ serials: ['', 'x'.repeat(18)] }, '01', ['blocks text-long serials.1']],
    [{ serials: Array.from({ length: 1001 }, () => 'x') }, '01', ['blocks serials-too-many serials']],
    [{ medicineRegistry: 'M-1' }, '01', ['warns medicine-incomplete medicineForm']],
    [{ medicineForm: 'TAB' }, '01', ['warns medicine-incomplete medicineRegistry']],
    [{ medicineRegistry: 'M-1', medicineForm: 'TAB' }, '01', []],
    [{ medicineRegistry: 'M-1', medicineForm: 'TABL' }, '01', ['blocks text-long medicineForm']],
    [{}, '09', ['blocks tariff-heading-missing tariffHeading']],
    [{ cabys: service }, '09', []],
    [{ tariffHeading: '12345' }, '09', ['blocks tariff-heading-format tariffHeading']],
    [{ tariffHeading: '123456789012' }, '03', []],
    [{ tariffHeading: '123456789012' }, '01', ['warns left-out tariffHeading']],
    [{ unit: 'Sp' }, '01', ['warns unit-of-service unit']],
    [{ unit: 'Sp', cabys: service }, '01', []],
    [{ healthService: true }, '01', ['warns health-service-goods healthService']],
    [{ healthService: true, cabys: service }, '01', []],
    [{ healthService: true, cabys: service }, '08', ['warns left-out healthService']],
    [{ cabys: '' }, '03', ['warns cabys-missing-in-note cabys']],
    [{ exportedTax: '12.5' }, '03', []],
    [{ exportedTax: 'x' }, '03', ['blocks number-letters exportedTax']],
    [{ exportedTax: '12.5' }, '01', ['warns left-out exportedTax']],
    [
      { discounts: [goodDiscount('d1', { code: '01', value: '100' })] },
      '08',
      ['warns discount-free-not-borne discounts.d1.code'],
    ],
  ])('%j in kind %s is: %j', (changes, kind, faults) => {
    expect(faultsOf(changes, kind)).toEqual(faults);
  });

  it('asks the catalogue when there is one', () => {
    expect(faultsOf({}, '01', () => undefined)).toEqual([]);
    expect(faultsOf({}, '01', () => ({ rate: '13' }))).toEqual([]);
    expect(faultsOf({}, '01', () => ({ rate: '4' }))).toEqual(['warns cabys-suggests-rate cabys']);
    expect(faultsOf({}, '01', () => 'unknown')).toEqual(['warns cabys-not-found cabys']);
    expect(faultsOf({}, '01', () => 'absent')).toEqual(['blocks cabys-not-in-catalogue cabys']);
    expect(faultsOf({ tariffHeading: '123456789012' }, '09', () => ({ rate: '4' }))).toEqual([]);
  });

  it('a line is read again when the catalogue is another', () => {
    const line = goodLine('a1');
    const before = readLine(line, { kind: '01', today });
    expect(readLine(line, { kind: '01', today, cabys: () => 'unknown' })).not.toBe(before);
  });
});

describe('a payment', () => {
  const payment = { cabys: '', quantity: '1', detail: 'Cuota 2 de 6', unitPrice: '500' };

  it('writes detail, amounts and IVA alone', () => {
    const { line, faults } = readLine(goodLine('a1', { ...payment, taxBase: '800' }), { kind: '10', today });
    expect(faults).toEqual([]);
    expect(line).toEqual({
      commercialCodes: [],
      quantity: { unscaled: 1n, scale: 0 },
      unit: '',
      detail: 'Cuota 2 de 6',
      serials: [],
      components: [],
      unitPrice: { unscaled: 500n, scale: 0 },
      total: 50_000_000n,
      discounts: [],
      subtotal: 80_000_000n,
      taxes: [{ code: '01', rateCode: '08', rate: { unscaled: 13n, scale: 0 }, amount: 10_400_000n }],
      taxAssumed: 0n,
      netTax: 10_400_000n,
      lineTotal: 90_400_000n,
    });
  });

  it.each<[Partial<LineForm>, string[]]>([
    [{ unitPrice: '0' }, ['blocks price-zero unitPrice']],
    [{ detail: '' }, ['blocks required detail']],
    [{ taxBase: '1.234' }, ['blocks number-ambiguous taxBase']],
    [{ unitPrice: '9999999999999' }, ['blocks line-too-large unitPrice']],
    [{ quantity: '2' }, ['warns left-out quantity']],
    [{ cabys: goods, productCode: 'X' }, ['warns left-out cabys', 'warns left-out productCode']],
    [{ discounts: [goodDiscount('d1')] }, ['warns left-out discounts']],
    [{ transactionType: '08' }, ['warns transaction-type-not-allowed transactionType']],
  ])('%j is: %j', (changes, faults) => {
    expect(faultsOf({ ...payment, ...changes }, '10')).toEqual(faults);
  });
});

it('every fault of lines was found above', () => {
  expect(Object.keys(lineFaultRules).filter((code) => !found.has(code))).toEqual([]);
});
