import { createHash, verify, X509Certificate } from 'node:crypto';
import type { XmlDocument, XmlElement } from 'libxml2-wasm';
import { fail, ok, type Result } from '../../domain/result.ts';
import { dsNamespace, xadesNamespace } from './algorithms.ts';
import { certificateInfo } from './certificate.ts';
import { libxml2, type Libxml2 } from './libxml2.ts';
import {
  algorithmOf,
  attribute,
  base64,
  c14nOptions,
  canonicalBytes,
  canonicalizationOf,
  certificateDigestMethods,
  digestOf,
  keyValueAgrees,
  known,
  Malformed,
  readerWith,
  type Reader,
  referenceOptions,
  signatureMethods,
  stripToSignature,
  transformsOf,
} from './verify.ts';

/**
 * Checks the signature of a MensajeHacienda (DOMAIN.md section 9): exc-c14n, rsa-sha256, the certificate inside, no policy. Nothing of
 * it is this program's to ask for, so that more is taken than of a comprobante: digests by SHA-1, no signed properties. What is signed
 * must be signed by the key of the certificate that comes with it; who issued that certificate cannot be known here.
 */
export interface VerifiedMessage {
  /** subject CN */
  readonly signer: string;
}

export type MessageFault =
  /** no Signature at all */
  | 'unsigned'
  /** a digest or the signature does not hold, or the certificate is not the one that was signed */
  | 'altered'
  /** a form that is not known here */
  | 'unclear';

const maxBytes = 3 * 1024 * 1024;

interface Signed {
  readonly signature: XmlElement;
  readonly signedInfo: XmlElement;
  readonly keyInfo: XmlElement;
  readonly signedProperties: XmlElement | undefined;
}

function signedParts(root: XmlElement, reader: Reader): Signed {
  const signature = reader.must(root, 'Signature');
  const qualifying = reader
    .all(signature, 'Object')
    .map((object) => reader.one(object, 'QualifyingProperties', xadesNamespace))
    .find((element) => element !== undefined);
  return {
    signature,
    signedInfo: reader.must(signature, 'SignedInfo'),
    keyInfo: reader.must(signature, 'KeyInfo'),
    signedProperties: qualifying && reader.one(qualifying, 'SignedProperties', xadesNamespace),
  };
}

/** Every reference holds, and one of them is the whole document. @throws Malformed for one to something else */
function digestsHold(whole: XmlDocument, small: XmlDocument, parts: Signed, reader: Reader): boolean {
  const byUri = new Map<string, XmlElement | undefined>([['', undefined]]);
  for (const element of [parts.keyInfo, parts.signedProperties]) {
    const id = element && attribute(element, 'Id');
    if (id !== undefined) byUri.set(`#${id}`, element);
  }
  let coversAll = false;
  for (const reference of reader.all(parts.signedInfo, 'Reference')) {
    const uri = attribute(reference, 'URI');
    if (uri === undefined || !byUri.has(uri)) throw new Malformed('a reference to something else');
    const element = byUri.get(uri);
    const { withoutSignature, canonicalization } = transformsOf(reference, reader);
    if (!element && !withoutSignature) throw new Malformed('the document with its own signature');
    const method = known(certificateDigestMethods, algorithmOf(reader.must(reference, 'DigestMethod')));
    const found = digestOf(element ? small : whole, element, method, referenceOptions(canonicalization));
    if (!found.equals(base64(reader.must(reference, 'DigestValue')))) return false;
    coversAll ||= !element;
  }
  if (!coversAll) throw new Malformed('the document is not signed');
  return true;
}

/** The first that SigningCertificate names; where nothing names one, the only one there is. */
function certificateOf(parts: Signed, reader: Reader): X509Certificate | undefined {
  const given = reader
    .all(parts.keyInfo, 'X509Data')
    .flatMap((data) => reader.all(data, 'X509Certificate'))
    .map((element) => base64(element));
  if (given.length === 0) throw new Malformed('no certificate');
  const properties =
    parts.signedProperties && reader.one(parts.signedProperties, 'SignedSignatureProperties', xadesNamespace);
  const named = properties && reader.one(properties, 'SigningCertificate', xadesNamespace);
  const first = named && reader.all(named, 'Cert', xadesNamespace)[0];
  if (!first) return given.length === 1 && given[0] ? new X509Certificate(given[0]) : undefined;
  const digest = reader.must(first, 'CertDigest', xadesNamespace);
  const method = known(certificateDigestMethods, algorithmOf(reader.must(digest, 'DigestMethod')));
  const value = base64(reader.must(digest, 'DigestValue'));
  const found = given.find((bytes) => createHash(method).update(bytes).digest().equals(value));
  return found && new X509Certificate(found);
}

function checkWith(
  xml: Libxml2,
  bytes: Uint8Array,
  open: (source: Uint8Array) => XmlDocument,
): Result<VerifiedMessage, MessageFault> {
  const reader = readerWith(xml);
  const whole = open(bytes);
  if (whole.dtd) return fail('unclear');
  const [signature, ...more] = reader.all(whole.root, 'Signature', dsNamespace);
  if (!signature) return fail('unsigned');
  if (more.length > 0) return fail('unclear');
  const small = open(bytes);
  stripToSignature(small.root, reader.must(small.root, 'Signature'));
  const parts = signedParts(small.root, reader);
  signature.remove();
  if (!digestsHold(whole, small, parts, reader)) return fail('altered');
  const certificate = certificateOf(parts, reader);
  if (!certificate) return fail('altered');
  const key = certificate.publicKey;
  if (key.asymmetricKeyType !== 'rsa') return fail('unclear');
  const method = known(signatureMethods, algorithmOf(reader.must(parts.signedInfo, 'SignatureMethod')));
  const canonicalization = canonicalizationOf(
    reader.must(parts.signedInfo, 'CanonicalizationMethod'),
    reader,
  );
  const value = base64(reader.must(parts.signature, 'SignatureValue'));
  const signed = canonicalBytes(small, parts.signedInfo, c14nOptions(canonicalization));
  if (!keyValueAgrees(parts.keyInfo, key, reader) || !verify(method, signed, key, value))
    return fail('altered');
  return ok({ signer: certificateInfo(certificate).holder });
}

/** @param bytes the answer as received, already read as XML without DOCTYPE (main/comprobante/read-answer.ts) */
export async function verifyMessage(bytes: Uint8Array): Promise<Result<VerifiedMessage, MessageFault>> {
  if (bytes.length > maxBytes) return fail('unclear');
  const xml = await libxml2();
  const option = xml.ParseOption.XML_PARSE_NONET | xml.ParseOption.XML_PARSE_NO_XXE;
  const opened: XmlDocument[] = [];
  try {
    return checkWith(xml, bytes, (from) => {
      const document = xml.XmlDocument.fromBuffer(from, { option });
      opened.push(document);
      return document;
    });
  } catch (error) {
    // a structure, an algorithm or a key that is not known here
    if (error instanceof Error) return fail('unclear');
    throw error;
  } finally {
    for (const document of opened) document.dispose();
  }
}
