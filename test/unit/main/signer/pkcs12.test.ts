import { X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import forge from 'node-forge';
import { afterAll, describe, expect, test } from 'vitest';
import { openPkcs12 } from '../../../../main/signer/pkcs12.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { missingJudges, openssl } from '../../../helpers/judges.ts';
import { testNow, testP12, testPin } from '../../../helpers/taxpayers.ts';

const unjudged = missingJudges(['openssl']);
const strongPin = 'Abcdefg1234.$%';

describe.skipIf(unjudged !== undefined)('containers made by openssl', () => {
  const folder = mkdtempSync(join(tmpdir(), 'talonario-p12-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const at = (name: string): string => join(folder, name);

  /** A key and its self-signed certificate: `<name>.key`, `<name>.pem`. */
  function makePair(name: string, algorithm: readonly string[], subject: string): void {
    openssl(
      'req',
      '-x509',
      ...algorithm,
      '-nodes',
      '-keyout',
      at(`${name}.key`),
      '-out',
      at(`${name}.pem`),
      '-days',
      '400',
      '-utf8',
      '-subj',
      subject,
    );
  }
  if (unjudged === undefined) {
    makePair(
      'holder',
      ['-newkey', 'rsa:2048'],
      '/C=CR/O=PERSONA JURIDICA/CN=COMPAÑÍA ÑANDÚ/serialNumber=CPJ-3-101-123456',
    );
    makePair('authority', ['-newkey', 'rsa:2048'], '/C=CR/CN=CA PERSONA JURIDICA');
    makePair('large', ['-newkey', 'rsa:4096'], '/C=CR/CN=GRANDE');
    makePair('weak', ['-newkey', 'rsa:1024'], '/C=CR/CN=DEBIL');
    makePair('curve', ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'], '/C=CR/CN=CURVA');
  }

  function container(pin: string, args: readonly string[], name = 'holder'): Uint8Array {
    openssl(
      'pkcs12',
      '-export',
      '-inkey',
      at(`${name}.key`),
      '-in',
      at(`${name}.pem`),
      '-passout',
      `pass:${pin}`,
      '-out',
      at('out.p12'),
      ...args,
    );
    return readFileSync(at('out.p12'));
  }
  const der = (name: string): Buffer => new X509Certificate(readFileSync(at(`${name}.pem`))).raw;

  const legacy = (certificate: string, key: string): readonly string[] => [
    '-legacy',
    '-certpbe',
    certificate,
    '-keypbe',
    key,
  ];
  const kinds: readonly (readonly [kind: string, pin: string, args: readonly string[]])[] = [
    ['AES-256, SHA-256 (today)', testPin, []],
    ['AES-128', testPin, ['-certpbe', 'AES-128-CBC', '-keypbe', 'AES-128-CBC']],
    ['AES-256 with a MAC by SHA-512', testPin, ['-macalg', 'sha512']],
    ['RC2-40 and 3DES (the authority)', testPin, ['-legacy']],
    ['3DES throughout', testPin, legacy('PBE-SHA1-3DES', 'PBE-SHA1-3DES')],
    ['RC2-40 throughout', testPin, legacy('PBE-SHA1-RC2-40', 'PBE-SHA1-RC2-40')],
    ['certificates in the clear', testPin, ['-certpbe', 'NONE']],
    ['a PIN of 14 characters', strongPin, ['-legacy']],
    ['a PIN of 14 characters under AES', strongPin, []],
    ['an empty PIN', '', ['-legacy']],
    ['a PIN with accents under a legacy cipher', 'ñandú1', ['-legacy']],
    ['no MAC', testPin, ['-nomac']],
    ['no MAC, legacy', testPin, ['-legacy', '-nomac']],
    ['the certificate of the authority too', testPin, ['-certfile', at('authority.pem')]],
    ['a friendly name', testPin, ['-legacy', '-name', 'Llave']],
    ['many rounds', testPin, ['-iter', '20000']],
  ];

  test.each(kinds)('%s: opened with its PIN, the certificate byte for byte', (_, pin, args) => {
    const opened = openPkcs12(container(pin, args), pin, testNow);
    expect(opened).toMatchObject({
      ok: true,
      value: { info: { holder: 'COMPAÑÍA ÑANDÚ', holderIdentification: '3101123456' } },
    });
    expect(opened.ok && opened.value.certificate.raw.equals(der('holder'))).toBe(true);
  });

  test.each(kinds.filter(([kind]) => kind !== 'certificates in the clear'))(
    '%s: another PIN is refused as wrong',
    (_, pin, args) => {
      expect(openPkcs12(container(pin, args), `${pin}x`, testNow)).toEqual({ ok: false, error: 'wrong-pin' });
    },
  );

  test('a key of 4096 bits is taken', () => {
    expect(openPkcs12(container(testPin, ['-legacy'], 'large'), testPin, testNow).ok).toBe(true);
  });

  test.each([
    ['an RSA key of 1024 bits', 'weak', []],
    ['a key on a curve', 'curve', []],
    ['2-key 3DES', 'holder', legacy('PBE-SHA1-2DES', 'PBE-SHA1-2DES')],
    ['RC2-128', 'holder', legacy('PBE-SHA1-RC2-128', 'PBE-SHA1-RC2-128')],
  ])('%s is unsupported, not a wrong PIN', (_, name, args) => {
    expect(openPkcs12(container(testPin, args, name), testPin, testNow)).toEqual({
      ok: false,
      error: 'unsupported',
    });
  });

  test('a PIN with accents under AES is unsupported, not a wrong PIN', () => {
    expect(openPkcs12(container('ñandú1', []), 'ñandú1', testNow)).toEqual({
      ok: false,
      error: 'unsupported',
    });
  });

  test('a container without key or without certificate says so', () => {
    openssl(
      'pkcs12',
      '-export',
      '-nokeys',
      '-in',
      at('holder.pem'),
      '-passout',
      'pass:1',
      '-out',
      at('certificate.p12'),
    );
    openssl(
      'pkcs12',
      '-export',
      '-nocerts',
      '-inkey',
      at('holder.key'),
      '-passout',
      'pass:1',
      '-out',
      at('key.p12'),
    );
    expect(openPkcs12(readFileSync(at('certificate.p12')), '1', testNow)).toEqual({
      ok: false,
      error: 'no-key',
    });
    expect(openPkcs12(readFileSync(at('key.p12')), '1', testNow)).toEqual({
      ok: false,
      error: 'no-certificate',
    });
  });

  test("a key with somebody else's certificate is a mismatch, whatever the PIN protects", () => {
    const structure = forge.pkcs12.toPkcs12Asn1(
      forge.pki.privateKeyFromPem(readFileSync(at('holder.key'), 'utf8')),
      forge.pki.certificateFromPem(readFileSync(at('authority.pem'), 'utf8')),
      testPin,
      { useMac: false },
    );
    writeFileSync(at('mismatch.p12'), forge.asn1.toDer(structure).getBytes(), 'latin1');
    expect(openPkcs12(readFileSync(at('mismatch.p12')), testPin, testNow)).toEqual({
      ok: false,
      error: 'key-mismatch',
    });
  });
});

test('the certificate that matches the key is taken, not the first of the file', async () => {
  const opened = openPkcs12(await testP12(), testPin, testNow);
  expect(opened).toMatchObject({ ok: true, value: { info: { holderIdentification: '3101123456' } } });
});

test('an expired certificate still opens: saying so is another check', async () => {
  const p12 = await testP12({ validFrom: testNow - 2_000_000_000, validUntil: testNow - 1_000_000_000 });
  const opened = openPkcs12(p12, testPin, testNow);
  expect(opened.ok && opened.value.info.validUntil).toBe(testNow - 1_000_000_000);
});

test.each([
  ['nothing', Buffer.alloc(0)],
  ['text', Buffer.from('-----BEGIN CERTIFICATE-----\nMIIB\n')],
  ['a PDF', Buffer.from('%PDF-1.7\n%âãÏÓ')],
  ['another ASN.1 structure', Buffer.from('3003020101', 'hex')],
  ['zeros', Buffer.alloc(2_000)],
  ['nesting', Buffer.alloc(20_000, Buffer.from('3080', 'hex'))],
])('%s is not a .p12', (_, bytes) => {
  expect(openPkcs12(bytes, testPin, testNow)).toEqual({ ok: false, error: 'not-p12' });
});

test('a file cut short is not a .p12, at whatever byte', async () => {
  const p12 = await testP12();
  for (let length = 1; length < p12.length; length += 97)
    expect(openPkcs12(p12.subarray(0, length), testPin, testNow)).toEqual({ ok: false, error: 'not-p12' });
});

test('a file of more than 256 KB is not even parsed', () => {
  expect(openPkcs12(Buffer.alloc(256 * 1024 + 1), testPin, testNow)).toEqual({
    ok: false,
    error: 'too-large',
  });
});
