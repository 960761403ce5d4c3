import type { DocumentIdentity, Invoice, InvoiceLine } from '../../domain/billing/invoice.ts';
import { leaf, optionalLeaf, root } from './canonical-xml.ts';
import {
  customerXml,
  issuerXml,
  lineHeadXml,
  linesXml,
  lineTailXml,
  notesXml,
  saleConditionXml,
  summaryXml,
} from './invoice-parts.ts';

const namespace = 'https://cdn.comprobanteselectronicos.go.cr/xml-schemas/v4.4/tiqueteElectronico';

const lineXml = (line: InvoiceLine): string => lineHeadXml(line) + lineTailXml(line);

/** Tiquete electrónico (04), TiqueteElectronico_V4.4.xsd: no activity of the buyer, no TipoTransaccion, Receptor optional. */
export const tiqueteXml = (invoice: Invoice, identity: DocumentIdentity): string =>
  root(
    'TiqueteElectronico',
    namespace,
    leaf('Clave', identity.clave) +
      leaf('ProveedorSistemas', invoice.issuer.softwareProvider) +
      optionalLeaf('CodigoActividadEmisor', invoice.activityCode) +
      leaf('NumeroConsecutivo', identity.consecutivo) +
      leaf('FechaEmision', identity.issuedAt) +
      issuerXml(invoice.issuer) +
      (invoice.customer ? customerXml(invoice.customer) : '') +
      saleConditionXml(invoice) +
      linesXml(invoice.lines, lineXml) +
      summaryXml(invoice) +
      notesXml(invoice.notes),
  );
