import { onTestFinished } from 'vitest';
import { nodeHttp } from '../../main/api/http.ts';
import { practiceCredentials, practiceEdinkyToken } from '../../domain/practice/credentials.ts';
import {
  startAuthorities,
  type Authorities,
  type AuthoritiesOptions,
} from '../../main/practice/authorities.ts';
import { newAuthorityKey } from '../../main/practice/hacienda-message.ts';
import { writeComprobante } from '../../main/comprobante/write-comprobante.ts';
import type { InvoiceKind } from '../../domain/billing/invoice-form.ts';
import type { HttpResult } from '../../domain/outbox/ports.ts';
import { ok } from '../../domain/result.ts';
import type { VerifyComprobante } from '../../domain/signing/signing.ts';
import { exactInvoice, identityOf } from './exact-invoices.ts';
import { temporaryFolder } from './folder.ts';
import { testNow } from './taxpayers.ts';

/** The simulated authorities, and requests to them as the program makes them: node:http, a fresh connection each. */

/** Finds every signature good, made by the issuer of `exactInvoice`: for tests of everything but signatures. */
export const trustingVerify: VerifyComprobante = async () =>
  ok({
    certificate: {
      holder: 'DISTRIBUIDORA DEL ESTE',
      holderIdentification: '3101123456',
      issuer: 'CN=PRACTICA',
      serialNumber: '1',
      validFrom: 0,
      validUntil: testNow * 2,
    },
    signingTime: '2026-11-20T09:30:00-06:00',
    policyId: 'x',
    rootName: 'FacturaElectronica',
    clave: '',
  });

export interface TestClock {
  /** UTC ms; set it to move on */
  at: number;
}

/** One for all: making one takes longer than a test. */
const authorityKey = newAuthorityKey();

/** Started in a folder of the running test with no processing time; stopped after the test. */
export async function testAuthorities(
  options: Partial<AuthoritiesOptions> = {},
): Promise<Authorities & { readonly clock: TestClock; readonly folder: string }> {
  const clock: TestClock = { at: testNow };
  const folder = options.folder ?? temporaryFolder();
  const authorities = await startAuthorities({
    verify: trustingVerify,
    now: () => clock.at,
    seed: 1,
    authorityKey: await authorityKey,
    ...options,
    folder,
  });
  await authorities.control.processingMs(0);
  let stopped = false;
  const stop = async (): Promise<void> => {
    if (stopped) return;
    stopped = true;
    await authorities.stop();
  };
  onTestFinished(stop);
  return Object.defineProperties(Object.create(authorities), {
    clock: { value: clock },
    folder: { value: folder },
    stop: { value: stop },
  }) as never; // the same object with three own properties more; its addresses stay getters
}

const http = nodeHttp({ resolveProxy: async () => 'DIRECT', userAgent: 'Talonario/test' });

export interface Reply {
  readonly result: HttpResult;
  /** 0 when there was no whole answer */
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** parsed body; undefined when it is not JSON */
  // oxlint-disable-next-line no-explicit-any -- tests look into wire JSON
  readonly json: any;
}

export async function send(
  method: 'GET' | 'POST' | 'PUT',
  url: string,
  headers: Readonly<Record<string, string>> = {},
  body?: string | Uint8Array,
  deadlineMs = 10_000,
): Promise<Reply> {
  const result = await http.call({
    method,
    url,
    headers,
    deadlineMs,
    maxBytes: 6_000_000,
    ...(body === undefined ? {} : { body: Buffer.from(body) }),
  });
  const text = result.phase === 'answered' ? Buffer.from(result.body).toString() : '';
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  const answered = result.phase === 'answered';
  return {
    result,
    status: answered ? result.status : 0,
    headers: answered ? result.headers : {},
    text,
    json,
  };
}

const form = { 'content-type': 'application/x-www-form-urlencoded' };

export const grant = (
  authorities: Authorities,
  fields: Readonly<Record<string, string>> = {},
  deadlineMs?: number,
): Promise<Reply> =>
  send(
    'POST',
    authorities.idpUrl,
    form,
    new URLSearchParams({
      grant_type: 'password',
      client_id: practiceCredentials.clientId,
      username: practiceCredentials.user,
      password: practiceCredentials.password,
      ...fields,
    }).toString(),
    deadlineMs,
  );

/** @returns a good access token */
export async function signIn(authorities: Authorities): Promise<string> {
  return String((await grant(authorities)).json.access_token);
}

/** An unsigned FE or TE with an empty ds:Signature where the schema wants one. */
export function unsigned(
  kind: InvoiceKind = '01',
  number = 42,
  lineCount = 1,
): { clave: string; xml: string } {
  const identity = identityOf(kind, number);
  const xml = writeComprobante(exactInvoice(kind, lineCount), identity);
  const end = xml.lastIndexOf('</');
  return {
    clave: identity.clave,
    xml: `${xml.slice(0, end)}<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"></ds:Signature>${xml.slice(end)}`,
  };
}

export const envelope = (
  document: { readonly clave: string; readonly xml: string | Uint8Array },
  changes: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> => ({
  clave: document.clave,
  fecha: '2026-11-20T09:30:00-06:00',
  emisor: { tipoIdentificacion: '02', numeroIdentificacion: '3101123456' },
  receptor: { tipoIdentificacion: '01', numeroIdentificacion: '112340567' },
  comprobanteXml: Buffer.from(document.xml).toString('base64'),
  ...changes,
});

export const post = (
  authorities: Authorities,
  token: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
  deadlineMs?: number,
): Promise<Reply> =>
  send(
    'POST',
    `${authorities.haciendaApiUrl}recepcion`,
    { authorization: `bearer ${token}`, 'content-type': 'application/json', ...headers },
    typeof body === 'string' ? body : JSON.stringify(body),
    deadlineMs,
  );

export const status = (
  authorities: Authorities,
  token: string,
  clave: string,
  deadlineMs?: number,
): Promise<Reply> =>
  send(
    'GET',
    `${authorities.haciendaApiUrl}recepcion/${clave}`,
    { authorization: `Bearer ${token}` },
    undefined,
    deadlineMs,
  );

const edinkyHeaders = {
  authorization: `Bearer ${practiceEdinkyToken}`,
  accept: 'application/json',
  'content-type': 'application/json',
};

export const edinky = (
  authorities: Authorities,
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
  deadlineMs?: number,
): Promise<Reply> =>
  send(
    method,
    `${authorities.edinkyApiUrl}${path}`,
    { ...edinkyHeaders, ...headers },
    body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
    deadlineMs,
  );

export const putPayments = (
  authorities: Authorities,
  id: string,
  payments: unknown,
  changes: Readonly<Record<string, unknown>> = {},
  deadlineMs?: number,
): Promise<Reply> =>
  edinky(
    authorities,
    'PUT',
    `/documents/${id}/update-payments`,
    { id, payments, ...changes },
    {},
    deadlineMs,
  );

/** The status every endpoint was answered with, as `endpoint status`, with its count. */
export const requestCounts = (authorities: Authorities): Readonly<Record<string, number>> =>
  Object.fromEntries(
    authorities.control
      .counters()
      .requests.map(({ endpoint, status: code, count }) => [`${endpoint} ${code}`, count]),
  );
