import { assertNever } from '../assert-never.ts';
import type { Amount } from '../money/amount.ts';
import type { IvaClass } from '../tax/iva.ts';
import type { Summary } from './invoice.ts';
import type { LineAmounts } from './line-amounts.ts';

/** What the summary needs to know of a line. */
export interface SummaryLine {
  readonly service: boolean;
  /** Nota 8; '01' */
  readonly taxCode: string;
  /** CodigoTarifaIVA */
  readonly rateCode: string;
  readonly class: IvaClass;
  readonly amounts: LineAmounts;
}

/** The first CAByS digit tells: 0-4 goods, 5-9 services (DOMAIN.md 5.13). */
export const isService = (cabys: string): boolean => cabys >= '5' && cabys < ':';

/**
 * ResumenFactura by DOMAIN.md 6.2, from the rounded amounts of the lines. The eight totals are of MontoTotal, before discounts;
 * a breakdown row exists for every (tax, rate) that occurs, also when it adds up to 0, sorted by code so that the order of the
 * lines does not show. Exonerations and other charges are 0 here: they come with their own issue.
 */
export function computeSummary(lines: Iterable<SummaryLine>): Summary {
  const services = { taxed: 0n, exempt: 0n, notSubject: 0n };
  const goods = { taxed: 0n, exempt: 0n, notSubject: 0n };
  let discounts: Amount = 0n;
  let tax: Amount = 0n;
  let taxAssumed: Amount = 0n;
  const breakdown = new Map<string, { code: string; rateCode: string; amount: Amount }>();

  for (const { service, taxCode, rateCode, class: ivaClass, amounts } of lines) {
    const side = service ? services : goods;
    switch (ivaClass) {
      case 'taxed':
        side.taxed += amounts.total;
        break;
      case 'exempt':
        side.exempt += amounts.total;
        break;
      case 'not-subject':
        side.notSubject += amounts.total;
        break;
      default:
        assertNever(ivaClass);
    }
    discounts += amounts.discount;
    taxAssumed += amounts.taxAssumed;
    // lines without asumido count with Monto, the others with ImpuestoNeto: without exonerations both are this
    tax += amounts.netTax;
    const key = `${taxCode}-${rateCode}`;
    const row = breakdown.get(key);
    if (row === undefined) breakdown.set(key, { code: taxCode, rateCode, amount: amounts.netTax });
    else row.amount += amounts.netTax;
  }

  const taxed = services.taxed + goods.taxed;
  const exempt = services.exempt + goods.exempt;
  const notSubject = services.notSubject + goods.notSubject;
  const sale = taxed + exempt + notSubject;
  const netSale = sale - discounts;
  return {
    servicesTaxed: services.taxed,
    servicesExempt: services.exempt,
    servicesExonerated: 0n,
    servicesNotSubject: services.notSubject,
    goodsTaxed: goods.taxed,
    goodsExempt: goods.exempt,
    goodsExonerated: 0n,
    goodsNotSubject: goods.notSubject,
    taxed,
    exempt,
    exonerated: 0n,
    notSubject,
    sale,
    discounts,
    netSale,
    taxBreakdown: [...breakdown.keys()].toSorted().flatMap((key) => breakdown.get(key) ?? []),
    tax,
    taxAssumed,
    ivaReturned: 0n,
    otherCharges: 0n,
    total: netSale + tax,
  };
}
