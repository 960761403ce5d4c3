import type { Amount } from '../money/amount.ts';
import { divideHalfUp } from '../money/decimal.ts';
import type { IvaClass, IvaRate } from '../tax/iva.ts';
import type { LineForm } from './invoice-form.ts';
import type { Summary } from './invoice.ts';
import type { LineAmounts } from './line-amounts.ts';

/** What the summary needs to know of a line. */
export interface SummaryLine {
  readonly service: boolean;
  readonly class: IvaClass;
  /** share of MontoTotal that counts as exonerado, rounded once: the rest is gravado, so that both add up to it */
  readonly exoneratedTotal: Amount;
  /** what is charged of each tax, by the key its row sorts by */
  readonly rows: readonly {
    readonly key: string;
    readonly code: string;
    readonly rateCode?: string;
    readonly amount: Amount;
  }[];
  /** IVA charged for a health service, which goes back when it is paid by card */
  readonly healthTax: Amount;
  readonly amounts: LineAmounts;
}

/** The first CAByS digit tells: 0-4 goods, 5-9 services (DOMAIN.md 5.13). */
export const isService = (cabys: string): boolean => cabys >= '5' && cabys < ':';

/**
 * How a line counts (DOMAIN.md 6.2).
 * @param rate row of the IVA; undefined for used goods (08), and for a bundle, whose main line has none: both count as gravado
 * @param factoryIva with 02 the line is exento
 */
export function summaryLine(
  line: Pick<LineForm, 'cabys' | 'healthService'>,
  rate: IvaRate | undefined,
  factoryIva: '01' | '02' | undefined,
  amounts: LineAmounts,
): SummaryLine {
  const ivaClass = factoryIva === '02' ? 'exempt' : (rate?.class ?? 'taxed');
  // e = sum of MontoExoneracion / sum of Monto, over all taxes of the line
  const exoneratedTotal =
    ivaClass === 'taxed' && amounts.exonerated > 0n
      ? divideHalfUp(amounts.total * amounts.exonerated, amounts.tax)
      : 0n;
  return {
    service: isService(line.cabys.trim()),
    class: ivaClass,
    exoneratedTotal,
    rows: amounts.taxes.map(({ code, rateCode, net }) => ({
      key: `${code}-${rateCode ?? ''}`,
      code,
      ...(rateCode !== undefined && { rateCode }),
      amount: net,
    })),
    healthTax: line.healthService ? (amounts.taxes[0]?.net ?? 0n) : 0n,
    amounts,
  };
}

/** What the lines alone come to. */
export interface LineSums {
  readonly services: Readonly<Record<IvaClass | 'exonerated', Amount>>;
  readonly goods: Readonly<Record<IvaClass | 'exonerated', Amount>>;
  readonly discounts: Amount;
  readonly netSale: Amount;
  readonly sale: Amount;
  readonly taxBreakdown: Summary['taxBreakdown'];
  readonly tax: Amount;
  readonly taxAssumed: Amount;
  readonly healthTax: Amount;
}

/**
 * The part of ResumenFactura that the lines give (DOMAIN.md 6.2), from their rounded amounts. The eight totals are of MontoTotal,
 * before discounts; a breakdown row exists for every (tax, rate) that occurs, also when it adds up to 0, sorted by code so that the
 * order of the lines does not show. What is charged of a tax is Monto without exoneration or asumido and its share of ImpuestoNeto
 * otherwise: `net` is both.
 */
export function sumLines(lines: Iterable<SummaryLine>): LineSums {
  const services = { taxed: 0n, exempt: 0n, exonerated: 0n, 'not-subject': 0n };
  const goods = { taxed: 0n, exempt: 0n, exonerated: 0n, 'not-subject': 0n };
  let sale: Amount = 0n;
  let discounts: Amount = 0n;
  let tax: Amount = 0n;
  let taxAssumed: Amount = 0n;
  let healthTax: Amount = 0n;
  const breakdown = new Map<string, { code: string; rateCode?: string; amount: Amount }>();

  for (const line of lines) {
    const { amounts, exoneratedTotal } = line;
    const side = line.service ? services : goods;
    side[line.class] += amounts.total - exoneratedTotal;
    side.exonerated += exoneratedTotal;
    sale += amounts.total;
    discounts += amounts.discount;
    taxAssumed += amounts.taxAssumed;
    tax += amounts.netTax;
    healthTax += line.healthTax;
    for (const { key, amount, ...codes } of line.rows) {
      const row = breakdown.get(key);
      if (row === undefined) breakdown.set(key, { ...codes, amount });
      else row.amount += amount;
    }
  }
  return {
    services,
    goods,
    sale,
    discounts,
    netSale: sale - discounts,
    taxBreakdown: [...breakdown.keys()].toSorted().flatMap((key) => breakdown.get(key) ?? []),
    tax,
    taxAssumed,
    healthTax,
  };
}

/**
 * TotalComprobante of a REP. The text says "sum of total venta", which has no IVA, while MontoTotalLinea includes it: not settled
 * (DOMAIN.md 6.2 and 16.6). Change it here when it is.
 */
export type ReceiptTotal = 'with-tax' | 'without-tax';
export const receiptTotal: ReceiptTotal = 'with-tax';

/** What a document adds to its lines. */
export interface SummaryExtras {
  /** TotalOtrosCargos */
  readonly otherCharges: Amount;
  /** TotalIVADevuelto */
  readonly ivaReturned: Amount;
  /** a REP, whose summary has no totals by class */
  readonly payments: boolean;
}

/** ResumenFactura (DOMAIN.md 6.2). */
export function computeSummary(
  sums: LineSums,
  extras: SummaryExtras,
  receipt: ReceiptTotal = receiptTotal,
): Summary {
  const none: LineSums['services'] = { taxed: 0n, exempt: 0n, exonerated: 0n, 'not-subject': 0n };
  const services = extras.payments ? none : sums.services;
  const goods = extras.payments ? none : sums.goods;
  const withTax = !extras.payments || receipt === 'with-tax';
  return {
    servicesTaxed: services.taxed,
    servicesExempt: services.exempt,
    servicesExonerated: services.exonerated,
    servicesNotSubject: services['not-subject'],
    goodsTaxed: goods.taxed,
    goodsExempt: goods.exempt,
    goodsExonerated: goods.exonerated,
    goodsNotSubject: goods['not-subject'],
    taxed: services.taxed + goods.taxed,
    exempt: services.exempt + goods.exempt,
    exonerated: services.exonerated + goods.exonerated,
    notSubject: services['not-subject'] + goods['not-subject'],
    sale: sums.sale,
    discounts: sums.discounts,
    netSale: sums.netSale,
    taxBreakdown: sums.taxBreakdown,
    tax: sums.tax,
    taxAssumed: sums.taxAssumed,
    ivaReturned: extras.ivaReturned,
    otherCharges: extras.otherCharges,
    total: sums.netSale + (withTax ? sums.tax : 0n) + extras.otherCharges - extras.ivaReturned,
  };
}
