import type { CodeRow } from './code-row.ts';
import type { InvoiceKind } from './invoice-form.ts';

/**
 * Whether documents may carry what the revision of 22-Apr-2026 added: reference codes 13-17, document types 19 and 20. The schema
 * was not changed and refuses them, and whether the live validator takes them is not verified (DOMAIN.md sections 1, 16.3): off
 * until somebody has seen it. Whoever reads or makes a document may say otherwise.
 */
export const acceptsRevision2026 = false;

const everyKind: readonly InvoiceKind[] = ['01', '02', '03', '04', '08', '09', '10'];

interface ReferenceRow extends CodeRow {
  /** elsewhere it is refused */
  readonly kinds: readonly InvoiceKind[];
  /** where a form offers it; elsewhere it is taken but not proposed */
  readonly offeredIn: readonly InvoiceKind[];
  /** of the revision: the schema refuses it */
  readonly revision2026: boolean;
}

interface Where {
  readonly kinds?: readonly InvoiceKind[];
  readonly offeredIn?: readonly InvoiceKind[];
  readonly revision2026?: boolean;
}

const reference = (code: string, es: string, en: string, where: Where): ReferenceRow => {
  const kinds = where.kinds ?? everyKind;
  return {
    code,
    name: { es, en },
    kinds,
    offeredIn: where.offeredIn ?? kinds,
    revision2026: where.revision2026 ?? false,
  };
};

/** Nota 9 (DOMAIN.md 5.9). There is no 03. */
export type ReferenceCodeRow = ReferenceRow;

/** A REP pays, it corrects nothing: it gets none of the codes that correct. */
const notPayments: readonly InvoiceKind[] = ['01', '02', '03', '04', '08', '09'];
const notes: readonly InvoiceKind[] = ['02', '03'];

export const referenceCodes: readonly ReferenceCodeRow[] = [
  reference('01', 'Anula el documento', 'Cancels the document', { offeredIn: notes }),
  reference('02', 'Corrige el monto', 'Corrects the amount', { offeredIn: notes }),
  reference('04', 'Referencia a otro documento', 'Refers to another document', {}),
  reference('05', 'Sustituye un provisional por contingencia', 'Replaces a contingency voucher', {
    offeredIn: notPayments,
  }),
  reference('06', 'Devolución de mercancía', 'Goods returned', { offeredIn: notes }),
  reference('07', 'Sustituye un comprobante electrónico', 'Replaces an electronic document', {}),
  reference('08', 'Factura endosada', 'Endorsed invoice', { offeredIn: notPayments }),
  reference('09', 'Nota de crédito financiera', 'Financial credit note', { offeredIn: ['03'] }),
  reference('10', 'Nota de débito financiera', 'Financial debit note', { offeredIn: ['02'] }),
  reference('11', 'Proveedor no domiciliado', 'Supplier without domicile', { offeredIn: ['08'] }),
  reference('12', 'Crédito por exoneración posterior', 'Credit for a later exoneration', { kinds: ['03'] }),
  reference('13', 'Anula por error material', 'Cancels a clerical error', {
    offeredIn: notes,
    revision2026: true,
  }),
  reference('14', 'Corrige el monto por error material', 'Corrects a clerical error in the amount', {
    offeredIn: notes,
    revision2026: true,
  }),
  reference('15', 'Sustituye por error material', 'Replaces because of a clerical error', {
    offeredIn: notPayments,
    revision2026: true,
  }),
  reference('16', 'Sustituye un comprobante rechazado', 'Replaces a rejected document', {
    revision2026: true,
  }),
  reference('17', 'Pago a un comprobante', 'Payment of a document', { kinds: ['10'], revision2026: true }),
  reference('99', 'Otro', 'Other', {}),
];

/** Nota 10 (DOMAIN.md 5.10). */
export interface ReferenceTypeRow extends ReferenceRow {
  /** the number must be a clave of 50 digits (not in a FEC, which takes any number) */
  readonly needsClave: boolean;
  /** the document code such a clave holds, where the type says it */
  readonly claveKind?: InvoiceKind;
}

const documentType = (
  code: string,
  es: string,
  en: string,
  more: Where & { readonly needsClave?: boolean; readonly claveKind?: InvoiceKind } = {},
): ReferenceTypeRow => ({
  ...reference(code, es, en, more),
  needsClave: more.needsClave ?? false,
  ...(more.claveKind !== undefined && { claveKind: more.claveKind }),
});

/** Number, code and reason are not asked for it; its date is that of the fiscal period. */
export const monthInArrears = '13';
/** A replacement of a paper voucher: with code 05 it makes the situación 2. */
export const contingencyVoucher = '08';
export const foreignSupplier = '16';

export const referenceDocumentTypes: readonly ReferenceTypeRow[] = [
  documentType('01', 'Factura electrónica', 'Invoice', { needsClave: true, claveKind: '01' }),
  documentType('04', 'Tiquete electrónico', 'Receipt (tiquete)', { needsClave: true, claveKind: '04' }),
  documentType('03', 'Nota de crédito electrónica', 'Credit note', { needsClave: true, claveKind: '03' }),
  documentType('02', 'Nota de débito electrónica', 'Debit note', { needsClave: true, claveKind: '02' }),
  documentType('05', 'Nota de despacho', 'Delivery note', { kinds: notPayments }),
  documentType('06', 'Contrato', 'Contract', { kinds: notPayments }),
  documentType('07', 'Procedimiento', 'Procedure'),
  documentType(contingencyVoucher, 'Comprobante emitido en contingencia', 'Contingency voucher'),
  documentType('09', 'Devolución de mercadería', 'Return of goods', {
    kinds: notPayments,
    offeredIn: notes,
    needsClave: true,
  }),
  documentType('10', 'Comprobante rechazado por Hacienda', 'Document rejected by Hacienda'),
  documentType('11', 'Sustituye factura rechazada por el receptor', 'Replaces one the customer rejected', {
    kinds: notPayments,
    needsClave: true,
  }),
  documentType('12', 'Sustituye factura de exportación', 'Replaces an export invoice', {
    kinds: notPayments,
    needsClave: true,
    claveKind: '09',
  }),
  documentType(monthInArrears, 'Facturación de mes vencido', 'Billing in arrears', { kinds: notPayments }),
  documentType('14', 'Comprobante de régimen especial', 'Document of a special regime', {
    kinds: notPayments,
  }),
  documentType('15', 'Sustituye factura de compra', 'Replaces a purchase invoice', {
    kinds: notPayments,
    needsClave: true,
    claveKind: '08',
  }),
  documentType(foreignSupplier, 'Comprobante de proveedor no domiciliado', 'Document of a foreign supplier', {
    kinds: ['08'],
  }),
  documentType('17', 'Nota de crédito a factura de compra', 'Credit note to a purchase invoice', {
    kinds: notPayments,
    offeredIn: ['03'],
  }),
  documentType('18', 'Nota de débito a factura de compra', 'Debit note to a purchase invoice', {
    kinds: notPayments,
    offeredIn: ['02'],
  }),
  documentType('19', 'Factura electrónica de exportación', 'Export invoice', {
    kinds: notPayments,
    revision2026: true,
  }),
  documentType('20', 'Recibo electrónico de pago', 'Payment receipt (REP)', {
    kinds: notPayments,
    revision2026: true,
  }),
  documentType('99', 'Otro', 'Other', { kinds: notPayments }),
];

const offered = <Row extends ReferenceRow>(
  rows: readonly Row[],
  kind: InvoiceKind,
  revision: boolean,
): readonly Row[] => rows.filter((row) => row.offeredIn.includes(kind) && (revision || !row.revision2026));

/** What a form of this kind offers. @param revision see `acceptsRevision2026` */
export const referenceCodesFor = (
  kind: InvoiceKind,
  revision: boolean = acceptsRevision2026,
): readonly ReferenceCodeRow[] => offered(referenceCodes, kind, revision);

/** What a form of this kind offers. @param revision see `acceptsRevision2026` */
export const referenceTypesFor = (
  kind: InvoiceKind,
  revision: boolean = acceptsRevision2026,
): readonly ReferenceTypeRow[] => offered(referenceDocumentTypes, kind, revision);
