import { X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkCertificate } from '../../../../main/signer/certificate.ts';
import { openPkcs12 } from '../../../../main/signer/pkcs12.ts';
import { temporaryFolder } from '../../../helpers/folder.ts';
import { missingJudges, openssl } from '../../../helpers/judges.ts';
import { authorityPem, testNow, testP12, testPin, testTaxpayer } from '../../../helpers/taxpayers.ts';

test.each([
  ['02', '3101123456', 'CPJ-3-101-123456', 'PERSONA JURIDICA'],
  ['01', '112340567', 'CPF-01-1234-0567', 'PERSONA FISICA'],
  ['03', '155512345678', 'NUP-155512345678', 'PERSONA FISICA'],
])(
  'a taxpayer of type %s may sign for its own number and for no other',
  async (type, number, subject, person) => {
    const { opened } = await testTaxpayer({ identification: { type, number } });
    expect(opened.certificate.subject).toContain(`serialNumber=${subject}`);
    expect(opened.info.issuer).toContain(`CN=CA ${person} PRACTICA`);
    expect(checkCertificate(opened.info, number, testNow).ok).toBe(true);
    expect(checkCertificate(opened.info, `${number}1`, testNow)).toEqual({
      ok: false,
      error: 'other-holder',
    });
  },
);

test('it lasts four years, and accents of the name survive', async () => {
  const validFrom = Date.parse('2026-01-01T00:00:00Z');
  const { opened } = await testTaxpayer({ name: 'COMPAÑÍA "ÑANDÚ" & HIJOS 😀', validFrom });
  expect(opened.info.holder).toBe('COMPAÑÍA "ÑANDÚ" & HIJOS 😀');
  expect(new Date(opened.info.validUntil).toISOString()).toBe('2030-01-01T00:00:00.000Z');
});

test('two certificates never share key or number', async () => {
  const [one, other] = await Promise.all([testTaxpayer(), testTaxpayer()]);
  expect(one.opened.info.serialNumber).not.toBe(other.opened.info.serialNumber);
  expect(one.opened.certificate.publicKey.equals(other.opened.certificate.publicKey)).toBe(false);
});

const unjudged = missingJudges(['openssl']);
describe.skipIf(unjudged !== undefined)('judged by openssl', () => {
  test('its chain verifies and openssl opens the container', async () => {
    const folder = temporaryFolder();
    const p12 = await testP12();
    const opened = openPkcs12(p12, testPin, testNow);
    if (!opened.ok) throw new Error(opened.error);
    writeFileSync(join(folder, 'a.p12'), p12);
    writeFileSync(join(folder, 'c.pem'), opened.value.certificate.toString());
    const at = String(testNow / 1_000);
    expect(
      openssl('verify', '-attime', at, '-CAfile', authorityPem(p12, folder), join(folder, 'c.pem')),
    ).toContain(': OK');
    const words = openssl('pkcs12', '-in', join(folder, 'a.p12'), '-passin', `pass:${testPin}`, '-nodes');
    expect(words).toContain('PRIVATE KEY');
    const pems = words.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
    expect(pems.map((pem) => new X509Certificate(pem).fingerprint256)).toContain(
      opened.value.certificate.fingerprint256,
    );
  });
});
