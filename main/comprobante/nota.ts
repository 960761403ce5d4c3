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
  tariffHeadingXml,
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
import { noteTaxXml } from './taxes.ts';

const lineXml = (line: InvoiceLine): string =>
  lineNumberXml(line) +
  tariffHeadingXml(line) +
  productXml(line) +
  transactionTypeXml(line) +
  detailXml(line) +
  componentsXml(line.components) +
  priceXml(line) +
  factoryIvaXml(line) +
  taxBaseXml(line) +
  inOrder(line.taxes, noteTaxXml) +
  taxAssumedXml(line) +
  netTaxXml(line) +
  lineTotalXml(line);

/** The two notes have one structure; only root and namespace differ. */
const noteWriter =
  (name: string) =>
  (invoice: Invoice, identity: DocumentIdentity): string =>
    root(
      name,
      namespaceOf(name),
      leaf('Clave', identity.clave) +
        leaf('ProveedorSistemas', invoice.issuer.softwareProvider) +
        optionalLeaf('CodigoActividadEmisor', invoice.activityCode) +
        optionalLeaf('CodigoActividadReceptor', invoice.customer?.activityCode) +
        leaf('NumeroConsecutivo', identity.consecutivo) +
        leaf('FechaEmision', identity.issuedAt) +
        issuerXml(invoice.issuer) +
        (invoice.customer ? customerXml(invoice.customer) : '') +
        saleConditionXml(invoice) +
        linesXml(invoice.lines, lineXml) +
        chargesXml(invoice.otherCharges) +
        saleSummaryXml(invoice) +
        referencesXml(invoice.references) +
        notesXml(invoice.notes),
    );

/** Nota de débito electrónica (02), NotaDebitoElectronica_V4.4.xsd. */
export const notaDebitoXml = noteWriter(rootNames['02']);

/** Nota de crédito electrónica (03), NotaCreditoElectronica_V4.4.xsd. */
export const notaCreditoXml = noteWriter(rootNames['03']);
