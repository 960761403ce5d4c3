import type { Finding } from '../../domain/practice/switches.ts';
import type { Result } from '../../domain/result.ts';
import type { VerifiedComprobante, VerifyFault } from '../../domain/signing/signing.ts';
import { assertNever } from '../../domain/assert-never.ts';
import { kinds, structureFindings } from './comprobante-structure.ts';
import { compared, hundredth, minus, plus, roundedTo, same, times } from './paper-decimal.ts';
import { timeSlice } from './time-slice.ts';
import { childOf, childrenOf, textAt, type XmlElement } from './xml-tree.ts';

/**
 * What the simulated Hacienda finds in a received comprobante. Levels as DOMAIN.md section 1: signature, structure and formats,
 * then cross-checks; a level with findings ends the examination. Codes are those of DOMAIN.md section 9; where no code is known
 * the finding has none and is told as a plain sentence, so that no code is invented.
 */

export interface JudgeContext {
  readonly signature: Result<VerifiedComprobante, VerifyFault>;
  /** the consecutivo of this issuer came before with another clave */
  readonly numberUsed: boolean;
  /** when it was received, UTC ms */
  readonly receivedAt: number;
}

export interface Judgement {
  readonly verdict: 'aceptado' | 'rechazado';
  readonly rows: readonly Finding[];
  /** refusals without a known code */
  readonly sentences: readonly string[];
}

const costaRicaOffsetMs = -6 * 3_600_000;
const clockSlackMs = 10 * 60_000;

/** Calendar day in Costa Rica, `YYYY-MM-DD` (UTC-06:00 all year). */
export const costaRicaDay = (at: number): string =>
  new Date(at + costaRicaOffsetMs).toISOString().slice(0, 10);

/** FechaEmision in UTC ms; without an offset it is Costa Rica's. */
export const issuedAtOf = (text: string): number =>
  Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}-06:00`);

/** 12 digits of the clave (DOMAIN.md 3.1). */
export const paddedIdentification = (number: string): string => number.padStart(12, '0');

export async function judgeComprobante(root: XmlElement, context: JudgeContext): Promise<Judgement> {
  const signature = signatureSentence(context.signature);
  if (signature !== undefined) return rejected([], [signature]);
  const kind = kinds.find((one) => one.root === root.name && one.namespace === root.namespace);
  if (kind === undefined)
    return rejected([], [`El tipo de comprobante ${root.name} no se puede practicar todavía.`]);
  const structure = await structureFindings(root, kind);
  if (structure.length > 0) return rejected(structure, []);

  const notes = new Notes();
  identity(root, kind.code, context, notes);
  const sums = await lines(root, notes);
  summary(root, sums, notes);
  return notes.rows.length > 0 || notes.sentences.length > 0
    ? rejected(notes.rows, notes.sentences)
    : { verdict: 'aceptado', rows: notes.observations, sentences: [] };
}

const rejected = (rows: readonly Finding[], sentences: readonly string[]): Judgement => ({
  verdict: 'rechazado',
  rows,
  sentences,
});

class Notes {
  readonly rows: Finding[] = [];
  readonly sentences: string[] = [];
  readonly observations: Finding[] = [];
  row(code: number, text: string): void {
    this.rows.push({ code, text });
  }
  /** Compares by value; `code` undefined where none is known. */
  equal(code: number | undefined, name: string, written: string, expected: string): void {
    if (!expected.startsWith('-') && same(written, expected)) return;
    const text = `El campo ${name} no coincide con el cálculo: recibido ${written}, calculado ${expected}.`;
    if (code === undefined) this.sentences.push(text);
    else this.row(code, text);
  }
}

function signatureSentence(signature: Result<VerifiedComprobante, VerifyFault>): string | undefined {
  if (signature.ok) return undefined;
  switch (signature.error) {
    case 'bad-digest':
      return 'El XML fue modificado luego de haber sido firmado';
    case 'no-policy':
      return 'La firma del comprobante electrónico no tiene el Policy Id';
    case 'no-signature':
    case 'bad-signature':
    case 'malformed':
    case 'doctype':
      return 'La firma del comprobante electrónico no es válida';
    default:
      return assertNever(signature.error);
  }
}

function identity(root: XmlElement, kindCode: string, context: JudgeContext, notes: Notes): void {
  const clave = textAt(root, 'Clave') ?? '';
  const consecutivo = textAt(root, 'NumeroConsecutivo') ?? '';
  const issued = textAt(root, 'FechaEmision') ?? '';
  const issuedAt = issuedAtOf(issued);
  const issuer = textAt(root, 'Emisor', 'Identificacion', 'Numero') ?? '';

  if (consecutivo.slice(8, 10) !== kindCode)
    notes.row(-1, `El tipo de documento del consecutivo [${consecutivo}] no corresponde a ${root.name}.`);
  if (!clave.startsWith('506')) notes.sentences.push('El código de país de la clave no es 506.');
  if (clave.slice(21, 41) !== consecutivo)
    notes.sentences.push('El consecutivo de la clave no coincide con NumeroConsecutivo.');
  if (clave.slice(9, 21) !== paddedIdentification(issuer))
    notes.sentences.push('La identificación de la clave no coincide con la del emisor.');
  if (!/[123]/.test(clave.charAt(41))) notes.sentences.push('La situación de la clave no es 1, 2 ni 3.');
  if (Number.isNaN(issuedAt)) notes.row(-1, `La fecha de emisión [${issued}] no existe.`);
  else {
    const day = costaRicaDay(issuedAt);
    if (clave.slice(3, 9) !== `${day.slice(8, 10)}${day.slice(5, 7)}${day.slice(2, 4)}`)
      notes.row(-405, 'La fecha de la clave no coincide con la fecha de emisión del comprobante.');
    if (issuedAt > context.receivedAt + clockSlackMs)
      notes.sentences.push('La fecha de emisión es posterior a la de recepción.');
    else if (day < costaRicaDay(context.receivedAt) && clave.charAt(41) === '1')
      notes.observations.push({ code: -16, text: 'El comprobante fue enviado fuera del plazo establecido.' });
  }
  const holder = context.signature.ok ? context.signature.value.certificate.holderIdentification : '';
  if (paddedIdentification(holder) !== paddedIdentification(issuer))
    notes.row(-60, 'La identificación del certificado con el que se firmó no corresponde al emisor.');
  if (context.numberUsed)
    notes.row(-99, `El consecutivo [${consecutivo}] ya existe en nuestras bases de datos.`);

  const condition = textAt(root, 'CondicionVenta') ?? '';
  const credit = textAt(root, 'PlazoCredito');
  if (credit === undefined ? ['02', '10'].includes(condition) : !/^[1-9]\d{0,4}$/.test(credit))
    notes.row(-58, 'El plazo del crédito no tiene el formato correcto o falta.');
  if (kindCode === '04' && condition === '12')
    notes.row(-1, 'La condición de venta 12 no se admite en el tiquete electrónico.');
  if ((condition === '99') !== (textAt(root, 'CondicionVentaOtros') !== undefined))
    notes.sentences.push(
      'CondicionVentaOtros se indica cuando la condición de venta es 99, y solo entonces.',
    );
}

/** CodigoTarifaIVA and its Tarifa (DOMAIN.md 5.4); 05, 06 and 07 only in notes. */
const ivaRates: Readonly<Record<string, string>> = {
  '01': '0',
  '02': '1',
  '03': '2',
  '04': '4',
  '08': '13',
  '09': '0.5',
  '10': '0',
  '11': '0',
};
const ivaFamily = new Set(['01', '07', '08']);
const inBase = new Set(['02', '04', '05', '12']);

const amount = (element: XmlElement, name: string): string => textAt(element, name) ?? '0';
const sumOf = (elements: readonly XmlElement[], ...path: readonly string[]): string =>
  plus(...elements.map((element) => textAt(element, ...path) ?? '0'));

/** Exact at 5 decimals, or rounded to 2 as many accepted documents do (DOMAIN.md section 6: the tolerance is unknown). */
function near(written: string, exact: string): boolean {
  return same(written, roundedTo(5, exact)) || same(written, roundedTo(2, exact));
}

const linesOf = (root: XmlElement): readonly XmlElement[] => {
  const detail = childOf(root, 'DetalleServicio');
  return detail === undefined ? [] : childrenOf(detail, 'LineaDetalle');
};

/** Regalía and bonificación: the issuer bears the IVA of the whole line (DOMAIN.md 5.7). */
const isGift = (line: XmlElement): boolean =>
  childrenOf(line, 'Descuento').some((one) => ['01', '03'].includes(textAt(one, 'CodigoDescuento') ?? ''));

/** What the summary must say, added up line by line. */
interface Sums {
  readonly total: Record<`${'service' | 'goods'}/${Class}`, string>;
  discounts: string;
  assumed: string;
  /** by (Codigo, CodigoTarifaIVA) */
  readonly taxes: Map<string, string>;
}

async function lines(root: XmlElement, notes: Notes): Promise<Sums> {
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
    taxes: new Map(),
  };
  for (const [index, line] of linesOf(root).entries()) {
    if (slice.over()) await slice.giveWay();
    const place = `línea ${index + 1}`;
    if (textAt(line, 'NumeroLinea') !== String(index + 1))
      notes.sentences.push(`El número de la ${place} no es consecutivo.`);
    const quantity = amount(line, 'Cantidad');
    const price = amount(line, 'PrecioUnitario');
    if (compared(quantity, '0') <= 0 || compared(price, '0') <= 0)
      notes.sentences.push(`La cantidad y el precio de la ${place} deben ser mayores que cero.`);
    const product = times(quantity, price);
    if (!near(amount(line, 'MontoTotal'), product))
      notes.equal(undefined, `MontoTotal (${place})`, amount(line, 'MontoTotal'), roundedTo(5, product));
    const discounts = childrenOf(line, 'Descuento');
    for (const discount of discounts)
      if (
        textAt(discount, 'CodigoDescuento') === '99' &&
        (textAt(discount, 'CodigoDescuentoOTRO') === undefined ||
          textAt(discount, 'NaturalezaDescuento') === undefined)
      )
        notes.row(-41, `Un descuento de la ${place} no tiene su código o su naturaleza.`);
    notes.equal(
      undefined,
      `SubTotal (${place})`,
      amount(line, 'SubTotal'),
      minus(amount(line, 'MontoTotal'), sumOf(discounts, 'MontoDescuento')),
    );
    taxes(line, place, notes);
    addLine(sums, line);
  }
  return sums;
}

function addLine(sums: Sums, line: XmlElement): void {
  const service = /^[5-9]/.test(textAt(line, 'CodigoCABYS') ?? '');
  const group = `${service ? 'service' : 'goods'}/${classOf(line)}` as const;
  sums.total[group] = plus(sums.total[group], amount(line, 'MontoTotal'));
  sums.discounts = plus(sums.discounts, sumOf(childrenOf(line, 'Descuento'), 'MontoDescuento'));
  const assumed = amount(line, 'ImpuestoAsumidoEmisorFabrica');
  sums.assumed = plus(sums.assumed, assumed);
  const net = !same(exoneratedOf(line), '0') || !same(assumed, '0');
  for (const tax of childrenOf(line, 'Impuesto')) {
    const part = net ? amount(line, 'ImpuestoNeto') : amount(tax, 'Monto');
    sums.taxes.set(keyOf(tax), plus(sums.taxes.get(keyOf(tax)) ?? '0', part));
  }
}

const keyOf = (element: XmlElement): string =>
  `${textAt(element, 'Codigo') ?? ''}/${textAt(element, 'CodigoTarifaIVA') ?? '-'}`;

function taxes(line: XmlElement, place: string, notes: Notes): void {
  const all = childrenOf(line, 'Impuesto');
  const coded = (codes: ReadonlySet<string>): readonly XmlElement[] =>
    all.filter((tax) => codes.has(textAt(tax, 'Codigo') ?? ''));
  const subtotal = amount(line, 'SubTotal');
  const base = amount(line, 'BaseImponible');
  if (coded(ivaFamily).length === 0) notes.row(-513, `La ${place} no tiene el impuesto al valor agregado.`);
  const free = textAt(line, 'IVACobradoFabrica') === '01' || coded(new Set(['07'])).length > 0;
  if (!free)
    notes.equal(-454, `BaseImponible (${place})`, base, plus(subtotal, sumOf(coded(inBase), 'Monto')));
  if (
    textAt(line, 'IVACobradoFabrica') === '02' &&
    coded(ivaFamily).some((t) => textAt(t, 'CodigoTarifaIVA') !== '10')
  )
    notes.row(-451, `La ${place} tiene IVA cobrado en fábrica y su tarifa no es 10.`);

  for (const tax of all) {
    const code = textAt(tax, 'Codigo') ?? '';
    const rate = amount(tax, 'Tarifa');
    const written = amount(tax, 'Monto');
    if ((code === '01' || code === '07') && childOf(line, 'DetalleSurtido') === undefined) {
      const expectedRate = ivaRates[textAt(tax, 'CodigoTarifaIVA') ?? ''];
      if (expectedRate === undefined || !same(rate, expectedRate))
        notes.row(-505, `La tarifa ${rate} de la ${place} no corresponde a su código de tarifa.`);
      const exact = hundredth(times(isGift(line) ? amount(line, 'MontoTotal') : base, rate));
      if (!near(written, exact))
        notes.equal(-45, `Monto del impuesto (${place})`, written, roundedTo(5, exact));
    }
    if (code === '08') {
      const exact = times(subtotal, amount(tax, 'FactorCalculoIVA'));
      if (!near(written, exact))
        notes.equal(-45, `Monto del impuesto (${place})`, written, roundedTo(5, exact));
    }
    if (code === '02' || code === '12') {
      const exact = hundredth(times(subtotal, rate));
      if (!near(written, exact))
        notes.equal(-45, `Monto del impuesto (${place})`, written, roundedTo(5, exact));
    }
    const exoneration = childOf(tax, 'Exoneracion');
    if (exoneration !== undefined) {
      const exact = hundredth(times(base, amount(exoneration, 'TarifaExonerada')));
      const given = amount(exoneration, 'MontoExoneracion');
      if (!near(given, exact) || compared(given, written) > 0)
        notes.row(-190, `El monto de exoneración de la ${place} no coincide con la tarifa exonerada.`);
    }
  }
  const assumed = amount(line, 'ImpuestoAsumidoEmisorFabrica');
  if (isGift(line))
    notes.equal(
      undefined,
      `ImpuestoAsumidoEmisorFabrica (${place})`,
      assumed,
      minus(sumOf(coded(ivaFamily), 'Monto'), exoneratedOf(line)),
    );
  notes.equal(
    undefined,
    `ImpuestoNeto (${place})`,
    amount(line, 'ImpuestoNeto'),
    minus(sumOf(all, 'Monto'), plus(exoneratedOf(line), assumed)),
  );
  notes.equal(
    undefined,
    `MontoTotalLinea (${place})`,
    amount(line, 'MontoTotalLinea'),
    plus(subtotal, amount(line, 'ImpuestoNeto')),
  );
}

const exoneratedOf = (line: XmlElement): string =>
  sumOf(childrenOf(line, 'Impuesto'), 'Exoneracion', 'MontoExoneracion');

type Class = 'gravado' | 'exento' | 'noSujeto';

function classOf(line: XmlElement): Class {
  if (textAt(line, 'IVACobradoFabrica') === '02') return 'exento';
  const iva = childrenOf(line, 'Impuesto').find((tax) => ivaFamily.has(textAt(tax, 'Codigo') ?? ''));
  const rateCode = iva && textAt(iva, 'CodigoTarifaIVA');
  if (rateCode === '10') return 'exento';
  return rateCode === '01' || rateCode === '11' ? 'noSujeto' : 'gravado';
}

function summary(root: XmlElement, sums: Sums, notes: Notes): void {
  const resumen = childOf(root, 'ResumenFactura');
  if (resumen === undefined) return;
  const of = (name: string): string => amount(resumen, name);
  // Taxed and exonerated are compared together: how an exoneration splits them is one of the open points of DOMAIN.md 6.2.
  notes.equal(
    -110,
    'TotalServGravados',
    plus(of('TotalServGravados'), of('TotalServExonerado')),
    sums.total['service/gravado'],
  );
  notes.equal(-110, 'TotalServExentos', of('TotalServExentos'), sums.total['service/exento']);
  notes.equal(-110, 'TotalServNoSujeto', of('TotalServNoSujeto'), sums.total['service/noSujeto']);
  notes.equal(
    -111,
    'TotalMercanciasGravadas',
    plus(of('TotalMercanciasGravadas'), of('TotalMercExonerada')),
    sums.total['goods/gravado'],
  );
  notes.equal(-111, 'TotalMercanciasExentas', of('TotalMercanciasExentas'), sums.total['goods/exento']);
  notes.equal(-111, 'TotalMercNoSujeta', of('TotalMercNoSujeta'), sums.total['goods/noSujeto']);
  const both: readonly (readonly [total: string, services: string, goods: string])[] = [
    ['TotalGravado', 'TotalServGravados', 'TotalMercanciasGravadas'],
    ['TotalExento', 'TotalServExentos', 'TotalMercanciasExentas'],
    ['TotalExonerado', 'TotalServExonerado', 'TotalMercExonerada'],
    ['TotalNoSujeto', 'TotalServNoSujeto', 'TotalMercNoSujeta'],
  ];
  for (const [total, services, goods] of both)
    notes.equal(undefined, total, of(total), plus(of(services), of(goods)));
  notes.equal(undefined, 'TotalVenta', of('TotalVenta'), plus(...both.map(([total]) => of(total))));
  notes.equal(undefined, 'TotalDescuentos', of('TotalDescuentos'), sums.discounts);
  notes.equal(
    undefined,
    'TotalVentaNeta',
    of('TotalVentaNeta'),
    minus(of('TotalVenta'), of('TotalDescuentos')),
  );
  breakdown(sums.taxes, resumen, notes);
  notes.equal(undefined, 'TotalImpAsumEmisorFabrica', of('TotalImpAsumEmisorFabrica'), sums.assumed);
  notes.equal(
    undefined,
    'TotalOtrosCargos',
    of('TotalOtrosCargos'),
    sumOf(childrenOf(root, 'OtrosCargos'), 'MontoCargo'),
  );
  notes.equal(
    undefined,
    'TotalComprobante',
    of('TotalComprobante'),
    minus(plus(of('TotalVentaNeta'), of('TotalImpuesto'), of('TotalOtrosCargos')), of('TotalIVADevuelto')),
  );
  const means = childrenOf(resumen, 'MedioPago');
  if (means.length === 0 && !['02', '08', '10'].includes(textAt(root, 'CondicionVenta') ?? ''))
    notes.sentences.push('Falta el medio de pago.');
  if (means.length > 1)
    notes.equal(
      undefined,
      'la suma de TotalMedioPago',
      sumOf(means, 'TotalMedioPago'),
      of('TotalComprobante'),
    );
  const currency = textAt(resumen, 'CodigoTipoMoneda', 'CodigoMoneda');
  const exchange = textAt(resumen, 'CodigoTipoMoneda', 'TipoCambio') ?? '0';
  if (currency === 'CRC' ? !same(exchange, '1') : compared(exchange, '0') <= 0)
    notes.sentences.push(`El tipo de cambio ${exchange} no corresponde a la moneda ${currency ?? ''}.`);
}

/** One row per (Codigo, CodigoTarifaIVA) of the lines, also when its sum is 0; -487 otherwise (DOMAIN.md 6.2). */
function breakdown(expected: ReadonlyMap<string, string>, resumen: XmlElement, notes: Notes): void {
  const rows = childrenOf(resumen, 'TotalDesgloseImpuesto');
  const written = new Map(rows.map((row) => [keyOf(row), amount(row, 'TotalMontoImpuesto')]));
  if (written.size !== rows.length) notes.row(-487, 'El desglose de impuestos repite un código.');
  for (const key of new Set([...expected.keys(), ...written.keys()])) {
    const [sum, given] = [expected.get(key), written.get(key)];
    if (sum === undefined || given === undefined || !same(sum, given))
      notes.row(
        -487,
        `El desglose del impuesto ${key} no coincide: recibido ${given ?? 'nada'}, calculado ${sum ?? 'nada'}.`,
      );
  }
  const total = plus(...written.values());
  if (!same(amount(resumen, 'TotalImpuesto'), total))
    notes.row(
      -487,
      `TotalImpuesto ${amount(resumen, 'TotalImpuesto')} no coincide con el desglose ${total}.`,
    );
}
