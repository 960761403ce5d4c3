import { group, leaf } from './canonical-xml.ts';

/** OtroTexto holds at most 500 characters (DOMAIN.md 4.3); it may be repeated, so long notes are continued in the next one. */
const noteLength = 500;

/** Otros with the notes, or nothing: all kinds but REP. */
export const notesXml = (notes: string | undefined): string => {
  if (notes === undefined || notes === '') return '';
  const characters = Array.from(notes.replace(/\r\n?/g, '\n'));
  let pieces = '';
  for (let start = 0; start < characters.length; start += noteLength)
    pieces += leaf('OtroTexto', characters.slice(start, start + noteLength).join(''));
  return group('Otros', pieces);
};
