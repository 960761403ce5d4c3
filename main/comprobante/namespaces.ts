import type { InvoiceKind } from '../../domain/billing/invoice-form.ts';

/** Where every schema v4.4 has its namespace (DOMAIN.md section 1); `v4.4` is a part of the path. */
export const namespacesOf = 'https://cdn.comprobanteselectronicos.go.cr/xml-schemas/';

/** The document element of each kind (DOMAIN.md section 2). */
export const rootNames = {
  '01': 'FacturaElectronica',
  '02': 'NotaDebitoElectronica',
  '03': 'NotaCreditoElectronica',
  '04': 'TiqueteElectronico',
  '08': 'FacturaElectronicaCompra',
  '09': 'FacturaElectronicaExportacion',
  '10': 'ReciboElectronicoPago',
} as const satisfies Readonly<Record<InvoiceKind, string>>;

export const receiverMessageRoot = 'MensajeReceptor';

/** The namespace is the root's name with a small first letter. @param root one of Hacienda's */
export const namespaceOf = (root: string): string =>
  `${namespacesOf}v4.4/${root.slice(0, 1).toLowerCase()}${root.slice(1)}`;
