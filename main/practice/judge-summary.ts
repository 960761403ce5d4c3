import { amount, sumOf } from './comprobante-reading.ts';
import { keyOf, type Sums } from './judge-lines.ts';
import type { Notes } from './judge-notes.ts';
import { compared, minus, plus, same } from './paper-decimal.ts';
import { childOf, childrenOf, textAt, type XmlElement } from './xml-tree.ts';

/** ResumenFactura (DOMAIN.md 6.2). */
export function judgeSummary(root: XmlElement, kind: string, sums: Sums, found: Notes): void {
  const resumen = childOf(root, 'ResumenFactura');
  if (resumen === undefined) return;
  const of = (name: string): string => amount(resumen, name);
  judgeClasses(of, kind, sums, found);
  found.equal(undefined, 'TotalDescuentos', of('TotalDescuentos'), sums.discounts);
  found.equal(
    undefined,
    'TotalVentaNeta',
    of('TotalVentaNeta'),
    minus(of('TotalVenta'), of('TotalDescuentos')),
  );
  judgeBreakdown(sums.taxes, sums.bundles, resumen, found);
  found.equal(undefined, 'TotalImpAsumEmisorFabrica', of('TotalImpAsumEmisorFabrica'), sums.assumed);
  judgeReturned(resumen, sums, found);
  found.equal(
    undefined,
    'TotalOtrosCargos',
    of('TotalOtrosCargos'),
    sumOf(childrenOf(root, 'OtrosCargos'), 'MontoCargo'),
  );
  found.equal(
    undefined,
    'TotalComprobante',
    of('TotalComprobante'),
    minus(plus(of('TotalVentaNeta'), of('TotalImpuesto'), of('TotalOtrosCargos')), of('TotalIVADevuelto')),
  );
  const onCredit = ['02', '08', '10'].includes(textAt(root, 'CondicionVenta') ?? '');
  if (childOf(resumen, 'MedioPago') === undefined && !onCredit) found.say('Falta el medio de pago.');
  judgeMeans(resumen, found);
  judgeCurrency(resumen, found);
}

function judgeClasses(of: (name: string) => string, kind: string, { total }: Sums, found: Notes): void {
  // Taxed and exonerated are compared together: how an exoneration splits them is one of the open points of DOMAIN.md 6.2.
  // An export has no field for what is not subject, and nothing says where it goes: it is counted as exempt there.
  const exempt = (group: 'service' | 'goods'): string =>
    kind === '09' ? plus(total[`${group}/exento`], total[`${group}/noSujeto`]) : total[`${group}/exento`];
  found.equal(
    -110,
    'TotalServGravados',
    plus(of('TotalServGravados'), of('TotalServExonerado')),
    total['service/gravado'],
  );
  found.equal(-110, 'TotalServExentos', of('TotalServExentos'), exempt('service'));
  found.equal(
    -111,
    'TotalMercanciasGravadas',
    plus(of('TotalMercanciasGravadas'), of('TotalMercExonerada')),
    total['goods/gravado'],
  );
  found.equal(-111, 'TotalMercanciasExentas', of('TotalMercanciasExentas'), exempt('goods'));
  if (kind !== '09') {
    found.equal(-110, 'TotalServNoSujeto', of('TotalServNoSujeto'), total['service/noSujeto']);
    found.equal(-111, 'TotalMercNoSujeta', of('TotalMercNoSujeta'), total['goods/noSujeto']);
  }
  const both: readonly (readonly [total: string, services: string, goods: string])[] = [
    ['TotalGravado', 'TotalServGravados', 'TotalMercanciasGravadas'],
    ['TotalExento', 'TotalServExentos', 'TotalMercanciasExentas'],
    ['TotalExonerado', 'TotalServExonerado', 'TotalMercExonerada'],
    ['TotalNoSujeto', 'TotalServNoSujeto', 'TotalMercNoSujeta'],
  ];
  for (const [whole, services, goods] of both)
    found.equal(undefined, whole, of(whole), plus(of(services), of(goods)));
  found.equal(undefined, 'TotalVenta', of('TotalVenta'), plus(...both.map(([whole]) => of(whole))));
}

/**
 * One row per (Codigo, CodigoTarifaIVA) of the lines, also when its sum is 0; -487 otherwise.
 * @param wholeOnly the rows are compared together: a surtido has rates and borne taxes in its components
 */
export function judgeBreakdown(
  expected: ReadonlyMap<string, string>,
  wholeOnly: boolean,
  resumen: XmlElement,
  found: Notes,
): void {
  const rows = childrenOf(resumen, 'TotalDesgloseImpuesto').map(
    (row) =>
      [
        keyOf(textAt(row, 'Codigo') ?? '', textAt(row, 'CodigoTarifaIVA')),
        amount(row, 'TotalMontoImpuesto'),
      ] as const,
  );
  if (new Set(rows.map(([key]) => key)).size !== rows.length)
    found.row(-487, 'El desglose de impuestos repite un código.');
  const grouped = (entries: Iterable<readonly [key: string, sum: string]>): ReadonlyMap<string, string> => {
    const sums = new Map<string, string>();
    for (const [key, sum] of entries) {
      const group = wholeOnly ? 'en conjunto' : key;
      sums.set(group, plus(sums.get(group) ?? '0', sum));
    }
    return sums;
  };
  const [wanted, written] = [grouped(expected), grouped(rows)];
  for (const key of new Set([...wanted.keys(), ...written.keys()])) {
    const [sum, given] = [wanted.get(key), written.get(key)];
    if (sum === undefined || given === undefined || !same(sum, given))
      found.row(
        -487,
        `El desglose del impuesto ${key} no coincide: recibido ${given ?? 'nada'}, calculado ${sum ?? 'nada'}.`,
      );
  }
  const total = plus(...written.values());
  if (!same(amount(resumen, 'TotalImpuesto'), total))
    found.row(
      -487,
      `TotalImpuesto ${amount(resumen, 'TotalImpuesto')} no coincide con el desglose ${total}.`,
    );
}

/** IVA of medical services is given back only where a card paid (DOMAIN.md 6.2); which services are medical is not told here. */
function judgeReturned(resumen: XmlElement, sums: Sums, found: Notes): void {
  const returned = amount(resumen, 'TotalIVADevuelto');
  if (same(returned, '0')) return;
  const byCard = childrenOf(resumen, 'MedioPago').some((mean) => textAt(mean, 'TipoMedioPago') === '02');
  if (!byCard) found.say('TotalIVADevuelto solo se admite cuando se paga con tarjeta.');
  if (compared(returned, sums.iva) > 0)
    found.say('TotalIVADevuelto supera el impuesto al valor agregado de las líneas.');
}

/** Several means say how much each, and add up to the total (DOMAIN.md 4.4). */
export function judgeMeans(resumen: XmlElement, found: Notes): void {
  const means = childrenOf(resumen, 'MedioPago');
  if (means.length < 2) return;
  if (means.some((mean) => same(amount(mean, 'TotalMedioPago'), '0')))
    found.say('Cuando hay varios medios de pago cada uno lleva su monto, mayor que cero.');
  found.equal(
    undefined,
    'la suma de TotalMedioPago',
    sumOf(means, 'TotalMedioPago'),
    amount(resumen, 'TotalComprobante'),
  );
}

export function judgeCurrency(resumen: XmlElement, found: Notes): void {
  const currency = textAt(resumen, 'CodigoTipoMoneda', 'CodigoMoneda');
  const exchange = textAt(resumen, 'CodigoTipoMoneda', 'TipoCambio') ?? '0';
  if (currency === 'CRC' ? !same(exchange, '1') : compared(exchange, '0') <= 0)
    found.say(`El tipo de cambio ${exchange} no corresponde a la moneda ${currency ?? ''}.`);
}
