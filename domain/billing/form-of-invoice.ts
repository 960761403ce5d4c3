import { multiplyToAmount } from '../money/amount.ts';
import { type Decimal, formatDecimalTrimmed } from '../money/decimal.ts';
import { typedNumberText } from '../money/typed-number.ts';
import { discountCodes } from './codes.ts';
import type { ComponentForm, InvoiceForm, LineForm, PartyForm, TaxForm } from './invoice-form.ts';
import type {
  Amount,
  Component,
  Customer,
  Exoneration,
  Invoice,
  InvoiceLine,
  OtherCharge,
  PaymentMean,
  Reference,
  Tax,
} from './invoice.ts';
import { emptyLine, emptyParty } from './new-form.ts';

/** Nota 12: código de uso interno, and the one a manufacturer assigned. */
const internalCode = '04';
const manufacturerCode = '03';
/** Nota 8: every line has one of these, the others are further taxes. */
const ivaFamily: ReadonlySet<string> = new Set(['01', '07', '08']);
/** Nota 8: taxes that factory or shop may bear. */
const assumable: ReadonlySet<string> = new Set(['03', '04', '05', '12']);
const freeCodes: ReadonlySet<string> = new Set(
  discountCodes.filter((row) => row.freeLine).map((row) => row.code),
);

/** An amount as a number field shows it. */
export const amountText = (amount: Amount): string => typedNumberText({ unscaled: amount, scale: 5 });
const numberText = (value: Decimal | undefined): string =>
  value === undefined ? '' : typedNumberText(value);

/** The other party as a form has it. */
export function partyOf(customer: Customer | undefined): PartyForm {
  const party = emptyParty();
  if (customer === undefined) return party;
  return {
    ...party,
    name: customer.name,
    identificationType: customer.identification?.type ?? '',
    identificationNumber: customer.identification?.number ?? '',
    tradeName: customer.tradeName ?? '',
    activityCode: customer.activityCode ?? '',
    province: customer.location?.province ?? '',
    canton: customer.location?.canton ?? '',
    district: customer.location?.district ?? '',
    barrio: customer.location?.barrio ?? '',
    address: customer.location?.address ?? '',
    foreignAddress: customer.foreignAddress ?? '',
    phoneCountry: customer.phone?.country ?? party.phoneCountry,
    phone: customer.phone?.number ?? '',
    email: customer.email ?? '',
  };
}

function exonerationOf(exoneration: Exoneration): NonNullable<LineForm['exoneration']> {
  return {
    documentType: exoneration.documentType,
    otherText: exoneration.otherText ?? '',
    number: exoneration.number,
    article: exoneration.article ?? '',
    clause: exoneration.clause ?? '',
    institution: exoneration.institution,
    institutionOther: exoneration.institutionOther ?? '',
    issuedOn: exoneration.issuedAt,
    rate: formatDecimalTrimmed(exoneration.rate),
  };
}

/** Soap has a formula of its own in tax 05: quantity x volume x tax of the unit (DOMAIN.md 6.1). */
function isSoap(tax: Tax, quantity: Decimal): boolean {
  const volume = tax.specific?.volume;
  if (tax.code !== '05' || tax.specific === undefined || volume === undefined) return false;
  const amount = { unscaled: tax.specific.unitTax * volume.unscaled, scale: 5 + volume.scale };
  return multiplyToAmount(amount, quantity) === tax.amount;
}

/** @param borne of the taxes that may be borne, what the line says was: given to them in order */
function taxesOf(taxes: readonly Tax[], quantity: Decimal, borne: bigint): readonly TaxForm[] {
  let left = borne;
  return taxes.map((tax, index): TaxForm => {
    const assumed = assumable.has(tax.code) && tax.amount > 0n && tax.amount <= left;
    if (assumed) left -= tax.amount;
    return {
      id: `tax-${index + 1}`,
      code: tax.code,
      otherText: tax.otherText ?? '',
      rate: tax.rate === undefined ? '' : formatDecimalTrimmed(tax.rate),
      quantity: numberText(tax.specific?.quantity),
      percentage: tax.specific?.percentage === undefined ? '' : formatDecimalTrimmed(tax.specific.percentage),
      volume: numberText(tax.specific?.volume),
      unitTax: tax.specific === undefined ? '' : amountText(tax.specific.unitTax),
      soap: isSoap(tax, quantity),
      assumed,
    };
  });
}

const discountsOf = (
  discounts: readonly {
    readonly amount: Amount;
    readonly code: string;
    readonly otherText?: string;
    readonly nature?: string;
  }[],
): LineForm['discounts'] =>
  discounts.map((discount, index) => ({
    id: `discount-${index + 1}`,
    code: discount.code,
    otherText: discount.otherText ?? '',
    nature: discount.nature ?? '',
    mode: 'amount',
    value: amountText(discount.amount),
  }));

/** BaseImponible is typed only with IVA at the factory (01) or the special calculation (07); else it is computed. */
const typedBase = (
  factoryIva: string | undefined,
  ivaTax: string | undefined,
  base: Amount | undefined,
): string => (base !== undefined && (factoryIva === '01' || ivaTax === '07') ? amountText(base) : '');

function componentOf(component: Component, index: number): ComponentForm {
  const iva = component.taxes.find((tax) => ivaFamily.has(tax.code));
  return {
    id: `component-${index + 1}`,
    cabys: component.cabys,
    productCode: component.commercialCodes.find(({ type }) => type === manufacturerCode)?.code ?? '',
    detail: component.detail,
    quantity: numberText(component.quantity),
    unit: component.unit,
    commercialUnit: component.commercialUnit ?? '',
    unitPrice: numberText(component.unitPrice),
    discounts: discountsOf(component.discounts),
    taxes: [
      ...taxesOf(
        component.taxes.filter((tax) => !ivaFamily.has(tax.code)),
        component.quantity,
        0n,
      ),
    ],
    factoryIva: component.factoryIva ?? '',
    taxBase: typedBase(component.factoryIva, iva?.code, component.taxBase),
    ivaTax: iva?.code ?? '01',
    ivaCode: iva?.rateCode ?? '',
    ivaRate: iva?.rate === undefined ? '' : formatDecimalTrimmed(iva.rate),
  };
}

function lineOf(line: InvoiceLine): LineForm {
  const iva = line.taxes.find((tax) => ivaFamily.has(tax.code));
  const others = line.taxes.filter((tax) => !ivaFamily.has(tax.code));
  const ivaBorne =
    line.factoryIva === '01' || line.discounts.some((discount) => freeCodes.has(discount.code));
  const own = line.commercialCodes.findIndex(({ type }) => type === internalCode);
  const exported = line.taxes.find((tax) => tax.exported !== undefined)?.exported;
  return {
    ...emptyLine(`line-${line.number}`),
    cabys: line.cabys ?? '',
    productCode: line.commercialCodes[own]?.code ?? '',
    commercialCodes: line.commercialCodes
      .filter((_, index) => index !== own)
      .map(({ type, code }, index) => ({ id: `code-${index + 1}`, type, code })),
    detail: line.detail,
    quantity: numberText(line.quantity),
    unit: line.unit,
    commercialUnit: line.commercialUnit ?? '',
    unitPrice: numberText(line.unitPrice),
    ivaTax: iva?.code ?? '01',
    ivaCode: iva?.rateCode ?? '',
    ivaRate: iva?.rate === undefined ? '' : formatDecimalTrimmed(iva.rate),
    ivaFactor: iva?.factor === undefined ? '' : formatDecimalTrimmed(iva.factor),
    transactionType: line.transactionType ?? '',
    discounts: discountsOf(line.discounts),
    tariffHeading: line.tariffHeading ?? '',
    serials: [...line.serials],
    medicineRegistry: line.medicineRegistry ?? '',
    medicineForm: line.medicineForm ?? '',
    components: line.components.map(componentOf),
    factoryIva: line.factoryIva ?? '',
    taxBase: typedBase(line.factoryIva, iva?.code, line.taxBase),
    taxes: [...taxesOf(others, line.quantity, line.taxAssumed - (ivaBorne ? (iva?.amount ?? 0n) : 0n))],
    ...(iva?.exoneration !== undefined && { exoneration: exonerationOf(iva.exoneration) }),
    exportedTax: exported === undefined ? '' : amountText(exported),
  };
}

function chargeOf(charge: OtherCharge, index: number): InvoiceForm['otherCharges'][number] {
  return {
    id: `charge-${index + 1}`,
    type: charge.type,
    otherText: charge.otherText ?? '',
    thirdPartyIdType: charge.thirdParty?.type ?? '',
    thirdPartyIdNumber: charge.thirdParty?.number ?? '',
    thirdPartyName: charge.thirdPartyName ?? '',
    detail: charge.detail,
    mode: charge.percentage === undefined ? 'amount' : 'percent',
    value:
      charge.percentage === undefined ? amountText(charge.amount) : formatDecimalTrimmed(charge.percentage),
  };
}

/** A single mean needs no amount: it is the total. */
export const meansOf = (means: readonly PaymentMean[]): InvoiceForm['paymentMeans'] =>
  means.map((mean, index) => ({
    id: `pay-${index + 1}`,
    code: mean.code,
    otherText: mean.otherText ?? '',
    amount: means.length === 1 ? '' : amountText(mean.amount),
  }));

const referencesOf = (references: readonly Reference[]): InvoiceForm['references'] =>
  references.map((reference, index) => ({
    id: `reference-${index + 1}`,
    documentType: reference.documentType,
    otherText: reference.otherText ?? '',
    number: reference.number ?? '',
    issuedOn: reference.issuedAt,
    code: reference.code ?? '',
    codeOther: reference.codeOther ?? '',
    reason: reference.reason ?? '',
  }));

/**
 * The form that would have made this document, for documents of which no form is kept. Ids are made from the order: `line-1`,
 * `pay-1`, ... Two things a document does not say are not filled in: which lines are health services, and whether a discount was
 * typed as a percentage (it comes back as its amount).
 */
export function formOfInvoice(invoice: Invoice): InvoiceForm {
  return {
    version: 1,
    kind: invoice.kind,
    customer: partyOf(invoice.customer),
    customerId: '',
    activityCode: invoice.activityCode ?? '',
    saleCondition: invoice.saleCondition,
    saleConditionOther: invoice.saleConditionOther ?? '',
    creditDays: invoice.creditDays?.toString() ?? '',
    currency: invoice.currency,
    exchangeRate: typedNumberText(invoice.exchangeRate),
    lines: invoice.lines.map(lineOf),
    paymentMeans: meansOf(invoice.paymentMeans),
    otherCharges: invoice.otherCharges.map(chargeOf),
    references: referencesOf(invoice.references),
    originId: '',
    notes: invoice.notes ?? '',
  };
}
