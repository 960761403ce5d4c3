/**
 * Text as a comprobante may carry it. The signature covers bytes, and a canonical builder fails silently on CR (PERFORMANCE.md,
 * "Signing"): so everything typed passes here once, before it becomes part of an `Invoice`.
 */

/** C0 and C1 controls, lone surrogates and U+FFFE/FFFF: not XML 1.0, or legal but never meant by a person. */
const unwanted = /(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/u;

/** @returns NFC; CR LF and CR become LF, a tab becomes a space; undefined when a character cannot be written */
export function xmlText(typed: string): string | undefined {
  if (!typed.isWellFormed() || unwanted.test(typed)) return undefined;
  return typed.replaceAll(/\r\n?/g, '\n').replaceAll('\t', ' ').normalize('NFC').trim();
}

/** The same in one line: what was pasted with line breaks is joined by spaces. */
export const xmlLine = (typed: string): string | undefined => xmlText(typed)?.replaceAll(/\s*\n\s*/g, ' ');

/** Length as the schema counts it: characters, not UTF-16 units. */
export const characterCount = (text: string): number => Array.from(text).length;
