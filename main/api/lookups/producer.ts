import { z } from 'zod';
import type { Looked, ProducerRegistration } from '../../../domain/lookups/answers.ts';
import type { HttpRequest, HttpResult } from '../../../domain/outbox/ports.ts';
import { type Asked, looked } from './asked.ts';
import { LooseText, type LookupAddress, lookupRequest } from './wire.ts';

export type ProducerList = 'agropecuario' | 'pesca';

/** @param number 9 to 12 digits */
export const producerRequest = (address: LookupAddress, list: ProducerList, number: string): HttpRequest =>
  lookupRequest(address, `/fe/${list}`, { identificacion: number });

const RowWire = z.object({
  nombre: LooseText.optional(),
  razonSocial: LooseText.optional(),
  estado: LooseText.optional(),
  indicadorActivo: LooseText.optional(),
});

/**
 * Lists whose rows are not documented any further: a row is a registration. An empty list says there is none, as does the body with
 * status 404 that comes with HTTP 200 (wire.ts).
 */
export function producerResult(got: HttpResult): Asked<ProducerRegistration> {
  return looked(got, (body): Looked<ProducerRegistration> => {
    const rows = z.union([z.array(RowWire), listInside]).safeParse(body);
    if (!rows.success) return { kind: 'unavailable', why: 'unreadable' };
    const [row] = rows.data;
    if (!row) return { kind: 'not-found' };
    return {
      kind: 'found',
      value: { name: row.nombre ?? row.razonSocial ?? '', status: row.estado ?? row.indicadorActivo ?? '' },
    };
  });
}

/** `{listaDatosMAG: [...]}` and the like: the one list that an object holds. */
const listInside = z.record(z.string(), z.unknown()).transform((body, context) => {
  const list = Object.values(body).find((value) => Array.isArray(value));
  const rows = z.array(RowWire).safeParse(list);
  if (rows.success) return rows.data;
  context.addIssue({ code: 'custom', message: 'no list' });
  return z.NEVER;
});
