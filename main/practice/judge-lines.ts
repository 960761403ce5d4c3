import { amount, linesOf } from './comprobante-reading.ts';
import { judgeBundle } from './judge-bundle.ts';
import { judgeItem } from './judge-item.ts';
import type { Notes } from './judge-notes.ts';
import { assumedTaxes, judgeTaxes, type TaxScope } from './judge-taxes.ts';
import { compared, minus, plus } from './paper-decimal.ts';
import { exonerated, ivaFamily, itemOfLine, type TaxedItem } from './taxed-item.ts';
import { timeSlice } from './time-slice.ts';
import { childOf, childrenOf, textAt, type XmlElement } from './xml-tree.ts';

/** Lines of every kind but the receipt of payment (DOMAIN.md 6.1), and what they add up to for the summary (6.2). */

type Class = 'gravado' | 'exento' | 'noSujeto';

/** What the summary must say, added up line by line. */
export interface Sums {
  readonly total: Record<`${'service' | 'goods'}/${Class}`, string>;
  discounts: string;
  assumed: string;
  /** IVA family, before exonerations */
  iva: string;
  /** a surtido is among the lines: nothing says under which rate its tax is broken down */
  bundles: boolean;
  /** by (Codigo, CodigoTarifaIVA) */
  readonly taxes: Map<string, string>;
}

const chargesAlone = new Set(['04', '08', '09', '10']);

export async function judgeLines(
  root: XmlElement,
  kind: string,
  receivedAt: number,
  found: Notes,
): Promise<Sums> {
  const slice = timeSlice();
  const sums: Sums = {
    total: {
      'service/gravado': '0',
      'service/exento': '0',
      'service/noSujeto': '0',
      'goods/gravado': '0',
      'goods/exento': '0',
      'goods/noSujeto': '0',
    },
    discounts: '0',
    assumed: '0',
    iva: '0',
    bundles: false,
    taxes: new Map(),
  };
  const lines = linesOf(root);
  const charges = childrenOf(root, 'OtrosCargos').map((charge) => textAt(charge, 'TipoDocumentoOC') ?? '');
  if (lines.length === 0 && (charges.length === 0 || charges.some((type) => !chargesAlone.has(type))))
    found.say('Falta el detalle: solo se omite cuando todo son otros cargos de tipo 04, 08, 09 o 10.');
  for (const [index, line] of lines.entries()) {
    if (slice.over()) await slice.giveWay();
    const place = `línea ${index + 1}`;
    if (textAt(line, 'NumeroLinea') !== String(index + 1))
      found.say(`El número de la ${place} no es consecutivo.`);
    const item = itemOfLine(line, place);
    const bundle = childOf(line, 'DetalleSurtido');
    const scope: TaxScope = { kind, bundle: bundle !== undefined, receivedAt };
    if (compared(item.quantity, '0') <= 0 || compared(item.price, '0') <= 0)
      found.say(`La cantidad y el precio de la ${place} deben ser mayores que cero.`);
    judgeItem(item, found);
    judgeTaxes(item, scope, found);
    if (bundle !== undefined) judgeBundle(bundle, item, scope, found);
    if (kind === '09' && /^[0-4]/.test(item.cabys ?? '') && textAt(line, 'PartidaArancelaria') === undefined)
      found.say(`La mercancía de la ${place} no tiene su partida arancelaria.`);
    judgeTotals(line, item, scope, found);
    addLine(sums, line, item, scope.bundle);
    if (bundle !== undefined) sums.bundles = true;
  }
  return sums;
}

function judgeTotals(line: XmlElement, item: TaxedItem, { kind, bundle }: TaxScope, found: Notes): void {
  const { place, taxes, subtotal } = item;
  const charged = plus(...taxes.map((tax) => tax.amount));
  const written = amount(line, 'MontoTotalLinea');
  if (kind === '09') {
    found.equal(undefined, `MontoTotalLinea (${place})`, written, plus(subtotal, charged));
    return;
  }
  const assumed = amount(line, 'ImpuestoAsumidoEmisorFabrica');
  // A purchase has no such field; of a surtido each component may bear its own part.
  if (kind !== '08' && !bundle && assumedTaxes(item, assumed) === undefined)
    found.say(`El campo ImpuestoAsumidoEmisorFabrica (${place}) no es de ningún impuesto de la línea.`);
  const net = amount(line, 'ImpuestoNeto');
  found.equal(
    undefined,
    `ImpuestoNeto (${place})`,
    net,
    minus(charged, plus(...taxes.map(exonerated), assumed)),
  );
  found.equal(undefined, `MontoTotalLinea (${place})`, written, plus(subtotal, net));
}

export const keyOf = (code: string, rateCode: string | undefined): string => `${code}/${rateCode ?? '-'}`;

function addLine(sums: Sums, line: XmlElement, item: TaxedItem, bundle: boolean): void {
  const service = /^[5-9]/.test(item.cabys ?? '');
  const group = `${service ? 'service' : 'goods'}/${classOf(item)}` as const;
  sums.total[group] = plus(sums.total[group], item.total);
  sums.discounts = plus(sums.discounts, ...item.discounts.map((discount) => discount.amount));
  const assumed = amount(line, 'ImpuestoAsumidoEmisorFabrica');
  sums.assumed = plus(sums.assumed, assumed);
  const borne = assumedTaxes(item, assumed) ?? new Set();
  for (const tax of item.taxes) {
    const relief = exonerated(tax);
    const own = borne.has(tax) || compared(relief, tax.amount) > 0 ? '0' : minus(tax.amount, relief);
    // How a surtido shares its net tax out is not told: only the whole is compared (judge-summary.ts).
    const whole = bundle ? textAt(line, 'ImpuestoNeto') : undefined;
    const part = whole === undefined ? own : tax === item.taxes[0] ? whole : '0';
    const key = keyOf(tax.code, tax.rateCode);
    sums.taxes.set(key, plus(sums.taxes.get(key) ?? '0', part));
    if (ivaFamily.has(tax.code)) sums.iva = plus(sums.iva, tax.amount);
  }
}

function classOf({ factoryIva, taxes }: TaxedItem): Class {
  if (factoryIva === '02') return 'exento';
  const rateCode = taxes.find((tax) => ivaFamily.has(tax.code))?.rateCode;
  if (rateCode === '10') return 'exento';
  return rateCode === '01' || rateCode === '11' ? 'noSujeto' : 'gravado';
}

/** CodigoCABYS of the lines that have one. */
export const cabysOf = (root: XmlElement): readonly string[] =>
  linesOf(root).flatMap((line) => textAt(line, 'CodigoCABYS') ?? []);
