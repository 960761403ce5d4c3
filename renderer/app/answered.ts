import { fail, type Result } from '../../domain/result.ts';
import type { CallError } from '../../preload/contract/errors.ts';

/** A call that breaks on its way (a broken assumption, not an answer) comes back as a failure too: no screen waits for ever. */
export async function answered<T>(call: Promise<Result<T, CallError>>): Promise<Result<T, CallError>> {
  try {
    return await call;
  } catch (error) {
    return fail({ code: 'internal', detail: String(error) });
  }
}
