// Electron's side of print.bench.ts, bundled by it: times PDFs and says them as one JSON line.
import { app } from 'electron';
import { registerPageScheme } from '../../main/page.ts';
import { electronPrinter } from '../../main/printer.ts';
import { page } from '../../main/print/markup.ts';
import { documentPage, pageOf, type PrintPage } from '../../main/print/print-page.ts';
import { printable } from '../../main/print/printable.ts';
import { exactInvoice, identityOf } from '../helpers/exact-invoices.ts';

const runs = 9;
registerPageScheme();
app.on('window-all-closed', () => undefined);

async function run(): Promise<void> {
  await app.whenReady();
  const printer = electronPrinter();
  const made = performance.now();
  const long = documentPage(
    printable(
      { identity: identityOf('01'), invoice: exactInvoice('01', 50), others: [] },
      {
        language: 'es',
        environment: 'production',
        state: { kind: 'waiting' },
        legend: '',
        logo: false,
        placeName: () => undefined,
      },
    ),
    'letter',
    undefined,
  );
  const layoutMs = performance.now() - made;
  const empty = pageOf('letter', 'empty', 'es', page`<p>empty</p>`, undefined);
  const timed = async (what: PrintPage): Promise<number> => {
    const started = performance.now();
    await printer.pdf(what);
    return performance.now() - started;
  };
  await timed(empty); // the first starts a process
  const emptyMs: number[] = [];
  const longMs: number[] = [];
  for (let round = 0; round < runs; round += 1) {
    emptyMs.push(await timed(empty));
    longMs.push(await timed(long));
  }
  const { length } = await printer.pdf(long);
  console.log(JSON.stringify({ layoutMs, emptyMs, longMs, bytes: length }));
  app.exit(0);
}

run().catch((error: unknown) => {
  console.error(error);
  app.exit(1);
});
