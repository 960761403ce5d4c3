import { near } from './comprobante-reading.ts';
import { judgeExoneration } from './judge-exoneration.ts';
import type { Notes } from './judge-notes.ts';
import { compared, hundredth, minus, plus, quotient, roundedTo, same, times } from './paper-decimal.ts';
import { exonerated, isGift, ivaFamily, type TaxedItem, type TaxRead } from './taxed-item.ts';

/** Taxes of a line or of a component of a surtido (DOMAIN.md 5.3, 5.4 and 6.1 rows 4 to 7). */

export interface TaxScope {
  /** two digits */
  readonly kind: string;
  /** main line of a surtido: its components carry the rates */
  readonly bundle: boolean;
  /** when it was received, UTC ms */
  readonly receivedAt: number;
}

/** CodigoTarifaIVA and its Tarifa (DOMAIN.md 5.4). */
const ivaRates: Readonly<Record<string, string>> = {
  '01': '0',
  '02': '1',
  '03': '2',
  '04': '4',
  '05': '0',
  '06': '4',
  '07': '8',
  '08': '13',
  '09': '0.5',
  '10': '0',
  '11': '0',
};
const transitional = new Set(['05', '06', '07']);
const inBase = new Set(['02', '04', '05', '12']);
const noteKinds = new Set(['02', '03']);
const cementRate = '5';

export function judgeTaxes(item: TaxedItem, scope: TaxScope, found: Notes): void {
  const { place, taxes } = item;
  const iva = taxes.filter((tax) => ivaFamily.has(tax.code));
  if (iva.length === 0) found.row(-513, `La ${place} no tiene el impuesto al valor agregado.`);
  if (item.factoryIva === '02' && iva.some(({ rateCode }) => rateCode !== '10'))
    found.row(-451, `La ${place} tiene IVA cobrado en fábrica y su tarifa no es 10.`);
  judgeBase(item, found);
  for (const tax of taxes) {
    if ((tax.code === '01' || tax.code === '07') && judgeRate(tax, item, scope, found)) {
      expectAmount(
        tax,
        taxedAmounts(item).map((taxed) => hundredth(times(taxed, tax.rate ?? '0'))),
        place,
        found,
      );
    } else if (tax.code === '08') {
      const share = tax.factor ?? tax.rate ?? '0';
      const of = isGift(item) ? [item.total, item.subtotal] : [item.subtotal];
      expectAmount(
        tax,
        of.map((taxed) => times(taxed, share)),
        place,
        found,
      );
    } else if (!scope.bundle) judgeOtherTax(tax, item, found);
    if (tax.exoneration !== undefined) judgeExoneration(tax.exoneration, tax, item, scope, found);
  }
}

/**
 * What the IVA is of. A gift's is of the whole line (DOMAIN.md 6.1 row 6); where its base was typed, or the kind lets nobody bear it, the
 * sources are silent, so that base and subtotal will do too.
 */
const taxedAmounts = (item: TaxedItem): readonly string[] => {
  const base = item.base ?? item.subtotal;
  return isGift(item) ? [item.total, base] : [base];
};

function expectAmount(tax: TaxRead, oneOf: readonly string[], place: string, found: Notes): void {
  const [exact = '0'] = oneOf;
  if (!oneOf.some((each) => near(tax.amount, each)))
    found.differs(-45, `Monto del impuesto ${tax.code} (${place})`, tax.amount, roundedTo(5, exact));
}

function judgeBase(item: TaxedItem, found: Notes): void {
  const { place, base, taxes } = item;
  if (base === undefined) return;
  if (item.factoryIva === '01') {
    if (same(base, '0')) found.row(-454, `La base imponible de la ${place} debe ser mayor que cero.`);
    return;
  }
  if (taxes.some(({ code }) => code === '07')) return;
  const before = taxes.filter(({ code }) => inBase.has(code)).map(({ amount }) => amount);
  const expected = plus(item.subtotal, ...before);
  if (!same(base, expected) && !(isGift(item) && same(base, item.total)))
    found.differs(-454, `BaseImponible (${place})`, base, expected);
}

/** @returns whether the tax has a rate of its own, so that its amount can be computed */
function judgeRate(tax: TaxRead, { place }: TaxedItem, { kind, bundle }: TaxScope, found: Notes): boolean {
  if (bundle) {
    if (tax.rateCode !== undefined || tax.rate !== undefined)
      found.row(-505, `La ${place} es un surtido: la tarifa la llevan sus componentes.`);
    return false;
  }
  judgeRateCode(tax.rateCode, tax.rate, kind, place, found);
  return true;
}

/** -505: a CodigoTarifaIVA with another Tarifa, or a transitional one outside notes. */
export function judgeRateCode(
  rateCode: string | undefined,
  rate: string | undefined,
  kind: string,
  place: string,
  found: Notes,
): void {
  const expected = rateCode === undefined ? undefined : ivaRates[rateCode];
  if (rateCode === undefined || expected === undefined || !same(rate ?? '0', expected))
    found.row(-505, `La tarifa ${rate ?? 'vacía'} de la ${place} no corresponde a su código de tarifa.`);
  else if (transitional.has(rateCode) && !noteKinds.has(kind))
    found.row(-505, `El código de tarifa ${rateCode} de la ${place} solo se usa en notas.`);
}

/** Taxes that are not IVA; what is not said of 99 is not judged. */
function judgeOtherTax(tax: TaxRead, item: TaxedItem, found: Notes): void {
  const { place, subtotal, quantity } = item;
  switch (tax.code) {
    case '02':
      expectAmount(tax, [hundredth(times(subtotal, tax.rate ?? '0'))], place, found);
      return;
    case '12':
      if (!same(tax.rate ?? '0', cementRate))
        found.say(`La tarifa del impuesto al cemento de la ${place} debe ser ${cementRate}.`);
      expectAmount(tax, [hundredth(times(subtotal, cementRate))], place, found);
      return;
    case '03':
    case '06': {
      if (tax.specific === undefined) {
        found.say(`El impuesto ${tax.code} de la ${place} no tiene sus datos específicos.`);
        return;
      }
      const units = tax.code === '06' ? times(quantity, tax.specific.quantity) : tax.specific.quantity;
      expectAmount(tax, [times(units, tax.specific.unitTax)], place, found);
      return;
    }
    case '04':
      judgeAlcohol(tax, item, found);
      return;
    case '05':
      judgeDrinks(tax, item, found);
      return;
  }
}

/** Absolute alcohol: millilitres by percentage, divided by 100. The printed text gives it 2 decimals, the schema 5. */
function judgeAlcohol(tax: TaxRead, { place, quantity }: TaxedItem, found: Notes): void {
  const { specific } = tax;
  if (specific?.percentage === undefined || specific.proportion === undefined) {
    found.row(-471, `El impuesto a las bebidas alcohólicas de la ${place} no tiene porcentaje o proporción.`);
    return;
  }
  const absolute = hundredth(times(specific.quantity, specific.percentage));
  if (!near(specific.proportion, absolute))
    found.differs(-471, `Proporcion (${place})`, specific.proportion, roundedTo(5, absolute));
  const exact = times(times(quantity, specific.proportion), specific.unitTax);
  if (!near(tax.amount, exact))
    found.differs(-473, `Monto del impuesto 04 (${place})`, tax.amount, roundedTo(5, exact));
}

/** Digits of a quotient kept before it is rounded to 5: cutting cannot move the sixth. */
const workingDecimals = 12;

/** Drinks are taxed by the unit of consumption, soap by the gram: the document does not say which it is, so either will do. */
function judgeDrinks(tax: TaxRead, { place, quantity }: TaxedItem, found: Notes): void {
  const { specific } = tax;
  if (specific?.volume === undefined || compared(specific.volume, '0') <= 0) {
    found.row(-459, `El impuesto 05 de la ${place} no tiene VolumenUnidadConsumo.`);
    return;
  }
  const { volume, unitTax } = specific;
  const drinks = quotient(times(times(quantity, specific.quantity), unitTax), volume, workingDecimals);
  const soap = times(times(quantity, volume), unitTax);
  if (!near(tax.amount, drinks) && !near(tax.amount, soap))
    found.differs(-45, `Monto del impuesto 05 (${place})`, tax.amount, roundedTo(5, drinks));
}

/** Taxes that the issuer or the factory may bear in place of the customer; tobacco is charged (DOMAIN.md 6.1 row 8). */
const bearable = new Set(['03', '04', '05', '12']);

/**
 * Which taxes of the line make up ImpuestoAsumidoEmisorFabrica. The IVA of a gift always does; IVA charged at the factory and the
 * specific taxes may.
 * @returns undefined when no choice of them adds up to what is written
 */
export function assumedTaxes(item: TaxedItem, written: string): ReadonlySet<TaxRead> | undefined {
  const own = (tax: TaxRead): string => rest(tax.amount, exonerated(tax));
  const must = isGift(item) ? item.taxes.filter(({ code }) => ivaFamily.has(code)) : [];
  const may = item.taxes.filter(
    (tax) =>
      !must.includes(tax) &&
      (bearable.has(tax.code) || (item.factoryIva !== undefined && ivaFamily.has(tax.code))),
  );
  let choices: readonly (readonly TaxRead[])[] = [must];
  for (const tax of may.slice(0, 8)) choices = choices.flatMap((chosen) => [chosen, [...chosen, tax]]);
  const found = choices.find((chosen) => same(plus(...chosen.map(own)), written));
  return found === undefined ? undefined : new Set(found);
}

/** `a - b`, or 0 where b is the greater: that is a finding of its own. */
const rest = (a: string, b: string): string => (compared(a, b) < 0 ? '0' : minus(a, b));
