import type { CountedEndpoint } from '../../domain/practice/switches.ts';

/** One request as an authority sees it, body read whole. */
export interface Call {
  readonly endpoint: CountedEndpoint;
  readonly method: string;
  /** without query */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
  /** UTC ms of the authority's clock */
  readonly at: number;
  /** its line in the request log */
  readonly logId: number;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
  /** POST that was received: under which key */
  readonly receivedKey?: string;
  /** GET of a document that has its verdict: what the answer-breaking provocations wait for */
  readonly final?: { readonly state: 'aceptado' | 'rechazado'; readonly xml: Buffer; readonly clave: string };
}

export const jsonAnswer = (
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): Answer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(value),
});

export const bareAnswer = (status: number, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  headers,
  body: '',
});

/** What a captive portal or a proxy puts in place of the real answer. */
export const portalPage =
  '<!DOCTYPE html>\n<html lang="es"><head><title>Inicio de sesión en la red</title></head><body><h1>Bienvenido</h1><p>Acepte las condiciones para navegar.</p></body></html>\n';

/** The token of `Authorization: Bearer …`, whatever the case of the word (DOMAIN.md section 13). */
export function bearerOf({ headers }: Call): string | undefined {
  const value = headers['authorization'];
  return typeof value === 'string' ? /^bearer +(\S+)$/i.exec(value.trim())?.[1] : undefined;
}

/** Media type without parameters, lower case; '' when absent. */
export const mediaTypeOf = ({ headers }: Call): string =>
  headers['content-type'] === undefined
    ? ''
    : (String(headers['content-type']).split(';')[0] ?? '').trim().toLowerCase();

/** One authority: names its endpoints and answers them. */
export interface Authority {
  /** @returns the endpoint, and whom it is about (clave, document id) for the counters */
  route(
    method: string,
    path: string,
    body: Buffer,
  ): { readonly endpoint: CountedEndpoint; readonly subject?: string };
  answer(call: Call): Promise<Answer> | Answer;
  /** An error body in this authority's own form, for provoked statuses. */
  refusal(call: Call, status: number, cause: string | undefined): Answer;
}
