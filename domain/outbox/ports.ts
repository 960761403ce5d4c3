import type { Service } from '../company/company.ts';
import type { Result } from '../result.ts';
import type { CallFacts, PostResult, StatusResult } from './results.ts';

/** What the engine needs from the world. The production shell and the simulator both provide it. Types only. */

export interface Clock {
  /** wall clock, UTC ms */
  now(): number;
  /** monotonic ms since some moment of this boot */
  monotonic(): number;
  /** calls back once, not before `ms` from now; returns the cancel */
  after(ms: number, callback: () => void): () => void;
}

export interface Random {
  /** [0, 1) */
  fraction(): number;
  /** decimal digits, cryptographically random */
  digits(count: number): string;
  /** a new opaque id */
  id(): string;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** whole call, connect to last byte */
  readonly deadlineMs: number;
  /** an answer longer than this is cut: `too-large` */
  readonly maxBytes: number;
}

export type HttpResult =
  | {
      readonly phase: 'answered';
      readonly status: number;
      /** lower-case names, repeated ones joined with ", " */
      readonly headers: Readonly<Record<string, string>>;
      readonly body: Uint8Array;
    }
  /** before a byte of the request was written: the only network failure that proves nothing was sent */
  | { readonly phase: 'not-sent'; readonly why: 'dns' | 'connect' | 'tls' | 'proxy' }
  /** anything later. `status` when the head had arrived */
  | {
      readonly phase: 'cut';
      readonly why: 'reset' | 'timeout' | 'aborted' | 'too-large' | 'malformed';
      readonly status?: number;
    };

/** The part of AbortSignal that a call needs: the domain is compiled without Node and without DOM. */
export interface Cancel {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** One request, one fresh connection, no redirects, no retry (OUTBOX.md section 4). Never rejects. */
export interface Http {
  call(request: HttpRequest, cancel?: Cancel): Promise<HttpResult>;
}

export type TokenFault =
  /** nothing stored: ask the clerk */
  | { readonly kind: 'missing' }
  /** 401 from the IDP, or a pasted token refused: stop until the clerk changes it */
  | { readonly kind: 'credentials' }
  /** 403 from the IDP */
  | { readonly kind: 'access' }
  /** not reached, 499, 5xx, 400 that a password grant did not cure; `retryAt` UTC ms */
  | { readonly kind: 'later'; readonly offline: boolean; readonly retryAt: number };

export interface Token {
  readonly value: string;
  /** rises with every new token; names it in logs instead of its value */
  readonly generation: number;
}

/** Sign-in as the lanes see it. Single flight: ten parallel callers cause one request. */
export interface TokenSource {
  /** The token in hand if it still has life, otherwise one by refresh or password grant. */
  current(companyId: string): Promise<Result<Token, TokenFault>>;
  /** The service answered 401 to this generation; returns a newer one or why there is none. */
  renewed(companyId: string, refusedGeneration: number): Promise<Result<Token, TokenFault>>;
}

export interface LaneKey {
  readonly companyId: string;
  readonly service: Service;
}

/**
 * One kind of work on a lane (documents of Hacienda, payments of e-Dinky). The lane runner asks every work for its next step,
 * runs one at a time, and sleeps until the earliest `at`. A step does its own T1, call and T2.
 */
export interface LaneWork {
  readonly key: LaneKey;
  /** The most urgent step, or undefined when nothing waits for the network. `at` in UTC ms may lie in the future. */
  next(now: number): { readonly at: number; run(cancel: Cancel): Promise<void> } | undefined;
}

/**
 * A sealed document as POST /recepcion needs it (DOMAIN.md 13.1). Everything in it was frozen when it was sealed, but for which of the
 * two parties of a FEC is called the issuer, which no source settles (a setting).
 */
export interface PostDocument {
  /** its identity (domain/numbering/identity.ts): of a mensaje receptor the body's `clave` and `consecutivoReceptor` */
  readonly clave: string;
  /** FechaEmision: RFC 3339 with offset -06:00 */
  readonly issuedAt: string;
  /** `emisor` and `receptor` of the body; in a mensaje receptor the supplier and the taxpayer who answers */
  readonly issuer: { readonly type: string; readonly number: string };
  /** left out of the request where its number does not fit 12 characters */
  readonly receiver?: { readonly type: string; readonly number: string };
  /** sent as it is when set */
  readonly callbackUrl?: string;
  /** the exact signed bytes */
  readonly xml: Uint8Array;
}

/** Recepcion of Hacienda for one company. Never rejects: what goes wrong is a result. One request per call. */
export interface HaciendaApi {
  post(
    token: Token,
    document: PostDocument,
    cancel?: Cancel,
  ): Promise<{ readonly result: PostResult; readonly facts: CallFacts }>;
  /** @param identity the clave, or of a mensaje receptor `{clave}-{consecutivo}` */
  status(
    token: Token,
    identity: string,
    cancel?: Cancel,
  ): Promise<{ readonly result: StatusResult; readonly facts: CallFacts }>;
}
