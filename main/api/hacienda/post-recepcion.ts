import { claveOf, consecutivoOf, isMessageIdentity } from '../../../domain/numbering/identity.ts';
import type { HttpRequest, HttpResult, PostDocument } from '../../../domain/outbox/ports.ts';
import type { CallFacts, PostResult } from '../../../domain/outbox/results.ts';
import { headerText } from '../call-facts.ts';
import { doubtfulStatus } from '../trouble.ts';
import { readCause } from './error-cause.ts';
import { openAnswer } from './open-answer.ts';
import { type HaciendaAddress, haciendaRequest } from './request.ts';

/** `numeroIdentificacion` holds no more (DOMAIN.md 13.1). */
const identificationMaxCharacters = 12;

/** `POST /recepcion` (DOMAIN.md 13.1). */
export function postRecepcion(address: HaciendaAddress, token: string, document: PostDocument): HttpRequest {
  const { receiver } = document;
  const fits = receiver !== undefined && receiver.number.length <= identificationMaxCharacters;
  return haciendaRequest(address, token, 'POST', 'recepcion', {
    clave: claveOf(document.clave),
    fecha: document.issuedAt,
    emisor: {
      tipoIdentificacion: document.issuer.type,
      numeroIdentificacion: document.issuer.number,
    },
    ...(fits
      ? { receptor: { tipoIdentificacion: receiver.type, numeroIdentificacion: receiver.number } }
      : {}),
    // a mensaje receptor only, and mandatory there (DOMAIN.md section 8)
    ...(isMessageIdentity(document.clave) ? { consecutivoReceptor: consecutivoOf(document.clave) } : {}),
    ...(document.callbackUrl === undefined || document.callbackUrl === ''
      ? {}
      : { callbackUrl: document.callbackUrl }),
    comprobanteXml: Buffer.from(document.xml).toString('base64'),
  });
}

/** The table of OUTBOX.md section 5 and DOMAIN.md 13.3 for POST. @param now UTC ms */
export function postRecepcionResult(
  result: HttpResult,
  token: string,
  clave: string,
  now: number,
): { readonly result: PostResult; readonly facts: CallFacts } {
  const secrets = [token];
  const opened = openAnswer(result, secrets, now);
  if ('trouble' in opened) return opened.trouble;
  const { answer, facts, withRaw } = opened;
  const { status, body, headers } = answer;
  const text = new TextDecoder().decode(body.subarray(0, 8_000));
  const html = /^\s*<(?:!doctype\s+html|html|head|body)\b/i.test(text);
  switch (status) {
    case 201:
    case 202:
      // A page where a receipt should be is somebody else's answer.
      return html
        ? { result: { kind: 'doubtful', why: 'unreadable' }, facts: withRaw }
        : { result: { kind: 'received' }, facts };
    case 400: {
      const cause = headers['x-error-cause'];
      // A gateway's page says nothing about the document.
      if (cause === undefined && html)
        return { result: { kind: 'doubtful', why: 'unreadable' }, facts: withRaw };
      return { result: refusal(cause === undefined ? text : headerText(cause), clave), facts: withRaw };
    }
    case 404:
      return { result: { kind: 'wrong-address' }, facts: withRaw };
    default:
      return { result: doubtfulStatus(status), facts: withRaw };
  }
}

function refusal(cause: string, clave: string): PostResult {
  const meaning = readCause(cause, clave);
  // Also where it says "already" without saying which: nothing is believed before a GET of ours, and where that finds nothing a
  // person looks. As a mere doubt it would be posted, refused and asked about for ever.
  return meaning === 'received' || meaning === 'received-unnamed'
    ? { kind: 'already-received' }
    : { kind: 'refused' };
}
