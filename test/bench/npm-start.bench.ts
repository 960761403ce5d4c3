// What a second `npm start` costs over launching Electron directly on out/: both to the first thing that can be pressed. Linux, macOS.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { appEnv, electronArgs, electronPath } from '../helpers/launch.ts';
import { median } from './report.ts';

const rounds = Number(process.argv[2] ?? 5);
const goalMs = 2_000;
const { npm_execpath: npmScript, npm_node_execpath: node = 'node' } = process.env;
const port = '--remote-debugging-port=0';
const ways = {
  'electron .': [electronPath(), ...electronArgs([port])],
  // Another npm script (`npm run bench`) knows which npm this is.
  'npm start': [...(npmScript ? [node, npmScript] : ['npm']), 'start', '--', port],
  'npm start, display of its own': [...(npmScript ? [node, npmScript] : ['npm']), 'start', '--', port],
} as const;
type Way = keyof typeof ways;
const each = Object.keys(ways) as Way[]; // the keys of the object above, in its order

/** @returns ms from the launch until there is a button that can be pressed */
async function usableAfterMs(way: Way, userData: string): Promise<number> {
  const [command, ...args] = ways[way];
  const { DISPLAY, ...env } = appEnv(userData, { APP_PRACTICE: '1' });
  const startedAt = performance.now();
  const child = spawn(command, args, {
    env: DISPLAY === undefined || way.endsWith('its own') ? env : { ...env, DISPLAY },
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true, // a group of its own, so that all of it can be ended
  });
  const ended = once(child, 'exit');
  try {
    const address = await new Promise<string>((resolve, reject) => {
      let text = '';
      child.stderr.on('data', (data: Buffer) => {
        const found = /DevTools listening on (ws:\S+)/.exec((text += data.toString()))?.[1];
        if (found) resolve(found);
      });
      child.once('exit', () => reject(new Error(`${way} ended: ${text}`)));
    });
    const browser = await chromium.connectOverCDP(address);
    const context = browser.contexts()[0];
    const page = context?.pages()[0] ?? (await context?.waitForEvent('page'));
    await page?.locator('#root button:enabled').first().waitFor();
    const tookMs = performance.now() - startedAt;
    await browser.close();
    return tookMs;
  } finally {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
    await ended;
  }
}

const folder = mkdtempSync(join(tmpdir(), 'bench-'));
const times: Record<Way, number[]> = {
  'electron .': [],
  'npm start': [],
  'npm start, display of its own': [],
};
try {
  // The first of each makes the profile and the practice company, and is not counted.
  for (let round = 0; round <= rounds; round += 1)
    for (const way of each) {
      const tookMs = await usableAfterMs(way, join(folder, way.replaceAll(/\W/g, '')));
      if (round > 0) times[way].push(tookMs);
    }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
const directMs = median(times['electron .']);
console.log(`electron . to usable window (median of ${rounds}): ${directMs.toFixed(0)} ms`);
for (const way of each.slice(1)) {
  const addedMs = median(times[way]) - directMs;
  console.log(
    `${way}: ${addedMs.toFixed(0)} ms more (goal <= ${goalMs}: ${addedMs <= goalMs ? 'met' : 'NOT met'})`,
  );
}
