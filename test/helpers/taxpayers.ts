import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import forge from 'node-forge';
import { makePracticeP12, type PracticeTaxpayer } from '../../main/signer/practice-certificate.ts';
import { openPkcs12, type OpenedP12 } from '../../main/signer/pkcs12.ts';
import { signingKey, type SigningKey } from '../../main/signer/xades.ts';

/** The moment tests live in: 20 Nov 2026, 09:30 in Costa Rica. */
export const testNow = Date.parse('2026-11-20T09:30:00-06:00');
export const testSigningTime = '2026-11-20T09:30:00-06:00';
export const testPin = '1234';
const dayMs = 24 * 60 * 60 * 1000;

export const testP12 = (changes: Partial<PracticeTaxpayer> = {}): Promise<Uint8Array> =>
  makePracticeP12({
    name: 'DISTRIBUIDORA DEL ESTE SOCIEDAD ANÓNIMA',
    identification: { type: '02', number: '3101123456' },
    pin: testPin,
    validFrom: testNow - 30 * dayMs,
    ...changes,
  });

export interface TestTaxpayer {
  readonly p12: Uint8Array;
  readonly opened: OpenedP12;
  readonly key: SigningKey;
}

export async function testTaxpayer(changes: Partial<PracticeTaxpayer> = {}): Promise<TestTaxpayer> {
  const p12 = await testP12(changes);
  const opened = openPkcs12(p12, changes.pin ?? testPin, testNow);
  if (!opened.ok) throw new Error(opened.error);
  return { p12, opened: opened.value, key: signingKey(opened.value.privateKey, opened.value.certificate) };
}

/** Writes the certificate of the authority inside a container made by `testP12`, for programs that ask whom to trust. */
export function authorityPem(p12: Uint8Array, folder: string, pin = testPin): string {
  const structure = forge.asn1.fromDer(forge.util.createBuffer(Buffer.from(p12).toString('latin1')));
  const certificates = forge.pkcs12
    .pkcs12FromAsn1(structure, pin)
    .safeContents.flatMap(({ safeBags }) => safeBags.flatMap(({ cert }) => (cert ? [cert] : [])));
  const authority = certificates.find((certificate) => certificate.isIssuer(certificate));
  if (!authority) throw new Error('no authority in the container');
  const file = join(folder, 'authority.pem');
  writeFileSync(file, forge.pki.certificateToPem(authority));
  return file;
}
