/** One row of DetalleMensaje. Text throughout: codes, rows and columns are shown and searched, never computed with. */
export interface DetailRow {
  /** `-37`; unknown codes will come (DOMAIN.md section 9) */
  readonly code: string;
  readonly text: string;
  readonly row: string;
  readonly column: string;
}

export interface MessageDetail {
  readonly rows: readonly DetailRow[];
  /** what is not a row: the sentences around them, or the whole message when it has no rows */
  readonly plain: string;
}

/** Start of a row, `-37, ""` or `-99, "`: a code and an opening quote, single or doubled. */
const rowStart = /(-?\d{1,6})[ \t\n]{0,20},[ \t\n]{0,20}("{1,2})/g;
/** End of a row, `"", 0, 0` or `", 4, 12`: the closing quote and two numbers. The text may hold quotes and line breaks before it. */
const rowEnd = /"[ \t\n]{0,20},[ \t\n]{0,20}(-?\d{1,9})[ \t\n]{0,20},[ \t\n]{0,20}(-?\d{1,9})(?!\d)/g;
/** The head of the table, in one line of its own. */
const headPattern =
  /^[ \t]*\[?[ \t]*c[oó�?]?[^\n,]{0,3}digo[ \t]*,[ \t]*mensaje[ \t]*,[ \t]*fila[ \t]*,[ \t]*columna[ \t]*$/gim;
/** A DetalleMensaje of 3 MB is hostile; real ones are under 20 KB. Beyond it the text is shown as it is. */
const maxCharacters = 200_000;

const tidyText = (text: string): string =>
  text
    .replaceAll('""', '"')
    .replace(/\s*\n\s*/g, ' ')
    .trim();

/** One pass over starts and one over ends: a hostile text costs no more than its length. */
function splitRows(text: string): { readonly rows: readonly DetailRow[]; readonly around: string } {
  const ends = text.matchAll(rowEnd);
  let end = ends.next();
  const rows: DetailRow[] = [];
  let around = '';
  let done = 0;
  for (const start of text.matchAll(rowStart)) {
    if (start.index < done) continue; // inside the text of the row before
    const [head, code = '', quote = ''] = start;
    const textStart = start.index + head.length;
    // the closing quote of an empty text may be the second of the two just read
    while (!end.done && end.value.index < textStart - 1) end = ends.next();
    if (end.done) break;
    const [tail, row = '', column = ''] = end.value;
    const textEnd = end.value.index + 1 - quote.length;
    rows.push({ code, text: tidyText(text.slice(textStart, Math.max(textStart, textEnd))), row, column });
    around += `${text.slice(done, start.index)}\n`;
    done = end.value.index + tail.length;
  }
  return { rows, around: around + text.slice(done) };
}

/**
 * Reads DetalleMensaje as the authority writes it (DOMAIN.md section 9): free text, `.`, a table of observations after a blank
 * line, or a bracketed block of errors. Tolerant by intent and never fails: what is not understood stays in `plain`, and the raw
 * text is shown beside it anyway.
 */
export function readMessageDetail(detail: string): MessageDetail {
  const text = detail.replace(/&#13;|\r\n?/g, '\n').replace(/\n\n+/g, '\n\n');
  if (text.length > maxCharacters) return { rows: [], plain: text };
  const { rows, around } = splitRows(text);
  if (rows.length === 0) return { rows, plain: text.trim() };
  const plain = around
    .replace(headPattern, '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => !/^[[\]\s,;.]*$/.test(line))
    .join('\n');
  return { rows, plain };
}
