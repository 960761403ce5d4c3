import type { DocumentIdentity, Invoice, InvoiceLine } from '../../domain/billing/invoice.ts';
import { inOrder, leaf, optionalLeaf, root } from './canonical-xml.ts';
import { chargesXml } from './charges.ts';
import {
  detailXml,
  lineNumberXml,
  linesXml,
  lineTotalXml,
  netTaxXml,
  priceXml,
  productXml,
  taxBaseXml,
  transactionTypeXml,
} from './lines.ts';
import { namespaceOf, rootNames } from './namespaces.ts';
import { notesXml } from './notes.ts';
import { buyerXml, sellerXml } from './parties.ts';
import { referencesXml } from './references.ts';
import { saleConditionXml } from './sale-condition.ts';
import { purchaseSummaryXml } from './summary.ts';
import { purchaseTaxXml } from './taxes.ts';

const namespace = namespaceOf(rootNames['08']);

const lineXml = (line: InvoiceLine): string =>
  lineNumberXml(line) +
  productXml(line) +
  transactionTypeXml(line) +
  detailXml(line) +
  priceXml(line) +
  taxBaseXml(line) +
  inOrder(line.taxes, purchaseTaxXml) +
  netTaxXml(line) +
  lineTotalXml(line);

/**
 * Factura electrónica de compra (08), FacturaElectronicaCompra_V4.4.xsd: the taxpayer who issues is its Receptor, the seller
 * (`invoice.customer`) its Emisor (DOMAIN.md section 2), and so are their activities. @throws RangeError without a seller
 */
export function facturaCompraXml(invoice: Invoice, identity: DocumentIdentity): string {
  if (!invoice.customer) throw new RangeError('a factura de compra needs its Emisor');
  return root(
    rootNames['08'],
    namespace,
    leaf('Clave', identity.clave) +
      leaf('ProveedorSistemas', invoice.issuer.softwareProvider) +
      optionalLeaf('CodigoActividadEmisor', invoice.customer.activityCode) +
      optionalLeaf('CodigoActividadReceptor', invoice.activityCode) +
      leaf('NumeroConsecutivo', identity.consecutivo) +
      leaf('FechaEmision', identity.issuedAt) +
      sellerXml(invoice.customer) +
      buyerXml(invoice.issuer) +
      saleConditionXml(invoice) +
      linesXml(invoice.lines, lineXml) +
      chargesXml(invoice.otherCharges) +
      purchaseSummaryXml(invoice) +
      referencesXml(invoice.references) +
      notesXml(invoice.notes),
  );
}
