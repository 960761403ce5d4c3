import fc from 'fast-check';
import {
  exonerationInstitutions,
  exonerationTypesFor,
  otherTaxCodes,
  units,
} from '../../domain/billing/codes.ts';
import type {
  ComponentForm,
  DiscountForm,
  ExonerationForm,
  InvoiceKind,
  LineForm,
  TaxForm,
} from '../../domain/billing/invoice-form.ts';
import { kindFields } from '../../domain/billing/kind-fields.ts';
import {
  emptyComponent,
  emptyDiscount,
  emptyExoneration,
  emptyLine,
  emptyTax,
} from '../../domain/billing/new-form.ts';
import type { Decimal } from '../../domain/money/decimal.ts';
import { compareDecimals } from '../../domain/money/decimal.ts';
import { typedNumberText } from '../../domain/money/typed-number.ts';
import { ivaRateAllowed, ivaRates } from '../../domain/tax/iva.ts';

/** Arbitraries of lines that a document of the kind may carry, with every option. Numbers are written without thousands marks. */

const letters = Array.from('abcdefghijklmnopqrstuvwxyzABCDEFGHXYZ0123456789áéíóúñÑü¿¡&<>"\'%/.,:;()#€ß語😀');

/** Text of a person: accents, quotes, markup, single spaces within. */
export const anyText = (min: number, max: number): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom(...letters, ' ', ' '), { minLength: min, maxLength: Math.min(max, min + 24) })
    .map((found) =>
      found
        .map((each, index) =>
          each === ' ' && (index === 0 || index === found.length - 1 || found[index - 1] === ' ')
            ? 'x'
            : each,
        )
        .join(''),
    );

/** A number field: `digits` in all, `scale` of them decimals, with either decimal mark; never ambiguous. */
export const anyNumber = (min: bigint, max: bigint, scale: number): fc.Arbitrary<string> =>
  fc.tuple(fc.bigInt(min, max), fc.boolean()).map(([unscaled, comma]) => {
    const text = typedNumberText({ unscaled, scale });
    return comma ? text.replace('.', ',') : text;
  });

const sometimes = <T>(value: fc.Arbitrary<T>, otherwise: T, weight = 1): fc.Arbitrary<T> =>
  fc.oneof({ arbitrary: fc.constant(otherwise), weight: 3 }, { arbitrary: value, weight });
const digits = (count: number): fc.Arbitrary<string> =>
  fc.stringMatching(new RegExp(`^[0-9]{${String(count)}}$`));

const anyCabys = fc
  .tuple(fc.constantFrom(...Array.from('0123456789')), digits(12))
  .map(([first, rest]) => first + rest);

/** Whole percentages and fine ones. */
const anyPercent = fc.oneof(anyNumber(1n, 99n, 0), anyNumber(1n, 9_999n, 2), anyNumber(1n, 9_999_999n, 5));
const anyQuantity = fc.oneof(anyNumber(1n, 30n, 0), anyNumber(1n, 9_999_999n, 3));
const anyPrice = fc.oneof(
  anyNumber(1n, 99_999n, 0),
  anyNumber(1n, 9_999_999n, 2),
  anyNumber(1n, 99_999_999_999n, 5),
);

/** Chained percentages, or one that gives the whole line free. */
const anyDiscounts = (component: boolean): fc.Arbitrary<DiscountForm[]> => {
  const other = component ? anyText(3, 80) : anyText(5, 100);
  const usual = fc
    .record({
      code: fc.constantFrom('02', '04', '05', '06', '07', '08', '09', '99'),
      value: anyPercent,
      otherText: other,
      nature: anyText(3, 80),
      named: fc.boolean(),
    })
    .map(({ code, value, otherText, nature, named }): DiscountForm => ({
      ...emptyDiscount('d'),
      code,
      value,
      otherText: code === '99' ? otherText : '',
      nature: code === '99' || named ? nature : '',
    }));
  const free = fc
    .constantFrom('01', '03')
    .map((code): DiscountForm => ({ ...emptyDiscount('d'), code, value: '100' }));
  const tiny: fc.Arbitrary<DiscountForm> = fc.constant({
    ...emptyDiscount('d'),
    code: '07',
    mode: 'amount',
    value: '0',
  });
  return fc
    .oneof(
      { arbitrary: fc.constant([]), weight: 5 },
      { arbitrary: fc.array(usual, { minLength: 1, maxLength: 4 }), weight: 3 },
      { arbitrary: fc.tuple(tiny, usual), weight: 1 },
      { arbitrary: free.map((each) => [each]), weight: 1 },
      { arbitrary: fc.tuple(usual, free), weight: 1 },
    )
    .map((found) => found.map((each, index) => ({ ...each, id: `d${index + 1}` })));
};

/** Other taxes of the kind, each with the fields of its formula and some that do not count. */
const anyTaxes = (kind: InvoiceKind): fc.Arbitrary<TaxForm[]> => {
  const rows = otherTaxCodes.filter((row) => row.by === 'rate' || kindFields[kind].specificTaxes);
  const tax = fc
    .record({
      code: fc.constantFrom(...rows.map((row) => row.code)),
      otherText: anyText(5, 100),
      rate: anyNumber(0n, 9_999n, 2),
      quantity: anyNumber(0n, 200_000n, 2),
      percentage: anyNumber(0n, 9_999n, 2),
      volume: anyNumber(1n, 200_000n, 2),
      unitTax: anyNumber(0n, 10_000_000n, 5),
      soap: fc.boolean(),
      assumed: fc.boolean(),
    })
    .map((each): TaxForm => ({ ...emptyTax('t'), ...each, rate: each.code === '12' ? '' : each.rate }));
  return sometimes(fc.array(tax, { minLength: 1, maxLength: 3 }), []).map((found) =>
    found.map((each, index) => ({ ...each, id: `t${index + 1}` })),
  );
};

interface IvaTexts {
  readonly ivaTax: string;
  readonly ivaCode: string;
  readonly ivaRate: string;
  readonly ivaFactor: string;
  readonly factoryIva: string;
  readonly taxBase: string;
}

/** A tax of the IVA family with rate or factor, collected at the factory or not, its base typed where it may be. */
const anyIva = (kind: InvoiceKind, component: boolean): fc.Arbitrary<IvaTexts> => {
  const fields = kindFields[kind];
  const rows = ivaRates.filter(
    (row) => ivaRateAllowed(row, kind) && (kind !== '09' || row.class !== 'not-subject'),
  );
  return fc
    .record({
      ivaTax: component
        ? fc.constantFrom('01', '01', '07')
        : fc.constantFrom('01', '01', '01', '01', '07', '08'),
      row: fc.oneof(fc.constantFrom(...rows), fc.constantFrom(...rows.slice(0, 2))),
      shown: fc.boolean(),
      factor: anyNumber(1n, 9_999n, 4),
      factory: sometimes(fc.constantFrom('01', '02'), ''),
      base: fc.oneof(fc.constant(''), anyNumber(1n, 99_999_999_999n, 5)),
      sureBase: anyNumber(1n, 99_999_999n, 2),
    })
    .map(({ ivaTax, row, shown, factor, factory, base, sureBase }) => {
      const exempt = rows.find((each) => each.code === '10') ?? row;
      const factoryIva = fields.factoryIva && ivaTax !== '08' ? factory : '';
      const rate = factoryIva === '02' ? exempt : row;
      const typed = fields.taxBase && ivaTax === '07' ? base : '';
      return {
        ivaTax,
        ivaCode: rate.code,
        ivaRate: shown ? typedNumberText(rate.rate) : '',
        ivaFactor: ivaTax === '08' ? factor : '',
        factoryIva,
        taxBase: factoryIva === '01' ? sureBase : typed,
      };
    });
};

const anyExoneration = (kind: InvoiceKind): fc.Arbitrary<ExonerationForm> =>
  fc
    .record({
      row: fc.constantFrom(...exonerationTypesFor(kind)),
      otherText: anyText(5, 100),
      number: anyText(3, 40),
      register: digits(8),
      article: fc.oneof(fc.constant(''), anyNumber(1n, 999_999n, 0)),
      clause: fc.oneof(fc.constant(''), anyNumber(1n, 999_999n, 0)),
      institution: fc.constantFrom(...exonerationInstitutions.map((each) => each.code)),
      institutionOther: anyText(5, 160),
      issuedOn: fc.constantFrom('2019-07-01', '2024-02-29', '2026-11-20', '2025-03-04T15:30:00-06:00'),
    })
    .map(({ row, register, ...each }) => ({
      ...emptyExoneration(),
      ...each,
      documentType: row.code,
      otherText: row.code === '99' ? each.otherText : '',
      number: row.registered ? `AL-${register}-24` : each.number,
      article: row.needsArticle && each.article === '' ? '8' : each.article,
      institutionOther: each.institution === '99' ? each.institutionOther : '',
    }));

/** Rate as points of the line's own; undefined where the line has nothing to exonerate. */
function exoneratedRate(line: LineForm, share: number): string | undefined {
  if (line.components.length > 0) return share < 50 ? '0.01' : '1';
  const row = ivaRates.find((each) => each.code === line.ivaCode);
  if (line.ivaTax === '08' || row === undefined || row.rate.unscaled === 0n) return undefined;
  if (share > 60) return '';
  const points: Decimal = { unscaled: row.rate.unscaled * BigInt(share + 1), scale: row.rate.scale + 2 };
  // at most 2 decimals: cut
  const cut = points.unscaled / 10n ** BigInt(Math.max(points.scale - 2, 0));
  const rate = { unscaled: cut === 0n ? 1n : cut, scale: 2 };
  return compareDecimals(rate, row.rate) > 0 ? '' : typedNumberText(rate);
}

/** Small enough for a bundle of many thousands to fit 13 integer digits. */
const anyComponent = (kind: InvoiceKind): fc.Arbitrary<ComponentForm> =>
  fc
    .record({
      cabys: anyCabys,
      productCode: sometimes(anyText(1, 20), ''),
      detail: anyText(3, 200),
      quantity: anyNumber(1n, 99_999n, 3),
      unit: fc.constantFrom(...units.map((each) => each.code)),
      commercialUnit: sometimes(anyText(1, 20), ''),
      unitPrice: anyNumber(0n, 999_999_999n, 5),
      discounts: anyDiscounts(true),
      taxes: anyTaxes(kind),
      iva: anyIva(kind, true),
    })
    .map(({ iva: { ivaFactor: _none, ...iva }, ...each }) => ({ ...emptyComponent('c'), ...each, ...iva }));

/** The facts of the goods: what a kind has no field for stays empty. */
const anyGoods = (kind: InvoiceKind) => {
  const fields = kindFields[kind];
  const medicine = fc.tuple(anyText(1, 100), fc.stringMatching(/^[A-Z]{3}$/));
  return fc
    .record({
      cabys:
        fields.cabys === 'optional'
          ? sometimes(fc.constant(''), 'x').chain((none) => (none === '' ? fc.constant('') : anyCabys))
          : anyCabys,
      heading: digits(12),
      headed: fc.boolean(),
      productCode: sometimes(anyText(1, 20), ''),
      commercialCodes: sometimes(
        fc.array(fc.record({ type: fc.constantFrom('01', '02', '03', '99'), code: anyText(1, 20) }), {
          minLength: 1,
          maxLength: 4,
        }),
        [],
      ),
      serials: sometimes(fc.array(fc.stringMatching(/^[A-HJ-NPR-Z0-9]{1,17}$/), { maxLength: 3 }), []),
      medicine: sometimes<readonly [string, string]>(medicine, ['', '']),
      unit: fc.constantFrom(...units.map((each) => each.code)),
      commercialUnit: sometimes(anyText(1, 20), ''),
      detail: anyText(3, 200),
      transactionType: sometimes(
        fc.integer({ min: 1, max: 13 }).map((each) => String(each).padStart(2, '0')),
        '',
      ),
      healthService: fc.boolean(),
      exportedTax: sometimes(anyNumber(0n, 99_999_999n, 5), ''),
    })
    .map(({ heading, headed, medicine: [registry, form], commercialCodes, ...goods }) => ({
      ...goods,
      commercialCodes: commercialCodes.map((each, index) => ({ ...each, id: `k${index + 1}` })),
      tariffHeading: fields.tariffHeading && (headed || /^[0-4]/.test(goods.cabys)) ? heading : '',
      medicineRegistry: registry,
      medicineForm: form,
      transactionType: fields.transactionType ? goods.transactionType : '',
      healthService: fields.ivaReturned && goods.healthService && goods.cabys >= '5',
      exportedTax: fields.exportedTax ? goods.exportedTax : '',
    }));
};

/** A line of a REP: a payment. */
const anyPayment: fc.Arbitrary<LineForm> = fc
  .record({
    detail: anyText(3, 200),
    unitPrice: anyPrice,
    taxBase: sometimes(anyPrice, ''),
    iva: anyIva('10', false),
  })
  .map(({ detail, unitPrice, taxBase, iva }) => ({
    ...emptyLine('l'),
    ...iva,
    detail,
    unitPrice,
    taxBase,
    factoryIva: '',
  }));

/** A line of a sale, purchase, export or note. Its exoneration may be more than its tax: `anyForm` leaves those out. */
const anySaleLine = (kind: InvoiceKind): fc.Arbitrary<LineForm> => {
  const fields = kindFields[kind];
  return fc
    .record({
      goods: anyGoods(kind),
      quantity: anyQuantity,
      unitPrice: anyPrice,
      discounts: anyDiscounts(false),
      iva: anyIva(kind, false),
      taxes: anyTaxes(kind),
      components: fields.components
        ? sometimes(fc.array(anyComponent(kind), { minLength: 1, maxLength: 4 }), [])
        : fc.constant<ComponentForm[]>([]),
      exoneration: anyExoneration(kind),
      exonerated: fc.integer({ min: 0, max: 300 }),
    })
    .map(({ goods, iva, exoneration, exonerated, components, taxes, ...numbers }): LineForm => {
      const bundle = components.length > 0;
      const line: LineForm = {
        ...emptyLine('l'),
        ...goods,
        ...iva,
        ...numbers,
        taxes: bundle ? [] : taxes,
        components: components.map((each, index) => ({ ...each, id: `c${index + 1}` })),
        ...(bundle && { factoryIva: '', taxBase: '', ivaTax: '01', ivaFactor: '' }),
      };
      if (!fields.exoneration || exonerated > 99) return line;
      const rate = exoneratedRate(line, exonerated);
      return rate === undefined ? line : { ...line, exoneration: { ...exoneration, rate } };
    });
};

export const anyLineForm = (kind: InvoiceKind): fc.Arbitrary<LineForm> =>
  kindFields[kind].paymentLines ? anyPayment : anySaleLine(kind);
