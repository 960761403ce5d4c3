import { outboxTimings, scaled } from '../../domain/outbox/timings.ts';
import { nodeHttp } from '../../main/api/http.ts';
import { reachable } from '../../main/api/reach.ts';
import { openProgram, type World } from '../../main/program.ts';
import type { SignerHost } from '../../main/signer/signer.ts';
import { systemClock, systemRandom } from '../../main/system.ts';
import { openLanes } from '../../main/usecases/open-lanes.ts';
import { placesIn, seriesSeen } from '../../main/usecases/open-store.ts';
import type { Program } from '../../main/usecases/program.ts';
import { type Opened, type ProgramStart, startProgram } from '../../main/usecases/start-program.ts';
import { testKeyStore } from '../helpers/key-store.ts';
import { readerChildHost } from '../helpers/reader-host.ts';
import { validatorChildHost } from '../helpers/validator-host.ts';

const direct = async (): Promise<string> => 'DIRECT';

/** The whole program on a faster clock; what it logs is kept. */
export function worldIn(
  userData: string,
  signerHost: SignerHost,
): { readonly world: World; readonly log: string[] } {
  const log: string[] = [];
  const world: World = {
    userData,
    machine: { host: 'this-computer' },
    clock: systemClock,
    random: systemRandom,
    http: nodeHttp({ resolveProxy: direct, userAgent: 'Talonario/test' }),
    reach: (address, timeoutMs) => reachable(address, timeoutMs, direct),
    secretBox: testKeyStore(),
    signerHost,
    validatorHost: validatorChildHost().host,
    readerHost: readerChildHost().host,
    // Deadlines as on a busy machine, everything else five hundred times faster.
    timings: { ...scaled(outboxTimings, 0.002), deadlineMs: 10_000 },
    who: 'dependienta',
    emit: () => undefined,
    log: (where, error) =>
      log.push(`${where}: ${error instanceof Error ? (error.stack ?? '') : String(error)}`),
  };
  return { world, log };
}

export const noSigner: SignerHost = () => {
  throw new Error('nothing is signed here');
};

export interface Started {
  readonly start: ProgramStart<Program>;
  readonly log: readonly string[];
  /** What main/main.ts does once the window is painted. */
  goOn(program: Program): Promise<void>;
  stop(): Promise<void>;
}

/** The program as main/main.ts starts it: the store first, with its ways out of damage. */
export function startIn(userData: string): Started {
  const { world, log } = worldIn(userData, noSigner);
  const start = startProgram<Program>({
    places: placesIn(userData),
    clock: world.clock,
    seen: ({ db }) => seriesSeen(db),
    close: (program) => program.stop(),
    build: (db, restored) => openProgram(db, world, restored),
  });
  return {
    start,
    log,
    async goOn(program) {
      await program.lookOver.rows();
      await openLanes(program, (companyId, error) => {
        log.push(`lanes of ${companyId}: ${String(error)}`);
      });
      await program.lookOver.wholeIfDue();
    },
    async stop() {
      const opened: Opened<Program> | undefined = await start.opened().catch(() => undefined);
      if (opened?.kind === 'open') await opened.program.stop();
    },
  };
}
