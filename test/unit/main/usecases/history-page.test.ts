import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { page } from '../../../../main/print/markup.ts';
import { embedded, historyPage, table } from '../../../../main/usecases/history-page.ts';

const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

test('whatever is put into the page is text, never markup', () => {
  const evil = `<script>alert("x")</script><img src=x onerror='y'>&amp;`;
  const written = textOf(historyPage(evil, [page`<p title="${evil}">${evil}</p>`, table([evil], [[evil]])]));
  expect(written).not.toContain('<script');
  expect(written).not.toContain('<img');
  expect(written).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;');
  expect(written).toContain('&amp;amp;');
});

test('characters that no page keeps are shown, not dropped', () => {
  expect(page`${'a\u0000b\u001bc'}`.markup).toBe('a\u{fffd}b\u{fffd}c');
});

test('the page fetches nothing and runs nothing', () => {
  const written = textOf(historyPage('x', [page`<p>y</p>`]));
  expect(written).toContain("default-src 'none'");
  expect(written).not.toMatch(/<script|src=|https?:/);
});

test('an embedded file comes out of the page with the very bytes its hash is of', () => {
  const bytes = new TextEncoder().encode('\n<F>Ñandú &amp; "cía"\r\n</F>');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const { markup } = embedded({ name: 'f.xml', type: 'application/xml', bytes, sha256 });
  const base64 = /href="data:application\/xml;base64,([^"]+)"/.exec(markup)?.[1] ?? '';
  const back = Buffer.from(base64, 'base64');
  expect(createHash('sha256').update(back).digest('hex')).toBe(sha256);
  expect(markup).toContain(sha256);
  // a parser drops the first line break of a pre: there is one to drop
  expect(markup).toContain('<pre>\n\n&lt;F&gt;');
});
