import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { edinkyToken, tidyPastedToken } from '../../../../main/auth/edinky-token.ts';
import { secretStore, type SecretStore } from '../../../../main/auth/secret-store.ts';
import { testKeyStore } from '../../../helpers/key-store.ts';

let folder: string;
let secrets: SecretStore;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'edinky-'));
  secrets = secretStore({ folder, box: testKeyStore(), isPractice: () => false, practiceSecrets: {} });
});
afterEach(() => rmSync(folder, { recursive: true }));

test('nothing pasted: missing', async () => {
  expect(await edinkyToken(secrets).current('c')).toEqual({ ok: false, error: { kind: 'missing' } });
});

test('a pasted token serves as long as it is not refused', async () => {
  await secrets.set('c', 'edinky-token', ' Bearer abc ');
  const source = edinkyToken(secrets);
  expect(await source.current('c')).toEqual({ ok: true, value: { value: 'abc', generation: 1 } });
  expect(await source.current('c')).toEqual({ ok: true, value: { value: 'abc', generation: 1 } });
});

test('after a 401 it is NOT given again until another one is pasted', async () => {
  await secrets.set('c', 'edinky-token', 'abc');
  const source = edinkyToken(secrets);
  expect(await source.renewed('c', 1)).toEqual({ ok: false, error: { kind: 'credentials' } });
  expect(await source.current('c')).toEqual({ ok: false, error: { kind: 'credentials' } });
  await secrets.set('c', 'edinky-token', 'def');
  expect(await source.current('c')).toEqual({ ok: true, value: { value: 'def', generation: 2 } });
});

test('a late 401 of the token before does NOT block the new one', async () => {
  await secrets.set('c', 'edinky-token', 'abc');
  await secrets.set('c', 'edinky-token', 'def');
  const source = edinkyToken(secrets);
  expect(await source.renewed('c', 1)).toEqual({ ok: true, value: { value: 'def', generation: 2 } });
});

test.each([
  ['abc', 'abc'],
  ['  abc\n', 'abc'],
  ['"abc"', 'abc'],
  ['Bearer abc', 'abc'],
  ['"Bearer abc"', 'abc'],
  ['abc def', undefined],
  ['abc\r\nx: y', undefined],
  ['contraseña', undefined],
  ['', undefined],
])('pasted %j is sent as %j', (text, value) => {
  expect(tidyPastedToken(text)).toBe(value);
});

test('what cannot be a token is refused before it is sent', async () => {
  await secrets.set('c', 'edinky-token', 'dos palabras');
  expect(await edinkyToken(secrets).current('c')).toEqual({ ok: false, error: { kind: 'credentials' } });
});
