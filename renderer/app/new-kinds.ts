import {
  FileInput,
  FileMinus2,
  FilePlus2,
  FileUp,
  type LucideIcon,
  ReceiptText,
  SquarePlus,
  WalletCards,
} from 'lucide-react';
import { documentKinds, findCode } from '../../domain/billing/codes.ts';
import type { InvoiceKind } from '../../domain/billing/invoice-form.ts';
import type { Language } from '../words/language.ts';
import { shellKeys } from './sections.ts';

interface NewKind {
  readonly kind: InvoiceKind;
  readonly icon: LucideIcon;
  readonly keys: string;
  /** a line above it in a menu */
  readonly apart?: boolean;
}

/** What "Nuevo" makes, in the order of a clerk's day: sales, what corrects or settles them, what few companies make. */
export const newKinds: readonly NewKind[] = [
  { kind: '01', icon: FilePlus2, keys: shellKeys.newInvoice },
  { kind: '04', icon: ReceiptText, keys: shellKeys.newTicket },
  { kind: '03', icon: FileMinus2, keys: shellKeys.newCreditNote, apart: true },
  { kind: '02', icon: SquarePlus, keys: shellKeys.newDebitNote },
  { kind: '10', icon: WalletCards, keys: shellKeys.newPaymentReceipt },
  { kind: '08', icon: FileInput, keys: shellKeys.newPurchase, apart: true },
  { kind: '09', icon: FileUp, keys: shellKeys.newExport },
];

/** Key that makes a new document of the kind. */
export const newKindKeys = (kind: InvoiceKind): string =>
  newKinds.find((each) => each.kind === kind)?.keys ?? shellKeys.newInvoice;

/** `Nota de crédito electrónica`. */
export const kindName = (kind: InvoiceKind, language: Language): string =>
  findCode(documentKinds, kind)?.name[language] ?? kind;
