import type { Clock, HaciendaApi, Http } from '../../../domain/outbox/ports.ts';
import type { ReadAnswer } from './answer-body.ts';
import { getRecepcion, getRecepcionResult } from './get-recepcion.ts';
import { postRecepcion, postRecepcionResult } from './post-recepcion.ts';
import type { HaciendaAddress } from './request.ts';

export interface HaciendaApiParts {
  readonly http: Http;
  readonly clock: Pick<Clock, 'now'>;
  /** asked at each call, so that a changed setting counts from the next one */
  readonly address: () => HaciendaAddress;
  readonly readAnswer: ReadAnswer;
}

/** Recepcion of one company, from plain HTTP. One request per call, no retry. */
export function haciendaApi({ http, clock, address, readAnswer }: HaciendaApiParts): HaciendaApi {
  return {
    post: async (token, document, cancel) => {
      const result = await http.call(postRecepcion(address(), token.value, document), cancel);
      return postRecepcionResult(result, token.value, document.clave, clock.now());
    },
    status: async (token, clave, cancel) => {
      const result = await http.call(getRecepcion(address(), token.value, clave), cancel);
      return getRecepcionResult(result, token.value, clave, readAnswer, clock.now());
    },
  };
}
