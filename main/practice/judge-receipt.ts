import { amount, linesOf, near, sumOf } from './comprobante-reading.ts';
import { keyOf } from './judge-lines.ts';
import type { Notes } from './judge-notes.ts';
import { judgeBreakdown, judgeCurrency, judgeMeans } from './judge-summary.ts';
import { judgeRateCode } from './judge-taxes.ts';
import { compared, hundredth, plus, roundedTo, same, times } from './paper-decimal.ts';
import { childOf, childrenOf, textAt, type XmlElement } from './xml-tree.ts';

/** Recibo electrónico de pago: its lines are payments (DOMAIN.md 6.1, last paragraph, and 6.2). */
export function judgeReceipt(root: XmlElement, found: Notes): void {
  const taxes = new Map<string, string>();
  for (const [index, line] of linesOf(root).entries())
    judgePayment(line, `línea ${index + 1}`, index, taxes, found);
  const resumen = childOf(root, 'ResumenFactura');
  if (resumen === undefined) return;
  const of = (name: string): string => amount(resumen, name);
  found.equal(undefined, 'TotalVenta', of('TotalVenta'), sumOf(linesOf(root), 'MontoTotal'));
  found.equal(undefined, 'TotalVentaNeta', of('TotalVentaNeta'), of('TotalVenta'));
  judgeBreakdown(taxes, false, resumen, found);
  // With or without IVA: the sources leave it open.
  const withTax = plus(of('TotalVentaNeta'), of('TotalImpuesto'));
  if (!same(of('TotalComprobante'), withTax) && !same(of('TotalComprobante'), of('TotalVentaNeta')))
    found.differs(undefined, 'TotalComprobante', of('TotalComprobante'), withTax);
  judgeMeans(resumen, found);
  judgeCurrency(resumen, found);
}

function judgePayment(
  line: XmlElement,
  place: string,
  index: number,
  taxes: Map<string, string>,
  found: Notes,
): void {
  if (textAt(line, 'NumeroLinea') !== String(index + 1))
    found.say(`El número de la ${place} no es consecutivo.`);
  if (compared(amount(line, 'MontoTotal'), '0') <= 0)
    found.say(`El monto pagado de la ${place} debe ser mayor que cero.`);
  const subtotal = amount(line, 'SubTotal');
  const all = childrenOf(line, 'Impuesto');
  for (const tax of all) {
    const code = textAt(tax, 'Codigo') ?? '';
    const rateCode = textAt(tax, 'CodigoTarifaIVA');
    const rate = amount(tax, 'Tarifa');
    const written = amount(tax, 'Monto');
    if (code === '01' || code === '07') judgeRateCode(rateCode, textAt(tax, 'Tarifa'), '10', place, found);
    const factor = textAt(tax, 'FactorCalculoIVA');
    const exact = code === '08' ? times(subtotal, factor ?? rate) : hundredth(times(subtotal, rate));
    if (['01', '07', '08'].includes(code) && !near(written, exact))
      found.differs(-45, `Monto del impuesto ${code} (${place})`, written, roundedTo(5, exact));
    const key = keyOf(code, rateCode);
    taxes.set(key, plus(taxes.get(key) ?? '0', written));
  }
  const net = amount(line, 'ImpuestoNeto');
  found.equal(undefined, `ImpuestoNeto (${place})`, net, sumOf(all, 'Monto'));
  found.equal(undefined, `MontoTotalLinea (${place})`, amount(line, 'MontoTotalLinea'), plus(subtotal, net));
}
