import { z } from 'zod';

/** Closed list: the renderer turns each into a sentence (renderer/words/errors.ts). Codes never change once shipped. */
export const ErrorCode = z.enum([
  'bad-input',
  'internal',
  'not-found',
  'cancelled',
  'no-company',
  'database-unavailable',
  /** `faults` says which */
  'faults',
  'draft-gone',
  // sealing
  'certificate-missing',
  'certificate-expired',
  'certificate-not-yet-valid',
  'certificate-other-holder',
  'pin-missing',
  'signer-failed',
  'disk-full',
  'disk-error',
  'clock-wrong',
  'number-exhausted',
  // opening a certificate
  'p12-wrong-pin',
  'p12-not-p12',
  'p12-no-key',
  'p12-no-certificate',
  'p12-key-mismatch',
  'p12-unsupported',
  'p12-too-large',
  // secrets
  'secrets-unreadable',
  // actions on documents and payments
  'not-allowed-now',
  'slot-frozen',
  'no-copy',
  // copies
  'copy-unsound',
  'copy-newer',
  // sealing on a terminal that is another computer's, or whose numbers nobody knows (OUTBOX.md 6 and 8)
  'terminal-elsewhere',
  'numbers-unknown',
  // a sale has one clave (OUTBOX.md I1)
  /** the official schema does not accept the signed document; `faults` names the fields, nothing was sealed */
  'schema-refused',
  'issued-before',
  'original-arrived',
  // a received document has one answer at a time (DOMAIN.md section 8)
  'answered-before',
  /** a supplier's document whose stored bytes are not those that came */
  'received-damaged',
  // notes and receipts
  'note-nothing-left',
  'note-nothing-chosen',
  'number-unclear',
  'receipt-exceeds-owed',
  // printing
  'document-unreadable',
  'printer-gone',
  'printer-failed',
  'viewer-missing',
  'logo-not-picture',
  'logo-too-large',
]);
export type ErrorCode = z.infer<typeof ErrorCode>;

export const FaultView = z.object({
  code: z.string(),
  path: z.string(),
  values: z.record(z.string(), z.string()).optional(),
  severity: z.enum(['blocks', 'warns']),
});
export type FaultView = z.infer<typeof FaultView>;

export const CallError = z.object({
  code: ErrorCode,
  faults: z.array(FaultView).optional(),
  /** for the "raw text" fold-out; never a secret */
  detail: z.string().optional(),
});
export type CallError = z.infer<typeof CallError>;
