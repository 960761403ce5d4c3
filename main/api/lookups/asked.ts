import type { Looked } from '../../../domain/lookups/answers.ts';
import type { HttpResult } from '../../../domain/outbox/ports.ts';
import { openAnswer } from './wire.ts';

/** What one answer says. The pause after `too-many` is the client's (lookup-api.ts). */
export type Asked<T> = Exclude<Looked<T>, { kind: 'resting' }> | { readonly kind: 'too-many' };

/** @param read a body that came with status 200 and says nothing else inside */
export function looked<T>(got: HttpResult, read: (body: unknown) => Looked<T>): Asked<T> {
  const opened = openAnswer(got);
  if (opened.kind !== 'body') return opened;
  const said = read(opened.body);
  if (said.kind === 'resting') throw new Error('a body asks for no pause');
  return said;
}
