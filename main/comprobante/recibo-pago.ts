import type { DocumentIdentity, Invoice, InvoiceLine } from '../../domain/billing/invoice.ts';
import { inOrder, leaf, plainLeaf, root } from './canonical-xml.ts';
import { amountText } from './decimal-text.ts';
import { lineNumberXml, linesXml, lineTotalXml, netTaxXml } from './lines.ts';
import { namespaceOf, rootNames } from './namespaces.ts';
import { payeeXml, payerXml } from './parties.ts';
import { referencesXml } from './references.ts';
import { paymentSummaryXml } from './summary.ts';
import { paymentTaxXml } from './taxes.ts';

const namespace = namespaceOf(rootNames['10']);

const lineXml = (line: InvoiceLine): string =>
  lineNumberXml(line) +
  leaf('Detalle', line.detail) +
  plainLeaf('MontoTotal', amountText(line.total)) +
  plainLeaf('SubTotal', amountText(line.subtotal)) +
  inOrder(line.taxes, paymentTaxXml) +
  netTaxXml(line) +
  lineTotalXml(line);

/** Recibo electrónico de pago (10), ReciboElectronicoPago_V4.4.xsd: lines are payments. @throws RangeError without who pays */
export function reciboPagoXml(invoice: Invoice, identity: DocumentIdentity): string {
  if (!invoice.customer) throw new RangeError('a recibo de pago needs its Receptor');
  return root(
    rootNames['10'],
    namespace,
    leaf('Clave', identity.clave) +
      leaf('ProveedorSistemas', invoice.issuer.softwareProvider) +
      leaf('NumeroConsecutivo', identity.consecutivo) +
      leaf('FechaEmision', identity.issuedAt) +
      payeeXml(invoice.issuer) +
      payerXml(invoice.customer) +
      leaf('CondicionVenta', invoice.saleCondition) +
      linesXml(invoice.lines, lineXml) +
      paymentSummaryXml(invoice) +
      referencesXml(invoice.references),
  );
}
