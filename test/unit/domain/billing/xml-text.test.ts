import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { characterCount, xmlLine, xmlText } from '../../../../domain/billing/xml-text.ts';

describe('text for the XML', () => {
  it.each([
    ['  hola  ', 'hola'],
    ['a\r\nb\rc\nd', 'a\nb\nc\nd'],
    ['a\tb', 'a b'],
    ['Jose\u0301', 'José'],
    ['<&>"', '<&>"'],
    ['😀', '😀'],
  ])('writes %j as %j', (typed, text) => {
    expect(xmlText(typed)).toBe(text);
  });

  it.each([
    'a\u0000b',
    'a\u0007',
    '\u001b[0m',
    'x\ufffe',
    'x\uffff',
    'x\ud800',
    '\udc00x',
    'a\u007f',
    'a\u0085b',
  ])('does NOT write %j', (typed) => {
    expect(xmlText(typed)).toBeUndefined();
    expect(xmlLine(typed)).toBeUndefined();
  });

  it('joins pasted lines with a space where only one line fits', () => {
    expect(xmlLine('Clavos \r\n de acero\ninoxidable')).toBe('Clavos de acero inoxidable');
  });

  it('counts characters, not UTF-16 units', () => {
    expect(characterCount('ñ😀')).toBe(2);
  });

  it('leaves only characters XML 1.0 allows, no CR, and is settled: twice is the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => {
        const text = xmlText(typed);
        if (text === undefined) return;
        expect(text).toMatch(/^[\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u);
        expect(xmlText(text)).toBe(text);
      }),
    );
  });
});
