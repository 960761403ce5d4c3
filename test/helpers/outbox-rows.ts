import { createHash } from 'node:crypto';
import type { SealedFacts } from '../../domain/outbox/store.ts';
import { claveOf, t0 } from './outbox-documents.ts';

/** The signed bytes of the n-th document of a test; anything will do that has a hash. */
export const xmlFor = (n: number): Uint8Array => new TextEncoder().encode(`<x>${n}</x>`);

/** What sealing froze of the n-th document of company c1. */
export const factsFor = (n: number, change: Partial<SealedFacts> = {}): SealedFacts => ({
  id: `d${n}`,
  companyId: 'c1',
  environment: 'test',
  branch: '001',
  terminal: '00001',
  kind: '01',
  number: n,
  consecutivo: claveOf(n).slice(21, 41),
  clave: claveOf(n),
  xmlSha256: createHash('sha256').update(xmlFor(n)).digest('hex'),
  situation: '1',
  issuedAt: '2026-11-20T09:00:00-06:00',
  sealedAt: t0 + n,
  customerName: `Cliente ${n}`,
  total: 11_300_000n,
  currency: 'CRC',
  issuer: { type: '02', number: '3101123456' },
  form: '{}',
  ...change,
});
