import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type Browser, chromium, type Page } from '@playwright/test';
import { appEnv, sandboxOn } from './launch.ts';

export interface PackagedRun {
  readonly child: ChildProcess;
  readonly browser: Browser;
  readonly page: Page;
}

const grouped = process.platform !== 'win32';

/** Starts the packaged program as the leader of a process group. @returns at once: see `packagedWindow` */
export function startPackaged(program: string, userData: string): ChildProcess {
  const args = ['--remote-debugging-port=0', ...(sandboxOn ? [] : ['--no-sandbox'])];
  return spawn(program, args, {
    env: appEnv(userData),
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: grouped,
  });
}

/** Its window, through the DevTools protocol: its inspect fuse is off, so _electron.launch would hang. */
export async function packagedWindow(child: ChildProcess): Promise<PackagedRun> {
  const address = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stderr?.on('data', (data: Buffer) => {
      const found = /DevTools listening on (ws:\S+)/.exec((text += data.toString()))?.[1];
      if (found) resolve(found);
    });
    child.once('exit', () => reject(new Error(text)));
  });
  const browser = await chromium.connectOverCDP(address);
  const context = browser.contexts()[0];
  const page = context?.pages()[0] ?? (await context?.waitForEvent('page'));
  if (!page) throw new Error('no window');
  return { child, browser, page };
}

/** The signal to the program and, when it is SIGKILL, to everything it started, as when the power goes. */
export async function endPackaged(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  const { pid } = child;
  if (pid === undefined) throw new Error('the program was never started');
  const running = child.exitCode === null && child.signalCode === null;
  const gone = running ? once(child, 'exit') : Promise.resolve();
  process.kill(grouped && signal === 'SIGKILL' ? -pid : pid, signal);
  await gone;
  if (signal !== 'SIGKILL' || !grouped) return;
  // Whoever is left holds the profile.
  while (isAlive(-pid))
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
