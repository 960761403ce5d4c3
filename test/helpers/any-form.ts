import { Big } from 'big.js';
import fc from 'fast-check';
import { otherChargeTypes } from '../../domain/billing/charge-codes.ts';
import {
  currencies,
  identificationTypes,
  paymentMeanCodes,
  saleConditionsFor,
} from '../../domain/billing/codes.ts';
import type {
  InvoiceForm,
  LineForm,
  OtherChargeForm,
  PartyForm,
  PaymentMeanForm,
  ReferenceForm,
} from '../../domain/billing/invoice-form.ts';
import { InvoiceKind } from '../../domain/billing/invoice-form.ts';
import { kindFields } from '../../domain/billing/kind-fields.ts';
import {
  emptyInvoiceForm,
  emptyOtherCharge,
  emptyParty,
  emptyPaymentMean,
} from '../../domain/billing/new-form.ts';
import { referenceCodesFor, referenceTypesFor } from '../../domain/billing/reference-codes.ts';
import { anyLineForm, anyNumber, anyText } from './any-line.ts';
import { goodIssuer } from './invoices.ts';
import { recompute } from './recompute.ts';
import { goodReference, someClave } from './references.ts';

/** The day these forms are valid on. */
export const anyFormToday = '2026-11-20';

const numbers: Readonly<Record<string, RegExp>> = {
  '01': /^[1-9][0-9]{8}$/,
  '02': /^3[0-9]{9}$/,
  '03': /^[1-9][0-9]{10,11}$/,
  '04': /^[0-9]{10}$/,
  '05': /^[0-9A-Z]{1,20}$/,
  '06': /^[0-9A-Z]{1,20}$/,
};

/** Some other party: of any type the kind takes, with or without address, phone, mail. */
const anyParty = (kind: InvoiceKind): fc.Arbitrary<PartyForm> => {
  const here = identificationTypes
    .filter((row) => (kind === '08' ? row.issuerIn : row.customerIn).includes(kind))
    .map((row) => row.code);
  // sold abroad with condition 12; bought from nobody's taxpayer with condition 13
  const special = kind === '01' ? ['05'] : [];
  return fc.constantFrom(...here, ...here, ...special).chain((type) =>
    fc
      .record({
        name: anyText(5, 100),
        identificationNumber: fc.stringMatching(numbers[type] ?? /^$/),
        tradeName: fc.oneof(fc.constant(''), anyText(3, 80)),
        activityCode: fc.constantFrom('', '4752.0', '620100'),
        place: fc.record({
          province: fc.constantFrom(...Array.from('1234567')),
          canton: fc.constantFrom('01', '02', '06'),
          district: fc.constantFrom('01', '03'),
          barrio: fc.oneof(fc.constant(''), anyText(5, 50)),
          address: anyText(5, 160),
        }),
        placed: fc.boolean(),
        foreignAddress: anyText(5, 300),
        phone: fc.constantFrom('', '22223333', '8888-7777', '911'),
        email: fc.constantFrom('', 'compras@delvalle.example', 'a.b+c@x.example'),
      })
      .map(({ place, placed, foreignAddress, ...party }): PartyForm => {
        const foreign = type === '05';
        const needsPlace = kind === '08' && type !== '06';
        return {
          ...emptyParty(),
          ...party,
          identificationType: type,
          activityCode: kindFields[kind].partyActivity === 'none' ? '' : party.activityCode,
          ...(!foreign && kindFields[kind].partyLocation && (placed || needsPlace) && place),
          foreignAddress: foreign && kindFields[kind].foreignAddress ? foreignAddress : '',
        };
      }),
  );
};

const anyReference = (kind: InvoiceKind): fc.Arbitrary<ReferenceForm> =>
  fc
    .record({
      row: fc.constantFrom(...referenceTypesFor(kind).filter((each) => each.code !== '16')),
      code: fc.constantFrom(...referenceCodesFor(kind).map((each) => each.code)),
      number: anyText(1, 30),
      otherText: anyText(5, 100),
      codeOther: anyText(5, 100),
      reason: anyText(3, 180),
    })
    .map(({ row, code, number, otherText, codeOther, reason }) => {
      const on = '2026-11-02';
      const free = number.replaceAll(' ', '') || '7';
      return goodReference('r', {
        documentType: row.code,
        otherText: row.code === '99' ? otherText : '',
        number: row.needsClave ? someClave(row.claveKind ?? '01', on) : free,
        issuedOn: on,
        code,
        codeOther: code === '99' ? codeOther : '',
        reason,
      });
    });

const anyCharge = (alone: boolean): fc.Arbitrary<OtherChargeForm> =>
  fc
    .record({
      row: fc.constantFrom(...otherChargeTypes.filter((each) => !alone || each.standsAlone)),
      otherText: anyText(5, 100),
      thirdPartyIdNumber: fc.stringMatching(/^3[0-9]{9}$/),
      thirdPartyName: anyText(5, 100),
      detail: anyText(1, 160),
      percent: fc.boolean(),
      amount: anyNumber(1n, 9_999_999_999n, 5),
      percentage: anyNumber(1n, 5_000_000n, 5),
    })
    .map(({ row, percent, amount, percentage, ...each }) => ({
      ...emptyOtherCharge('o'),
      detail: each.detail,
      type: row.code,
      otherText: row.code === '99' ? each.otherText : '',
      ...(row.thirdParty && {
        thirdPartyIdType: '02',
        thirdPartyIdNumber: each.thirdPartyIdNumber,
        thirdPartyName: each.thirdPartyName,
      }),
      mode: percent && !alone ? 'percent' : 'amount',
      value: percent && !alone ? percentage : amount,
    }));

const anyMean: fc.Arbitrary<PaymentMeanForm> = fc
  .record({ code: fc.constantFrom(...paymentMeanCodes.map((row) => row.code)), otherText: anyText(3, 100) })
  .map(({ code, otherText }) => ({
    ...emptyPaymentMean('p'),
    code,
    otherText: code === '99' ? otherText : '',
  }));

const numbered = <T extends { readonly id: string }>(rows: readonly T[], letter: string): T[] =>
  rows.map((row, index) => ({ ...row, id: `${letter}${index + 1}` }));

/** An exoneration of more than the line's IVA is taken away: it is refused (-190). */
function withoutExcess(kind: InvoiceKind, line: LineForm): LineForm {
  if (line.exoneration === undefined) return line;
  const [figures] = recompute({ ...emptyInvoiceForm(kind, goodIssuer()), lines: [line] }).lines;
  const iva = figures?.taxes[0];
  if (figures === undefined || iva === undefined) return line;
  if (new Big(figures.exonerated).lte(iva.amount)) return line;
  const { exoneration: _too, ...rest } = line;
  return rest;
}

/** Percentages that would come to nothing become amounts. */
function withRealCharges(form: InvoiceForm): InvoiceForm {
  const { charges } = recompute(form);
  const otherCharges = form.otherCharges.map((charge, index): OtherChargeForm =>
    charges[index] === '0' ? { ...charge, mode: 'amount', value: '12.5' } : charge,
  );
  return { ...form, otherCharges };
}

/**
 * Means that add up to the total: one without amount, or several, the last of which pays the rest. What is paid by card may change
 * the total (IVA returned), so the total is computed with it.
 */
function withMeans(form: InvoiceForm, means: readonly PaymentMeanForm[], share: number): InvoiceForm {
  const [first, ...others] = numbered(means, 'p');
  const condition = saleConditionsFor(form.kind).find((row) => row.code === form.saleCondition);
  if (first === undefined || condition?.needsPaymentMeans === false) return { ...form, paymentMeans: [] };
  const alone = { ...form, paymentMeans: [first] };
  if (others.length === 0) return alone;
  const sale = new Big(recompute(alone).summary['total'] as string);
  const part = sale
    .times(share)
    .div(100 * means.length)
    .round(5, Big.roundDown);
  if (part.lte(0)) return alone;
  const amount = part.toFixed(5);
  const paid = [first, ...others.slice(0, -1)].map((mean) => ({ ...mean, amount }));
  const last = others.at(-1);
  if (last === undefined) return alone;
  // the last is no card, so that what it pays does not change what is returned
  const rest = { ...last, code: last.code === '02' ? '01' : last.code, amount: '1.00000' };
  const draft = { ...form, paymentMeans: [...paid, rest] };
  const total = new Big(recompute(draft).summary['total'] as string);
  const left = total.minus(part.times(paid.length));
  if (left.lte(0)) return alone;
  return { ...form, paymentMeans: [...paid, { ...rest, amount: left.toFixed(5) }] };
}

/** Condition, customer and references that go together. */
function withTerms(form: InvoiceForm, other: string, days: string): InvoiceForm {
  const foreigner = form.customer.identificationType === '05';
  const needed =
    form.kind === '01' && foreigner
      ? '12'
      : form.kind === '08' && form.customer.identificationType === '06'
        ? '13'
        : form.saleCondition;
  const row = saleConditionsFor(form.kind).find((each) => each.code === needed);
  const abroad = goodReference('r0', { documentType: '16', number: 'INV-77', code: '11' });
  const references =
    form.kind === '08' && foreigner ? [abroad, ...form.references].slice(0, 10) : form.references;
  const asked =
    form.kind === '01' &&
    (needed === '12' || form.lines.some((line) => line.exoneration?.documentType === '11'));
  return {
    ...form,
    saleCondition: needed,
    saleConditionOther: needed === '99' ? other : '',
    creditDays: row?.needsCreditDays === true ? days : '',
    references: asked && references.length === 0 ? [goodReference('r1')] : references,
  };
}

const anyCurrency = fc.oneof(
  fc.constantFrom({ currency: 'CRC', exchangeRate: '1' }, { currency: 'CRC', exchangeRate: '' }),
  fc.record({ currency: fc.constantFrom('USD', 'EUR'), exchangeRate: anyNumber(1n, 99_999_999n, 5) }),
  fc.record({
    currency: fc.constantFrom(...currencies.map((row) => row.code).filter((code) => code !== 'CRC')),
    exchangeRate: anyNumber(1n, 9_999_999n, 2),
  }),
);

/** @param kind one of the kinds, any when absent */
export const anyFormOf = (kind: InvoiceKind): fc.Arbitrary<InvoiceForm> => {
  const fields = kindFields[kind];
  const mayStandAlone = fields.lines === 'optional';
  return fc
    .record({
      party: anyParty(kind),
      anonymous: fc.integer({ min: 0, max: 3 }),
      lines: fc.array(anyLineForm(kind), { minLength: 1, maxLength: 5 }),
      chargesAlone: fc.integer({ min: 0, max: 11 }),
      charges: fc.oneof(fc.constant([]), fc.array(anyCharge(false), { minLength: 1, maxLength: 3 })),
      lone: fc.array(anyCharge(true), { minLength: 1, maxLength: 2 }),
      references: fc.array(anyReference(kind), { minLength: 1, maxLength: 3 }),
      referred: fc.boolean(),
      condition: fc.constantFrom(...saleConditionsFor(kind).map((row) => row.code)),
      conditionOther: anyText(5, 100),
      days: anyNumber(1n, 99_999n, 0),
      money: anyCurrency,
      means: fc.array(anyMean, { minLength: 1, maxLength: 4 }),
      share: fc.integer({ min: 1, max: 99 }),
      notes: fc.oneof(fc.constant(''), anyText(1, 400)),
    })
    .map((raw): InvoiceForm => {
      const alone = mayStandAlone && raw.chargesAlone === 0;
      const charges = alone ? raw.lone : raw.charges;
      const form: InvoiceForm = {
        ...emptyInvoiceForm(kind, goodIssuer()),
        customer: fields.party === 'optional' && raw.anonymous === 0 ? emptyParty() : raw.party,
        saleCondition: raw.condition,
        ...raw.money,
        lines: alone ? [] : numbered(raw.lines, 'l').map((line) => withoutExcess(kind, line)),
        otherCharges: fields.otherCharges ? numbered(charges, 'o') : [],
        references: fields.references === 'required' || raw.referred ? numbered(raw.references, 'r') : [],
        paymentMeans: [],
        notes: fields.notes ? raw.notes : '',
      };
      const settled = withRealCharges(withTerms(form, raw.conditionOther, raw.days));
      return withMeans(settled, raw.means, raw.share);
    });
};

/**
 * A form of any kind with any of its options, in which `readInvoice` finds nothing that blocks on `anyFormToday` with `goodIssuer()`:
 * all taxes, chained discounts, gifts, exonerations, bundles, charges, currencies, means of payment, references, foreigners.
 */
export const anyForm: fc.Arbitrary<InvoiceForm> = fc
  .constantFrom(...InvoiceKind.options)
  .chain((kind) => anyFormOf(kind));
