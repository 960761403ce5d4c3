import type { InvoiceKind } from '../../domain/billing/invoice-form.ts';
import { create } from 'zustand';

/** Where the window is. `invoice` is a draft being written (an existing one, or a UUID made by the page). */
export type Route =
  | { readonly screen: 'home' }
  | {
      readonly screen: 'documents';
      readonly documentId?: string;
      readonly show?: DocumentsShown;
      readonly text?: string;
    }
  | {
      readonly screen: 'invoice';
      readonly draftId: string;
      /** of a new one, of which nothing is stored yet */
      readonly kind?: InvoiceKind;
      /** path of the field to begin at, as a fault names it: `lines.line-1.cabys` */
      readonly focus?: string;
    }
  | { readonly screen: 'payments'; readonly slotId?: string }
  | { readonly screen: 'queue' }
  /** documents of suppliers; `receivedId`: one of them, opened */
  | { readonly screen: 'received'; readonly receivedId?: string }
  /** `month`: YYYY-MM; without it the present one */
  | { readonly screen: 'reconciliation'; readonly month?: string }
  | { readonly screen: 'settings'; readonly section?: SettingsSection };

/** The groups Inicio and the strip lead to. */
export type DocumentsShown =
  | 'all'
  | 'drafts'
  | 'waiting'
  | 'attention'
  | 'refused'
  | 'abandoned'
  | 'accepted';
/** `new-company`: the company form, empty */
export type SettingsSection =
  | 'company'
  | 'new-company'
  | 'certificate'
  | 'hacienda'
  | 'edinky'
  | 'practice'
  | 'printing'
  | 'catalogues'
  | 'copies'
  | 'general';

/** A draft, at the field where its fault is. */
export const draftRoute = (draftId: string, focus: string | undefined): Route => ({
  screen: 'invoice',
  draftId,
  ...(focus !== undefined && { focus }),
});

interface Router {
  readonly route: Route;
  /** where Alt+Left leads, newest last; at most 50 */
  readonly past: readonly Route[];
  readonly go: (route: Route) => void;
  readonly back: () => void;
}

export const useRouter = create<Router>()((set) => ({
  route: { screen: 'home' },
  past: [],
  go: (route) => set((now) => ({ route, past: [...now.past.slice(-49), now.route] })),
  back: () =>
    set((now) => {
      const last = now.past.at(-1);
      return last ? { route: last, past: now.past.slice(0, -1) } : now;
    }),
}));
