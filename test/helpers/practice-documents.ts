/**
 * Comprobantes and messages of every kind written by hand from the v4.4 schemas, independently of main/comprobante, with a
 * ds:Signature of the right form that signs nothing: what the simulated authorities are tested with. One line of 2.5 x 100.5 at 13 % in all of them.
 */
export type PracticeKind = '01' | '02' | '03' | '04' | '08' | '09' | '10';

const roots: Readonly<Record<PracticeKind, string>> = {
  '01': 'FacturaElectronica',
  '02': 'NotaDebitoElectronica',
  '03': 'NotaCreditoElectronica',
  '04': 'TiqueteElectronico',
  '08': 'FacturaElectronicaCompra',
  '09': 'FacturaElectronicaExportacion',
  '10': 'ReciboElectronicoPago',
};

const base = 'https://cdn.comprobanteselectronicos.go.cr/xml-schemas/v4.4/';
const signature =
  '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignedInfo><ds:CanonicalizationMethod Algorithm="urn:c"/><ds:SignatureMethod Algorithm="urn:s"/><ds:Reference URI=""><ds:DigestMethod Algorithm="urn:d"/><ds:DigestValue>AAAA</ds:DigestValue></ds:Reference></ds:SignedInfo><ds:SignatureValue>AAAA</ds:SignatureValue></ds:Signature>';
const issuedAt = '2026-11-20T09:30:00-06:00';

export const claveOf = (kind: PracticeKind, number = 42): string =>
  `506201126003101123456${consecutivoOf(kind, number)}148151623`;
export const consecutivoOf = (kind: string, number = 42): string =>
  `00100001${kind}${String(number).padStart(10, '0')}`;

const company = (name: 'Emisor' | 'Receptor', place = true): string =>
  `<${name}><Nombre>Distribuidora del Este S. A.</Nombre><Identificacion><Tipo>02</Tipo><Numero>3101123456</Numero></Identificacion>${
    place
      ? '<Ubicacion><Provincia>1</Provincia><Canton>01</Canton><Distrito>01</Distrito><OtrasSenas>Frente al parque</OtrasSenas></Ubicacion>'
      : ''
  }<CorreoElectronico>facturas@este.cr</CorreoElectronico></${name}>`;
const customer =
  '<Receptor><Nombre>Ana Rojas</Nombre><Identificacion><Tipo>01</Tipo><Numero>112340567</Numero></Identificacion></Receptor>';
const foreigner =
  '<Receptor><Nombre>Acme Corp</Nombre><Identificacion><Tipo>05</Tipo><Numero>US12345</Numero></Identificacion><OtrasSenasExtranjero>1 Main Street, Miami</OtrasSenasExtranjero></Receptor>';
const supplier =
  '<Emisor><Nombre>Luis Vega</Nombre><Identificacion><Tipo>01</Tipo><Numero>304560789</Numero></Identificacion><Ubicacion><Provincia>3</Provincia><Canton>01</Canton><Distrito>01</Distrito><OtrasSenas>Al lado del río</OtrasSenas></Ubicacion></Emisor>';

const iva =
  '<Impuesto><Codigo>01</Codigo><CodigoTarifaIVA>08</CodigoTarifaIVA><Tarifa>13</Tarifa><Monto>32.6625</Monto></Impuesto>';

const line = (kind: PracticeKind): string =>
  kind === '10'
    ? `<LineaDetalle><NumeroLinea>1</NumeroLinea><Detalle>Abono 1</Detalle><MontoTotal>251.25</MontoTotal><SubTotal>251.25</SubTotal>${iva}<ImpuestoNeto>32.6625</ImpuestoNeto><MontoTotalLinea>283.9125</MontoTotalLinea></LineaDetalle>`
    : `<LineaDetalle><NumeroLinea>1</NumeroLinea><CodigoCABYS>8314100000000</CodigoCABYS><Cantidad>2.5</Cantidad><UnidadMedida>Sp</UnidadMedida><Detalle>Consultoría</Detalle><PrecioUnitario>100.5</PrecioUnitario><MontoTotal>251.25</MontoTotal><SubTotal>251.25</SubTotal>${
        kind === '09' ? '' : '<BaseImponible>251.25</BaseImponible>'
      }${iva}${
        kind === '08' || kind === '09' ? '' : '<ImpuestoAsumidoEmisorFabrica>0</ImpuestoAsumidoEmisorFabrica>'
      }${kind === '09' ? '' : '<ImpuestoNeto>32.6625</ImpuestoNeto>'}<MontoTotalLinea>283.9125</MontoTotalLinea></LineaDetalle>`;

const summary = (kind: PracticeKind): string =>
  `<ResumenFactura><CodigoTipoMoneda><CodigoMoneda>CRC</CodigoMoneda><TipoCambio>1</TipoCambio></CodigoTipoMoneda>${
    kind === '10' ? '' : '<TotalServGravados>251.25</TotalServGravados><TotalGravado>251.25</TotalGravado>'
  }<TotalVenta>251.25</TotalVenta><TotalVentaNeta>251.25</TotalVentaNeta><TotalDesgloseImpuesto><Codigo>01</Codigo><CodigoTarifaIVA>08</CodigoTarifaIVA><TotalMontoImpuesto>32.6625</TotalMontoImpuesto></TotalDesgloseImpuesto><TotalImpuesto>32.6625</TotalImpuesto><MedioPago><TipoMedioPago>01</TipoMedioPago></MedioPago><TotalComprobante>283.9125</TotalComprobante></ResumenFactura>`;

/** What the kind refers to when nothing else is asked for: factura 41 of the same company; a FEC its supplier's regime. */
const reference = (kind: PracticeKind): string =>
  kind === '08'
    ? `<InformacionReferencia><TipoDocIR>14</TipoDocIR><Numero>REC-17</Numero><FechaEmisionIR>${issuedAt}</FechaEmisionIR><Codigo>04</Codigo><Razon>Régimen simplificado</Razon></InformacionReferencia>`
    : ['02', '03', '10'].includes(kind)
      ? `<InformacionReferencia><TipoDocIR>01</TipoDocIR><Numero>${claveOf('01', 41)}</Numero><FechaEmisionIR>${issuedAt}</FechaEmisionIR><Codigo>${kind === '10' ? '04' : '02'}</Codigo><Razon>Diferencia</Razon></InformacionReferencia>`
      : '';

const parties = (kind: PracticeKind): string => {
  switch (kind) {
    case '08':
      return supplier + company('Receptor');
    case '09':
      return company('Emisor') + foreigner;
    case '10':
      return company('Emisor', false) + customer;
    default:
      return company('Emisor') + customer;
  }
};

/** A document of the kind, right in everything. */
export function practiceXml(kind: PracticeKind, number = 42): string {
  const root = roots[kind];
  const activity =
    kind === '08'
      ? '<CodigoActividadReceptor>6201.0</CodigoActividadReceptor>'
      : kind === '10'
        ? ''
        : '<CodigoActividadEmisor>6201.0</CodigoActividadEmisor>';
  const condition = kind === '10' ? '11' : '01';
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${base}${root.charAt(0).toLowerCase()}${root.slice(1)}"><Clave>${claveOf(kind, number)}</Clave><ProveedorSistemas>3101123456</ProveedorSistemas>${activity}<NumeroConsecutivo>${consecutivoOf(kind, number)}</NumeroConsecutivo><FechaEmision>${issuedAt}</FechaEmision>${parties(kind)}<CondicionVenta>${condition}</CondicionVenta><DetalleServicio>${line(kind)}</DetalleServicio>${summary(kind)}${reference(kind)}${signature}</${root}>`;
}

/** The clave of a supplier's factura. */
export const supplierClave = '50620112600310176543200100001010000000007148151623';

/** A message of the company 3101123456 about the supplier's factura of 113 with 13 of tax. */
export const messageXml = (code: '05' | '06' | '07' = '05', number = 1, clave = supplierClave): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<MensajeReceptor xmlns="${base}mensajeReceptor"><Clave>${clave}</Clave><NumeroCedulaEmisor>3101765432</NumeroCedulaEmisor><FechaEmisionDoc>${issuedAt}</FechaEmisionDoc><Mensaje>${Number(code) - 4}</Mensaje><DetalleMensaje>Conforme</DetalleMensaje><MontoTotalImpuesto>13</MontoTotalImpuesto>${
    code === '07'
      ? ''
      : '<CodigoActividad>6201.0</CodigoActividad><CondicionImpuesto>01</CondicionImpuesto><MontoTotalImpuestoAcreditar>13</MontoTotalImpuestoAcreditar><MontoTotalDeGastoAplicable>0</MontoTotalDeGastoAplicable>'
  }<TotalFactura>113</TotalFactura><NumeroCedulaReceptor>3101123456</NumeroCedulaReceptor><NumeroConsecutivoReceptor>${consecutivoOf(code, number)}</NumeroConsecutivoReceptor>${signature}</MensajeReceptor>`;
