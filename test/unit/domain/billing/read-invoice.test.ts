import { describe, expect, it } from 'vitest';
import type { InvoiceForm, PaymentMeanForm } from '../../../../domain/billing/invoice-form.ts';
import { invoiceFaultRules } from '../../../../domain/billing/invoice-faults.ts';
import { emptyLine, emptyParty, emptyPaymentMean, emptyTax } from '../../../../domain/billing/new-form.ts';
import { readInvoice } from '../../../../domain/billing/read-invoice.ts';
import { formatDecimal } from '../../../../domain/money/decimal.ts';
import { goodForm, goodIssuer, goodLine, manyLines } from '../../../helpers/invoices.ts';
import { goodCharge, goodReference } from '../../../helpers/references.ts';

const context = { issuer: goodIssuer(), today: '2026-11-20' };
const read = (changes: Partial<InvoiceForm> = {}, kind: '01' | '04' = '01') =>
  readInvoice(goodForm(kind, changes), context);
const faultsOf = (changes: Partial<InvoiceForm>, kind: '01' | '04' = '01') =>
  read(changes, kind).faults.map(({ code, path, severity }) => `${severity} ${code} ${path}`);
const mean = (id: string, code: string, amount = ''): PaymentMeanForm => ({
  ...emptyPaymentMean(id),
  code,
  amount,
});

describe('reading an invoice', () => {
  it('without faults gives the whole invoice, one cash payment of the total', () => {
    const { faults, invoice } = read({ notes: '  Entregar\r\nen bodega ' });
    expect(faults).toEqual([]);
    expect(invoice).toMatchObject({
      kind: '01',
      activityCode: '4752.0',
      customer: {
        name: 'Constructora del Valle S. A.',
        identification: { type: '02', number: '3101654321' },
      },
      saleCondition: '01',
      currency: 'CRC',
      exchangeRate: { unscaled: 1n, scale: 0 },
      lines: [{ number: 1, total: 300_000_000n }],
      summary: { total: 339_000_000n },
      paymentMeans: [{ code: '01', amount: 339_000_000n }],
      notes: 'Entregar\nen bodega',
    });
    expect(invoice).not.toHaveProperty('creditDays');
  });

  it.each<[Partial<InvoiceForm>, string]>([
    [{ activityCode: '' }, 'blocks required activityCode'],
    [{ activityCode: '4752' }, 'blocks activity-format activityCode'],
    [{ activityCode: '9999.9' }, 'warns activity-not-of-issuer activityCode'],
    [{ saleCondition: '' }, 'blocks required saleCondition'],
    [{ saleCondition: '09' }, 'blocks sale-condition-unknown saleCondition'],
    [{ saleCondition: '11' }, 'blocks sale-condition-unknown saleCondition'],
    [{ saleCondition: '99' }, 'blocks required saleConditionOther'],
    [{ saleCondition: '99', saleConditionOther: 'abcd' }, 'blocks text-short saleConditionOther'],
    [{ saleCondition: '02' }, 'blocks required creditDays'],
    [{ saleCondition: '10', creditDays: '0' }, 'blocks credit-days-format creditDays'],
    [{ saleCondition: '02', creditDays: '100000' }, 'blocks credit-days-format creditDays'],
    [{ saleCondition: '02', creditDays: '30 días' }, 'blocks credit-days-format creditDays'],
    [{ currency: '' }, 'blocks required currency'],
    [{ currency: 'XXX' }, 'blocks currency-unknown currency'],
    [{ exchangeRate: '507' }, 'blocks exchange-rate-not-one exchangeRate'],
    [{ currency: 'USD', exchangeRate: '' }, 'blocks required exchangeRate'],
    [{ currency: 'USD', exchangeRate: '0' }, 'blocks exchange-rate-zero exchangeRate'],
    [{ currency: 'USD', exchangeRate: '1.123456' }, 'blocks exchange-rate-decimals exchangeRate'],
    [{ currency: 'USD', exchangeRate: '10000000000000' }, 'blocks exchange-rate-too-large exchangeRate'],
    [{ lines: [] }, 'blocks lines-missing lines'],
    [{ lines: [emptyLine('a1')] }, 'blocks lines-missing lines'],
    [{ paymentMeans: [] }, 'blocks payment-means-missing paymentMeans'],
    [{ paymentMeans: [emptyPaymentMean('p1')] }, 'blocks payment-means-missing paymentMeans'],
    [{ paymentMeans: [mean('p1', '08')] }, 'blocks payment-mean-unknown paymentMeans.p1.code'],
    [{ paymentMeans: [mean('p1', '', '3390')] }, 'blocks required paymentMeans.p1.code'],
    [{ paymentMeans: [mean('p1', '99')] }, 'blocks required paymentMeans.p1.otherText'],
    [{ paymentMeans: [mean('p1', '01'), mean('p2', '02', '390')] }, 'blocks required paymentMeans.p1.amount'],
    [
      { paymentMeans: [mean('p1', '01', '3390'), mean('p2', '02', '0')] },
      'blocks payment-zero paymentMeans.p2.amount',
    ],
    [{ paymentMeans: [mean('p1', '01', '3.390')] }, 'blocks number-ambiguous paymentMeans.p1.amount'],
    [{ paymentMeans: [mean('p1', '01', '3390.000001')] }, 'blocks payment-decimals paymentMeans.p1.amount'],
    [{ paymentMeans: [mean('p1', '01', '3000')] }, 'blocks payment-means-difference paymentMeans'],
    [{ notes: 'x'.repeat(501) }, 'blocks text-long notes'],
    [{ notes: 'a\u0000' }, 'blocks text-characters notes'],
  ])('%j is: %s', (changes, fault) => {
    expect(faultsOf(changes)).toEqual([fault]);
  });

  it('says by how much several payments miss the total, over or under', () => {
    const paid = (amount: string) =>
      read({ paymentMeans: [mean('p1', '01', '3000'), mean('p2', '02', amount)] }).faults[0]?.values;
    expect(paid('389.99999')).toEqual({ total: '3390', sum: '3389.99999', difference: '0.00001' });
    expect(paid('390.5')).toEqual({ total: '3390', sum: '3390.5', difference: '-0.5' });
    expect(paid('390')).toBeUndefined();
  });

  it('takes four means of payment, NOT five', () => {
    const four = ['1000', '1000', '1000', '390'].map((amount, index) => mean(`p${index}`, '01', amount));
    expect(faultsOf({ paymentMeans: four })).toEqual([]);
    const five = [...four.slice(0, 3), mean('p3', '01', '300'), mean('p4', '06', '90')];
    expect(faultsOf({ paymentMeans: five })).toEqual(['blocks payment-means-too-many paymentMeans']);
  });

  it('does NOT compare payments with a total that is not known yet', () => {
    const codes = read({
      lines: [goodLine('a1', { unitPrice: '?' })],
      paymentMeans: [mean('p1', '01', '5')],
    }).faults;
    expect(codes.map((fault) => fault.code)).toEqual(['number-letters']);
  });

  it.each(['02', '08', '10'])('condition %s wants no means of payment', (saleCondition) => {
    const creditDays = saleCondition === '08' ? '' : '30';
    const { faults, invoice } = read({ saleCondition, creditDays, paymentMeans: [] });
    expect(faults).toEqual([]);
    expect(invoice?.paymentMeans).toEqual([]);
    expect(invoice?.creditDays).toBe(saleCondition === '08' ? undefined : 30);
  });

  it('does NOT write the days of a sale that is not on credit', () => {
    expect(read({ creditDays: 'treinta' }).invoice).not.toHaveProperty('creditDays');
  });

  it('takes a rate for dollars, and 1 or nothing for colones', () => {
    const dollars = read({ currency: 'USD', exchangeRate: '507,35' }).invoice;
    expect(dollars && formatDecimal(dollars.exchangeRate)).toBe('507.35');
    expect(faultsOf({ exchangeRate: '' })).toEqual([]);
    expect(faultsOf({ exchangeRate: '1.00' })).toEqual([]);
  });

  it('numbers the lines in order and leaves out blank ones', () => {
    const { invoice } = read({ lines: [goodLine('a1'), emptyLine('a2'), goodLine('a3')] });
    expect(invoice?.lines.map((line) => line.number)).toEqual([1, 2]);
  });

  it('takes 1,000 lines, NOT 1,001', () => {
    expect(faultsOf({ lines: [...manyLines(1_000)] })).toEqual([]);
    expect(faultsOf({ lines: [...manyLines(1_001)] })).toEqual(['blocks lines-too-many lines']);
  });

  it('foresees a total beyond 13 digits though every line fits', () => {
    const lines = ['a1', 'a2'].map((id) => goodLine(id, { quantity: '1', unitPrice: '8000000000000' }));
    expect(faultsOf({ lines })).toEqual(['blocks total-too-large lines']);
  });

  it('does NOT make documents of a day before the schema began', () => {
    const codes = readInvoice(goodForm(), { ...context, today: '2025-05-31' }).faults.map(
      (fault) => fault.code,
    );
    expect(codes).toContain('date-before-schema');
  });

  it('brings the faults of the company under issuer', () => {
    const { faults, invoice } = readInvoice(goodForm(), {
      ...context,
      issuer: { ...goodIssuer(), name: '' },
    });
    expect(faults.map(({ code, path }) => [code, path])).toEqual([['required', 'issuer.name']]);
    expect(invoice).toBeUndefined();
  });

  it('is not stopped by what only warns', () => {
    expect(read({ activityCode: '9999.9' }).invoice?.activityCode).toBe('9999.9');
  });

  it('takes either spelling of an activity code, as the company has it', () => {
    expect(faultsOf({ activityCode: '475200' })).toEqual(['warns activity-not-of-issuer activityCode']);
    expect(faultsOf({ activityCode: '620100' })).toEqual([]);
  });

  it('a tiquete needs no customer', () => {
    const form = goodForm('04');
    const { faults, invoice } = readInvoice(
      { ...form, customer: { ...form.customer, name: '', identificationType: '', identificationNumber: '' } },
      context,
    );
    expect(faults).toEqual([]);
    expect(invoice).not.toHaveProperty('customer');
  });

  it('finds faults everywhere in one pass', () => {
    const { faults } = read({
      activityCode: '',
      saleCondition: '',
      currency: '',
      lines: [goodLine('a1', { cabys: '1', detail: '' })],
      notes: '\u0000',
    });
    expect(faults.map((fault) => fault.path)).toEqual([
      'activityCode',
      'saleCondition',
      'currency',
      'lines.a1.cabys',
      'lines.a1.detail',
      'notes',
    ]);
  });

  it('adds the charges to the total, which the payments must meet', () => {
    const otherCharges = [goodCharge('c1')];
    const { faults, invoice } = read({ otherCharges });
    expect(faults).toEqual([]);
    expect(invoice).toMatchObject({
      otherCharges: [{ type: '06', amount: 30_000_000n }],
      summary: { otherCharges: 30_000_000n, total: 369_000_000n },
      paymentMeans: [{ amount: 369_000_000n }],
    });
    expect(faultsOf({ otherCharges, paymentMeans: [mean('p1', '01', '3390')] })).toEqual([
      'blocks payment-means-difference paymentMeans',
    ]);
  });

  it('needs no line beside charges that stand alone, and does beside others', () => {
    const alone = [goodCharge('c1', { type: '10', mode: 'amount', value: '500' })];
    const { faults, invoice } = read({ lines: [emptyLine('a1')], otherCharges: alone });
    expect(faults).toEqual([]);
    expect(invoice).toMatchObject({ lines: [], summary: { total: 50_000_000n } });
    expect(faultsOf({ lines: [], otherCharges: [...alone, goodCharge('c2', { mode: 'amount' })] })).toEqual([
      'blocks lines-missing-beside-charges lines',
    ]);
  });

  it('does NOT compare payments with a total whose charges are at fault', () => {
    const otherCharges = [goodCharge('c1', { value: '?' })];
    expect(faultsOf({ otherCharges, paymentMeans: [mean('p1', '01', '5')] })).toEqual([
      'blocks number-letters otherCharges.c1.value',
    ]);
  });

  it('writes the references of a note, which may lack customer and activity', () => {
    const form = goodForm('03', {
      references: [goodReference('r1')],
      activityCode: '',
      customer: emptyParty(),
    });
    const { faults, invoice } = readInvoice(form, context);
    expect(faults).toEqual([]);
    expect(invoice?.references).toMatchObject([{ documentType: '01', code: '01' }]);
    expect(invoice).not.toHaveProperty('activityCode');
    expect(invoice).not.toHaveProperty('customer');
  });

  it('takes the codes of the revision of 2026 only when told so', () => {
    const form = goodForm('03', { references: [goodReference('r1', { code: '14' })] });
    expect(readInvoice(form, context).faults.map((fault) => fault.code)).toEqual(['reference-revision-off']);
    expect(readInvoice(form, { ...context, acceptsRevision2026: true }).faults).toEqual([]);
  });

  it('a REP wants condition 09 or 11, means of payment and references, and NOT an activity', () => {
    const paths = (changes: Partial<InvoiceForm>) =>
      readInvoice(goodForm('10', { activityCode: '', ...changes }), context)
        .faults.map(({ code, path }) => `${code} ${path}`)
        .filter((fault) => !fault.includes('lines'));
    expect(paths({ saleCondition: '01', paymentMeans: [] })).toEqual([
      'sale-condition-unknown saleCondition',
      'references-missing references',
    ]);
    expect(paths({ saleCondition: '11', paymentMeans: [], references: [goodReference('r1')] })).toEqual([
      'payment-means-missing paymentMeans',
    ]);
    expect(paths({ saleCondition: '09', references: [goodReference('r1')] })).toEqual([]);
  });

  it('passes the table of places on to company and customer, as a warning', () => {
    const place = { province: '2', canton: '99', district: '01', address: 'Frente a la iglesia' };
    const form = goodForm();
    const { faults, invoice } = readInvoice(
      { ...form, customer: { ...form.customer, ...place } },
      { ...context, knowsLocation: (_, canton) => canton !== '99' },
    );
    expect(faults.map(({ code, path }) => [code, path])).toEqual([['location-unknown', 'customer.district']]);
    expect(invoice?.customer?.location?.canton).toBe('99');
  });

  it('warns who sells alcohol without the registry of law 8707', () => {
    const alcohol = { ...emptyTax('t1'), code: '04', quantity: '750', percentage: '40', unitTax: '3' };
    const lines = [goodLine('a1', { taxes: [alcohol] })];
    const warned = (registry8707: string) =>
      readInvoice(goodForm('01', { lines }), {
        ...context,
        issuer: { ...goodIssuer(), registry8707 },
      }).faults.map(({ severity, code, path }) => `${severity} ${code} ${path}`);
    expect(warned('')).toEqual(['warns registry-8707-missing issuer.registry8707']);
    expect(warned('123')).toEqual([]);
  });

  it('asks the catalogue of CAByS it is given', () => {
    const { faults } = readInvoice(goodForm(), { ...context, cabys: () => 'absent' });
    expect(faults.map(({ code, path }) => [code, path])).toEqual([
      ['cabys-not-in-catalogue', 'lines.a1.cabys'],
    ]);
  });

  it('every fault names its source, and its rejection as a negative number', () => {
    for (const [code, rule] of Object.entries<{ source: string; rejection?: string }>(invoiceFaultRules)) {
      expect(code).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(rule.source).not.toBe('');
      expect(rule.rejection ?? '-1').toMatch(/^-\d+$/);
    }
  });
});
