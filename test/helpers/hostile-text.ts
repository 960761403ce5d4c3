import fc from 'fast-check';

/** What breaks writers of XML: markup, references, line ends, joined emoji, combining accents, edges of the code space. */
const hostilePieces = [
  '&',
  '<',
  '>',
  '"',
  "'",
  '&amp;',
  '&#13;',
  '&#x0;',
  ']]>',
  '<![CDATA[',
  '<!--',
  '-->',
  '<?x ?>',
  '</Detalle>',
  '\r',
  '\n',
  '\r\n',
  '\t',
  ' ',
  '\u00a0',
  '\u0085',
  '\u2028',
  '\u200b',
  '\ufeff',
  '\u007f',
  '\u009f',
  'é',
  'e\u0301',
  'n\u0303',
  'Ñ',
  'ß',
  'İ',
  '😀',
  '👩‍👩‍👧',
  '\u{10ffff}',
  '\u{1f1e8}\u{1f1f7}',
  '\ud7ff',
  '\ue000',
  '\ufffd',
  'a',
  'Z',
  '0',
  '-',
  '.',
  'xmlns="urn:x"',
  'ds:Signature',
  '${x}',
  '$&',
  '%00',
  '\\u0000',
] as const;

/** Length as the schema counts it: code points, CR LF read as one LF. */
const schemaLength = (text: string): number => Array.from(text.replace(/\r\n?/g, '\n')).length;

/** Text between `least` and `most` characters, as the form lets it through. */
export const hostileText = (least: number, most: number): fc.Arbitrary<string> =>
  fc
    .array(fc.oneof(fc.constantFrom(...hostilePieces), fc.string({ unit: 'grapheme', maxLength: 3 })), {
      maxLength: Math.min(most, 30),
    })
    .map((pieces) => {
      let text = '';
      for (const piece of pieces) if (schemaLength(text + piece) <= most) text += piece;
      // oxlint-disable-next-line no-control-regex -- what XML 1.0 cannot hold is the form's to refuse, and tested there
      text = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').toWellFormed();
      return text + 'x'.repeat(Math.max(0, least - schemaLength(text)));
    });
