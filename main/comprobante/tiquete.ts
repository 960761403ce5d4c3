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
} from './lines.ts';
import { namespaceOf, rootNames } from './namespaces.ts';
import { notesXml } from './notes.ts';
import { customerXml, issuerXml } from './parties.ts';
import { referencesXml } from './references.ts';
import { saleConditionXml } from './sale-condition.ts';
import { saleSummaryXml } from './summary.ts';
import { saleTaxXml } from './taxes.ts';

const namespace = namespaceOf(rootNames['04']);

const lineXml = (line: InvoiceLine): string =>
  lineNumberXml(line) +
  productXml(line) +
  detailXml(line) +
  componentsXml(line.components) +
  priceXml(line) +
  factoryIvaXml(line) +
  taxBaseXml(line) +
  inOrder(line.taxes, saleTaxXml) +
  taxAssumedXml(line) +
  netTaxXml(line) +
  lineTotalXml(line);

/** Tiquete electrónico (04), TiqueteElectronico_V4.4.xsd: no activity of the buyer, no TipoTransaccion, Receptor optional. */
export const tiqueteXml = (invoice: Invoice, identity: DocumentIdentity): string =>
  root(
    rootNames['04'],
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
      chargesXml(invoice.otherCharges) +
      saleSummaryXml(invoice) +
      referencesXml(invoice.references) +
      notesXml(invoice.notes),
  );
