import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { HaciendaSwitches } from '../../domain/practice/switches.ts';
import type { StatusBody } from './recepcion.ts';

/** Calls the address the taxpayer gave (DOMAIN.md 13.5): the JSON of the GET, in either of its two spellings. */

const deadlineMs = 10_000;

/** `2026-03-15T09:30:00-06:00` as the printed example has it: `…-0600`. */
const withoutColon = (fecha: string): string => fecha.replace(/([+-]\d\d):(\d\d)$/, '$1$2');

export function callbackBody(status: StatusBody, spelling: HaciendaSwitches['callbackSpelling']): string {
  if (spelling === 'hyphen') return JSON.stringify(status);
  const { clave, fecha, callbackUrl } = status;
  return JSON.stringify({
    clave,
    fecha: withoutColon(fecha),
    indEstado: status['ind-estado'].toUpperCase(),
    respuestaXml: status['respuesta-xml'],
    callbackUrl,
  });
}

/** @returns whether it answered 200; redirects are not followed */
export async function callBack(
  url: string,
  status: StatusBody,
  spelling: HaciendaSwitches['callbackSpelling'],
): Promise<boolean> {
  const body = callbackBody(status, spelling);
  const send = url.startsWith('https:') ? httpsRequest : httpRequest;
  return new Promise((resolve) => {
    const request = send(
      url,
      {
        method: 'POST',
        agent: false,
        signal: AbortSignal.timeout(deadlineMs),
        headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
      },
      (response) => {
        response.resume();
        resolve(response.statusCode === 200);
      },
    );
    request.on('error', () => resolve(false));
    request.end(body);
  });
}
