import { assertNever } from '../assert-never.ts';
import { decimalToAmount, formatAmount, maxAmount } from '../money/amount.ts';
import { readTypedNumber } from '../money/typed-number.ts';
import { discountCodes, findCode, transactionTypes } from './codes.ts';
import {
  type FaultList,
  hasBlockingFault,
  newFaultList,
  requiredNumber,
  requiredText,
} from './fault-list.ts';
import type { LineForm } from './invoice-form.ts';
import type { InvoiceFault } from './invoice-faults.ts';
import type { Amount, Component, Exoneration, InvoiceLine, Tax } from './invoice.ts';
import { kindFields } from './kind-fields.ts';
import { warnLeftOut } from './left-out.ts';
import type { LineAmounts, LineAmountsFault } from './line-amounts.ts';
import type { LineContext } from './line-context.ts';
import { type ParsedLine, parseLine, priceDecimals, quantityDecimals } from './parsed-line.ts';
import { countedTaxes } from './parsed-taxes.ts';
import { readComponents } from './read-components.ts';
import { lineDiscount, pairDiscounts, readDiscounts } from './read-discounts.ts';
import { readExoneration } from './read-exoneration.ts';
import { readCabys, readCommercialCodes, readGoodsDetails, readUnit } from './read-goods.ts';
import { checkFactoryIva, checkIva } from './read-iva.ts';
import { readPaymentLine, writtenIva } from './read-payment-line.ts';
import { priceFaults, quantityFaults, readPositive } from './read-positive.ts';
import { readTaxes, writtenTax } from './read-taxes.ts';
import { isService } from './summary.ts';

/** A line without its number, which depends on the lines before it. */
export type NumberlessLine = Omit<InvoiceLine, 'number'>;

export interface ReadLine {
  /** paths as in the whole form: `lines.<id>.quantity` */
  readonly faults: readonly InvoiceFault[];
  /** present when nothing blocks */
  readonly line?: NumberlessLine;
}

interface Discounted {
  readonly discounts: readonly { readonly id: string }[];
}

/** @param path of the line or component, with its dot at the end */
function blockAmountsFault(
  list: FaultList,
  path: string,
  form: Discounted,
  fault: Exclude<LineAmountsFault, { kind: 'component' }>,
): void {
  switch (fault.kind) {
    case 'discount-exceeds-left':
      list.block('discount-exceeds-left', `${path}discounts.${form.discounts[fault.index]?.id}.value`, {
        left: formatAmount(fault.left),
        discount: formatAmount(fault.discount),
      });
      return;
    case 'discount-not-whole-line':
      list.block('discount-not-whole-line', `${path}discounts.${form.discounts[fault.index]?.id}.value`, {
        left: formatAmount(fault.left),
      });
      return;
    case 'exoneration-exceeds-tax':
      list.block('exoneration-exceeds-tax', `${path}exoneration.rate`, {
        tax: formatAmount(fault.tax),
        exonerated: formatAmount(fault.exonerated),
      });
      return;
    case 'too-large':
      list.block('line-too-large', `${path}unitPrice`, { max: formatAmount(maxAmount) });
      return;
    default:
      assertNever(fault);
  }
}

function blockLineFault(list: FaultList, path: string, line: LineForm, fault: LineAmountsFault): void {
  if (fault.kind !== 'component') {
    blockAmountsFault(list, path, line, fault);
    return;
  }
  const component = line.components[fault.index];
  if (component !== undefined) {
    blockAmountsFault(list, `${path}components.${component.id}.`, component, fault.fault);
  }
}

/** TipoTransaccion; where the kind has none, `warnLeftOut` says so. */
function readTransactionType(list: FaultList, path: string, line: LineForm, written: boolean) {
  const code = line.transactionType.trim();
  if (!written || code === '') return {};
  if (findCode(transactionTypes, code) === undefined) {
    list.block('transaction-type-unknown', `${path}transactionType`);
  }
  return { transactionType: code };
}

/** MontoExportacion. */
function readExportedTax(list: FaultList, path: string, typed: string, written: boolean): Amount | undefined {
  if (!written || typed.trim() === '') return undefined;
  const value = requiredNumber(list, path, readTypedNumber(typed, priceDecimals), {
    decimals: priceDecimals,
    decimalsFault: 'tax-decimals',
  });
  const fits = readPositive(list, path, value, { tooLarge: priceFaults.tooLarge });
  return fits && decimalToAmount(fits);
}

interface TaxTexts {
  readonly names: ReadonlyMap<string, string>;
  readonly exported: Amount | undefined;
  readonly exoneration: Omit<Exoneration, 'amount'> | undefined;
  readonly components: readonly Component[];
}

/** Every Impuesto of the line: the IVA first, with its exoneration. */
function writtenTaxes(parsed: ParsedLine, amounts: LineAmounts, texts: TaxTexts): readonly Tax[] {
  const bundle = parsed.components.length > 0;
  const iva = writtenIva(amounts, parsed.iva, bundle);
  if (iva === undefined) return [];
  const [, ...others] = amounts.taxes;
  const counted = countedTaxes(parsed.taxes, kindFields[parsed.kind]);
  // of a bundle they are sums by code, named after the first part that has one
  const partName = texts.components.flatMap((each) => each.taxes).find((tax) => tax.otherText)?.otherText;
  return [
    {
      ...iva,
      ...(texts.exported !== undefined && { exported: texts.exported }),
      ...(texts.exoneration !== undefined && {
        exoneration: { ...texts.exoneration, amount: amounts.exonerated },
      }),
    },
    ...others.flatMap((amount, index): readonly Tax[] => {
      if (bundle) {
        const name = amount.code === '99' ? partName : undefined;
        return [{ code: amount.code, ...(name !== undefined && { otherText: name }), amount: amount.amount }];
      }
      const each = counted[index];
      return each?.tax === undefined ? [] : [writtenTax(each.tax, amount, texts.names.get(each.form.id))];
    }),
  ];
}

/** Gifts where nothing can be borne, and health services that are goods. */
function warnOddities(list: FaultList, path: string, line: LineForm, context: LineContext): void {
  const fields = kindFields[context.kind];
  if (fields.discounts && !fields.taxAssumed) {
    for (const each of line.discounts) {
      if (findCode(discountCodes, each.code.trim())?.freeLine === true) {
        list.warn('discount-free-not-borne', `${path}discounts.${each.id}.code`);
      }
    }
  }
  const cabys = line.cabys.trim();
  if (fields.ivaReturned && line.healthService && cabys !== '' && !isService(cabys)) {
    list.warn('health-service-goods', `${path}healthService`);
  }
}

function readSaleLine(
  list: FaultList,
  path: string,
  line: LineForm,
  parsed: ParsedLine,
  context: LineContext,
): NumberlessLine | undefined {
  const { kind } = context;
  const fields = kindFields[kind];
  const bundle = parsed.components.length > 0;
  const cabys = readCabys(
    list,
    `${path}cabys`,
    line.cabys,
    fields.cabys,
    context,
    bundle ? undefined : parsed.iva.rate,
  );
  const commercialCodes = readCommercialCodes(list, path, line);
  const detail = requiredText(list, `${path}detail`, line.detail, { min: 3, max: 200 });
  const quantity = readPositive(
    list,
    `${path}quantity`,
    requiredNumber(list, `${path}quantity`, parsed.quantity, {
      decimals: quantityDecimals,
      decimalsFault: 'quantity-decimals',
    }),
    quantityFaults,
  );
  const unit = readUnit(list, path, line);
  const unitPrice = readPositive(
    list,
    `${path}unitPrice`,
    requiredNumber(list, `${path}unitPrice`, parsed.unitPrice, {
      decimals: priceDecimals,
      decimalsFault: 'price-decimals',
    }),
    priceFaults,
  );
  let factoryIva: string | undefined;
  let names: ReadonlyMap<string, string> = new Map();
  if (!bundle) {
    checkIva(list, path, line, parsed.iva, kind);
    factoryIva = checkFactoryIva(list, path, line, parsed, kind);
    names = readTaxes(list, path, fields.otherTaxes ? parsed.taxes : [], kind);
  }
  const transaction = readTransactionType(list, path, line, fields.transactionType);
  const goods = readGoodsDetails(list, path, line, context);
  const discountTexts = readDiscounts(list, path, line.discounts, parsed.discounts, lineDiscount);
  const components = readComponents(list, path, line, parsed, context);
  const exported = readExportedTax(list, `${path}exportedTax`, line.exportedTax, fields.exportedTax);
  const exoneration =
    fields.exoneration && line.exoneration !== undefined
      ? readExoneration(list, `${path}exoneration`, line.exoneration, parsed, context)
      : undefined;
  warnOddities(list, path, line, context);

  const { amounts } = parsed;
  // a quantity or price already at fault as too large needs no second sentence
  if (amounts?.ok === false && quantity !== undefined && unitPrice !== undefined) {
    blockLineFault(list, path, line, amounts.error);
  }
  if (factoryIva === '01' && amounts?.ok === true && amounts.value.taxBase === 0n) {
    list.block('factory-iva-base-zero', `${path}taxBase`);
  }
  if (detail === undefined || quantity === undefined || unitPrice === undefined || amounts?.ok !== true) {
    return undefined;
  }
  const { total, discounts, subtotal, taxBase, taxAssumed, netTax, lineTotal } = amounts.value;
  const parts = components.flatMap((texts, index) => {
    const each = amounts.value.components[index];
    return texts === undefined || each === undefined ? [] : [texts(each)];
  });
  return {
    ...(cabys !== '' && { cabys }),
    commercialCodes,
    quantity,
    ...unit,
    ...transaction,
    detail,
    ...goods,
    components: parts,
    unitPrice,
    total,
    discounts: pairDiscounts(discounts, discountTexts),
    subtotal,
    ...(factoryIva !== undefined && { factoryIva }),
    ...(fields.taxBase && { taxBase }),
    taxes: writtenTaxes(parsed, amounts.value, { names, exported, exoneration, components: parts }),
    taxAssumed,
    netTax,
    lineTotal,
  };
}

function read(line: LineForm, context: LineContext): ReadLine {
  const list = newFaultList();
  const path = `lines.${line.id}.`;
  const parsed = parseLine(line, context.kind, context.today);
  const found = kindFields[context.kind].paymentLines
    ? readPaymentLine(list, path, line, parsed, context)
    : readSaleLine(list, path, line, parsed, context);
  if (
    parsed.amounts?.ok === false &&
    kindFields[context.kind].paymentLines &&
    !hasBlockingFault(list.faults)
  ) {
    blockLineFault(list, path, line, parsed.amounts.error);
  }
  warnLeftOut(list, path, line, context);
  return found === undefined || hasBlockingFault(list.faults)
    ? { faults: list.faults }
    : { faults: list.faults, line: found };
}

interface Kept extends LineContext {
  readonly result: ReadLine;
}

/** As in parsed-line.ts: an unchanged line is not checked again on every keystroke. */
const kept = new WeakMap<LineForm, Kept>();

/** Kept per line object: never change a `LineForm` in place. */
export function readLine(line: LineForm, context: LineContext): ReadLine {
  const known = kept.get(line);
  if (
    known !== undefined &&
    known.kind === context.kind &&
    known.today === context.today &&
    known.cabys === context.cabys
  ) {
    return known.result;
  }
  const result = read(line, context);
  kept.set(line, { ...context, result });
  return result;
}

export type { CabysKnowledge, LineContext } from './line-context.ts';
