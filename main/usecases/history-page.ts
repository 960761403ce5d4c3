import { type Markup, page, type Piece } from '../print/markup.ts';

/** One page that needs nothing else: no script, no picture, no address is fetched, and it prints well. */
export const table = (heads: readonly string[], rows: readonly (readonly Piece[])[]): Markup =>
  rows.length === 0
    ? page`<p class="muted">Nada.</p>`
    : page`<table>
        <thead>
          <tr>
            ${heads.map((head) => page`<th scope="col">${head}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (row) =>
              page`<tr>
                ${row.map((cell) => page`<td>${cell}</td>`)}
              </tr> `,
          )}
        </tbody>
      </table>`;

/** @param rows name and value; rows without a value are left out */
export const factsTable = (rows: readonly (readonly [name: string, value: Piece | undefined])[]): Markup =>
  page`<table class="facts">
    <tbody>
      ${rows
        .filter((row): row is readonly [string, Piece] => row[1] !== undefined && row[1] !== '')
        .map(
          ([name, value]) =>
            page`<tr>
              <th scope="row">${name}</th>
              <td>${value}</td>
            </tr> `,
        )}
    </tbody>
  </table>`;

export const section = (title: string, ...body: readonly Markup[]): Markup =>
  page`<section>
    <h2>${title}</h2>
    ${body}
  </section> `;

export const code = (text: string): Markup => page`<code>${text}</code>`;

/**
 * A file inside the page: its text to be read, and its exact bytes to be saved, so that the hash can be checked by anybody.
 * @param type media type, a constant of this program
 */
export function embedded(file: {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
  readonly sha256: string;
}): Markup {
  const base64 = Buffer.from(file.bytes).toString('base64');
  const text = new TextDecoder().decode(file.bytes);
  return page`<p>
      <a download="${file.name}" href="data:${file.type};base64,${base64}">Guardar ${file.name}</a>
      (${file.bytes.length} bytes). SHA-256: ${code(file.sha256)}
    </p>
    <details>
      <summary>Ver el texto</summary>
      <pre>${`\n${text}`}</pre>
    </details>`;
}

const style = `body{font:14px/1.45 system-ui,sans-serif;color:#1c1917;background:#fff;max-width:1100px;margin:24px auto;padding:0 20px}
h1{font-size:22px;margin:0 0 4px}h2{font-size:16px;margin:28px 0 8px}
.muted{color:#57534e}.mark{border:2px solid #7c3aed;color:#5b21b6;padding:6px 10px;font-weight:600}
.bad{border:2px solid #b91c1c;color:#991b1b;padding:6px 10px;font-weight:600}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:4px 8px;border-bottom:1px solid #d6d3d1;font-variant-numeric:tabular-nums}
td{overflow-wrap:anywhere}td:first-child:not(:only-child){min-width:7em}thead th{border-bottom:2px solid #78716c}.facts th{width:220px;font-weight:500;color:#57534e}
code,pre{font:12px/1.4 ui-monospace,Consolas,monospace;overflow-wrap:anywhere}pre{white-space:pre-wrap;background:#fafaf9;border:1px solid #d6d3d1;padding:8px}
@media print{body{max-width:none;margin:0;padding:0;font-size:11px}a{color:inherit}thead{display:table-header-group}tr{break-inside:avoid}}`;

/** The whole file, UTF-8. */
export const historyPage = (title: string, body: readonly Markup[]): Uint8Array =>
  new TextEncoder().encode(
    page`<!doctype html>
      <html lang="es">
        <head>
          <meta charset="utf-8" />
          <meta
            http-equiv="Content-Security-Policy"
            content="default-src 'none'; style-src 'unsafe-inline'"
          />
          <meta name="viewport" content="width=device-width" />
          <title>${title}</title>
          <style>
            ${{ markup: style }}
          </style>
        </head>
        <body>
          ${body}
        </body>
      </html> `.markup,
  );
