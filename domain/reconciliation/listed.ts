import type { CallFacts, Doubtful, LaneTrouble } from '../outbox/results.ts';
import type { Cancel, Token } from '../outbox/ports.ts';

/**
 * What `GET /comprobantes` tells of one document (DOMAIN.md 13.4: [official API page, via a transcription]). It names no state and no
 * amount: that a document is listed says that Hacienda has it, never that it was accepted (I10).
 */
export interface ListedComprobante {
  /** 50 digits as a rule; whatever stood there, cut at 100 characters, where it is no clave */
  readonly clave: string;
  /** `fecha`, UTC ms, where it can be read */
  readonly issuedAt?: number;
  readonly issuer?: ListedParty;
  readonly receiver?: ListedParty;
  /** claves of the credit and debit notes it names for this document: how many */
  readonly notes: number;
}

export interface ListedParty {
  readonly number: string;
  /** '' where the list has none */
  readonly name: string;
}

/** One page, in the order of the service: newest first. */
export interface ListedPage {
  readonly entries: readonly ListedComprobante[];
  /** of all documents, from `Content-Range: 0-10/100`; undefined where the service did not say */
  readonly total?: number;
  /** where the page begins, by the same header */
  readonly from?: number;
}

/** The resource holds no more per page (`Accept-Range: resource 50`). */
export const listPageSize = 50;

/** GET /comprobantes?offset&limit */
export type ListPageResult =
  | { readonly kind: 'page'; readonly page: ListedPage }
  /** 400: the question itself was refused */
  | { readonly kind: 'refused' }
  /** 404: there is no such list at this address; says nothing about the address of POST */
  | { readonly kind: 'unavailable' }
  | LaneTrouble
  | Doubtful;

/** GET /comprobantes/{clave} */
export type ListedOneResult =
  | { readonly kind: 'listed' }
  /** 404 */
  | { readonly kind: 'not-found' }
  | LaneTrouble
  | Doubtful;

/** The list of documents that Hacienda has of one company. Never rejects: what goes wrong is a result. One request per call. */
export interface ComprobantesApi {
  page(
    token: Token,
    offset: number,
    cancel?: Cancel,
  ): Promise<{ readonly result: ListPageResult; readonly facts: CallFacts }>;
  one(
    token: Token,
    clave: string,
    cancel?: Cancel,
  ): Promise<{ readonly result: ListedOneResult; readonly facts: CallFacts }>;
}
