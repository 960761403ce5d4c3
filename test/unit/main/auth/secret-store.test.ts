import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { secretStore, type SecretStore } from '../../../../main/auth/secret-store.ts';
import { testKeyStore, type TestKeyStore } from '../../../helpers/key-store.ts';

let root: string;
let folder: string;
let box: TestKeyStore;
/** As after a restart: the same folder and key store, nothing in memory. */
const openStore = (): SecretStore =>
  secretStore({
    folder,
    box,
    isPractice: (id) => id === 'practice',
    practiceSecrets: { 'hacienda-user': 'practica', 'hacienda-password': 'practica' },
  });
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'secrets-'));
  folder = join(root, 'secrets');
  box = testKeyStore();
});
afterEach(() => rmSync(root, { recursive: true }));

const file = (): string => join(folder, 'c1.json');

describe('with a key store', () => {
  test('a secret is there after a restart, sealed on disk, readable only by its owner', async () => {
    const kept = await openStore().set('c1', 'hacienda-password', 'S3creto-ñ');
    expect(kept).toEqual({ kept: 'disk' });
    expect(readFileSync(file(), 'utf8')).not.toContain('S3creto');
    // Windows has no such bits; there the folder of the user keeps others out.
    expect(statSync(file()).mode & (process.platform === 'win32' ? 0 : 0o077)).toBe(0);
    const later = openStore();
    expect(await later.get('c1', 'hacienda-password')).toEqual({ ok: true, value: 'S3creto-ñ' });
    expect(await later.remembered('c1', 'hacienda-password')).toBe(true);
  });

  test('what was never given is undefined, of this company only', async () => {
    const store = openStore();
    await store.set('c1', 'p12-pin', '1234');
    expect(await store.get('c1', 'edinky-token')).toEqual({ ok: true, value: undefined });
    expect(await store.get('c2', 'p12-pin')).toEqual({ ok: true, value: undefined });
    expect(await store.remembered('c2', 'p12-pin')).toBe(false);
  });

  test('removed is removed, in memory and on disk; the others stay', async () => {
    const store = openStore();
    await store.set('c1', 'p12-pin', '1234');
    await store.set('c1', 'edinky-token', 'tok');
    await store.remove('c1', 'p12-pin');
    for (const now of [store, openStore()]) {
      expect(await now.get('c1', 'p12-pin')).toEqual({ ok: true, value: undefined });
      expect(await now.get('c1', 'edinky-token')).toEqual({ ok: true, value: 'tok' });
    }
  });

  test('twenty changes at once leave the last one, whole', async () => {
    const store = openStore();
    await Promise.all(Array.from({ length: 20 }, (_, n) => store.set('c1', 'hacienda-refresh', `r${n}`)));
    expect(await openStore().get('c1', 'hacienda-refresh')).toEqual({ ok: true, value: 'r19' });
    expect(readdirSync(folder)).toEqual(['c1.json']);
  });

  test('the version rises with each change of the named secrets, of no other, and over restarts', async () => {
    const names = ['hacienda-user', 'hacienda-password'] as const;
    const store = openStore();
    expect(await store.version('c1', names)).toBe(0);
    await store.set('c1', 'hacienda-user', 'u');
    await store.set('c1', 'hacienda-password', 'p');
    expect(await store.version('c1', names)).toBe(2);
    await store.set('c1', 'hacienda-refresh', 'r');
    expect(await store.version('c1', names)).toBe(2);
    await store.remove('c1', 'hacienda-password');
    expect(await store.version('c1', names)).toBe(3);
    expect(await openStore().version('c1', names)).toBe(3);
  });

  test('an id that would leave the folder is a mistake of the program', async () => {
    await expect(openStore().set('../c1', 'p12-pin', '1')).rejects.toThrow('not a company id');
    expect(existsSync(join(root, 'c1.json'))).toBe(false);
  });
});

describe('without a key store', () => {
  test('a secret serves this session, says so, and NOTHING is written', async () => {
    box.vanish();
    const store = openStore();
    expect(await store.strength()).toBe('none');
    expect(await store.set('c1', 'p12-pin', '1234')).toEqual({ kept: 'session' });
    expect(await store.get('c1', 'p12-pin')).toEqual({ ok: true, value: '1234' });
    expect(await store.remembered('c1', 'p12-pin')).toBe(false);
    expect(existsSync(folder)).toBe(false);
    expect(await openStore().get('c1', 'p12-pin')).toEqual({ ok: true, value: undefined });
  });

  test('what was sealed before is a fault, and is there again when the key store is', async () => {
    await openStore().set('c1', 'p12-pin', '1234');
    box.vanish();
    const store = openStore();
    expect(await store.get('c1', 'p12-pin')).toEqual({ ok: false, error: { kind: 'no-key-store' } });
    box.appear();
    expect(await store.get('c1', 'p12-pin')).toEqual({ ok: true, value: '1234' });
  });

  test('what was replaced for the session only does NOT come back with its old value', async () => {
    const store = openStore();
    await store.set('c1', 'hacienda-password', 'old');
    box.vanish();
    await store.set('c1', 'hacienda-password', 'new');
    box.appear();
    expect(await store.get('c1', 'hacienda-password')).toEqual({ ok: true, value: 'new' });
    await store.set('c1', 'p12-pin', '1');
    expect(await openStore().get('c1', 'hacienda-password')).toEqual({ ok: true, value: undefined });
  });

  test('a secret can still be removed', async () => {
    await openStore().set('c1', 'p12-pin', '1234');
    box.vanish();
    expect(await openStore().remove('c1', 'p12-pin')).toEqual({ kept: 'disk' });
    box.appear();
    expect(await openStore().get('c1', 'p12-pin')).toEqual({ ok: true, value: undefined });
  });
});

describe('damage', () => {
  test.each([
    ['not JSON', 'garbage\u0000'],
    ['cut', '{"version":1,"secrets":{"p12-pi'],
    ['of another version', '{"version":2,"secrets":{}}'],
    ['with a name we do not know', '{"version":1,"secrets":{"root":{"version":1}}}'],
  ])('a file that is %s is kept aside and said, and a new secret can be given', async (_, text) => {
    await openStore().set('c1', 'p12-pin', '1234');
    writeFileSync(file(), text);
    const store = openStore();
    const got = await store.get('c1', 'p12-pin');
    expect(got).toMatchObject({ ok: false, error: { kind: 'unreadable' } });
    const keptAs = !got.ok && got.error.kind === 'unreadable' ? got.error.keptAs : '';
    expect(readFileSync(keptAs, 'utf8')).toBe(text);
    expect(await store.set('c1', 'p12-pin', '5678')).toEqual({ kept: 'disk' });
    expect(await openStore().get('c1', 'p12-pin')).toEqual({ ok: true, value: '5678' });
  });

  test('a key store that does not open it: a fault, and the file is NOT touched', async () => {
    await openStore().set('c1', 'p12-pin', '1234');
    const before = readFileSync(file(), 'utf8');
    box.replace();
    expect(await openStore().get('c1', 'p12-pin')).toEqual({ ok: false, error: { kind: 'not-opened' } });
    expect(readFileSync(file(), 'utf8')).toBe(before);
  });

  test('a disk that refuses: kept for the session, with the code', async () => {
    // A file where the folder should be.
    writeFileSync(folder, '');
    const store = openStore();
    expect(await store.set('c1', 'p12-pin', '1234')).toMatchObject({
      kept: 'session',
      fault: { kind: 'io' },
    });
    expect(await store.get('c1', 'p12-pin')).toEqual({ ok: true, value: '1234' });
  });

  test('a file that cannot be read is a fault and is NOT written over', async () => {
    // A folder of that name cannot be read as a file by anybody, root included.
    mkdirSync(join(file(), 'kept'), { recursive: true });
    const store = openStore();
    expect(await store.get('c1', 'p12-pin')).toMatchObject({ ok: false, error: { kind: 'io' } });
    expect(await store.set('c1', 'p12-pin', '1')).toMatchObject({ kept: 'session', fault: { kind: 'io' } });
    expect(readdirSync(folder)).toEqual(['c1.json']);
    expect(readdirSync(file())).toEqual(['kept']);
  });
});

describe('the practice company', () => {
  test('has its known secrets without a key store, and never touches key store or disk', async () => {
    box.vanish();
    const store = openStore();
    expect(await store.get('practice', 'hacienda-password')).toEqual({ ok: true, value: 'practica' });
    box.appear();
    await store.set('practice', 'hacienda-password', 'wrong');
    await store.set('practice', 'hacienda-refresh', 'r');
    expect(await store.get('practice', 'hacienda-password')).toEqual({ ok: true, value: 'wrong' });
    expect(await store.version('practice', ['hacienda-password'])).toBe(1);
    expect(box.sealed()).toBe(0);
    expect(existsSync(folder)).toBe(false);
    expect(await openStore().get('practice', 'hacienda-password')).toEqual({ ok: true, value: 'practica' });
  });
});
