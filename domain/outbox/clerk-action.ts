import type { SubjectKind } from './store.ts';

/** What a person can do with what is already in the outbox. Saving and issuing have records of their own (revisions, seals). */
export const clerkActionKinds = [
  'settle-now',
  'send-again',
  'hold',
  'release',
  'retry',
  'abandon',
  /** "Ya lo vi": a rejection was read */
  'seen',
  /** a draft was made of it; `detail` is the draft's id */
  'copy-to-draft',
  /** not a person's: the draft made of it was issued; `detail` is the new document's id */
  'copied-into',
  /** "Probar de nuevo" on the way to a service */
  'unblock',
  /** payments: the clerk's own list stays, or the service's */
  'resolve-mine',
  'resolve-theirs',
  /** payments: read again what the service holds */
  'read-again',
] as const;
export type ClerkActionKind = (typeof clerkActionKinds)[number];

/** What was done, about what, by whom and when (UTC ms). Written in the transaction of the step it caused. */
export interface ClerkAction {
  readonly companyId: string;
  readonly subjectKind: SubjectKind | 'lane';
  /** id of the document or slot; the service of a lane */
  readonly subjectId: string;
  readonly kind: ClerkActionKind;
  readonly at: number;
  /** who sits at the machine; '' = nobody (`copied-into`) */
  readonly who: string;
  readonly bootId: string;
  readonly detail?: string;
}

/** Append-only. */
export interface ClerkActionStore {
  add(action: ClerkAction): void;
  /** The document that a draft was copied from. */
  copiedFrom(draftId: string): string | undefined;
  /** oldest first */
  of(companyId: string, subjectKind: ClerkAction['subjectKind'], subjectId: string): readonly ClerkAction[];
}

/** A change of state of a document, kept by the database itself. Times are UTC ms. */
export interface DocumentMove {
  readonly at: number;
  readonly from: string;
  readonly to: string;
  /** reason code of the new state; '' = the normal course */
  readonly reason: string;
}
