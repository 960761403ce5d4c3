import type { Finding } from '../../domain/practice/switches.ts';
import { timeSlice } from './time-slice.ts';
import type { XmlElement } from './xml-tree.ts';

/**
 * Element order, counts and field formats of the kinds that can be practised, as the v4.4 schemas have them (DOMAIN.md 4.1-4.3).
 * A kind is one entry of `kinds`; the others come with the documents that use them.
 * Notation: `Name` once, `Name?` at most once, `Name{1,4}` so many times.
 */

const shared: Readonly<Record<string, string>> = {
  Emisor:
    'Nombre Identificacion Registrofiscal8707? NombreComercial? Ubicacion Telefono? CorreoElectronico{1,4}',
  Receptor:
    'Nombre Identificacion NombreComercial? Ubicacion? OtrasSenasExtranjero? Telefono? CorreoElectronico?',
  Identificacion: 'Tipo Numero',
  Ubicacion: 'Provincia Canton Distrito Barrio? OtrasSenas',
  Telefono: 'CodigoPais NumTelefono',
  DetalleServicio: 'LineaDetalle{1,1000}',
  LineaDetalle:
    'NumeroLinea CodigoCABYS CodigoComercial{0,5} Cantidad UnidadMedida TipoTransaccion? UnidadMedidaComercial? Detalle NumeroVINoSerie{0,1000} RegistroMedicamento? FormaFarmaceutica? DetalleSurtido? PrecioUnitario MontoTotal Descuento{0,5} SubTotal IVACobradoFabrica? BaseImponible Impuesto{1,1000} ImpuestoAsumidoEmisorFabrica ImpuestoNeto MontoTotalLinea',
  CodigoComercial: 'Tipo Codigo',
  Descuento: 'MontoDescuento CodigoDescuento CodigoDescuentoOTRO? NaturalezaDescuento?',
  Impuesto:
    'Codigo CodigoImpuestoOTRO? CodigoTarifaIVA? Tarifa? FactorCalculoIVA? DatosImpuestoEspecifico? Monto Exoneracion?',
  DatosImpuestoEspecifico:
    'CantidadUnidadMedida Porcentaje? Proporcion? VolumenUnidadConsumo? ImpuestoUnidad',
  Exoneracion:
    'TipoDocumentoEX1 TipoDocumentoOTRO? NumeroDocumento Articulo? Inciso? NombreInstitucion NombreInstitucionOtros? FechaEmisionEX TarifaExonerada MontoExoneracion',
  OtrosCargos:
    'TipoDocumentoOC TipoDocumentoOTROS? IdentificacionTercero? NombreTercero? Detalle PorcentajeOC? MontoCargo',
  IdentificacionTercero: 'Tipo Numero',
  ResumenFactura:
    'CodigoTipoMoneda TotalServGravados? TotalServExentos? TotalServExonerado? TotalServNoSujeto? TotalMercanciasGravadas? TotalMercanciasExentas? TotalMercExonerada? TotalMercNoSujeta? TotalGravado? TotalExento? TotalExonerado? TotalNoSujeto? TotalVenta TotalDescuentos? TotalVentaNeta TotalDesgloseImpuesto{0,1000} TotalImpuesto? TotalImpAsumEmisorFabrica? TotalIVADevuelto? TotalOtrosCargos? MedioPago{0,4} TotalComprobante',
  CodigoTipoMoneda: 'CodigoMoneda TipoCambio',
  TotalDesgloseImpuesto: 'Codigo CodigoTarifaIVA? TotalMontoImpuesto',
  MedioPago: 'TipoMedioPago? MedioPagoOtros? TotalMedioPago?',
  InformacionReferencia:
    'TipoDocIR TipoDocRefOTRO? Numero? FechaEmisionIR Codigo? CodigoReferenciaOTRO? Razon?',
  Otros: 'OtroTexto{0,1000} OtroContenido{0,1000}',
};

export interface ComprobanteKind {
  readonly root: string;
  /** two digits, as in the consecutivo */
  readonly code: string;
  readonly namespace: string;
  readonly orders: Readonly<Record<string, string>>;
}

const base = 'https://cdn.comprobanteselectronicos.go.cr/xml-schemas/v4.4/';

export const kinds: readonly ComprobanteKind[] = [
  {
    root: 'FacturaElectronica',
    code: '01',
    namespace: `${base}facturaElectronica`,
    orders: {
      ...shared,
      FacturaElectronica:
        'Clave ProveedorSistemas CodigoActividadEmisor CodigoActividadReceptor? NumeroConsecutivo FechaEmision Emisor Receptor CondicionVenta CondicionVentaOtros? PlazoCredito? DetalleServicio? OtrosCargos{0,15} ResumenFactura InformacionReferencia{0,10} Otros? Signature{1,5}',
    },
  },
  {
    root: 'TiqueteElectronico',
    code: '04',
    namespace: `${base}tiqueteElectronico`,
    orders: {
      ...shared,
      TiqueteElectronico:
        'Clave ProveedorSistemas CodigoActividadEmisor NumeroConsecutivo FechaEmision Emisor Receptor? CondicionVenta CondicionVentaOtros? PlazoCredito? DetalleServicio? OtrosCargos{0,15} ResumenFactura InformacionReferencia{0,10} Otros? Signature{1,5}',
      Receptor:
        'Nombre Identificacion? NombreComercial? Ubicacion? OtrasSenasExtranjero? Telefono? CorreoElectronico?',
      LineaDetalle: shared['LineaDetalle']?.replace('TipoTransaccion? ', '') ?? '',
    },
  },
];

interface Place {
  readonly name: string;
  readonly least: number;
  readonly most: number;
}

const placesOf = new Map<string, readonly Place[]>();
function places(order: string): readonly Place[] {
  const known = placesOf.get(order);
  if (known !== undefined) return known;
  const made = order.split(' ').map((item): Place => {
    const match = /^(\w+?)(\?|\{(\d+),(\d+)\})?$/.exec(item);
    if (match === null) throw new RangeError(`bad notation: ${item}`);
    const [, name = '', count = '', least = '1', most = '1'] = match;
    return count === '?' ? { name, least: 0, most: 1 } : { name, least: Number(least), most: Number(most) };
  });
  placesOf.set(order, made);
  return made;
}

const money = /^\d{1,13}(\.\d{1,5})?$/;
const moneyNames =
  'PrecioUnitario MontoTotal MontoDescuento SubTotal BaseImponible Monto MontoExoneracion ImpuestoAsumidoEmisorFabrica ImpuestoNeto MontoTotalLinea MontoCargo TipoCambio TotalServGravados TotalServExentos TotalServExonerado TotalServNoSujeto TotalMercanciasGravadas TotalMercanciasExentas TotalMercExonerada TotalMercNoSujeta TotalGravado TotalExento TotalExonerado TotalNoSujeto TotalVenta TotalDescuentos TotalVentaNeta TotalMontoImpuesto TotalImpuesto TotalImpAsumEmisorFabrica TotalIVADevuelto TotalOtrosCargos TotalMedioPago TotalComprobante ImpuestoUnidad';
const rate = /^\d{1,2}(\.\d{1,2})?$/;
const sized = (least: number, most: number): RegExp => new RegExp(`^[^]{${least},${most}}$`, 'u');

/** By element name; `Parent/Name` where a name has two meanings. */
const formats: Readonly<Record<string, RegExp>> = {
  ...Object.fromEntries(moneyNames.split(' ').map((name) => [name, money])),
  Clave: /^\d{50}$/,
  NumeroConsecutivo: /^\d{20}$/,
  ProveedorSistemas: sized(1, 20),
  CodigoActividadEmisor: sized(6, 6),
  CodigoActividadReceptor: sized(6, 6),
  FechaEmision: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$/,
  'Emisor/Nombre': sized(5, 100),
  'Receptor/Nombre': sized(3, 100),
  NombreComercial: sized(3, 80),
  'Identificacion/Tipo': /^0[1-6]$/,
  'Identificacion/Numero': sized(1, 20),
  Provincia: /^[1-7]$/,
  Canton: /^\d\d$/,
  Distrito: /^\d\d$/,
  Barrio: sized(5, 50),
  OtrasSenas: sized(5, 250),
  OtrasSenasExtranjero: sized(5, 300),
  CodigoPais: /^\d{1,3}$/,
  NumTelefono: /^[1-9]\d{2,19}$/,
  CorreoElectronico: /^[^\s<>()[\],;:"@]+@[^\s<>()[\],;:"@]+\.[^\s<>()[\],;:"@]+$/,
  CondicionVenta: /^(0[1-8]|1[0-5]|99)$/,
  CondicionVentaOtros: sized(5, 100),
  NumeroLinea: /^[1-9]\d{0,3}$/,
  CodigoCABYS: /^\d{13}$/,
  'CodigoComercial/Tipo': /^(0[1-4]|99)$/,
  'CodigoComercial/Codigo': sized(0, 20),
  Cantidad: /^\d{1,13}(\.\d{1,3})?$/,
  UnidadMedida: sized(1, 15),
  TipoTransaccion: /^(0[1-9]|1[0-3])$/,
  UnidadMedidaComercial: sized(1, 20),
  'LineaDetalle/Detalle': sized(3, 200),
  CodigoDescuento: /^(0[1-9]|99)$/,
  CodigoDescuentoOTRO: sized(5, 100),
  NaturalezaDescuento: sized(3, 80),
  'Impuesto/Codigo': /^(0[1-8]|12|99)$/,
  CodigoTarifaIVA: /^(0[1-9]|1[01])$/,
  Tarifa: rate,
  TarifaExonerada: rate,
  FactorCalculoIVA: /^\d(\.\d{1,4})?$/,
  CodigoMoneda: /^[A-Z]{3}$/,
  TipoMedioPago: /^(0[1-7]|99)$/,
  MedioPagoOtros: sized(3, 100),
  OtroTexto: sized(0, 500),
};

const most = 20;

/**
 * First level of the authority's validation: children in order and number, then formats. Texts imitate a schema validator's.
 * @returns at most 20 findings, code -1
 */
export async function structureFindings(
  root: XmlElement,
  kind: ComprobanteKind,
): Promise<readonly Finding[]> {
  const slice = timeSlice();
  const findings: Finding[] = [];
  const report = (text: string): void => {
    if (findings.length < most) findings.push({ code: -1, text });
  };
  /** Elements still to be looked at, the next one last. */
  const waiting: { readonly element: XmlElement; readonly parent: string }[] = [
    { element: root, parent: '' },
  ];
  const visit = (element: XmlElement, parent: string): void => {
    const order = kind.orders[element.name];
    if (order === undefined) {
      const format = formats[`${parent}/${element.name}`] ?? formats[element.name];
      if (format !== undefined && !format.test(element.text))
        report(
          `cvc-type.3.1.3: The value '${element.text.slice(0, 60)}' of element '${element.name}' is not valid.`,
        );
      return;
    }
    let next = 0;
    for (const place of places(order)) {
      let count = 0;
      while (element.children[next]?.name === place.name && count < place.most) {
        count++;
        next++;
      }
      if (count < place.least) {
        const found = element.children[next]?.name;
        report(
          found === undefined
            ? `cvc-complex-type.2.4.b: The content of element '${element.name}' is not complete. One of '{${place.name}}' is expected.`
            : `cvc-complex-type.2.4.a: Invalid content was found starting with element '${found}'. One of '{${place.name}}' is expected.`,
        );
        return;
      }
    }
    const extra = element.children[next];
    if (extra !== undefined)
      report(
        `cvc-complex-type.2.4.a: Invalid content was found starting with element '${extra.name}'. No child element is expected at this point.`,
      );
    for (const child of element.children.toReversed()) {
      if (child.namespace === kind.namespace) waiting.push({ element: child, parent: element.name });
      else if (child.name !== 'Signature' && element.name !== 'Otros')
        report(`cvc-complex-type.2.4.a: Element '${child.name}' is in a foreign namespace.`);
    }
  };
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    visit(next.element, next.parent);
    if (slice.over()) await slice.giveWay();
  }
  return findings;
}
