import type { Paper } from '../../domain/company/print-settings.ts';
import type { Language } from '../../domain/words/language.ts';
import { printFonts } from './fonts.ts';
import { type Markup, page } from './markup.ts';
import { printStyle } from './page-style.ts';
import type { PrintedDocument } from './printable.ts';
import { sheetBody } from './sheet-page.ts';
import { ticketBody } from './ticket-page.ts';

/** Everything the locked page may load, by its name beside the document; nothing else exists for it. */
export interface PrintFile {
  readonly type:
    | 'text/html; charset=utf-8'
    | 'text/css; charset=utf-8'
    | 'font/woff2'
    | 'image/png'
    | 'image/jpeg';
  readonly bytes: Uint8Array;
}

/** A page ready to be laid out by the printer: no script, and no address but the names in `files`. */
export interface PrintPage {
  readonly paper: Paper;
  readonly title: string;
  /** with `document.html` and `style.css` */
  readonly files: ReadonlyMap<string, PrintFile>;
}

/** The company's picture; shown only when it is a PNG or JPEG by its own first bytes. */
export interface Logo {
  readonly type: 'image/png' | 'image/jpeg';
  readonly bytes: Uint8Array;
}

export const isRoll = (paper: Paper): boolean => paper === '80mm' || paper === '58mm';

const text = (markup: string): Uint8Array => new TextEncoder().encode(markup);

/** Lays any body out on a paper, with fonts and logo beside it. */
export function pageOf(
  paper: Paper,
  title: string,
  language: Language,
  body: Markup,
  logo: Logo | undefined,
): PrintPage {
  const html = page`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <title>${title}</title>
        <link rel="stylesheet" href="style.css" />
      </head>
      <body>
        ${body}
      </body>
    </html>`;
  const files = new Map<string, PrintFile>([
    ['document.html', { type: 'text/html; charset=utf-8', bytes: text(html.markup) }],
    ['style.css', { type: 'text/css; charset=utf-8', bytes: text(printStyle(paper)) }],
    ...printFonts.map(({ file, bytes }): [string, PrintFile] => [file, { type: 'font/woff2', bytes }]),
  ]);
  if (logo) files.set('logo', logo);
  return { paper, title, files };
}

/** @param logo shown when `document.logo` */
export const documentPage = (document: PrintedDocument, paper: Paper, logo: Logo | undefined): PrintPage =>
  pageOf(
    paper,
    `${document.title} ${document.consecutivo}`,
    document.language,
    isRoll(paper) ? ticketBody(document) : sheetBody(document),
    logo,
  );
