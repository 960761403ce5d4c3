import type { Company } from '../../domain/company/company.ts';
import type { Comprobante } from '../../domain/billing/comprobante.ts';
import type { InvoiceKind } from '../../domain/billing/invoice-form.ts';
import type { Invoice } from '../../domain/billing/invoice.ts';
import type { DocumentState } from '../../domain/outbox/states.ts';
import type { ReceivedCheck } from '../../domain/received/checks.ts';
import { receivedFacts, type ReceivedFacts } from '../../domain/received/received-facts.ts';
import { insertCompany } from '../../main/db/companies.ts';
import { type Db, openDatabase } from '../../main/db/connection.ts';
import { writeComprobante } from '../../main/comprobante/write-comprobante.ts';
import { signComprobante, type SigningKey } from '../../main/signer/xades.ts';
import { exactInvoice } from './exact-invoices.ts';
import { goodIssuer } from './invoices.ts';

/** Documents of suppliers, and a company that receives them. */

export const receiverNumber = goodIssuer().identificationNumber;

export const receivingCompany = (id = 'c1'): Company => ({
  id,
  environment: 'test',
  settings: { version: 1, label: 'La Central', issuer: goodIssuer() },
});

export function receivingDatabase(ids: readonly string[] = ['c1']): Db {
  const opened = openDatabase(':memory:');
  if (!opened.ok) throw new Error(opened.error.kind);
  for (const id of ids) insertCompany(opened.value, receivingCompany(id), 1);
  return opened.value;
}

export interface SupplierDocument {
  readonly kind?: InvoiceKind;
  readonly number?: number;
  /** of the supplier */
  readonly supplier?: string;
  readonly supplierName?: string;
  /** of the receiver */
  readonly receiver?: string;
  /** `YYYY-MM-DD` */
  readonly on?: string;
  readonly changes?: Partial<Invoice>;
}

/** What a supplier made out to the receiving company: 2.5 x 100.5 at 13 %. */
export function supplierDocument(document: SupplierDocument = {}): Comprobante {
  const {
    kind = '01',
    number = 42,
    supplier = '3101999999',
    supplierName = 'Papelera del Norte S. A.',
    receiver = receiverNumber,
    on = '2026-11-20',
    changes = {},
  } = document;
  const consecutivo = `00100001${kind}${String(number).padStart(10, '0')}`;
  const [year = '', month = '', day = ''] = on.split('-');
  const invoice = exactInvoice(kind);
  return {
    identity: {
      clave: `506${day}${month}${year.slice(2)}${supplier.padStart(12, '0')}${consecutivo}148151623`,
      consecutivo,
      issuedAt: `${on}T09:30:00-06:00`,
    },
    invoice: {
      ...invoice,
      issuer: { ...invoice.issuer, name: supplierName, identification: { type: '02', number: supplier } },
      customer: { name: 'La Central S. A.', identification: { type: '02', number: receiver } },
      ...changes,
    },
    others: [],
  };
}

export const supplierFacts = (document: SupplierDocument = {}): ReceivedFacts =>
  receivedFacts(supplierDocument(document));

export const passedChecks: readonly ReceivedCheck[] = [
  { name: 'readable', outcome: 'passed', code: 'read', detail: '' },
  { name: 'schema', outcome: 'not-checked', code: 'no-schemas', detail: '' },
  { name: 'signature', outcome: 'passed', code: 'intact', detail: 'PAPELERA DEL NORTE (3101999999)' },
  { name: 'arithmetic', outcome: 'passed', code: 'adds-up', detail: '' },
];

/** A message in the outbox that answers `clave`, put there as its rows are, in whatever state. */
export function putMessage(
  db: Db,
  companyId: string,
  clave: string,
  message: { readonly kind: '05' | '06' | '07'; readonly number: number; readonly state: DocumentState },
): string {
  const { kind, number, state } = message;
  const consecutivo = `00100001${kind}${String(number).padStart(10, '0')}`;
  const id = `message-${companyId}-${kind}-${number}`;
  const final = state === 'accepted' || state === 'rejected';
  db.transaction(() => {
    db.prepare(
      `insert into document (id, company_id, environment, kind, branch, terminal, consecutivo, clave, xml_sha256, situation,
         issued_at, sealed_at, customer_name, total, amount_text, currency, issuer_type, issuer_number, state, state_since,
         received_at, answer_verdict)
       values (?, ?, 'test', ?, '001', '00001', ?, ?, ?, '1', '2026-11-21T09:00:00-06:00', ?, 'Papelera', 1, '1', 'CRC',
         '02', '3101123456', ?, 1, ?, ?)`,
    ).run(
      id,
      companyId,
      kind,
      consecutivo,
      `${clave}-${consecutivo}`,
      'a'.repeat(64),
      1_000 + number,
      state,
      final ? 1 : null,
      final ? state : null,
    );
    db.prepare('insert into document_body (document_id, xml, form) values (?, ?, ?)').run(
      id,
      Buffer.from('<M/>'),
      '{}',
    );
    if (final)
      db.prepare(
        `insert into document_answer (document_id, verdict, detail, stored_at, xml) values (?, ?, '.', 1, x'3c')`,
      ).run(id, state);
  })();
  return id;
}

/** The supplier's document as it reaches the receiver: written, and signed by `key` the day it was issued. */
export function signedSupplierXml(comprobante: Comprobante, key: SigningKey): Buffer {
  const { invoice, identity } = comprobante;
  const signed = signComprobante(writeComprobante(invoice, identity), key, identity.issuedAt);
  if (!signed.ok) throw new Error(signed.error);
  return Buffer.from(signed.value);
}
