import { generateKeyPair, randomBytes, sign, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import forge from 'node-forge';
import type { Identification } from '../../domain/billing/invoice.ts';

/** What a practice taxpayer's .p12 is made of. */
export interface PracticeTaxpayer {
  /** subject CN */
  readonly name: string;
  readonly identification: Identification;
  readonly pin: string;
  /** UTC ms */
  readonly validFrom: number;
  /** UTC ms; four years later when left out, as the authority's own (DOMAIN.md section 10) */
  readonly validUntil?: number;
}

const fourYearsMs = 4 * 365.25 * 24 * 60 * 60 * 1000;
const makeKeyPair = promisify(generateKeyPair);

/** Subject serialNumber as the authority writes it: `CPJ-3-101-123456`, `CPF-01-1234-5678`. */
function subjectSerialNumber({ type, number }: Identification): string {
  switch (type) {
    case '01': {
      const padded = number.padStart(10, '0');
      return `CPF-${padded.slice(0, 2)}-${padded.slice(2, 6)}-${padded.slice(6)}`;
    }
    case '02':
      return `CPJ-${number.slice(0, 1)}-${number.slice(1, 4)}-${number.slice(4)}`;
    default:
      return `NUP-${number}`;
  }
}

/** node-forge exports it, its types do not. */
// oxlint-disable-next-line no-unsafe-type-assertion -- seen in node-forge 1.4.3, lib/x509.js
const { getTBSCertificate } = forge.pki as typeof forge.pki & {
  readonly getTBSCertificate: (certificate: forge.pki.Certificate) => forge.asn1.Asn1;
};

const utf8 = forge.asn1.Type.UTF8;

const attributes = (
  pairs: readonly (readonly [name: string, value: string])[],
): forge.pki.CertificateField[] =>
  pairs.map(([name, value]) =>
    // what PrintableString can hold (X.680 section 41.4)
    /^[A-Za-z0-9 '()+,\-./:=?]*$/.test(value)
      ? { name, value }
      : // oxlint-disable-next-line no-unsafe-type-assertion -- the type asks for the Class enum where forge reads an ASN.1 type
        { name, value, valueTagClass: utf8 as unknown as forge.asn1.Class },
  );

/** Real authority's words with PRACTICA among them, so that the two can never be confused. */
const authorityName = (person: string): forge.pki.CertificateField[] =>
  attributes([
    ['countryName', 'CR'],
    ['organizationName', 'MINISTERIO DE HACIENDA PRACTICA'],
    ['organizationalUnitName', 'DGT PRACTICA'],
    ['commonName', `CA ${person} PRACTICA`],
  ]);

interface Signed {
  readonly subject: forge.pki.CertificateField[];
  readonly issuer: forge.pki.CertificateField[];
  readonly publicKey: KeyObject;
  readonly issuerKey: KeyObject;
  readonly validFrom: number;
  readonly validUntil: number;
  readonly extensions: object[];
}

/** The structure by forge, the signature by Node: forge's own RSA would hold the thread for long. */
function makeCertificate(of: Signed): forge.pki.Certificate {
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(
    of.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  );
  // positive and without leading zero byte
  certificate.serialNumber = `4${randomBytes(16).toString('hex').slice(1)}`;
  certificate.validity.notBefore = new Date(of.validFrom);
  certificate.validity.notAfter = new Date(of.validUntil);
  certificate.setSubject(of.subject);
  certificate.setIssuer(of.issuer);
  certificate.setExtensions(of.extensions);
  const sha256WithRsa = forge.pki.oids['sha256WithRSAEncryption'] ?? '';
  certificate.signatureOid = sha256WithRsa;
  certificate.siginfo.algorithmOid = sha256WithRsa;
  const tbs = forge.asn1.toDer(getTBSCertificate(certificate)).getBytes();
  certificate.signature = sign('sha256', Buffer.from(tbs, 'latin1'), of.issuerKey).toString('latin1');
  return certificate;
}

/**
 * A .p12 for the practice company: RSA 2048, AES-256, with the certificate of its own authority (whose key is forgotten at once).
 * The keys are made off the thread; the rest takes about a tenth of a second.
 */
export async function makePracticeP12(taxpayer: PracticeTaxpayer): Promise<Uint8Array> {
  const [holder, authority] = await Promise.all([
    makeKeyPair('rsa', { modulusLength: 2048 }),
    makeKeyPair('rsa', { modulusLength: 2048 }),
  ]);
  const person = taxpayer.identification.type === '02' ? 'PERSONA JURIDICA' : 'PERSONA FISICA';
  const issuer = authorityName(person);
  const validity = {
    validFrom: taxpayer.validFrom,
    validUntil: taxpayer.validUntil ?? taxpayer.validFrom + fourYearsMs,
  };
  const authorityCertificate = makeCertificate({
    ...validity,
    subject: issuer,
    issuer,
    publicKey: authority.publicKey,
    issuerKey: authority.privateKey,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const certificate = makeCertificate({
    ...validity,
    subject: attributes([
      ['countryName', 'CR'],
      ['organizationName', person],
      ['organizationalUnitName', person === 'PERSONA JURIDICA' ? 'CPJ' : 'CPF'],
      ['commonName', taxpayer.name],
      ['serialNumber', subjectSerialNumber(taxpayer.identification)],
    ]),
    issuer,
    publicKey: holder.publicKey,
    issuerKey: authority.privateKey,
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true, nonRepudiation: true, critical: true },
    ],
  });
  const key = forge.pki.privateKeyFromPem(
    holder.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  );
  // the authority's first: a reader that takes the first certificate of the file takes the wrong one
  const structure = forge.pkcs12.toPkcs12Asn1(key, [authorityCertificate, certificate], taxpayer.pin, {
    algorithm: 'aes256',
    // otherwise it is computed from the first certificate
    generateLocalKeyId: false,
  });
  return Buffer.from(forge.asn1.toDer(structure).getBytes(), 'latin1');
}
