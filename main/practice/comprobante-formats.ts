import { currencies, units } from '../../domain/billing/codes.ts';

/**
 * Formats of the leaves, by element name; `Parent/Name` where a name has two meanings (DOMAIN.md 4.3; the v4.4 schemas). Enumerations are
 * the schemas'; the length of identifications, the term of credit and the condition of sale are judged elsewhere, with codes of their own.
 */
const sized = (least: number, most: number): RegExp => new RegExp(`^[^]{${least},${most}}$`, 'u');
/** Decimal text of at most `digits` digits, `decimals` of them behind the point. */
const decimal = (digits: number, decimals: number): RegExp =>
  new RegExp(`^\\d{1,${digits - decimals}}(\\.\\d{1,${decimals}})?$`);
const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
const oneOf = (...values: readonly string[]): RegExp => new RegExp(`^(?:${values.map(escaped).join('|')})$`);

const money = decimal(18, 5);
const rate = decimal(4, 2);
const dateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$/;
const taxCode = oneOf('01', '02', '03', '04', '05', '06', '07', '08', '12', '99');
const rateCode = /^(0[1-9]|1[01])$/;
const discountCode = /^(0[1-9]|99)$/;
const commercialType = /^(0[1-4]|99)$/;
const unit = oneOf(...units.map(({ code }) => code));
const identificationType = /^0[1-6]$/;
const factoryIva = /^0[12]$/;
const referenceType = /^(0[1-9]|1[0-8]|99)$/;
const quantity = decimal(16, 3);

const moneyNames =
  'PrecioUnitario MontoTotal MontoDescuento SubTotal BaseImponible Monto MontoExportacion MontoExoneracion ImpuestoAsumidoEmisorFabrica ImpuestoNeto MontoTotalLinea MontoCargo TipoCambio TotalServGravados TotalServExentos TotalServExonerado TotalServNoSujeto TotalMercanciasGravadas TotalMercanciasExentas TotalMercExonerada TotalMercNoSujeta TotalGravado TotalExento TotalExonerado TotalNoSujeto TotalVenta TotalDescuentos TotalVentaNeta TotalMontoImpuesto TotalImpuesto TotalImpAsumEmisorFabrica TotalIVADevuelto TotalOtrosCargos TotalMedioPago TotalComprobante ImpuestoUnidad PrecioUnitarioSurtido MontoTotalSurtido MontoDescuentoSurtido SubTotalSurtido BaseImponibleSurtido MontoImpuestoSurtido ImpuestoUnidadSurtido MontoTotalImpuesto MontoTotalImpuestoAcreditar MontoTotalDeGastoAplicable TotalFactura';

export const formats: Readonly<Record<string, RegExp>> = {
  ...Object.fromEntries(moneyNames.split(' ').map((name) => [name, money])),
  Clave: /^\d{50}$/,
  NumeroConsecutivo: /^\d{20}$/,
  ProveedorSistemas: sized(1, 20),
  CodigoActividadEmisor: sized(6, 6),
  CodigoActividadReceptor: sized(6, 6),
  FechaEmision: dateTime,
  'Emisor/Nombre': sized(5, 100),
  'Receptor/Nombre': sized(3, 100),
  NombreComercial: sized(3, 80),
  Registrofiscal8707: sized(0, 12),
  'Identificacion/Tipo': identificationType,
  'Identificacion/Numero': sized(1, 20),
  Provincia: /^[1-9]$/,
  Canton: /^\d\d$/,
  Distrito: /^\d\d$/,
  Barrio: sized(5, 50),
  OtrasSenas: sized(5, 250),
  OtrasSenasExtranjero: sized(5, 300),
  CodigoPais: /^\d{1,3}$/,
  NumTelefono: /^[1-9]\d{2,19}$/,
  CorreoElectronico: /^(?=[^]{1,160}$)[^\s<>()[\],;:"@]+@[^\s<>()[\],;:"@]+\.[^\s<>()[\],;:"@]+$/u,
  CondicionVentaOtros: sized(5, 100),

  NumeroLinea: /^([1-9]\d{0,2}|1000)$/,
  PartidaArancelaria: sized(12, 12),
  CodigoCABYS: sized(13, 13),
  CodigoCABYSSurtido: sized(13, 13),
  'CodigoComercial/Tipo': commercialType,
  TipoSurtido: commercialType,
  'CodigoComercial/Codigo': sized(0, 20),
  CodigoSurtido: sized(1, 20),
  Cantidad: quantity,
  CantidadSurtido: quantity,
  UnidadMedida: unit,
  UnidadMedidaSurtido: unit,
  TipoTransaccion: /^(0[1-9]|1[0-3])$/,
  UnidadMedidaComercial: sized(1, 20),
  UnidadMedidaComercialSurtido: sized(1, 20),
  'LineaDetalle/Detalle': sized(3, 200),
  'LineaDetalleSurtido/DetalleSurtido': sized(3, 200),
  NumeroVINoSerie: sized(0, 17),
  RegistroMedicamento: sized(0, 100),
  FormaFarmaceutica: sized(0, 3),
  CodigoDescuento: discountCode,
  CodigoDescuentoSurtido: discountCode,
  CodigoDescuentoOTRO: sized(5, 100),
  DescuentoSurtidoOtros: sized(3, 80),
  NaturalezaDescuento: sized(3, 80),
  IVACobradoFabrica: factoryIva,
  IVACobradoFabricaSurtido: factoryIva,

  'Impuesto/Codigo': taxCode,
  CodigoImpuestoSurtido: taxCode,
  'TotalDesgloseImpuesto/Codigo': taxCode,
  CodigoImpuestoOTRO: sized(5, 100),
  CodigoImpuestoOTROSurtido: sized(5, 100),
  CodigoTarifaIVA: rateCode,
  CodigoTarifaIVASurtido: rateCode,
  Tarifa: rate,
  TarifaSurtido: rate,
  FactorCalculoIVA: decimal(5, 4),
  CantidadUnidadMedida: decimal(7, 2),
  CantidadUnidadMedidaSurtido: decimal(7, 2),
  Porcentaje: rate,
  PorcentajeSurtido: rate,
  Proporcion: decimal(10, 5),
  ProporcionSurtido: decimal(10, 5),
  VolumenUnidadConsumo: decimal(7, 2),
  VolumenUnidadConsumoSurtido: decimal(7, 2),

  TipoDocumentoEX1: /^(0[1-9]|1[01]|99)$/,
  TipoDocumentoOTRO: sized(5, 100),
  NumeroDocumento: sized(3, 40),
  Articulo: /^\d{1,6}$/,
  Inciso: /^\d{1,6}$/,
  NombreInstitucion: /^(0[1-9]|1[0-2]|99)$/,
  NombreInstitucionOtros: sized(5, 160),
  FechaEmisionEX: dateTime,
  TarifaExonerada: rate,

  TipoDocumentoOC: /^(0[1-9]|10|99)$/,
  TipoDocumentoOTROS: sized(5, 100),
  'IdentificacionTercero/Tipo': identificationType,
  'IdentificacionTercero/Numero': sized(1, 20),
  NombreTercero: sized(5, 100),
  'OtrosCargos/Detalle': sized(0, 160),
  PorcentajeOC: decimal(9, 5),

  CodigoMoneda: oneOf(...currencies.map(({ code }) => code)),
  TipoMedioPago: /^(0[1-7]|99)$/,
  MedioPagoOtros: sized(3, 100),
  TipoDocIR: referenceType,
  TipoDocRefOTRO: sized(5, 100),
  'InformacionReferencia/Numero': sized(0, 50),
  FechaEmisionIR: dateTime,
  'InformacionReferencia/Codigo': /^(0[1-24-9]|1[0-2]|99)$/,
  CodigoReferenciaOTRO: sized(5, 100),
  Razon: sized(0, 180),
  OtroTexto: sized(0, 500),

  NumeroCedulaEmisor: sized(1, 20),
  FechaEmisionDoc: dateTime,
  Mensaje: /^[123]$/,
  DetalleMensaje: sized(0, 160),
  CodigoActividad: sized(0, 6),
  CondicionImpuesto: /^0[1-5]$/,
  NumeroCedulaReceptor: /^\d{9,12}$/,
  NumeroConsecutivoReceptor: /^\d{20}$/,
};
