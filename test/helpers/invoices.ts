import { readFileSync } from 'node:fs';
import type { DiscountForm, InvoiceForm, InvoiceKind, LineForm } from '../../domain/billing/invoice-form.ts';
import { emptyDiscount, emptyInvoiceForm, emptyLine, emptyParty } from '../../domain/billing/new-form.ts';
import { IssuerForm } from '../../domain/company/company.ts';

/** An issuer and invoices with nothing wrong, for tests to spoil in one place. Every call makes new objects. */

export const goodIssuer = (): IssuerForm =>
  IssuerForm.parse(JSON.parse(readFileSync('test/fixtures/issuer.json', 'utf8')));

export const goodLine = (id: string, changes: Partial<LineForm> = {}): LineForm => ({
  ...emptyLine(id),
  cabys: '4291100000100',
  detail: 'Martillo de uña',
  quantity: '2',
  unitPrice: '1500',
  ...changes,
});

export const goodDiscount = (id: string, changes: Partial<DiscountForm> = {}): DiscountForm => ({
  ...emptyDiscount(id),
  code: '07',
  value: '10',
  ...changes,
});

export const goodForm = (kind: InvoiceKind = '01', changes: Partial<InvoiceForm> = {}): InvoiceForm => ({
  ...emptyInvoiceForm(kind, goodIssuer()),
  customer: {
    ...emptyParty(),
    name: 'Constructora del Valle S. A.',
    identificationType: '02',
    identificationNumber: '3101654321',
  },
  lines: [goodLine('a1')],
  ...changes,
});

/** Thousands of lines for benches and tests; ids `l0`, `l1`, ... */
export const manyLines = (count: number): readonly LineForm[] =>
  Array.from({ length: count }, (_, index) =>
    goodLine(`l${index}`, { quantity: String(index + 1), unitPrice: '1.1', detail: `Artículo ${index + 1}` }),
  );
