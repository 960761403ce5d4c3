import type { ElectronApplication } from '@playwright/test';

const grouped = process.platform !== 'win32';

/** Whether anything of the program is still there. */
function isAlive(pid: number): boolean {
  try {
    process.kill(grouped ? -pid : pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** SIGKILL to the program and everything it started, all at once, as when the power goes. Resolves when nothing of it is left. */
export async function kill(app: ElectronApplication): Promise<void> {
  const { pid } = app.process();
  if (pid === undefined) throw new Error('the program was never started');
  const closed = app.waitForEvent('close');
  // Playwright starts it as the leader of a process group of its own.
  process.kill(grouped ? -pid : pid, 'SIGKILL');
  await closed;
  while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 5));
}
