import { z } from 'zod';
import { namesIdentity } from '../../../domain/numbering/identity.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { AuthorityAnswer, StatusResult } from '../../../domain/outbox/results.ts';

type Found = Extract<StatusResult, { kind: 'found' }>;

/** Decodes `respuesta-xml` and checks whose it is; given by main/comprobante. */
export type ReadAnswer = (
  base64: string,
  expectedClave: string,
) => Result<AuthorityAnswer, 'base64' | 'xml' | 'doctype' | 'too-large' | 'other-clave'>;

/** The answer of `GET /recepcion/{clave}` and of the callback, which spell it differently (DOMAIN.md 13.2, 13.5). */
export interface AnswerBody {
  /** not every answer repeats it */
  readonly clave?: string;
  /** `fecha` as UTC ms, where it can be read */
  readonly issuedAt?: number;
  readonly state: Found['state'];
  readonly rawState: string;
  /** `respuesta-xml`, base64; only when finished, and not always then */
  readonly answerBase64?: string;
}

const optionalText = z.string().nullish();
const AnswerWire = z.looseObject({
  clave: optionalText,
  fecha: optionalText,
  'ind-estado': optionalText,
  indEstado: optionalText,
  'respuesta-xml': optionalText,
  respuestaXml: optionalText,
});

/**
 * Reads the bytes of either. Captive portals answer 200 with HTML, gateways with nothing: both are faults, never a state.
 * `shape`: JSON without a state, or with two spellings that disagree.
 */
export function readAnswerBody(body: Uint8Array): Result<AnswerBody, 'empty' | 'not-json' | 'shape'> {
  const text = new TextDecoder().decode(body).trim();
  if (text === '') return fail('empty');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return fail('not-json');
  }
  const parsed = AnswerWire.safeParse(json);
  if (!parsed.success) return fail('shape');
  const wire = parsed.data;
  const state = oneOf(wire['ind-estado'], wire.indEstado);
  const answer = oneOf(wire['respuesta-xml'], wire.respuestaXml);
  if (state === 'both' || answer === 'both' || state.value === undefined) return fail('shape');
  const clave = wire.clave?.trim();
  const issuedAt = readOffsetTime(wire.fecha ?? '');
  return ok({
    ...(clave === undefined || clave === '' ? {} : { clave }),
    ...(issuedAt === undefined ? {} : { issuedAt }),
    state: readState(state.value),
    rawState: state.value.slice(0, 100),
    ...(answer.value === undefined ? {} : { answerBase64: answer.value }),
  });
}

/**
 * What the authority says of `clave` (an identity: domain/numbering/identity.ts). A final state without its XML is still final to ask again for; an XML that cannot be used
 * leaves `answerFault`, and the state then counts for nothing on screen (I10).
 * @returns undefined when the body speaks of another clave
 */
export function statusOf(body: AnswerBody, clave: string, readAnswer: ReadAnswer): Found | undefined {
  if (body.clave !== undefined && !namesIdentity(body.clave, clave)) return undefined;
  const found: Found = { kind: 'found', state: body.state, rawState: body.rawState };
  const verdict = { aceptado: 'accepted', rechazado: 'rejected' } as const;
  // Only a final state has an answer; before that a stray one proves nothing.
  if (body.state !== 'aceptado' && body.state !== 'rechazado') return found;
  if (body.answerBase64 === undefined) return found;
  const answer = readAnswer(body.answerBase64, clave);
  if (!answer.ok) return { ...found, answerFault: answer.error };
  if (answer.value.verdict !== verdict[body.state]) return { ...found, answerFault: 'contradicts-state' };
  return { ...found, answer: answer.value };
}

function oneOf(
  first: string | null | undefined,
  second: string | null | undefined,
): { readonly value: string | undefined } | 'both' {
  const [a, b] = [first?.trim() ?? '', second?.trim() ?? ''];
  if (a !== '' && b !== '' && a !== b) return 'both';
  const value = a === '' ? b : a;
  return { value: value === '' ? undefined : value };
}

function readState(raw: string): Found['state'] {
  const word = raw.toLowerCase();
  switch (word) {
    case 'recibido':
    case 'procesando':
    case 'aceptado':
    case 'rechazado':
    case 'error':
      return word;
    default:
      return 'other';
  }
}

/** RFC 3339, with the callback's `-0600` too; without an offset it is Costa Rica's (UTC-06:00 all year). @returns UTC ms */
export function readOffsetTime(text: string): number | undefined {
  const parts = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(\.\d{1,9})?(Z|([+-]\d{2}):?(\d{2}))?$/i.exec(
    text.trim(),
  );
  if (!parts) return undefined;
  const [, on, time, fraction = '', zone, hours, minutes] = parts;
  const offset = zone === undefined ? '-06:00' : hours === undefined ? 'Z' : `${hours}:${minutes}`;
  const at = Date.parse(`${on}T${time}${fraction.slice(0, 4)}${offset}`);
  return Number.isNaN(at) ? undefined : at;
}
