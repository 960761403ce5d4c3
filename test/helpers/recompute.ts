import { Big } from 'big.js';
import type {
  ComponentForm,
  DiscountForm,
  InvoiceForm,
  LineForm,
  TaxForm,
} from '../../domain/billing/invoice-form.ts';
import type { Invoice } from '../../domain/billing/invoice.ts';
import { formatAmount } from '../../domain/money/amount.ts';

/**
 * Every amount of a document once more, from the form alone, for proofs: another decimal library (big.js), none of the program's
 * arithmetic, written line by line from DOMAIN.md section 6. For valid forms whose numbers have no thousands marks. Amounts come
 * back as decimal text without idle zeros; breakdown rows sorted by code and rate.
 */
const Exact = Big();
Exact.DP = 60;
Exact.PE = 40;
Exact.NE = -40;

type Amount = Big;
const nil = new Exact(0);
/** Half-up at the 5th decimal, once for each stored field. */
const stored = (value: Big): Amount => value.round(5, Big.roundHalfUp);
const typed = (text: string): Big => new Exact(text.trim().replace(',', '.'));
const sum = (values: readonly Big[]): Big => values.reduce((all, each) => all.plus(each), nil);
const text = (value: Big): string =>
  value
    .toFixed()
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');

/** Nota 8.1. */
const tariffs: Readonly<Record<string, string>> = {
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

interface Kind {
  /** BaseImponible, Exoneracion */
  readonly base: boolean;
  readonly exoneration: boolean;
  /** ImpuestoAsumidoEmisorFabrica */
  readonly assumed: boolean;
  /** DatosImpuestoEspecifico, IVACobradoFabrica */
  readonly factory: boolean;
  readonly bundles: boolean;
  readonly payments: boolean;
}
const sale: Kind = {
  base: true,
  exoneration: true,
  assumed: true,
  factory: true,
  bundles: true,
  payments: false,
};
const kinds: Readonly<Record<InvoiceForm['kind'], Kind>> = {
  '01': sale,
  '02': sale,
  '03': sale,
  '04': sale,
  '08': { ...sale, assumed: false, factory: false, bundles: false },
  '09': { ...sale, base: false, exoneration: false, assumed: false, factory: false },
  '10': {
    base: false,
    exoneration: false,
    assumed: false,
    factory: false,
    bundles: false,
    payments: true,
  },
};

interface Impuesto {
  readonly codigo: string;
  readonly tarifaIva?: string;
  readonly monto: Amount;
  readonly exoneracion: Amount;
  readonly asumido: Amount;
}

interface Linea {
  readonly montoTotal: Amount;
  readonly descuentos: readonly Amount[];
  readonly subTotal: Amount;
  readonly baseImponible: Amount;
  readonly impuestos: readonly Impuesto[];
  readonly asumido: Amount;
  readonly neto: Amount;
  readonly totalLinea: Amount;
  readonly partes: readonly Linea[];
}

/** Steps 1 to 3. */
function discounted(montoTotal: Amount, forms: readonly DiscountForm[]) {
  const descuentos: Amount[] = [];
  for (const { mode, value } of forms) {
    const left = montoTotal.minus(sum(descuentos));
    descuentos.push(stored(mode === 'amount' ? typed(value) : left.times(typed(value)).div(100)));
  }
  const regalia = forms.some(({ code }) => code === '01' || code === '03');
  return { descuentos, subTotal: montoTotal.minus(sum(descuentos)), regalia };
}

/** Step 4: taxes 02 to 06, 12 and 99. */
function otherTax(tax: TaxForm, cantidad: Big, subTotal: Amount): Amount {
  if (tax.code === '12') return stored(subTotal.times(5).div(100));
  if (tax.code === '02' || tax.code === '99') return stored(subTotal.times(typed(tax.rate)).div(100));
  const quantity = typed(tax.quantity);
  const unit = typed(tax.unitTax);
  if (tax.code === '03') return stored(quantity.times(unit));
  if (tax.code === '06') return stored(cantidad.times(quantity).times(unit));
  if (tax.code === '04') {
    const proporcion = stored(quantity.times(typed(tax.percentage)).div(100));
    return stored(cantidad.times(proporcion).times(unit));
  }
  const volume = typed(tax.volume);
  return stored(
    tax.soap ? cantidad.times(volume).times(unit) : cantidad.times(quantity).times(unit).div(volume),
  );
}

const specific = new Set(['03', '04', '05', '06']);
const inBase = new Set(['02', '04', '05', '12']);
const canBeAssumed = new Set(['03', '04', '05', '12']);

type Taxed = Pick<
  LineForm & ComponentForm,
  'quantity' | 'unitPrice' | 'discounts' | 'taxes' | 'ivaTax' | 'ivaCode' | 'factoryIva' | 'taxBase'
> & { readonly ivaFactor?: string };

/** A line or a part of a bundle, before any exoneration. */
function taxed(form: Taxed, kind: Kind): Linea & { readonly regalia: boolean } {
  const cantidad = typed(form.quantity);
  const montoTotal = stored(cantidad.times(typed(form.unitPrice)));
  const { descuentos, subTotal, regalia } = discounted(montoTotal, form.discounts);
  const borne = regalia && kind.assumed;
  const factory = kind.factory ? form.factoryIva : '';

  const others = form.taxes
    .filter((tax) => kind.factory || !specific.has(tax.code))
    .map((tax): Impuesto => {
      const monto = otherTax(tax, cantidad, subTotal);
      const asumido = kind.assumed && tax.assumed && canBeAssumed.has(tax.code) ? monto : nil;
      return { codigo: tax.code, monto, exoneracion: nil, asumido };
    });
  // step 5
  const computed = subTotal.plus(
    sum(others.filter(({ codigo }) => inBase.has(codigo)).map(({ monto }) => monto)),
  );
  const edited = kind.base && form.taxBase !== '' && (factory === '01' || form.ivaTax === '07');
  const baseImponible = edited ? typed(form.taxBase) : kind.base ? computed : subTotal;
  // step 6
  let of = baseImponible;
  if (form.ivaTax === '08') of = borne ? montoTotal : subTotal;
  else if (borne && !edited) of = montoTotal;
  const share =
    form.ivaTax === '08' ? typed(form.ivaFactor ?? '0') : new Exact(tariffs[form.ivaCode] ?? '').div(100);
  const monto = stored(of.times(share));
  const iva: Impuesto = {
    codigo: form.ivaTax,
    ...(form.ivaTax !== '08' && { tarifaIva: form.ivaCode }),
    monto,
    exoneracion: nil,
    asumido: kind.assumed && (borne || factory !== '') ? monto : nil,
  };
  return {
    montoTotal,
    descuentos,
    subTotal,
    baseImponible,
    impuestos: [iva, ...others],
    asumido: nil,
    neto: nil,
    totalLinea: nil,
    partes: [],
    regalia,
  };
}

/** A bundle: each code's tax is the sum of the parts' times the quantity of the line. */
function bundle(form: LineForm, kind: Kind): Linea & { readonly regalia: boolean } {
  const partes = form.components.map((part) => taxed(part, kind));
  const cantidad = typed(form.quantity);
  const montoTotal = stored(cantidad.times(typed(form.unitPrice)));
  const { descuentos, subTotal, regalia } = discounted(montoTotal, form.discounts);
  const all = partes.flatMap((part) => part.impuestos);
  const order = ['01', '07', '02', '03', '04', '05', '06', '12', '99'];
  const impuestos = order
    .filter((codigo) => all.some((tax) => tax.codigo === codigo))
    .map((codigo): Impuesto => {
      const own = all.filter((tax) => tax.codigo === codigo);
      const monto = stored(sum(own.map((tax) => tax.monto)).times(cantidad));
      const iva = codigo === '01' || codigo === '07';
      const parts = stored(sum(own.map((tax) => tax.asumido)).times(cantidad));
      return { codigo, monto, exoneracion: nil, asumido: iva && regalia && kind.assumed ? monto : parts };
    });
  const extra = sum(impuestos.filter(({ codigo }) => inBase.has(codigo)).map(({ monto }) => monto));
  return {
    montoTotal,
    descuentos,
    subTotal,
    baseImponible: kind.base ? subTotal.plus(extra) : subTotal,
    impuestos,
    asumido: nil,
    neto: nil,
    totalLinea: nil,
    partes,
    regalia,
  };
}

/** TarifaExonerada: as typed, or all of the line's. */
function exoneratedRate(form: LineForm): Big {
  if (form.exoneration !== undefined && form.exoneration.rate !== '') return typed(form.exoneration.rate);
  return form.ivaTax === '08' ? typed(form.ivaFactor).times(100) : new Exact(tariffs[form.ivaCode] ?? '');
}

function saleLine(form: LineForm, kind: Kind): Linea {
  const line = kind.bundles && form.components.length > 0 ? bundle(form, kind) : taxed(form, kind);
  const [iva, ...others] = line.impuestos;
  if (iva === undefined) throw new Error('no IVA');
  // steps 7 and 8
  const exonerates = kind.exoneration && form.exoneration !== undefined;
  const exoneracion = exonerates ? stored(line.baseImponible.times(exoneratedRate(form)).div(100)) : nil;
  const rest = iva.monto.minus(exoneracion);
  const asumido = iva.asumido.lt(rest) ? iva.asumido : rest;
  const impuestos = [{ ...iva, exoneracion, asumido }, ...others];
  // steps 9 and 10
  const assumed = sum(impuestos.map((tax) => tax.asumido));
  const neto = sum(impuestos.map((tax) => tax.monto))
    .minus(exoneracion)
    .minus(assumed);
  return { ...line, impuestos, asumido: assumed, neto, totalLinea: line.subTotal.plus(neto) };
}

/** A line of a REP. */
function paymentLine(form: LineForm): Linea {
  const montoTotal = typed(form.unitPrice);
  const subTotal = form.taxBase === '' ? montoTotal : typed(form.taxBase);
  const share =
    form.ivaTax === '08' ? typed(form.ivaFactor) : new Exact(tariffs[form.ivaCode] ?? '').div(100);
  const monto = stored(subTotal.times(share));
  return {
    montoTotal,
    descuentos: [],
    subTotal,
    baseImponible: subTotal,
    impuestos: [
      {
        codigo: form.ivaTax,
        ...(form.ivaTax !== '08' && { tarifaIva: form.ivaCode }),
        monto,
        exoneracion: nil,
        asumido: nil,
      },
    ],
    asumido: nil,
    neto: monto,
    totalLinea: subTotal.plus(monto),
    partes: [],
  };
}

const net = ({ monto, exoneracion, asumido }: Impuesto): Amount => monto.minus(exoneracion).minus(asumido);

/** What a line counts as: exento, no sujeto or gravado. */
function classOf(form: LineForm, kind: Kind): 'exempt' | 'notSubject' | 'taxed' {
  const isBundle = kind.bundles && form.components.length > 0;
  if (isBundle) return 'taxed';
  if (kind.factory && form.factoryIva === '02') return 'exempt';
  if (form.ivaTax === '08') return 'taxed';
  if (form.ivaCode === '10') return 'exempt';
  return form.ivaCode === '01' || form.ivaCode === '11' ? 'notSubject' : 'taxed';
}

function ivaReturned(form: InvoiceForm, lines: readonly Linea[], ventaNeta: Amount): Amount {
  if (!kinds[form.kind].factory) return nil;
  const iva = sum(
    lines.flatMap((line, index) => {
      const [first] = line.impuestos;
      return form.lines[index]?.healthService === true && first !== undefined ? [net(first)] : [];
    }),
  );
  const means = form.paymentMeans.filter(({ code, amount }) => code !== '' || amount !== '');
  const cards = means.filter(({ code }) => code === '02');
  if (cards.length === 0 || iva.eq(0)) return nil;
  if (cards.length === means.length) return iva;
  const paid = sum(cards.map(({ amount }) => typed(amount)));
  return paid.gte(ventaNeta) ? iva : stored(paid.times(iva).div(ventaNeta));
}

function breakdown(lines: readonly Linea[]) {
  const rows = new Map<string, { code: string; rateCode?: string; amount: Amount }>();
  for (const tax of lines.flatMap((line) => line.impuestos)) {
    const key = `${tax.codigo} ${tax.tarifaIva ?? ''}`;
    const before = rows.get(key)?.amount ?? nil;
    rows.set(key, {
      code: tax.codigo,
      ...(tax.tarifaIva !== undefined && { rateCode: tax.tarifaIva }),
      amount: before.plus(net(tax)),
    });
  }
  return [...rows]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, row]) => ({ ...row, amount: text(row.amount) }));
}

function linesOf(form: InvoiceForm): readonly Linea[] {
  const kind = kinds[form.kind];
  return form.lines.map((line) => (kind.payments ? paymentLine(line) : saleLine(line, kind)));
}

function classTotals(form: InvoiceForm, lines: readonly Linea[]) {
  const kind = kinds[form.kind];
  const totals: Record<string, Amount> = {};
  for (const side of ['services', 'goods']) {
    for (const name of ['Taxed', 'Exempt', 'Exonerated', 'NotSubject']) totals[side + name] = nil;
  }
  const add = (field: string, amount: Amount): void => {
    totals[field] = (totals[field] ?? nil).plus(amount);
  };
  for (const [index, line] of lines.entries()) {
    const lineForm = form.lines[index];
    if (lineForm === undefined || kind.payments) continue;
    const side = Number(lineForm.cabys.charAt(0)) >= 5 ? 'services' : 'goods';
    const found = classOf(lineForm, kind);
    if (found === 'exempt') add(`${side}Exempt`, line.montoTotal);
    else if (found === 'notSubject') add(`${side}NotSubject`, line.montoTotal);
    else {
      const monto = sum(line.impuestos.map((tax) => tax.monto));
      const exonerado = sum(line.impuestos.map((tax) => tax.exoneracion));
      const part = exonerado.eq(0) || monto.eq(0) ? nil : stored(line.montoTotal.times(exonerado).div(monto));
      add(`${side}Exonerated`, part);
      add(`${side}Taxed`, line.montoTotal.minus(part));
    }
  }
  return totals;
}

const figures = (line: Linea, kind: Kind): LineFigures => ({
  total: text(line.montoTotal),
  discounts: line.descuentos.map(text),
  subtotal: text(line.subTotal),
  ...(kind.base && { taxBase: text(line.baseImponible) }),
  taxes: line.impuestos.map((tax) => ({
    code: tax.codigo,
    amount: text(tax.monto),
  })),
  parts: line.partes.map((part) => figures(part, kind)),
});

interface LineFigures {
  readonly total: string;
  readonly discounts: readonly string[];
  readonly subtotal: string;
  readonly taxBase?: string;
  readonly taxes: readonly { readonly code: string; readonly amount: string }[];
  readonly parts: readonly LineFigures[];
}

/** Every amount of a document as decimal text. */
export interface Figures {
  readonly lines: readonly (LineFigures & {
    readonly exonerated: string;
    readonly taxAssumed: string;
    readonly netTax: string;
    readonly lineTotal: string;
  })[];
  readonly charges: readonly string[];
  readonly summary: Readonly<Record<string, unknown>>;
}

/** @param form valid, without blank lines or charges */
export function recompute(form: InvoiceForm): Figures {
  const kind = kinds[form.kind];
  const lines = linesOf(form);
  const byClass = classTotals(form, lines);
  const of = (field: string): Amount => byClass[field] ?? nil;
  const venta = sum(lines.map((line) => line.montoTotal));
  const descuentos = sum(lines.flatMap((line) => line.descuentos));
  const ventaNeta = venta.minus(descuentos);
  const impuesto = sum(lines.flatMap((line) => line.impuestos.map(net)));
  const cargos = kind.payments
    ? []
    : form.otherCharges.map(({ mode, value }) =>
        stored(mode === 'amount' ? typed(value) : ventaNeta.times(typed(value)).div(100)),
      );
  const devuelto = ivaReturned(form, lines, ventaNeta);
  const both = (name: string): Amount => of(`services${name}`).plus(of(`goods${name}`));
  const summary = {
    ...byClass,
    taxed: both('Taxed'),
    exempt: both('Exempt'),
    exonerated: both('Exonerated'),
    notSubject: both('NotSubject'),
    sale: venta,
    discounts: descuentos,
    netSale: ventaNeta,
    tax: impuesto,
    taxAssumed: sum(lines.map((line) => line.asumido)),
    ivaReturned: devuelto,
    otherCharges: sum(cargos),
    total: ventaNeta.plus(impuesto).plus(sum(cargos)).minus(devuelto),
  };
  return {
    lines: lines.map((line) => ({
      ...figures(line, kind),
      exonerated: text(sum(line.impuestos.map((tax) => tax.exoneracion))),
      taxAssumed: text(line.asumido),
      netTax: text(line.neto),
      lineTotal: text(line.totalLinea),
    })),
    charges: cargos.map(text),
    summary: {
      ...Object.fromEntries(Object.entries(summary).map(([field, amount]) => [field, text(amount)])),
      taxBreakdown: breakdown(lines),
    },
  };
}

type Written = Pick<
  Invoice['lines'][number],
  'total' | 'discounts' | 'subtotal' | 'taxBase' | 'components'
> & {
  readonly taxes: readonly { readonly code: string; readonly amount: bigint }[];
};
function writtenFigures(
  line: Omit<Written, 'components' | 'discounts'> & {
    readonly discounts: readonly { readonly amount: bigint }[];
    readonly components?: Written['components'];
  },
): LineFigures {
  return {
    total: formatAmount(line.total),
    discounts: line.discounts.map((each) => formatAmount(each.amount)),
    subtotal: formatAmount(line.subtotal),
    ...(line.taxBase !== undefined && { taxBase: formatAmount(line.taxBase) }),
    taxes: line.taxes.map((tax) => ({ code: tax.code, amount: formatAmount(tax.amount) })),
    parts: (line.components ?? []).map((part) => writtenFigures(part)),
  };
}

/** The same of an invoice of the program, to compare with `recompute(form)`. */
export function figuresOf(invoice: Pick<Invoice, 'lines' | 'otherCharges' | 'summary'>): Figures {
  const { taxBreakdown, ...amounts } = invoice.summary;
  return {
    lines: invoice.lines.map((line) => ({
      ...writtenFigures(line),
      exonerated: formatAmount(
        line.taxes.reduce((all, { exoneration }) => all + (exoneration?.amount ?? 0n), 0n),
      ),
      taxAssumed: formatAmount(line.taxAssumed),
      netTax: formatAmount(line.netTax),
      lineTotal: formatAmount(line.lineTotal),
    })),
    charges: invoice.otherCharges.map((charge) => formatAmount(charge.amount)),
    summary: {
      ...Object.fromEntries(Object.entries(amounts).map(([field, amount]) => [field, formatAmount(amount)])),
      taxBreakdown: taxBreakdown
        .toSorted((a, b) => (`${a.code} ${a.rateCode ?? ''}` < `${b.code} ${b.rateCode ?? ''}` ? -1 : 1))
        .map((row) => ({ ...row, amount: formatAmount(row.amount) })),
    },
  };
}
