import { expect, test } from 'vitest';
import { killMigrations } from '../kills/migration-kills.ts';
import { whyNoExactKills } from '../kills/run-life.ts';

// npm run kills -- migrations: 50 points, from every older schema
test.skipIf(whyNoExactKills() !== undefined)(
  'SIGKILL at any write of a migration leaves the old schema or the new, whole, and the next start goes on',
  async () => {
    const { killed, old, head } = await killMigrations([3], 10);
    expect(killed).toBe(10);
    // Otherwise the kills came all before or all after the change, and the test says less than it should.
    expect(old).toBeGreaterThan(0);
    expect(old + head).toBe(10);
  },
);
