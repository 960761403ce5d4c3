import { ProofRequest } from './backup/proof.ts';
import { answerProof } from './usecases/prove-copy.ts';

/** Entry of the proving process (built to out/main/prover-process.js, started by prover.ts). It never opens the database in use. */
process.parentPort.on('message', ({ data }) => {
  void answerProof(ProofRequest.parse(data)).then((answer) =>
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process, not a window
    process.parentPort.postMessage(answer),
  );
});
