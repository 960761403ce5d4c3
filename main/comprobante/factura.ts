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
  transactionTypeXml,
} from './invoice-parts.ts';

const namespace = 'https://cdn.comprobanteselectronicos.go.cr/xml-schemas/v4.4/facturaElectronica';

const lineXml = (line: InvoiceLine): string =>
  lineHeadXml(line) + transactionTypeXml(line) + lineTailXml(line);

/** Factura electrónica (01), FacturaElectronica_V4.4.xsd. @throws RangeError without a customer, which an FE cannot lack */
export function facturaXml(invoice: Invoice, identity: DocumentIdentity): string {
  if (!invoice.customer) throw new RangeError('a factura needs its Receptor');
  return root(
    'FacturaElectronica',
    namespace,
    leaf('Clave', identity.clave) +
      leaf('ProveedorSistemas', invoice.issuer.softwareProvider) +
      optionalLeaf('CodigoActividadEmisor', invoice.activityCode) +
      optionalLeaf('CodigoActividadReceptor', invoice.customer.activityCode) +
      leaf('NumeroConsecutivo', identity.consecutivo) +
      leaf('FechaEmision', identity.issuedAt) +
      issuerXml(invoice.issuer) +
      customerXml(invoice.customer) +
      saleConditionXml(invoice) +
      linesXml(invoice.lines, lineXml) +
      summaryXml(invoice) +
      notesXml(invoice.notes),
  );
}
