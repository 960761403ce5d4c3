import { FileText, House, Inbox, ListOrdered, type LucideIcon, Settings, WalletCards } from 'lucide-react';
import { mac } from '../ui/keys.ts';
import type { Route } from './router.ts';

export type SectionName = 'home' | 'documents' | 'payments' | 'received' | 'queue' | 'settings';

interface Section {
  readonly name: SectionName;
  readonly icon: LucideIcon;
  /** Alt+digit works too */
  readonly keys: string;
  readonly route: Route;
}

/** The rail, in its order; Ctrl/Cmd or Alt with 1 to 6. */
export const sections: readonly Section[] = [
  { name: 'home', icon: House, keys: 'Mod+1', route: { screen: 'home' } },
  { name: 'documents', icon: FileText, keys: 'Mod+2', route: { screen: 'documents' } },
  { name: 'payments', icon: WalletCards, keys: 'Mod+3', route: { screen: 'payments' } },
  { name: 'received', icon: Inbox, keys: 'Mod+4', route: { screen: 'received' } },
  { name: 'queue', icon: ListOrdered, keys: 'Mod+5', route: { screen: 'queue' } },
  { name: 'settings', icon: Settings, keys: 'Mod+6', route: { screen: 'settings' } },
];

/** The section a route belongs to: a document being written and the comparison belong to Documentos. */
export const sectionOf = (route: Route): SectionName =>
  route.screen === 'invoice' || route.screen === 'reconciliation' ? 'documents' : route.screen;

export const shellKeys = {
  palette: 'Mod+K',
  newInvoice: 'Mod+N',
  newTicket: 'Mod+Shift+N',
  newCreditNote: 'Mod+Shift+C',
  newDebitNote: 'Mod+Shift+B',
  newPaymentReceipt: 'Mod+Shift+R',
  newPurchase: 'Mod+Shift+F',
  newExport: 'Mod+Shift+E',
  newPayment: 'Mod+Shift+P',
  practicePanel: 'F9',
  /** Option+Left belongs to the text being typed on macOS */
  back: mac ? 'Mod+[' : 'Alt+ArrowLeft',
} as const;
