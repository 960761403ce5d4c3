import { expect, test } from 'vitest';
import { callFacts, rawText } from '../../../../main/api/call-facts.ts';
import { redact } from '../../../../main/api/redact.ts';
import { answered, now, token } from './hacienda/answers.ts';

const facts = (headers: Readonly<Record<string, string>>) =>
  callFacts(answered(400, '', headers), [token], now);

test('a call that sent nothing has no facts, a cut one only its status', () => {
  expect(callFacts({ phase: 'not-sent', why: 'dns' }, [], now)).toEqual({});
  expect(callFacts({ phase: 'cut', why: 'reset' }, [], now)).toEqual({});
  expect(callFacts({ phase: 'cut', why: 'reset', status: 500 }, [], now)).toEqual({ status: 500 });
});

test('the body is kept as its SHA-256', () => {
  expect(callFacts(answered(200, 'abc'), [], now).bodySha256).toBe(
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  );
});

test('Date becomes UTC ms; nonsense does NOT become a time', () => {
  expect(facts({ date: 'Sun, 15 Mar 2026 15:30:00 GMT' }).serverAt).toBe(now);
  expect(facts({ date: '12345' })).not.toHaveProperty('serverAt');
  expect(facts({ date: 'mañana' })).not.toHaveProperty('serverAt');
});

test.each([
  [
    { 'x-ratelimit-limit': '100', 'x-ratelimit-remaining': '0' },
    { limit: 100, remaining: 0 },
  ],
  [{ 'x-ratelimit-reset': String(now / 1_000 + 600) }, { resetAt: now + 600_000 }],
  // milliseconds where seconds are documented: not an instruction
  [{ 'x-ratelimit-reset': String(now) }, undefined],
  // nor is ten days from now
  [{ 'x-ratelimit-reset': String(now / 1_000 + 864_000) }, undefined],
  [{ 'retry-after': '120' }, { retryAfterMs: 120_000 }],
  [{ 'retry-after': 'Sun, 15 Mar 2026 15:32:00 GMT' }, { retryAfterMs: 120_000 }],
  // the server's own clock is the base of its date
  [
    { 'retry-after': 'Sun, 15 Mar 2026 17:32:00 GMT', date: 'Sun, 15 Mar 2026 17:30:00 GMT' },
    { retryAfterMs: 120_000 },
  ],
  [{ 'retry-after': 'Sun, 15 Mar 2026 15:00:00 GMT' }, { retryAfterMs: 0 }],
  [{ 'retry-after': '-5', 'x-ratelimit-limit': '1.5', 'x-ratelimit-remaining': 'muchas' }, undefined],
])('rate headers %j are %j', (headers, rate) => {
  expect(facts(headers).rate).toEqual(rate);
});

test('the cause is read as UTF-8 where it is, else as Latin-1, and capped at 1,000 characters', () => {
  expect(facts({ 'x-error-cause': Buffer.from('identificación').toString('latin1') }).cause).toBe(
    'identificación',
  );
  expect(facts({ 'x-error-cause': 'identificaci\u00f3n' }).cause).toBe('identificación');
  expect(facts({ 'x-error-cause': 'á'.repeat(3_000) }).cause).toHaveLength(1_000);
  expect(facts({ 'x-error-cause': '  ' })).not.toHaveProperty('cause');
});

test('raw text is capped at 2,000 characters, and a secret across the cut goes whole', () => {
  const { rawText: kept = '' } = rawText(new TextEncoder().encode(`${'x'.repeat(1_990)}${token}`), [token]);
  expect(kept.length).toBeLessThanOrEqual(2_000);
  expect(kept).not.toContain(token.slice(0, 8));
});

test.each([
  ['Authorization: Bearer abcdef.123456', 'abcdef'],
  ['token eyJhbGciOiJIUzI1NiJ9.e30.x vencido', 'eyJhbGciOiJIUzI1NiJ9'],
  ['{"access_token":"s3cr3t"}', 's3cr3t'],
  ['password=hunter2&grant_type=password', 'hunter2'],
  ['refresh_token: "abc"', '"abc"'],
  ['el token 0123456789abcdefGHIJ fue cortado: 0123456789abcdefG', '0123456789abcdef'],
])('redaction of %s leaves no secret', (text, secret) => {
  expect(redact(text, ['0123456789abcdefGHIJ'])).not.toContain(secret);
});

test('a clave and an ordinary sentence are NOT redacted', () => {
  const sentence = `El comprobante [${'5'.repeat(50)}] ya fue recibido anteriormente.`;
  expect(redact(sentence, [token])).toBe(sentence);
});
