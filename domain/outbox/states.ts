/** States of a document: OUTBOX.md section 3. Who moves a row in and out is in document-step.ts. */
export const documentStates = [
  'sealed',
  'held',
  'queued',
  'sending',
  'unknown',
  'received',
  'processing',
  'accepted',
  'rejected',
  'needs_fix',
  'needs_person',
  'quarantined',
  /** final: the clerk gave it up and nothing arrived; its number stays spent, its bytes stay (I1, I3) */
  'abandoned',
] as const;
export type DocumentState = (typeof documentStates)[number];

/** States of a lane (environment x company x service), never of a document. */
export const laneStates = [
  'open',
  'need_token',
  'throttled',
  'backoff',
  'blocked_credentials',
  'blocked_access',
  'offline',
  'clock_bad',
] as const;
export type LaneState = (typeof laneStates)[number];
