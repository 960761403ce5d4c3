import type { DocumentIdentity, Invoice, InvoiceLine } from '../../domain/billing/invoice.ts';
import { inOrder, leaf, optionalLeaf, root } from './canonical-xml.ts';
import { chargesXml } from './charges.ts';
import { componentsXml } from './components.ts';
import {
  detailXml,
  factoryIvaXml,
  lineNumberXml,
  linesXml,
  lineTotalXml,
  netTaxXml,
  priceXml,
  productXml,
  taxAssumedXml,
  taxBaseXml,
  transactionTypeXml,
} from './lines.ts';
import { namespaceOf, rootNames } from './namespaces.ts';
import { notesXml } from './notes.ts';
import { customerXml, issuerXml } from './parties.ts';
import { referencesXml } from './references.ts';
import { saleConditionXml } from './sale-condition.ts';
import { saleSummaryXml } from './summary.ts';
import { saleTaxXml } from './taxes.ts';

const namespace = namespaceOf(rootNames['01']);

const lineXml = (line: InvoiceLine): string =>
  lineNumberXml(line) +
  productXml(line) +
  transactionTypeXml(line) +
  detailXml(line) +
  componentsXml(line.components) +
  priceXml(line) +
  factoryIvaXml(line) +
  taxBaseXml(line) +
  inOrder(line.taxes, saleTaxXml) +
  taxAssumedXml(line) +
  netTaxXml(line) +
  lineTotalXml(line);

/** Factura electrónica (01), FacturaElectronica_V4.4.xsd. @throws RangeError without a customer, which an FE cannot lack */
export function facturaXml(invoice: Invoice, identity: DocumentIdentity): string {
  if (!invoice.customer) throw new RangeError('a factura needs its Receptor');
  return root(
    rootNames['01'],
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
      chargesXml(invoice.otherCharges) +
      saleSummaryXml(invoice) +
      referencesXml(invoice.references) +
      notesXml(invoice.notes),
  );
}
