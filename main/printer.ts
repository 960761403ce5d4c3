import { BrowserWindow, type PrintToPDFOptions, session, type Session } from 'electron';
import type { Paper } from '../domain/company/print-settings.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { PrintPage } from './print/print-page.ts';
import type { Printer, PrinterName, PrintFault } from './usecases/print-document.ts';
import { lockDownSession } from './window.ts';

/**
 * Electron's own printing from a page that can do nothing: no script, no preload, a session apart that reaches no address but the
 * files of this one print.
 */

const policy = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const origin = 'app://print/';
/** CSS pixels are 1/96 inch by definition (CSS Values 4, 6.2). */
const pixelsPerInch = 96;
const millimetresPerInch = 25.4;
const rollWidthMm: Readonly<Record<Paper, number | undefined>> = {
  a4: undefined,
  letter: undefined,
  '80mm': 80,
  '58mm': 58,
};
/** Chromium's dialog and a printer that waits for paper have no end of their own; a page that does not load must have one. */
const loadMs = 20_000;

let locked = false;

/** In memory, and one for all prints, because Electron lets go of no session before it ends; it serves one page at a time. */
function printSession(page: PrintPage): Session {
  const own = session.fromPartition('print', { cache: false });
  if (!locked) lockDownSession(own, [origin]);
  locked = true;
  own.protocol.handle('app', (request) => {
    const { host, pathname } = new URL(request.url);
    const file = host === 'print' ? page.files.get(pathname.slice(1)) : undefined;
    if (!file) return new Response(null, { status: 404 });
    return new Response(Buffer.from(file.bytes), {
      headers: {
        'content-type': file.type,
        'content-security-policy': policy,
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
      },
    });
  });
  return own;
}

/** What the page measures when it is laid out, in CSS pixels; asked of the renderer because no script may run in the page. */
async function contentHeight({ webContents }: BrowserWindow): Promise<number> {
  const { debugger: protocol } = webContents;
  protocol.attach('1.3');
  try {
    const metrics: unknown = await protocol.sendCommand('Page.getLayoutMetrics');
    if (typeof metrics === 'object' && metrics !== null && 'cssContentSize' in metrics) {
      const size = metrics.cssContentSize;
      if (typeof size === 'object' && size !== null && 'height' in size && typeof size.height === 'number')
        return size.height;
    }
    throw new Error('the page has no height');
  } finally {
    protocol.detach();
  }
}

interface Laid {
  readonly window: BrowserWindow;
  /** of a roll, in inches: as long as its content */
  readonly roll?: { readonly width: number; readonly height: number };
}

async function layOut(page: PrintPage, own: Session): Promise<Laid> {
  const widthMm = rollWidthMm[page.paper];
  const width =
    widthMm === undefined ? undefined : Math.round((widthMm / millimetresPerInch) * pixelsPerInch);
  const window = new BrowserWindow({
    show: false,
    // a roll is laid out at its own width, so that its height is the print's
    ...(width === undefined ? {} : { width, height: 400, useContentSize: true, frame: false, minWidth: 1 }),
    webPreferences: {
      session: own,
      javascript: false,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      spellcheck: false,
    },
  });
  try {
    const loaded = window.loadURL(`${origin}document.html`);
    await Promise.race([
      loaded,
      new Promise((_resolve, reject) =>
        setTimeout(() => reject(new Error('the page to print does not load')), loadMs).unref(),
      ),
    ]);
    if (width === undefined || widthMm === undefined) return { window };
    const height = await contentHeight(window);
    // one pixel more: a rounded-up fraction would otherwise begin a second page
    return {
      window,
      roll: { width: widthMm / millimetresPerInch, height: (height + 1) / pixelsPerInch },
    };
  } catch (error) {
    window.destroy();
    throw error;
  }
}

async function withPage<T>(page: PrintPage, work: (laid: Laid) => Promise<T>): Promise<T> {
  const own = printSession(page);
  try {
    const laid = await layOut(page, own);
    try {
      return await work(laid);
    } finally {
      laid.window.destroy();
    }
  } finally {
    own.protocol.unhandle('app');
  }
}

async function toPdf(page: PrintPage): Promise<Uint8Array> {
  return withPage(page, ({ window, roll }) => {
    const options: PrintToPDFOptions = {
      printBackground: true,
      preferCSSPageSize: roll === undefined,
      generateTaggedPDF: true,
      ...(roll === undefined ? {} : { pageSize: roll, margins: { top: 0, bottom: 0, left: 0, right: 0 } }),
    };
    return window.webContents.printToPDF(options);
  });
}

/** Chromium's words for a dialog that the clerk closed. */
const cancelledWords = /cancel/i;
const micronsPerInch = 25_400;

function toPaper(page: PrintPage, printer: PrinterName | undefined): Promise<Result<void, PrintFault>> {
  return withPage(
    page,
    ({ window, roll }) =>
      new Promise((resolve) => {
        window.webContents.print(
          {
            silent: printer !== undefined,
            printBackground: true,
            ...(printer === undefined ? {} : { deviceName: printer }),
            ...(roll === undefined
              ? { pageSize: page.paper === 'a4' ? 'A4' : 'Letter' }
              : {
                  margins: { marginType: 'none' },
                  pageSize: {
                    width: Math.round(roll.width * micronsPerInch),
                    height: Math.round(roll.height * micronsPerInch),
                  },
                }),
          },
          (success, reason) => {
            if (success) resolve(ok(undefined));
            else resolve(fail(cancelledWords.test(reason) ? 'cancelled' : 'printer-failed'));
          },
        );
      }),
  );
}

async function printers(): Promise<readonly { readonly name: PrinterName; readonly label: string }[]> {
  const [window] = BrowserWindow.getAllWindows();
  if (!window) return [];
  const found = await window.webContents.getPrintersAsync();
  return found.map(({ name, displayName }) => ({ name, label: displayName === '' ? name : displayName }));
}

/** One print after another: two hidden pages at once gain nothing and double the memory. */
export function electronPrinter(): Printer {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work, work);
    last = turn.catch(() => undefined);
    return turn;
  };
  return {
    printers,
    pdf: (page) => inTurn(() => toPdf(page)),
    async print(page, printer) {
      if (printer !== undefined && !(await printers()).some(({ name }) => name === printer))
        return fail('printer-gone');
      return inTurn(() => toPaper(page, printer));
    },
  };
}
