// From a key to the end of the frame that shows what it changes, in the running program: a bare field of the same page (the limit:
// input, frame and machine without us), then the price of an invoice with 50 and with 1,000 lines, whose totals follow every key.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { _electron } from '@playwright/test';
import { emptyInvoiceForm, emptyLine } from '../../domain/billing/new-form.ts';
import type { InvoiceForm } from '../../domain/billing/invoice-form.ts';
import { appEnv, electronArgs, electronPath, sandboxOn } from '../helpers/launch.ts';
import { percentile } from './report.ts';

const keystrokes = Number(process.argv[2] ?? 200);
const frameMs = 16;
const sizes = [
  { lines: 50, goalMs: frameMs },
  { lines: 1_000, goalMs: 50 },
] as const;

/** A tiquete of ordinary lines, three in four of them with the ordinary rate. */
function longForm(lines: number): InvoiceForm {
  const empty = emptyInvoiceForm('04', { activityCodes: ['4752.0'] });
  return {
    ...empty,
    lines: Array.from({ length: lines }, (_, index) => ({
      ...emptyLine(`line-${index + 1}`),
      detail: `Artículo ${index + 1}`,
      cabys: '4292199000000',
      quantity: String((index % 7) + 1),
      unit: 'Unid',
      unitPrice: `${1_000 + index * 3}.${String(index % 100).padStart(2, '0')}`,
      ...(index % 4 === 0 ? { ivaCode: '02', ivaRate: '1' } : { ivaCode: '08', ivaRate: '13' }),
    })),
  };
}

/**
 * Types figures into the focused field, each key after the frame of the one before.
 * @returns ms of every key: from the system's time of the event to the end of the main thread's work on the next frame (a task
 *   that was posted in its animation callback runs after style, layout and paint)
 */
async function typed(page: Page): Promise<number[]> {
  const times: number[] = [];
  for (let key = 0; key < keystrokes; key += 1) {
    const shown = page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          window.addEventListener(
            'keydown',
            ({ timeStamp }) =>
              requestAnimationFrame(() => {
                const { port1, port2 } = new MessageChannel();
                port1.addEventListener('message', () => resolve(performance.now() - timeStamp));
                port1.start();
                port2.postMessage(undefined);
              }),
            { capture: true, once: true },
          );
        }),
    );
    await page.evaluate(() => undefined); // the listener is there: messages to a page keep their order
    // 9 digits and away again: every key changes the totals
    await page.keyboard.press(key % 18 < 9 ? String((key % 9) + 1) : 'Backspace');
    times.push(await shown);
  }
  return times;
}

interface Spread {
  readonly p50: number;
  readonly p99: number;
}

async function measured(page: Page): Promise<Spread> {
  await typed(page); // warm-up
  const times = await typed(page);
  return { p50: percentile(times, 0.5), p99: percentile(times, 0.99) };
}

const folder = mkdtempSync(join(tmpdir(), 'bench-'));
const app = await _electron.launch({
  chromiumSandbox: sandboxOn,
  executablePath: electronPath(),
  args: electronArgs(),
  env: appEnv(folder, { APP_PRACTICE: '1' }),
});
try {
  const page = await app.firstWindow();
  await page.getByRole('button', { name: 'Documentos' }).waitFor();
  await page.evaluate(() => {
    const bare = document.createElement('input');
    bare.id = 'bare';
    document.body.append(bare);
    bare.focus();
  });
  const bare = await measured(page);
  await page.evaluate(() => document.querySelector('#bare')?.remove());
  console.log(
    `bare field (the limit), ${keystrokes} keys: p50 ${bare.p50.toFixed(1)} ms, p99 ${bare.p99.toFixed(1)} ms`,
  );
  for (const { lines, goalMs } of sizes) {
    await page.getByRole('button', { name: 'Documentos' }).click();
    const saved = await page.evaluate(({ id, form }) => window.api.call('drafts.save', { id, form }), {
      id: crypto.randomUUID(),
      form: longForm(lines),
    });
    if (!saved.ok) throw new Error(`the draft of ${lines} lines was not saved: ${saved.error.code}`);
    // the newest draft stands first
    await page
      .getByRole('button', { name: /^Seguir / })
      .first()
      .click();
    await page.getByRole('textbox', { name: 'Precio, línea 1', exact: true }).fill('');
    const { p50, p99 } = await measured(page);
    const verdict = (ms: number): string => (ms <= goalMs ? 'met' : 'NOT met');
    console.log(
      `key to painted totals, ${lines} lines: p50 ${p50.toFixed(1)} ms (${verdict(p50)}, ratio ${(p50 / bare.p50).toFixed(2)}), ` +
        `p99 ${p99.toFixed(1)} ms (${verdict(p99)}, ratio ${(p99 / bare.p99).toFixed(2)}); goal ${goalMs} ms, a frame is ${frameMs} ms`,
    );
  }
} finally {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
}
