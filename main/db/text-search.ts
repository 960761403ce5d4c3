/**
 * The words of a search as an FTS5 trigram query: every word must occur, accents do not matter.
 * @returns undefined when no word has the three letters a trigram needs (the caller then searches by prefix)
 */
export function trigramQuery(text: string): string | undefined {
  const words = text.split(/\s+/).filter((word) => word !== '');
  if (words.length === 0 || words.some((word) => word.length < 3)) return undefined;
  return words.map((word) => `"${word.replaceAll('"', '""')}"`).join(' ');
}

/** A LIKE pattern that matches what starts with `text`; used with `escape '\'`. */
export const prefixPattern = (text: string): string => `${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
