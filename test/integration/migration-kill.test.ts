import { expect, test } from 'vitest';
import { killMigrations } from '../kills/migration-kills.ts';
import { killRestores } from '../kills/restore-kills.ts';
import { whyNoExactKills } from '../kills/run-life.ts';

// npm run kills -- migrations: 50 points of each, migrations from every older schema

/** A limit for hangs: two dozen traced processes, each some seconds on a busy machine. */
const patience = { timeout: 180_000 };

test.skipIf(whyNoExactKills() !== undefined)(
  'SIGKILL at any write of a migration leaves the old schema or the new, whole, and the next start goes on',
  patience,
  async () => {
    const { killed, old, head } = await killMigrations([3], 8);
    expect(killed).toBeGreaterThan(4);
    // Otherwise the kills came all after the change, and the test says less than it should.
    expect(old).toBeGreaterThan(0);
    expect(old + head).toBe(killed);
  },
);

test.skipIf(whyNoExactKills() !== undefined)(
  'SIGKILL at any write of a restore: never an older copy that passes for an ordinary database',
  patience,
  async () => {
    const { killed, asBefore, restored, offered, missed } = await killRestores(12);
    expect(killed).toBeGreaterThan(4);
    expect(asBefore + restored + offered).toBe(killed + missed);
    expect(asBefore).toBeGreaterThan(0);
    expect(restored + offered).toBeGreaterThan(0);
  },
);
