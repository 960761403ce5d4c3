/**
 * What a kind of document looks like to the simulated authority, as data: element order and counts as the v4.4 schemas have them
 * (DOMAIN.md 4.1, 4.2 and 8). Notation: `Name` once, `Name?` at most once, `Name{1,4}` so many times. A key `Parent/Name` goes before
 * `Name` where one name means two things.
 */
export interface ComprobanteKind {
  readonly root: string;
  /** two digits, as in the consecutivo; a message may carry any of its three */
  readonly codes: readonly string[];
  readonly namespace: string;
  readonly orders: Readonly<Record<string, string>>;
  /** CondicionVenta: the enumeration of the kind's schema; none in a message */
  readonly saleConditions: readonly string[];
  readonly family: 'sale' | 'receipt' | 'message';
  /** who issues, numbers and signs: the XML's Emisor, in a FEC its Receptor, of a message the receiver */
  readonly own: 'Emisor' | 'Receptor' | 'NumeroCedulaReceptor';
}

const base = 'https://cdn.comprobanteselectronicos.go.cr/xml-schemas/v4.4/';

const header =
  'Clave ProveedorSistemas CodigoActividadEmisor CodigoActividadReceptor? NumeroConsecutivo FechaEmision Emisor Receptor CondicionVenta CondicionVentaOtros? PlazoCredito? DetalleServicio? OtrosCargos{0,15} ResumenFactura InformacionReferencia{0,10} Otros? Signature{1,5}';

/** Of the factura; the other kinds say what they change. */
const shared = {
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
  'LineaDetalle/DetalleSurtido': 'LineaDetalleSurtido{1,20}',
  LineaDetalleSurtido:
    'CodigoCABYSSurtido CodigoComercialSurtido{0,5} CantidadSurtido UnidadMedidaSurtido UnidadMedidaComercialSurtido? DetalleSurtido PrecioUnitarioSurtido MontoTotalSurtido DescuentoSurtido{0,5} SubTotalSurtido IVACobradoFabricaSurtido? BaseImponibleSurtido ImpuestoSurtido{1,1000}',
  CodigoComercialSurtido: 'TipoSurtido CodigoSurtido',
  DescuentoSurtido: 'MontoDescuentoSurtido CodigoDescuentoSurtido DescuentoSurtidoOtros?',
  ImpuestoSurtido:
    'CodigoImpuestoSurtido CodigoImpuestoOTROSurtido? CodigoTarifaIVASurtido? TarifaSurtido? DatosImpuestoEspecificoSurtido? MontoImpuestoSurtido',
  DatosImpuestoEspecificoSurtido:
    'CantidadUnidadMedidaSurtido PorcentajeSurtido? ProporcionSurtido? VolumenUnidadConsumoSurtido? ImpuestoUnidadSurtido',
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
} as const;

const nameOf = (item: string): string => item.replace(/[?{].*$/, '');

/** `-Name` takes an item out, `Name…` gives the item of that name another count, `A<B…` puts B after A (`<B…`: first). */
function edited(order: string, ...changes: readonly string[]): string {
  let items = order.split(' ');
  for (const change of changes) {
    const [left = '', inserted] = change.split('<');
    if (inserted !== undefined) {
      const at = items.findIndex((item) => nameOf(item) === left);
      if (at === -1 && left !== '') throw new RangeError(`no ${left} to stand after`);
      items = items.toSpliced(at + 1, 0, inserted);
      continue;
    }
    const name = nameOf(change.replace(/^-/, ''));
    if (!items.some((item) => nameOf(item) === name)) throw new RangeError(`no ${name} to change`);
    items = change.startsWith('-')
      ? items.filter((item) => nameOf(item) !== name)
      : items.map((item) => (nameOf(item) === name ? change : item));
  }
  return items.join(' ');
}

/** Only the orders that a document of that root can come to. */
function within(root: string, orders: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const kept: Record<string, string> = {};
  const waiting = [{ parent: '', name: root }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { parent, name } = next;
    const key = `${parent}/${name}` in orders ? `${parent}/${name}` : name;
    const order = orders[key];
    if (order === undefined || key in kept) continue;
    kept[key] = order;
    waiting.push(...order.split(' ').map((item) => ({ parent: name, name: nameOf(item) })));
  }
  return kept;
}

const commonConditions = [
  '01',
  '02',
  '03',
  '04',
  '05',
  '06',
  '07',
  '08',
  '10',
  '13',
  '14',
  '15',
  '99',
] as const;
const conditions = (...more: readonly string[]): readonly string[] => [...commonConditions, ...more];

interface Changes {
  readonly root?: readonly string[];
  readonly parts?: Readonly<Record<string, string>>;
}

function sale(
  root: string,
  code: string,
  { root: changes = [], parts = {} }: Changes,
  saleConditions: readonly string[] = conditions(),
  own: ComprobanteKind['own'] = 'Emisor',
): ComprobanteKind {
  return {
    root,
    codes: [code],
    namespace: `${base}${root.charAt(0).toLowerCase()}${root.slice(1)}`,
    orders: within(root, { ...shared, ...parts, [root]: edited(header, ...changes) }),
    saleConditions,
    family: 'sale',
    own,
  };
}

const noteChanges: Changes = {
  root: ['CodigoActividadEmisor?', 'Receptor?', 'InformacionReferencia{1,10}'],
  parts: {
    Emisor: edited(shared.Emisor, 'Ubicacion?', 'CorreoElectronico{0,4}'),
    Receptor: edited(shared.Receptor, 'Identificacion?'),
    LineaDetalle: edited(
      shared.LineaDetalle,
      'NumeroLinea<PartidaArancelaria?',
      'CodigoCABYS?',
      'ImpuestoAsumidoEmisorFabrica?',
    ),
    Impuesto: edited(shared.Impuesto, 'Monto<MontoExportacion?'),
  },
};
const noteConditions = conditions('09', '11', '12');

const receipt: ComprobanteKind = {
  root: 'ReciboElectronicoPago',
  codes: ['10'],
  namespace: `${base}reciboElectronicoPago`,
  orders: {
    ReciboElectronicoPago:
      'Clave ProveedorSistemas NumeroConsecutivo FechaEmision Emisor Receptor CondicionVenta DetalleServicio ResumenFactura InformacionReferencia{1,10} Signature{1,5}',
    Emisor: 'Nombre Identificacion CorreoElectronico{1,4}',
    Receptor: 'Nombre Identificacion CorreoElectronico?',
    Identificacion: shared.Identificacion,
    DetalleServicio: shared.DetalleServicio,
    LineaDetalle: 'NumeroLinea Detalle MontoTotal SubTotal Impuesto{0,1000} ImpuestoNeto MontoTotalLinea',
    Impuesto: 'Codigo CodigoImpuestoOTRO? CodigoTarifaIVA? Tarifa? FactorCalculoIVA? Monto',
    ResumenFactura:
      'CodigoTipoMoneda TotalVenta TotalVentaNeta TotalDesgloseImpuesto{0,1000} TotalImpuesto? MedioPago{1,4} TotalComprobante',
    CodigoTipoMoneda: shared.CodigoTipoMoneda,
    TotalDesgloseImpuesto: shared.TotalDesgloseImpuesto,
    MedioPago: edited(shared.MedioPago, 'TipoMedioPago'),
    InformacionReferencia: edited(shared.InformacionReferencia, 'Numero'),
  },
  saleConditions: ['09', '11'],
  family: 'receipt',
  own: 'Emisor',
};

const message: ComprobanteKind = {
  root: 'MensajeReceptor',
  codes: ['05', '06', '07'],
  namespace: `${base}mensajeReceptor`,
  orders: {
    MensajeReceptor:
      'Clave NumeroCedulaEmisor FechaEmisionDoc Mensaje DetalleMensaje? MontoTotalImpuesto? CodigoActividad? CondicionImpuesto? MontoTotalImpuestoAcreditar? MontoTotalDeGastoAplicable? TotalFactura NumeroCedulaReceptor NumeroConsecutivoReceptor Signature{1,5}',
  },
  saleConditions: [],
  family: 'message',
  own: 'NumeroCedulaReceptor',
};

export const kinds: readonly ComprobanteKind[] = [
  sale('FacturaElectronica', '01', {}, conditions('12')),
  sale('NotaDebitoElectronica', '02', noteChanges, noteConditions),
  sale('NotaCreditoElectronica', '03', noteChanges, noteConditions),
  sale('TiqueteElectronico', '04', {
    root: ['-CodigoActividadReceptor', 'Receptor?'],
    parts: {
      Receptor: edited(shared.Receptor, 'Identificacion?'),
      LineaDetalle: edited(shared.LineaDetalle, '-TipoTransaccion'),
    },
  }),
  sale(
    'FacturaElectronicaCompra',
    '08',
    {
      root: [
        'CodigoActividadEmisor?',
        'CodigoActividadReceptor',
        'DetalleServicio',
        'InformacionReferencia{1,10}',
      ],
      parts: {
        Emisor: edited(
          shared.Emisor,
          'Ubicacion?',
          'Ubicacion<OtrasSenasExtranjero?',
          'CorreoElectronico{0,4}',
        ),
        Receptor: edited(shared.Receptor, '-OtrasSenasExtranjero'),
        LineaDetalle: edited(
          shared.LineaDetalle,
          '-DetalleSurtido',
          '-IVACobradoFabrica',
          '-ImpuestoAsumidoEmisorFabrica',
        ),
        Impuesto: edited(shared.Impuesto, '-DatosImpuestoEspecifico'),
        ResumenFactura: edited(shared.ResumenFactura, '-TotalIVADevuelto'),
      },
    },
    conditions(),
    'Receptor',
  ),
  sale('FacturaElectronicaExportacion', '09', {
    root: ['-CodigoActividadReceptor', 'Receptor?', 'DetalleServicio'],
    parts: {
      Receptor: edited(shared.Receptor, 'Identificacion?', '-Ubicacion'),
      LineaDetalle: edited(
        shared.LineaDetalle,
        'NumeroLinea<PartidaArancelaria?',
        '-IVACobradoFabrica',
        '-BaseImponible',
        '-ImpuestoAsumidoEmisorFabrica',
        '-ImpuestoNeto',
      ),
      LineaDetalleSurtido: edited(
        shared.LineaDetalleSurtido,
        '-IVACobradoFabricaSurtido',
        '-BaseImponibleSurtido',
      ),
      ImpuestoSurtido: edited(shared.ImpuestoSurtido, '-DatosImpuestoEspecificoSurtido'),
      Impuesto: edited(
        shared.Impuesto,
        '-DatosImpuestoEspecifico',
        '-Exoneracion',
        'Monto<MontoExportacion?',
      ),
      ResumenFactura: edited(
        shared.ResumenFactura,
        '-TotalServExonerado',
        '-TotalServNoSujeto',
        '-TotalMercExonerada',
        '-TotalMercNoSujeta',
        '-TotalExonerado',
        '-TotalNoSujeto',
        '-TotalIVADevuelto',
      ),
    },
  }),
  receipt,
  message,
];

/** By root element and namespace, both as the schema has them. */
export const kindOf = (root: {
  readonly name: string;
  readonly namespace: string;
}): ComprobanteKind | undefined =>
  kinds.find((one) => one.root === root.name && one.namespace === root.namespace);
