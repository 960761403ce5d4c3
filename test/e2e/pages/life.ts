import { type ElectronApplication, expect, type Page } from '@playwright/test';
import { launch } from '../../helpers/launch.ts';
import { Practice } from './practice.ts';

/** One life of the program, from its start to its end, in the practice company. */
export interface Life {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly practice: Practice;
}

/**
 * Starts the program and waits until a clerk could press a key and the authorities answer.
 * @param timeScale of every duration of the outbox: `0.01` makes it 100 times as fast
 */
export async function live(userData: string, timeScale: string): Promise<Life> {
  const app = await launch(userData, { env: { APP_TIME_SCALE: timeScale, APP_PRACTICE: '1' } });
  const page = await app.firstWindow();
  const practice = new Practice(page);
  await expect(page.getByRole('heading', { level: 1, name: 'Inicio' })).toBeVisible({ timeout: 15_000 });
  await practice.ready();
  return { app, page, practice };
}

/** Answers of the simulated Hacienda come so long after the receipt. */
export const verdictAfter = (ms: number) =>
  ({
    change: 'switches',
    switches: { hacienda: { processingMinMs: ms, processingMaxMs: ms } },
  }) as const;
