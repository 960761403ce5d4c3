import type { HttpRequest, HttpResult } from '../../../domain/outbox/ports.ts';
import type { CallFacts, StatusResult } from '../../../domain/outbox/results.ts';
import { headerText } from '../call-facts.ts';
import { redact } from '../redact.ts';
import { doubtfulStatus } from '../trouble.ts';
import { readAnswerBody, type ReadAnswer, statusOf } from './answer-body.ts';
import { readCause } from './error-cause.ts';
import { openAnswer } from './open-answer.ts';
import { type HaciendaAddress, haciendaRequest } from './request.ts';

/** `GET /recepcion/{clave}` (DOMAIN.md 13.2), of a mensaje receptor `/recepcion/{clave}-{consecutivoReceptor}` (section 8). */
export const getRecepcion = (address: HaciendaAddress, token: string, clave: string): HttpRequest =>
  haciendaRequest(address, token, 'GET', `recepcion/${encodeURIComponent(clave)}`);

/** The table of OUTBOX.md section 5 and DOMAIN.md 13.3 for GET. @param now UTC ms */
export function getRecepcionResult(
  result: HttpResult,
  token: string,
  clave: string,
  readAnswer: ReadAnswer,
  now: number,
): { readonly result: StatusResult; readonly facts: CallFacts } {
  const secrets = [token];
  const opened = openAnswer(result, secrets, now);
  if ('trouble' in opened) return opened.trouble;
  const { answer, facts, withRaw } = opened;
  const { status, body, headers } = answer;
  switch (status) {
    case 200: {
      const read = readAnswerBody(body);
      const found = read.ok ? statusOf(read.value, clave, readAnswer) : undefined;
      if (found === undefined) return { result: { kind: 'doubtful', why: 'unreadable' }, facts: withRaw };
      const clear = found.answerFault === undefined && found.state !== 'other' && found.state !== 'error';
      const rawState = redact(found.rawState, secrets);
      return { result: { ...found, rawState }, facts: clear ? facts : withRaw };
    }
    case 400: {
      // Live systems say 400 where the guide says 404 (DOMAIN.md 13.3).
      const cause = headers['x-error-cause'];
      const text =
        cause === undefined ? new TextDecoder().decode(body.subarray(0, 8_000)) : headerText(cause);
      const missing = readCause(text, clave) === 'not-received';
      return {
        result: missing ? { kind: 'not-found' } : { kind: 'doubtful', why: 'status' },
        facts: withRaw,
      };
    }
    case 404:
      return { result: { kind: 'not-found' }, facts: withRaw };
    default:
      return { result: doubtfulStatus(status), facts: withRaw };
  }
}
