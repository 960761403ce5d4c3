import type { AnswerCheck } from './answer-check.ts';

/**
 * What a call to the outside came to. A call has four results, never three: received, refused, nothing was sent, unknown.
 * Made by the response processors in main/api from the status, headers and body; the tables of OUTBOX.md sections 5 and 7
 * turn them into states.
 */

/** Facts of an attempt, kept with it whatever the result. */
export interface CallFacts {
  readonly status?: number;
  /** `X-Error-Cause`, redacted and capped at 1,000 characters: evidence and explanation, never proof */
  readonly cause?: string;
  /** `Location` */
  readonly location?: string;
  /** the server's `Date` in UTC ms, for the clock check */
  readonly serverAt?: number;
  /** SHA-256 of the answer's bytes, hex */
  readonly bodySha256?: string;
  /** first characters of an answer nobody could read, for the timeline (capped at 2,000, no secrets) */
  readonly rawText?: string;
  readonly rate?: RateFacts;
}

/** `X-Ratelimit-*` and `Retry-After`, when present. */
export interface RateFacts {
  readonly limit?: number;
  readonly remaining?: number;
  /** UTC ms */
  readonly resetAt?: number;
  readonly retryAfterMs?: number;
}

/** Definite: the request never left, or left and was refused for a reason that is not the document's. */
export type LaneTrouble =
  /** failed before a byte of the request was written */
  | { readonly kind: 'not-sent'; readonly why: 'dns' | 'connect' | 'tls' | 'proxy' }
  /** 401 */
  | { readonly kind: 'unauthorized' }
  /** 403 */
  | { readonly kind: 'forbidden' }
  /** 429 */
  | { readonly kind: 'throttled' };

/** Nobody can tell whether the request took effect. */
export interface Doubtful {
  readonly kind: 'doubtful';
  /** `status`: 408, 499, 5xx or another undocumented one; `unreadable`: 2xx/3xx that is not the documented answer */
  readonly why: 'status' | 'unreadable' | 'cut' | 'timeout' | 'aborted';
}

/** POST /recepcion */
export type PostResult =
  /** 201, 202 */
  | { readonly kind: 'received' }
  /** 400 whose cause says "ya fue recibido" of this clave, or without saying of which */
  | { readonly kind: 'already-received' }
  /** 400, any other cause */
  | { readonly kind: 'refused' }
  /** 404: the address is wrong, not the document */
  | { readonly kind: 'wrong-address' }
  | LaneTrouble
  | Doubtful;

/** The authority's signed answer, decoded from `respuesta-xml` (GET or callback: one parser). */
export interface AuthorityAnswer {
  /** exact bytes of the MensajeHacienda */
  readonly xml: Uint8Array;
  readonly clave: string;
  /** Mensaje: 1 accepted, 3 rejected */
  readonly verdict: 'accepted' | 'rejected';
  /** DetalleMensaje, raw */
  readonly detail: string;
  /** absent before it was looked at, and in answers stored before there was a look */
  readonly check?: AnswerCheck;
}

/** GET /recepcion/{clave} */
export type StatusResult =
  | {
      readonly kind: 'found';
      /** `error` and unknown words need a person; the raw word is kept */
      readonly state: 'recibido' | 'procesando' | 'aceptado' | 'rechazado' | 'error' | 'other';
      readonly rawState: string;
      /** missing while processing, and sometimes even with a final state: keep asking */
      readonly answer?: AuthorityAnswer;
      /** why an answer that was present could not be used */
      readonly answerFault?: 'base64' | 'xml' | 'doctype' | 'too-large' | 'other-clave' | 'contradicts-state';
    }
  /** 404, or 400 whose cause says "no ha sido recibido" */
  | { readonly kind: 'not-found' }
  | LaneTrouble
  | Doubtful;

/** PUT /documents/{id}/update-payments (API.md sections 2, 3) */
export type PaymentsPutResult =
  /** 200 with `payload: true` */
  | { readonly kind: 'applied' }
  /** 422: the server's own sentence, shown as it is */
  | {
      readonly kind: 'refused';
      readonly sentence: string;
      readonly limit?: string;
      readonly computed?: string;
    }
  /** 404 */
  | { readonly kind: 'not-found'; readonly sentence: string }
  | LaneTrouble
  | Doubtful;

/** A payment as the service lists it; amounts are decimal text. */
export interface RemotePayment {
  readonly id: string;
  readonly documentId: string;
  readonly amount: string;
  readonly code: string;
  readonly method: string;
  readonly on: string;
  readonly status: 'pending' | 'completed' | 'failed' | 'cancelled' | 'other';
  readonly rawStatus: string;
}

/** GET /payments, every page walked. */
export type PaymentsListResult =
  | { readonly kind: 'listed'; readonly payments: readonly RemotePayment[] }
  /** pages could not all be read: never treat it as complete */
  | { readonly kind: 'incomplete'; readonly pages: number }
  | LaneTrouble
  | Doubtful;

/** GET /documents/{id} of e-Dinky, as far as it is known (API.md 4.4). */
export type RemoteDocumentResult =
  | {
      readonly kind: 'read';
      readonly total?: string;
      /** API.md 4.6: from the evidence, not from words */
      readonly stage: 'unsent' | 'sent' | 'authorised' | 'unclear';
      readonly number?: string;
      readonly customerName?: string;
      /** present only where the service includes them */
      readonly payments?: readonly RemotePayment[];
    }
  | { readonly kind: 'not-found'; readonly sentence: string }
  | LaneTrouble
  | Doubtful;
