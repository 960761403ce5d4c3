import { utilityProcess } from 'electron';
import { fail, ok } from '../domain/result.ts';
import type { CopyChecks } from './backup/copies.ts';
import { ProofAnswer, type ProofFault, type ProofRequest } from './backup/proof.ts';

const died: ProofFault = { kind: 'disk', detail: 'the proving process ended' };

/**
 * Proves copies in an Electron utility process: reading a database of years whole takes seconds, and the page is answered here. One
 * process a job, gone with it.
 * @param entry path of the built out/main/prover-process.js, inside the asar when packaged
 */
export function utilityProver(entry: string): Pick<CopyChecks, 'prove' | 'hash'> {
  const ask = (request: ProofRequest): Promise<ProofAnswer> =>
    new Promise((resolve) => {
      const child = utilityProcess.fork(entry, [], {
        serviceName: 'Talonario prover',
        stdio: 'ignore',
        env: {},
      });
      child.once('message', (raw: unknown) => {
        const answer = ProofAnswer.safeParse(raw);
        resolve(answer.success ? answer.data : { kind: 'failed', fault: died });
        child.kill();
      });
      child.once('exit', () => resolve({ kind: 'failed', fault: died }));
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process, not a window
      child.postMessage(request);
    });
  return {
    prove: async (job) => {
      const answer = await ask({ kind: 'prove', job });
      return answer.kind === 'proved'
        ? ok(answer.proof)
        : fail(answer.kind === 'failed' ? answer.fault : died);
    },
    hash: async (file) => {
      const answer = await ask({ kind: 'hash', file });
      return answer.kind === 'hash'
        ? ok(answer.sha256)
        : fail(answer.kind === 'failed' ? answer.fault : died);
    },
  };
}
