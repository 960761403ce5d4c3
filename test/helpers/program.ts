import { onTestFinished } from 'vitest';
import type { Company } from '../../domain/company/company.ts';
import { outboxTimings, scaled } from '../../domain/outbox/timings.ts';
import { nodeHttp } from '../../main/api/http.ts';
import { reachable } from '../../main/api/reach.ts';
import { openDatabase } from '../../main/db/connection.ts';
import { openProgram, type World } from '../../main/program.ts';
import { systemClock, systemRandom } from '../../main/system.ts';
import { practise } from '../../main/usecases/practise.ts';
import type { Program } from '../../main/usecases/program.ts';
import type { ChangedEvent } from '../../preload/contract/calls.ts';
import { testKeyStore } from './key-store.ts';
import { childHost } from './signer-host.ts';
import { readerChildHost } from './reader-host.ts';
import { validatorChildHost } from './validator-host.ts';

const direct = async (): Promise<string> => 'DIRECT';

export interface Running {
  readonly program: Program;
  readonly events: readonly ChangedEvent[];
}

/** The whole program without Electron: real SQLite, HTTP, signing process and practice authorities, on a faster clock. */
export async function runProgram(userData: string, timeScale = 0.01, restored = false): Promise<Running> {
  const opened = openDatabase(`${userData}/talonario.sqlite`);
  if (!opened.ok) throw new Error(opened.error.kind);
  const events: ChangedEvent[] = [];
  const world: World = {
    userData,
    machine: { host: 'this-computer' },
    clock: systemClock,
    random: systemRandom,
    http: nodeHttp({ resolveProxy: direct, userAgent: 'Talonario/test' }),
    reach: (address, timeoutMs) => reachable(address, timeoutMs, direct),
    secretBox: testKeyStore(),
    signerHost: childHost().host,
    validatorHost: validatorChildHost().host,
    readerHost: readerChildHost().host,
    timings: scaled(outboxTimings, timeScale),
    who: 'dependienta',
    emit: (event) => events.push(event),
    log: (where, error) => {
      // what a restored copy cannot bring back is logged by design: `program.lost`
      if (restored && where === 'recovery') return;
      throw new Error(`${where}: ${String(error)}`);
    },
  };
  const program = await openProgram(opened.value, world, restored);
  let ended = false;
  const once: Program = {
    ...program,
    stop: async () => {
      if (ended) return;
      ended = true;
      await program.stop();
    },
  };
  onTestFinished(() => once.stop());
  return { program: once, events };
}

/** The practice company with its lanes open, verdicts at once. */
export async function practising(program: Program): Promise<Company> {
  const company = await practise({ ...program, makeCertificate: () => program.makePracticeCertificate() });
  await program.connect(company.id);
  await (await program.authorities()).control.processingMs(0);
  return program.company(company.id) ?? company;
}
