import type { DocumentIdentity, Invoice, InvoiceLine } from '../../domain/billing/invoice.ts';
import { inOrder, leaf, optionalLeaf, root } from './canonical-xml.ts';
import { chargesXml } from './charges.ts';
import { exportComponentsXml } from './components.ts';
import {
  detailXml,
  lineNumberXml,
  linesXml,
  lineTotalXml,
  priceXml,
  productXml,
  tariffHeadingXml,
  transactionTypeXml,
} from './lines.ts';
import { namespaceOf, rootNames } from './namespaces.ts';
import { notesXml } from './notes.ts';
import { foreignCustomerXml, issuerXml } from './parties.ts';
import { referencesXml } from './references.ts';
import { saleConditionXml } from './sale-condition.ts';
import { exportSummaryXml } from './summary.ts';
import { exportTaxXml } from './taxes.ts';

const namespace = namespaceOf(rootNames['09']);

const lineXml = (line: InvoiceLine): string =>
  lineNumberXml(line) +
  tariffHeadingXml(line) +
  productXml(line) +
  transactionTypeXml(line) +
  detailXml(line) +
  exportComponentsXml(line.components) +
  priceXml(line) +
  inOrder(line.taxes, exportTaxXml) +
  lineTotalXml(line);

/** Factura electrónica de exportación (09), FacturaElectronicaExportacion_V4.4.xsd: no base, exoneration or net tax (DOMAIN.md 4.2). */
export const facturaExportacionXml = (invoice: Invoice, identity: DocumentIdentity): string =>
  root(
    rootNames['09'],
    namespace,
    leaf('Clave', identity.clave) +
      leaf('ProveedorSistemas', invoice.issuer.softwareProvider) +
      optionalLeaf('CodigoActividadEmisor', invoice.activityCode) +
      leaf('NumeroConsecutivo', identity.consecutivo) +
      leaf('FechaEmision', identity.issuedAt) +
      issuerXml(invoice.issuer) +
      (invoice.customer ? foreignCustomerXml(invoice.customer) : '') +
      saleConditionXml(invoice) +
      linesXml(invoice.lines, lineXml) +
      chargesXml(invoice.otherCharges) +
      exportSummaryXml(invoice) +
      referencesXml(invoice.references) +
      notesXml(invoice.notes),
  );
