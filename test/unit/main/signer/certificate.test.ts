import { expect, test } from 'vitest';
import type { CertificateInfo } from '../../../../domain/signing/signing.ts';
import { checkCertificate, comprobanteNumber } from '../../../../main/signer/certificate.ts';

test.each([
  ['CPJ-3-101-123456', '3101123456'],
  ['CPF-01-1234-5678', '112345678'],
  ['cpf-01-1234-5678', '112345678'],
  ['CPJ3101123456', '3101123456'],
  ['NUP-115512345678', '115512345678'],
  ['3101123456', '3101123456'],
  ['0112345678', '112345678'],
  ['CPJ-3-101-ABC456', '3101ABC456'],
  ['', ''],
])('the holder %j is %j in a comprobante', (text, number) => {
  expect(comprobanteNumber(text)).toBe(number);
});

const info: CertificateInfo = {
  holder: 'ESTE',
  holderIdentification: '3101123456',
  issuer: 'CN=CA',
  serialNumber: '1',
  validFrom: 1_000,
  validUntil: 2_000,
};

test.each([
  ['3101123456', 1_000, undefined],
  ['3101123456', 2_000, undefined],
  ['3-101-123456', 1_500, undefined],
  ['3101123456', 999, 'not-yet-valid'],
  ['3101123456', 2_001, 'expired'],
  ['3101123457', 1_500, 'other-holder'],
  ['', 1_500, 'other-holder'],
  ['3101123457', 2_001, 'other-holder'],
])('for issuer %j at %d the certificate is refused as %s', (issuer, at, fault) => {
  expect(checkCertificate(info, issuer, at)).toEqual(
    fault === undefined ? { ok: true, value: undefined } : { ok: false, error: fault },
  );
});

test('a certificate that names nobody signs for nobody', () => {
  expect(checkCertificate({ ...info, holderIdentification: '' }, '', 1_500)).toEqual({
    ok: false,
    error: 'other-holder',
  });
});
