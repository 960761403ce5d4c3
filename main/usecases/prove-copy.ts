import type { CopyChecks } from '../backup/copies.ts';
import {
  copyProver,
  hashCopy,
  type ProofAnswer,
  type ProofRequest,
  type ProveCopy,
} from '../backup/proof.ts';
import { checkContents, contentsOf, differenceOf } from '../db/contents.ts';
import { migrate, openUnmigrated } from '../db/connection.ts';

/** The proof itself, in whichever process: a copy is restored with the very functions that open the program's database. */
export const proveCopy: ProveCopy = copyProver({
  open: openUnmigrated,
  check: checkContents,
  differenceOf,
  migrate,
});

/** Everything on the thread that asks: for tests and small tools. The program has a process for it (main/prover.ts). */
export const copyChecks = (
  prover: Pick<CopyChecks, 'prove' | 'hash'> = { prove: proveCopy, hash: hashCopy },
): CopyChecks => ({ contentsOf, ...prover });

/** What the proving process answers. */
export async function answerProof(request: ProofRequest): Promise<ProofAnswer> {
  if (request.kind === 'prove') {
    const proved = await proveCopy(request.job);
    return proved.ok ? { kind: 'proved', proof: proved.value } : { kind: 'failed', fault: proved.error };
  }
  const hashed = await hashCopy(request.file);
  return hashed.ok ? { kind: 'hash', sha256: hashed.value } : { kind: 'failed', fault: hashed.error };
}
