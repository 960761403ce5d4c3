// PDF of an invoice with 50 lines, from the signed document to the bytes, against the PDF of an empty page made the same way: what the
// hidden window and Chromium's printing cost anyway.
import { execFileSync } from 'node:child_process';
import { builtinModules } from 'node:module';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { z } from 'zod';
import { median, report } from './report.ts';

const outDir = '.cache/bench';
await build({
  configFile: false,
  logLevel: 'error',
  build: {
    outDir,
    emptyOutDir: true,
    target: 'node24',
    minify: false,
    ssr: true,
    rolldownOptions: {
      input: { printing: 'test/bench/printing-window.ts' },
      external: ['electron', ...builtinModules, /^node:/],
      output: { format: 'es', entryFileNames: '[name].mjs' },
    },
  },
  ssr: { noExternal: true },
});

const {
  ELECTRON_RUN_AS_NODE: _,
  APP_ELECTRON: electron = '',
  APP_ELECTRON_ARGS: flags = '',
  ...env
} = process.env;
const Timed = z.object({
  layoutMs: z.number(),
  emptyMs: z.array(z.number()),
  longMs: z.array(z.number()),
  bytes: z.int(),
});
const folder = mkdtempSync(join(tmpdir(), 'bench-'));
try {
  const said = execFileSync(
    electron,
    [...flags.split(' ').filter(Boolean), join(outDir, 'printing.mjs'), `--user-data-dir=${folder}`],
    { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const line = /^\{"layoutMs".*\}$/m.exec(said)?.[0] ?? '';
  const timed = Timed.parse(JSON.parse(line));
  report({
    name: `PDF of a 50-line invoice (median of ${timed.longMs.length}, ${timed.bytes} bytes)`,
    value: median(timed.longMs),
    limit: median(timed.emptyMs),
    unit: 'ms',
    goal: 2,
  });
  console.log(`of which its HTML: ${timed.layoutMs.toFixed(1)} ms`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
