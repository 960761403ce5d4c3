import { assertNever } from '../assert-never.ts';
import { formatAmount, maxAmount } from '../money/amount.ts';
import { type Decimal, compareDecimals, decimal, formatDecimalTrimmed } from '../money/decimal.ts';
import { readTypedPercentage } from '../money/typed-number.ts';
import { ivaRateAllowed, ivaRateMatches } from '../tax/iva.ts';
import { discountCodes, findCode, transactionTypes, units } from './codes.ts';
import {
  type FaultList,
  hasBlockingFault,
  newFaultList,
  optionalText,
  requiredNumber,
  requiredText,
} from './fault-list.ts';
import type { DiscountForm, InvoiceKind, LineForm } from './invoice-form.ts';
import type { InvoiceFault, InvoiceFaultCode } from './invoice-faults.ts';
import type { Amount, Discount, InvoiceLine } from './invoice.ts';
import type { LineAmountsFault } from './line-amounts.ts';
import {
  type ParsedLine,
  discountDecimals,
  parseLine,
  priceDecimals,
  quantityDecimals,
} from './parsed-line.ts';

export const maxDiscounts = 5;
/** Nota 12: código de uso interno. */
const internalCodeType = '04';
/** Cantidad: 16 digits of which 3 are decimals. */
const quantityLimit = decimal('10000000000000');
const priceLimit = quantityLimit;
const hundred = decimal('100');

/** A line without its number, which depends on the lines before it. */
export type NumberlessLine = Omit<InvoiceLine, 'number'>;

export interface ReadLine {
  /** paths as in the whole form: `lines.<id>.quantity` */
  readonly faults: readonly InvoiceFault[];
  /** present when nothing blocks */
  readonly line?: NumberlessLine;
}

interface DiscountTexts {
  readonly code: string;
  readonly otherText?: string;
  readonly nature?: string;
}

function readDiscountTexts(list: FaultList, path: string, form: DiscountForm): DiscountTexts | undefined {
  const code = form.code.trim();
  if (code === '') {
    list.block('discount-code-missing', `${path}.code`);
    return undefined;
  }
  if (findCode(discountCodes, code) === undefined) {
    list.block('discount-code-unknown', `${path}.code`);
    return undefined;
  }
  // with 99 both texts are required, else the nature alone may be given (DOMAIN.md 5.7)
  const other = code === '99';
  const nature = other
    ? requiredText(list, `${path}.nature`, form.nature, { min: 3, max: 80 })
    : optionalText(list, `${path}.nature`, form.nature, { min: 3, max: 80 });
  const otherText = other
    ? requiredText(list, `${path}.otherText`, form.otherText, { min: 5, max: 100 })
    : undefined;
  return { code, ...(otherText !== undefined && { otherText }), ...(nature !== undefined && { nature }) };
}

function readDiscounts(
  list: FaultList,
  path: string,
  line: LineForm,
  parsed: ParsedLine,
): readonly (DiscountTexts | undefined)[] {
  if (line.discounts.length > maxDiscounts) {
    list.block('discounts-too-many', `${path}discounts`, {
      max: String(maxDiscounts),
      count: String(line.discounts.length),
    });
  }
  return line.discounts.map((form, index) => {
    const discountPath = `${path}discounts.${form.id}`;
    const number = parsed.discounts[index] ?? { kind: 'empty' };
    const value = requiredNumber(list, `${discountPath}.value`, number, {
      decimals: discountDecimals,
      decimalsFault: 'discount-decimals',
    });
    if (value !== undefined && form.mode === 'percent' && compareDecimals(value, hundred) > 0) {
      list.block('discount-over-100', `${discountPath}.value`);
    }
    return readDiscountTexts(list, discountPath, form);
  });
}

/** @returns the positive number, undefined when at fault */
function readPositive(
  list: FaultList,
  path: string,
  value: Decimal | undefined,
  limit: Decimal,
  codes: { readonly zero: InvoiceFaultCode; readonly tooLarge: InvoiceFaultCode },
): Decimal | undefined {
  if (value === undefined) return undefined;
  if (value.unscaled === 0n) {
    list.block(codes.zero, path);
    return undefined;
  }
  if (compareDecimals(value, limit) >= 0) {
    list.block(codes.tooLarge, path, { max: '13' });
    return undefined;
  }
  return value;
}

/** @returns whether code and rate may be written */
function checkIva(
  list: FaultList,
  path: string,
  line: LineForm,
  parsed: ParsedLine,
  kind: InvoiceKind,
): void {
  const code = line.ivaCode.trim();
  const row = parsed.ivaRate;
  if (row === undefined) {
    list.block(code === '' ? 'required' : 'iva-code-unknown', `${path}ivaCode`);
    return;
  }
  if (!ivaRateAllowed(row, kind)) {
    list.block('iva-code-not-allowed', `${path}ivaCode`);
    return;
  }
  const typed = line.ivaRate.trim();
  if (typed === '') return;
  const rate = readTypedPercentage(typed, 2);
  if (rate.kind !== 'read' || !ivaRateMatches(row, rate.value)) {
    list.block('iva-rate-mismatch', `${path}ivaRate`, {
      expected: formatDecimalTrimmed(row.rate),
      received: typed,
    });
  }
}

function blockAmountsFault(list: FaultList, path: string, line: LineForm, fault: LineAmountsFault): void {
  switch (fault.kind) {
    case 'discount-exceeds-left':
      list.block('discount-exceeds-left', `${path}discounts.${line.discounts[fault.index]?.id}.value`, {
        left: formatAmount(fault.left),
        discount: formatAmount(fault.discount),
      });
      return;
    case 'discount-not-whole-line':
      list.block('discount-not-whole-line', `${path}discounts.${line.discounts[fault.index]?.id}.value`, {
        left: formatAmount(fault.left),
      });
      return;
    case 'too-large':
      list.block('line-too-large', `${path}unitPrice`, { max: formatAmount(maxAmount) });
      return;
    default:
      assertNever(fault);
  }
}

function pairDiscounts(
  amounts: readonly Amount[],
  texts: readonly (DiscountTexts | undefined)[],
): readonly Discount[] {
  return amounts.flatMap((amount, index) => {
    const text = texts[index];
    return text === undefined ? [] : [{ amount, ...text }];
  });
}

function read(line: LineForm, kind: InvoiceKind, today: string): ReadLine {
  const list = newFaultList();
  const path = `lines.${line.id}.`;
  const parsed = parseLine(line, today);

  const cabys = line.cabys.trim();
  if (cabys === '') list.block('required', `${path}cabys`);
  else if (!/^\d{13}$/.test(cabys)) list.block('cabys-format', `${path}cabys`);

  const productCode = optionalText(list, `${path}productCode`, line.productCode, { max: 20 });
  const detail = requiredText(list, `${path}detail`, line.detail, { min: 3, max: 200 });
  const quantity = readPositive(
    list,
    `${path}quantity`,
    requiredNumber(list, `${path}quantity`, parsed.quantity, {
      decimals: quantityDecimals,
      decimalsFault: 'quantity-decimals',
    }),
    quantityLimit,
    { zero: 'quantity-zero', tooLarge: 'quantity-too-large' },
  );
  // never normalised: the schema's ohm would become another letter
  const unit = line.unit.trim();
  if (unit === '') list.block('required', `${path}unit`);
  else if (findCode(units, unit) === undefined) list.block('unit-unknown', `${path}unit`);
  const commercialUnit = optionalText(list, `${path}commercialUnit`, line.commercialUnit, { max: 20 });
  if (unit === 'Otros' && line.commercialUnit.trim() === '') {
    list.warn('unit-undescribed', `${path}commercialUnit`);
  }
  const unitPrice = readPositive(
    list,
    `${path}unitPrice`,
    requiredNumber(list, `${path}unitPrice`, parsed.unitPrice, {
      decimals: priceDecimals,
      decimalsFault: 'price-decimals',
    }),
    priceLimit,
    { zero: 'price-zero', tooLarge: 'price-too-large' },
  );
  checkIva(list, path, line, parsed, kind);
  const transactionType = line.transactionType.trim();
  if (transactionType !== '') {
    if (kind === '04') list.block('transaction-type-not-allowed', `${path}transactionType`);
    else if (findCode(transactionTypes, transactionType) === undefined) {
      list.block('transaction-type-unknown', `${path}transactionType`);
    }
  }
  const discountTexts = readDiscounts(list, path, line, parsed);
  const { amounts, ivaRate } = parsed;
  // a quantity or price already at fault as too large needs no second sentence
  if (amounts?.ok === false && quantity !== undefined && unitPrice !== undefined) {
    blockAmountsFault(list, path, line, amounts.error);
  }

  if (
    hasBlockingFault(list.faults) ||
    detail === undefined ||
    quantity === undefined ||
    unitPrice === undefined ||
    ivaRate === undefined ||
    amounts?.ok !== true
  ) {
    return { faults: list.faults };
  }
  const { total, discounts, subtotal, taxBase, tax, taxAssumed, netTax, lineTotal } = amounts.value;
  return {
    faults: list.faults,
    line: {
      cabys,
      commercialCodes: productCode === undefined ? [] : [{ type: internalCodeType, code: productCode }],
      quantity,
      unit,
      ...(transactionType !== '' && { transactionType }),
      ...(commercialUnit !== undefined && { commercialUnit }),
      detail,
      serials: [],
      components: [],
      unitPrice,
      total,
      discounts: pairDiscounts(discounts, discountTexts),
      subtotal,
      taxBase,
      taxes: [{ code: '01', rateCode: ivaRate.code, rate: ivaRate.rate, amount: tax }],
      taxAssumed,
      netTax,
      lineTotal,
    },
  };
}

interface Kept {
  readonly kind: InvoiceKind;
  readonly today: string;
  readonly result: ReadLine;
}

/** As in parsed-line.ts: an unchanged line is not checked again on every keystroke. */
const kept = new WeakMap<LineForm, Kept>();

/** Kept per line object: never change a `LineForm` in place. @param today `YYYY-MM-DD` */
export function readLine(line: LineForm, kind: InvoiceKind, today: string): ReadLine {
  const known = kept.get(line);
  if (known !== undefined && known.kind === kind && known.today === today) return known.result;
  const result = read(line, kind, today);
  kept.set(line, { kind, today, result });
  return result;
}
