/** HTML in the making: everything put into it is escaped; only what was made here counts as markup. */
export interface Markup {
  readonly markup: string;
}
export type Piece = string | number | Markup | readonly Markup[];

const escaped: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
// what no HTML parser keeps as it is becomes visible instead of vanishing
const escapeText = (text: string): string =>
  text
    .replace(/[&<>"']/g, (character) => escaped[character] ?? character)
    // oxlint-disable-next-line no-control-regex -- they are what is looked for
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '\u{fffd}');

const pieceOf = (piece: Piece): string =>
  typeof piece === 'string' || typeof piece === 'number'
    ? escapeText(String(piece))
    : 'markup' in piece
      ? piece.markup
      : piece.map(({ markup }) => markup).join('');

/** Markup with its values escaped. */
export const page = (parts: TemplateStringsArray, ...values: readonly Piece[]): Markup => ({
  markup: parts.reduce((text, part, index) => {
    const value = values[index - 1];
    return `${text}${value === undefined ? '' : pieceOf(value)}${part}`;
  }, ''),
});

export const nothing: Markup = { markup: '' };
