import { amount } from './comprobante-reading.ts';
import { childOf, childrenOf, textAt, type XmlElement } from './xml-tree.ts';

/** What the tax rules need of a line, or of a component of a surtido, whose fields bear other names. */
export interface TaxedItem {
  /** as findings name it: `línea 3` */
  readonly place: string;
  readonly cabys: string | undefined;
  readonly quantity: string;
  readonly price: string;
  readonly total: string;
  readonly discounts: readonly DiscountRead[];
  readonly subtotal: string;
  /** undefined in a FEE, whose lines have none */
  readonly base: string | undefined;
  readonly factoryIva: string | undefined;
  readonly taxes: readonly TaxRead[];
}

export interface DiscountRead {
  readonly code: string;
  readonly amount: string;
  /** all texts that code 99 asks for are there */
  readonly explained: boolean;
}

export interface TaxRead {
  readonly code: string;
  readonly rateCode: string | undefined;
  readonly rate: string | undefined;
  readonly factor: string | undefined;
  readonly amount: string;
  readonly specific: SpecificRead | undefined;
  readonly exoneration: XmlElement | undefined;
}

export interface SpecificRead {
  readonly quantity: string;
  readonly percentage: string | undefined;
  readonly proportion: string | undefined;
  readonly volume: string | undefined;
  readonly unitTax: string;
}

function specificOf(tax: XmlElement, end: '' | 'Surtido'): SpecificRead | undefined {
  const data = childOf(tax, `DatosImpuestoEspecifico${end}`);
  if (data === undefined) return undefined;
  return {
    quantity: amount(data, `CantidadUnidadMedida${end}`),
    percentage: textAt(data, `Porcentaje${end}`),
    proportion: textAt(data, `Proporcion${end}`),
    volume: textAt(data, `VolumenUnidadConsumo${end}`),
    unitTax: amount(data, `ImpuestoUnidad${end}`),
  };
}

export const itemOfLine = (line: XmlElement, place: string): TaxedItem => ({
  place,
  cabys: textAt(line, 'CodigoCABYS'),
  quantity: amount(line, 'Cantidad'),
  price: amount(line, 'PrecioUnitario'),
  total: amount(line, 'MontoTotal'),
  discounts: childrenOf(line, 'Descuento').map((discount) => ({
    code: textAt(discount, 'CodigoDescuento') ?? '',
    amount: amount(discount, 'MontoDescuento'),
    explained:
      textAt(discount, 'CodigoDescuentoOTRO') !== undefined &&
      textAt(discount, 'NaturalezaDescuento') !== undefined,
  })),
  subtotal: amount(line, 'SubTotal'),
  base: textAt(line, 'BaseImponible'),
  factoryIva: textAt(line, 'IVACobradoFabrica'),
  taxes: childrenOf(line, 'Impuesto').map((tax) => ({
    code: textAt(tax, 'Codigo') ?? '',
    rateCode: textAt(tax, 'CodigoTarifaIVA'),
    rate: textAt(tax, 'Tarifa'),
    factor: textAt(tax, 'FactorCalculoIVA'),
    amount: amount(tax, 'Monto'),
    specific: specificOf(tax, ''),
    exoneration: childOf(tax, 'Exoneracion'),
  })),
});

export const itemOfComponent = (component: XmlElement, place: string): TaxedItem => ({
  place,
  cabys: textAt(component, 'CodigoCABYSSurtido'),
  quantity: amount(component, 'CantidadSurtido'),
  price: amount(component, 'PrecioUnitarioSurtido'),
  total: amount(component, 'MontoTotalSurtido'),
  discounts: childrenOf(component, 'DescuentoSurtido').map((discount) => ({
    code: textAt(discount, 'CodigoDescuentoSurtido') ?? '',
    amount: amount(discount, 'MontoDescuentoSurtido'),
    explained: textAt(discount, 'DescuentoSurtidoOtros') !== undefined,
  })),
  subtotal: amount(component, 'SubTotalSurtido'),
  base: textAt(component, 'BaseImponibleSurtido'),
  factoryIva: textAt(component, 'IVACobradoFabricaSurtido'),
  taxes: childrenOf(component, 'ImpuestoSurtido').map((tax) => ({
    code: textAt(tax, 'CodigoImpuestoSurtido') ?? '',
    rateCode: textAt(tax, 'CodigoTarifaIVASurtido'),
    rate: textAt(tax, 'TarifaSurtido'),
    factor: undefined,
    amount: amount(tax, 'MontoImpuestoSurtido'),
    specific: specificOf(tax, 'Surtido'),
    exoneration: undefined,
  })),
});

/** Regalía and bonificación: the issuer bears the IVA of the whole line (DOMAIN.md 5.7). */
export const isGift = (item: TaxedItem): boolean =>
  item.discounts.some(({ code }) => code === '01' || code === '03');

export const ivaFamily: ReadonlySet<string> = new Set(['01', '07', '08']);

export const exonerated = (tax: TaxRead): string =>
  tax.exoneration === undefined ? '0' : amount(tax.exoneration, 'MontoExoneracion');
