import { z } from 'zod';
import type { CabysEntry, Looked } from '../../../domain/lookups/answers.ts';
import type { HttpRequest, HttpResult } from '../../../domain/outbox/ports.ts';
import { type Asked, looked } from './asked.ts';
import { LooseDecimal, LooseText, type LookupAddress, lookupRequest } from './wire.ts';

/** @param code 13 digits */
export const cabysByCodeRequest = (address: LookupAddress, code: string): HttpRequest =>
  lookupRequest(address, '/fe/cabys', { codigo: code });

/** @param text at least 3 letters */
export const cabysByTextRequest = (address: LookupAddress, text: string, top: number): HttpRequest =>
  lookupRequest(address, '/fe/cabys', { q: text, top: String(top) });

const EntryWire = z.object({
  codigo: LooseText,
  descripcion: LooseText,
  impuesto: LooseDecimal.optional().catch(undefined),
});

/** A number has lost its leading zeros. */
const thirteen = (code: string): string => (/^\d{10,13}$/.test(code) ? code.padStart(13, '0') : code);

function entries(rows: readonly unknown[]): readonly CabysEntry[] {
  return rows.flatMap((row) => {
    const wire = EntryWire.safeParse(row);
    if (!wire.success) return [];
    const { codigo, descripcion, impuesto } = wire.data;
    const code = thirteen(codigo);
    if (!/^\d{13}$/.test(code) || descripcion === '') return [];
    return [{ code, description: descripcion, ...(impuesto === undefined ? {} : { rate: impuesto }) }];
  });
}

const unreadable = { kind: 'unavailable', why: 'unreadable' } as const;

/** An array, empty when there is no such code. */
export function cabysByCodeResult(got: HttpResult, code: string): Asked<CabysEntry> {
  return looked(got, (body): Looked<CabysEntry> => {
    const rows = z.array(z.unknown()).safeParse(body);
    if (!rows.success) return unreadable;
    if (rows.data.length === 0) return { kind: 'not-found' };
    const found = entries(rows.data).find((entry) => entry.code === code);
    return found ? { kind: 'found', value: found } : unreadable;
  });
}

/** `{total, cantidad, cabys[]}`; a bare array is taken too. No match is an empty list, not "not found". */
export function cabysByTextResult(got: HttpResult): Asked<readonly CabysEntry[]> {
  return looked(got, (body): Looked<readonly CabysEntry[]> => {
    const rows = z
      .union([
        z.array(z.unknown()),
        z.object({ cabys: z.array(z.unknown()) }).transform(({ cabys }) => cabys),
      ])
      .safeParse(body);
    if (!rows.success) return unreadable;
    const found = entries(rows.data);
    return found.length === 0 && rows.data.length > 0 ? unreadable : { kind: 'found', value: found };
  });
}
