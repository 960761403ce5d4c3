import type { Comprobante } from '../billing/comprobante.ts';
import type { InvoiceLine } from '../billing/invoice.ts';
import { multiplyToAmount, sumAmounts } from '../money/amount.ts';
import type { Amount } from '../money/amount.ts';

/** The first sum of a document that its own parts do not make. */
export interface SumFault {
  /** the schema's name of the field: `TotalComprobante` */
  readonly field: string;
  /** NumeroLinea, for a field of a line */
  readonly line?: number;
  /** what the parts make, and what is written */
  readonly expected: Amount;
  readonly found: Amount;
}

/**
 * One cent per line, and one for the document. Documents that round every field to two decimals are accepted (DOMAIN.md section 6); the tolerance
 * itself is unknown (section 16.1), so a difference is a warning, never a refusal.
 */
const centPerLine: Amount = 1_000n;

const apart = (a: Amount, b: Amount): Amount => (a > b ? a - b : b - a);

function lineFault(line: InvoiceLine, kind: string): SumFault | undefined {
  const discounts = sumAmounts(line.discounts.map(({ amount }) => amount));
  const taxes = sumAmounts(line.taxes.map(({ amount }) => amount));
  const exonerated = sumAmounts(line.taxes.map(({ exoneration }) => exoneration?.amount ?? 0n));
  const net = taxes - exonerated - line.taxAssumed;
  // a REP has no quantity, its SubTotal is what IVA is computed on; a FEE has no ImpuestoNeto (DOMAIN.md 4.2, 6.1)
  const sums: readonly (readonly [field: string, expected: Amount, found: Amount])[] = [
    ...(kind === '10'
      ? []
      : ([
          ['MontoTotal', multiplyToAmount(line.quantity, line.unitPrice), line.total],
          ['SubTotal', line.total - discounts, line.subtotal],
        ] as const)),
    ...(kind === '09' ? [] : ([['ImpuestoNeto', net, line.netTax]] as const)),
    ['MontoTotalLinea', line.subtotal + (kind === '09' ? taxes : line.netTax), line.lineTotal],
  ];
  const wrong = sums.find(([, expected, found]) => apart(expected, found) > centPerLine);
  return wrong && { field: wrong[0], line: line.number, expected: wrong[1], found: wrong[2] };
}

/**
 * Whether a document of somebody else adds up: its lines, then its summary (DOMAIN.md section 6). Taxes are not computed again from
 * their rates: a wrong one is Hacienda's to refuse.
 * @returns the first sum that does not hold
 */
export function sumFault({ invoice }: Comprobante): SumFault | undefined {
  const { kind, lines, summary } = invoice;
  for (const line of lines) {
    const fault = lineFault(line, kind);
    if (fault) return fault;
  }
  const most = centPerLine * BigInt(lines.length + invoice.otherCharges.length + 1);
  const discounts = sumAmounts(lines.flatMap((line) => line.discounts.map(({ amount }) => amount)));
  const tax =
    kind === '09'
      ? sumAmounts(lines.flatMap(({ taxes }) => taxes.map(({ amount }) => amount)))
      : sumAmounts(lines.map(({ netTax }) => netTax));
  const sums: readonly (readonly [field: string, expected: Amount, found: Amount])[] = [
    ['TotalVenta', sumAmounts(lines.map(({ total }) => total)), summary.sale],
    ['TotalDescuentos', discounts, summary.discounts],
    ['TotalVentaNeta', summary.sale - summary.discounts, summary.netSale],
    ['TotalImpuesto', tax, summary.tax],
    ['TotalOtrosCargos', sumAmounts(invoice.otherCharges.map(({ amount }) => amount)), summary.otherCharges],
    [
      'TotalComprobante',
      summary.netSale + summary.tax + summary.otherCharges - summary.ivaReturned,
      summary.total,
    ],
  ];
  const wrong = sums.find(
    ([field, expected, found]) =>
      apart(expected, found) > most &&
      // with or without IVA: not settled for a REP (DOMAIN.md 16.6)
      !(kind === '10' && field === 'TotalComprobante' && apart(summary.netSale, found) <= most),
  );
  return wrong && { field: wrong[0], expected: wrong[1], found: wrong[2] };
}
