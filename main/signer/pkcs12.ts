import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import forge from 'node-forge';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { CertificateInfo, P12Fault } from '../../domain/signing/signing.ts';
import { certificateInfo, checkValidity } from './certificate.ts';

/** A taxpayer's key, as long as the signing process keeps it. */
export interface OpenedP12 {
  readonly certificate: X509Certificate;
  readonly info: CertificateInfo;
  readonly privateKey: KeyObject;
}

/** Real ones are 3 to 10 KB. */
const maxBytes = 256 * 1024;
/** Hacienda takes RSA 2048 and 4096 (DOMAIN.md section 10). */
const leastModulusBits = 2048;

/** A forge "binary string" (one character per byte) from bytes, and back. */
const binaryString = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const bytesOf = (binary: string): Buffer => Buffer.from(binary, 'latin1');

interface Contents {
  readonly keys: readonly KeyObject[];
  readonly certificates: readonly X509Certificate[];
  /** a key or certificate that could not be read for what it is (EC, DSA) */
  readonly foreign: boolean;
}

/** The PFX structure has a third element, macData, when a PIN can be told from a wrong one before decrypting. */
const hasMac = (pfx: forge.asn1.Asn1): boolean => Array.isArray(pfx.value) && pfx.value.length > 2;

/**
 * forge says what went wrong only in words. With a MAC a wrong PIN is found there, so a later failure is a form it cannot read
 * (seen: a PIN with non-ASCII letters under AES); without a MAC the failed decryption itself, or the noise it left, is the sign.
 */
function faultOf(error: unknown, mac: boolean): P12Fault {
  const words = error instanceof Error ? error.message : '';
  if (/MAC could not be verified/.test(words)) return 'wrong-pin';
  if (/unsupported|not supported/i.test(words)) return 'unsupported';
  if (/PKCS#12 PFX|MAC iteration|authSafe|macData/.test(words)) return 'not-p12';
  return mac ? 'unsupported' : 'wrong-pin';
}

function readContents(p12: forge.pkcs12.Pkcs12Pfx): Contents {
  const keys: KeyObject[] = [];
  const certificates: X509Certificate[] = [];
  let foreign = false;
  for (const bag of p12.safeContents.flatMap(({ safeBags }) => safeBags)) {
    if (bag.type === forge.pki.oids['certBag']) {
      const structure = bag.cert ? forge.pki.certificateToAsn1(bag.cert) : bag.asn1;
      try {
        certificates.push(new X509Certificate(bytesOf(forge.asn1.toDer(structure).getBytes())));
      } catch {
        foreign = true;
      }
    } else if (bag.key) {
      const structure = forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(bag.key));
      const der = bytesOf(forge.asn1.toDer(structure).getBytes());
      keys.push(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }));
    } else foreign = true;
  }
  return { keys, certificates, foreign };
}

function bitsOf(key: KeyObject): number {
  return key.asymmetricKeyType === 'rsa' ? (key.asymmetricKeyDetails?.modulusLength ?? 0) : 0;
}

/** The certificate of a key: its public key decides, not its place in the file; of several, one in force, then the longest. */
function match({ keys, certificates, foreign }: Contents, at: number): Result<OpenedP12, P12Fault> {
  if (keys.length === 0) return fail(foreign ? 'unsupported' : 'no-key');
  if (certificates.length === 0) return fail(foreign ? 'unsupported' : 'no-certificate');
  const pairs = keys
    .flatMap((privateKey) =>
      certificates
        .filter((certificate) => certificate.checkPrivateKey(privateKey))
        .map((certificate) => ({ certificate, privateKey, info: certificateInfo(certificate) })),
    )
    .toSorted((a, b) => {
      const inForce = Number(checkValidity(b.info, at).ok) - Number(checkValidity(a.info, at).ok);
      return inForce === 0 ? b.info.validUntil - a.info.validUntil : inForce;
    });
  const best = pairs[0];
  if (!best) return fail('key-mismatch');
  return bitsOf(best.privateKey) < leastModulusBits ? fail('unsupported') : ok(best);
}

/**
 * Opens a taxpayer's .p12. The containers of the authority use legacy ciphers (RC2-40, 3DES) that OpenSSL 3 refuses, hence a pure
 * implementation for the container (node-forge); the key then goes to Node's own crypto. Takes up to a second on files with many
 * iterations: never call it on the thread that answers the window.
 * A file without MAC takes any PIN; the key is then believed only because it matches its certificate.
 * @param at UTC ms, to choose among certificates of the same key; an expired one is opened all the same (`checkCertificate` says so)
 */
export function openPkcs12(bytes: Uint8Array, pin: string, at: number): Result<OpenedP12, P12Fault> {
  if (bytes.length > maxBytes) return fail('too-large');
  let pfx: forge.asn1.Asn1;
  try {
    // strict is about lengths only: BER of indefinite length passes, a file cut short does not
    pfx = forge.asn1.fromDer(forge.util.createBuffer(binaryString(bytes)), true);
  } catch {
    return fail('not-p12');
  }
  let contents: Contents;
  try {
    contents = readContents(forge.pkcs12.pkcs12FromAsn1(pfx, false, pin));
  } catch (error) {
    return fail(faultOf(error, hasMac(pfx)));
  }
  return match(contents, at);
}
