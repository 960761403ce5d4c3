import type { X509Certificate } from 'node:crypto';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { CertificateFault, CertificateInfo } from '../../domain/signing/signing.ts';
import { certificateNames } from './distinguished-name.ts';

/**
 * A holder's identification as the comprobante writes it: without prefix, dashes and leading zeros. Works for `CPJ-3-101-123456`,
 * `CPF-01-1234-5678` and plain numbers; letters stay (DOMAIN.md 3.1: a cédula jurídica may hold them from 1-Nov-2026).
 */
export const comprobanteNumber = (text: string): string =>
  text
    .trim()
    .toUpperCase()
    .replace(/^(?:CP[FJ]-?|[A-Z]+-)/, '')
    .replace(/[^0-9A-Z]/g, '')
    .replace(/^0+/, '');

/** What people and rules need to know of a certificate. @throws RangeError when its DER cannot be read */
export function certificateInfo(certificate: X509Certificate): CertificateInfo {
  const names = certificateNames(certificate.raw);
  return {
    holder: names.subjectCommonName,
    holderIdentification: comprobanteNumber(names.subjectSerialNumber),
    issuer: names.issuer,
    serialNumber: BigInt(`0x${certificate.serialNumber}`).toString(),
    validFrom: certificate.validFromDate.getTime(),
    validUntil: certificate.validToDate.getTime(),
  };
}

/** Only its dates, for the signing process, which does not know whose document it signs. @param at UTC ms */
export function checkValidity(
  info: CertificateInfo,
  at: number,
): Result<undefined, Exclude<CertificateFault, 'other-holder'>> {
  if (at < info.validFrom) return fail('not-yet-valid');
  if (at > info.validUntil) return fail('expired');
  return ok(undefined);
}

/**
 * Whether a certificate may sign for an issuer at a moment. Hacienda refuses another holder's with -60 (DOMAIN.md section 9).
 * @param issuerIdentification Numero of the issuer's Identificacion
 * @param at UTC ms
 */
export function checkCertificate(
  info: CertificateInfo,
  issuerIdentification: string,
  at: number,
): Result<undefined, CertificateFault> {
  const number = comprobanteNumber(issuerIdentification);
  if (number === '' || number !== info.holderIdentification) return fail('other-holder');
  return checkValidity(info, at);
}
