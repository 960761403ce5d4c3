import { one } from '../money/decimal.ts';
import { type FaultList, requiredNumber, requiredText } from './fault-list.ts';
import type { LineForm } from './invoice-form.ts';
import type { InvoiceLine, Tax } from './invoice.ts';
import type { LineAmounts } from './line-amounts.ts';
import type { LineContext } from './line-context.ts';
import { type ParsedLine, priceDecimals } from './parsed-line.ts';
import { type ParsedIva, numberValue } from './parsed-taxes.ts';
import { checkIva } from './read-iva.ts';
import { priceFaults, readPositive } from './read-positive.ts';

/** Tax of the IVA family as it is written; of a bundle's main line, its code and amount alone. */
export function writtenIva(amounts: LineAmounts, iva: ParsedIva, bundle: boolean): Tax | undefined {
  const [amount] = amounts.taxes;
  if (amount === undefined) return undefined;
  const factor = numberValue(iva.factor);
  return {
    code: amount.code,
    ...(!bundle && iva.rate !== undefined && { rateCode: iva.rate.code, rate: iva.rate.rate }),
    ...(!bundle && amount.code === '08' && factor !== undefined && { factor }),
    amount: amount.amount,
  };
}

/** A line of a REP: what was paid without tax, its IVA, and nothing else (DOMAIN.md 4.2, 6.1). */
export function readPaymentLine(
  list: FaultList,
  path: string,
  line: LineForm,
  parsed: ParsedLine,
  context: LineContext,
): Omit<InvoiceLine, 'number'> | undefined {
  const detail = requiredText(list, `${path}detail`, line.detail, { min: 3, max: 200 });
  const unitPrice = readPositive(
    list,
    `${path}unitPrice`,
    requiredNumber(list, `${path}unitPrice`, parsed.unitPrice, {
      decimals: priceDecimals,
      decimalsFault: 'price-decimals',
    }),
    priceFaults,
  );
  checkIva(list, path, line, parsed.iva, context.kind);
  if (parsed.taxBase.kind !== 'empty') {
    readPositive(
      list,
      `${path}taxBase`,
      requiredNumber(list, `${path}taxBase`, parsed.taxBase, {
        decimals: priceDecimals,
        decimalsFault: 'tax-decimals',
      }),
      { tooLarge: priceFaults.tooLarge },
    );
  }
  if (detail === undefined || unitPrice === undefined || parsed.amounts?.ok !== true) return undefined;
  const amounts = parsed.amounts.value;
  const iva = writtenIva(amounts, parsed.iva, false);
  if (iva === undefined) return undefined;
  return {
    commercialCodes: [],
    quantity: one,
    unit: '',
    detail,
    serials: [],
    components: [],
    unitPrice,
    total: amounts.total,
    discounts: [],
    subtotal: amounts.subtotal,
    taxes: [iva],
    taxAssumed: 0n,
    netTax: amounts.netTax,
    lineTotal: amounts.lineTotal,
  };
}
