import type { Clock } from '../../domain/outbox/ports.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { SchemaFault, ValidateBySchema } from '../../domain/schemas/verdict.ts';
import type { Db } from '../db/connection.ts';
import { noteSchemaCheck } from '../db/lookups.ts';

export interface SchemaContext {
  readonly db: Db;
  readonly clock: Pick<Clock, 'now'>;
  /** absent: sealed without the schemas */
  readonly validateBySchema?: ValidateBySchema;
}

/** The ministry's own schema does not accept what was made: it would certainly be refused. */
export interface SchemaRefusal {
  readonly kind: 'schema';
  readonly set: string;
  readonly faults: readonly SchemaFault[];
}

/**
 * Validates what was signed, because the schema wants the signature too, and notes by which set. Without schemas, or where the
 * validating process fails, sealing goes on: they are a help, and Hacienda's word decides.
 * @param identity of the document (domain/numbering/identity.ts)
 */
export async function validated(
  { db, clock, validateBySchema }: SchemaContext,
  identity: string,
  signed: Uint8Array,
): Promise<Result<Uint8Array, SchemaRefusal>> {
  const verdict = await validateBySchema?.(signed);
  if (verdict?.kind === 'invalid') return fail({ kind: 'schema', set: verdict.set, faults: verdict.faults });
  if (verdict?.kind === 'valid') noteSchemaCheck(db, identity, verdict.set, clock.now());
  return ok(signed);
}
