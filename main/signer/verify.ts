import { createHash, verify, X509Certificate, type KeyObject } from 'node:crypto';
import type { XmlDocument, XmlElement, XmlNode } from 'libxml2-wasm';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { CertificateInfo, VerifiedComprobante, VerifyFault } from '../../domain/signing/signing.ts';
import { dsNamespace, envelopedSignature, excC14n, xadesNamespace } from './algorithms.ts';
import { certificateInfo } from './certificate.ts';
import { libxml2, type Libxml2 } from './libxml2.ts';

/**
 * Checks a signed comprobante the way a validator does, by libxml2's parser and canonicalisation and Node's crypto; it shares no
 * code with the writer of signatures. Takes every form that DOMAIN.md section 10 lists as accepted: inclusive or exclusive C14N,
 * enveloped-signature or the official XPath filter, with or without a reference to KeyInfo, SHA-256 or SHA-512.
 */

const maxBytes = 10 * 1024 * 1024;
const xpathTransform = 'http://www.w3.org/TR/1999/REC-xpath-19991116';

export type Hash = 'sha1' | 'sha256' | 'sha512';
const digestMethods: Readonly<Record<string, Hash>> = {
  'http://www.w3.org/2001/04/xmlenc#sha256': 'sha256',
  'http://www.w3.org/2001/04/xmlenc#sha512': 'sha512',
};
/** SHA-1 is still seen for the digest of the certificate (DOMAIN.md section 9), never for content. */
export const certificateDigestMethods: Readonly<Record<string, Hash>> = {
  ...digestMethods,
  'http://www.w3.org/2000/09/xmldsig#sha1': 'sha1',
};
export const signatureMethods: Readonly<Record<string, Hash>> = {
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256': 'sha256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512': 'sha512',
};

interface Canonicalization {
  readonly mode: 0 | 1 | 2;
  readonly withComments: boolean;
  readonly prefixes: readonly string[];
}
const canonicalizations: Readonly<Record<string, Omit<Canonicalization, 'prefixes'>>> = {
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315': { mode: 0, withComments: false },
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments': { mode: 0, withComments: true },
  'http://www.w3.org/2006/12/xml-c14n11': { mode: 2, withComments: false },
  'http://www.w3.org/2006/12/xml-c14n11#WithComments': { mode: 2, withComments: true },
  [excC14n]: { mode: 1, withComments: false },
  [`${excC14n}WithComments`]: { mode: 1, withComments: true },
};
/** What applies when the transforms end in a node set (xmldsig section 4.3.3.2). */
const defaultCanonicalization: Canonicalization = { mode: 0, withComments: false, prefixes: [] };

/** Thrown inside, caught at the edge: reading a structure that is not there is one fault wherever it happens. */
export class Malformed extends Error {}

const isElement = (node: XmlNode, xml: Libxml2): node is XmlElement => node instanceof xml.XmlElement;

function childElements(of: XmlElement, xml: Libxml2): readonly XmlElement[] {
  const found: XmlElement[] = [];
  for (let node = of.firstChild; node; node = node.next) if (isElement(node, xml)) found.push(node);
  return found;
}

/** Reader of one document's elements. */
export interface Reader {
  all(of: XmlElement, name: string, namespace?: string): readonly XmlElement[];
  /** exactly one, or undefined when there is none. @throws Malformed for several */
  one(of: XmlElement, name: string, namespace?: string): XmlElement | undefined;
  /** @throws Malformed unless there is exactly one */
  must(of: XmlElement, name: string, namespace?: string): XmlElement;
}

export function readerWith(xml: Libxml2): Reader {
  const all: Reader['all'] = (of, name, namespace = dsNamespace) =>
    childElements(of, xml).filter((child) => child.name === name && child.namespaceUri === namespace);
  const one: Reader['one'] = (of, name, namespace) => {
    const found = all(of, name, namespace);
    if (found.length > 1) throw new Malformed(`several ${name}`);
    return found[0];
  };
  const must: Reader['must'] = (of, name, namespace) => {
    const found = one(of, name, namespace);
    if (!found) throw new Malformed(`no ${name}`);
    return found;
  };
  return { all, one, must };
}

export const attribute = (of: XmlElement, name: string): string | undefined => of.attr(name)?.value;

export function algorithmOf(of: XmlElement): string {
  const value = attribute(of, 'Algorithm');
  if (value === undefined) throw new Malformed('no Algorithm');
  return value;
}

export function known<T>(table: Readonly<Record<string, T>>, name: string): T {
  const value = Object.hasOwn(table, name) ? table[name] : undefined;
  if (value === undefined) throw new Malformed(`unknown algorithm ${name}`);
  return value;
}

export function base64(of: XmlElement): Buffer {
  const text = of.content.replace(/[ \t\r\n]/g, '');
  const bytes = Buffer.from(text, 'base64');
  // one text for one value: unused bits must not be a place to write in
  if (text === '' || bytes.toString('base64') !== text) throw new Malformed('not base64');
  return bytes;
}

export function canonicalizationOf(of: XmlElement, reader: Reader): Canonicalization {
  const listed = reader.one(of, 'InclusiveNamespaces', excC14n);
  const prefixes = (listed && attribute(listed, 'PrefixList'))?.split(/\s+/).filter(Boolean) ?? [];
  return { ...known(canonicalizations, algorithmOf(of)), prefixes };
}

const officialFilter = /^not\(\s*ancestor-or-self::(\w+):Signature\s*\)$/;

/** The XPath filter of the official example: the only expression taken. */
function isOfficialFilter(transform: XmlElement, reader: Reader): boolean {
  const expression = reader.must(transform, 'XPath');
  const prefix = officialFilter.exec(expression.content.trim())?.[1];
  return prefix !== undefined && expression.namespaceForPrefix(prefix) === dsNamespace;
}

export interface Transforms {
  readonly withoutSignature: boolean;
  /** the official filter leaves every signature out, enveloped-signature only its own */
  readonly withoutOthers: boolean;
  readonly canonicalization: Canonicalization;
}

export function transformsOf(reference: XmlElement, reader: Reader): Transforms {
  let withoutSignature = false;
  let withoutOthers = false;
  let canonicalization: Canonicalization | undefined;
  const list = reader.one(reference, 'Transforms');
  for (const transform of list ? reader.all(list, 'Transform') : []) {
    // text has come out of a canonicalisation: nothing here makes a node set of it again
    if (canonicalization) throw new Malformed('a transform after canonicalisation');
    const name = algorithmOf(transform);
    if (name === envelopedSignature) withoutSignature = true;
    else if (name === xpathTransform) {
      if (!isOfficialFilter(transform, reader)) throw new Malformed('an XPath nobody documents');
      withoutSignature = true;
      withoutOthers = true;
    } else canonicalization = canonicalizationOf(transform, reader);
  }
  return {
    withoutSignature,
    withoutOthers,
    canonicalization: canonicalization ?? defaultCanonicalization,
  };
}

interface C14nOptions {
  mode: 0 | 1 | 2;
  withComments: boolean;
  inclusiveNamespacePrefixes?: string[];
}
export const c14nOptions = ({ mode, withComments, prefixes }: Canonicalization): C14nOptions => ({
  mode,
  withComments,
  ...(mode === 1 && prefixes.length > 0 ? { inclusiveNamespacePrefixes: [...prefixes] } : {}),
});

/** Same-document references leave comments out before any transform (xmldsig section 4.3.3.3). */
export const referenceOptions = (canonicalization: Canonicalization): C14nOptions =>
  c14nOptions({ ...canonicalization, withComments: false });

/** Canonicalises a document, or one element of it with the namespaces in its scope, piece by piece; the memory is libxml2's. */
function canonicalize(
  document: XmlDocument,
  element: XmlElement | undefined,
  options: C14nOptions,
  take: (chunk: Uint8Array) => void,
): void {
  document.canonicalize(
    {
      write: (chunk) => {
        take(chunk);
        return chunk.byteLength;
      },
      close: () => true,
    },
    // as a node set: canonicalising the element itself would make an object of every node of the document (1 ms more, measured)
    element ? { ...options, nodeSet: new Set([element]) } : options,
  );
}

export function digestOf(
  document: XmlDocument,
  element: XmlElement | undefined,
  method: Hash,
  options: C14nOptions,
): Buffer {
  const sum = createHash(method);
  canonicalize(document, element, options, (chunk) => sum.update(chunk));
  return sum.digest();
}

export function canonicalBytes(document: XmlDocument, element: XmlElement, options: C14nOptions): Buffer {
  const chunks: Buffer[] = [];
  canonicalize(document, element, options, (chunk) => chunks.push(Buffer.from(chunk)));
  return Buffer.concat(chunks);
}

interface Reference {
  readonly method: Hash;
  readonly expected: Buffer;
  readonly transforms: Transforms;
}

const readReference = (reference: XmlElement, reader: Reader): Reference => ({
  method: known(digestMethods, algorithmOf(reader.must(reference, 'DigestMethod'))),
  expected: base64(reader.must(reference, 'DigestValue')),
  transforms: transformsOf(reference, reader),
});

interface SignedParts {
  readonly document: Reference;
  readonly signedProperties: Reference;
  readonly keyInfo: Reference | undefined;
}

/** Finds what each reference covers by place, never by searching an Id through the document: an element elsewhere cannot stand in. */
function referencesOf(
  signedInfo: XmlElement,
  at: { readonly keyInfo: XmlElement; readonly signedProperties: XmlElement | undefined },
  reader: Reader,
): Result<SignedParts, 'bad-digest' | 'no-policy'> {
  const uriOf = (element: XmlElement | undefined): string | undefined => {
    const id = element && attribute(element, 'Id');
    return id === undefined ? undefined : `#${id}`;
  };
  const found = new Map<'document' | 'signedProperties' | 'keyInfo', Reference>();
  const keyInfoUri = uriOf(at.keyInfo);
  const signedPropertiesUri = uriOf(at.signedProperties);
  for (const reference of reader.all(signedInfo, 'Reference')) {
    const uri = attribute(reference, 'URI');
    const part =
      uri === ''
        ? 'document'
        : uri !== undefined && uri === signedPropertiesUri
          ? 'signedProperties'
          : uri !== undefined && uri === keyInfoUri
            ? 'keyInfo'
            : undefined;
    if (!part || found.has(part)) throw new Malformed('a reference to something else');
    found.set(part, readReference(reference, reader));
  }
  const document = found.get('document');
  if (!document?.transforms.withoutSignature) return fail('bad-digest');
  const signedProperties = found.get('signedProperties');
  if (!signedProperties) return fail('no-policy');
  return ok({ document, signedProperties, keyInfo: found.get('keyInfo') });
}

interface Claims {
  readonly signingTime: string;
  readonly policyId: string;
  readonly certificateDigest: { readonly method: Hash; readonly value: Buffer };
}

/** xs:dateTime */
const dateTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})?$/;

function claimsOf(signedProperties: XmlElement, reader: Reader): Claims | undefined {
  const properties = reader.must(signedProperties, 'SignedSignatureProperties', xadesNamespace);
  const identifier = reader.one(properties, 'SignaturePolicyIdentifier', xadesNamespace);
  const policy = identifier && reader.one(identifier, 'SignaturePolicyId', xadesNamespace);
  if (!policy) return undefined;
  base64(reader.must(reader.must(policy, 'SigPolicyHash', xadesNamespace), 'DigestValue'));
  const policyId = reader
    .must(reader.must(policy, 'SigPolicyId', xadesNamespace), 'Identifier', xadesNamespace)
    .content.trim();
  const signingTime = reader.must(properties, 'SigningTime', xadesNamespace).content.trim();
  if (policyId === '' || !dateTime.test(signingTime)) throw new Malformed('policy or time');
  const certificates = reader.must(properties, 'SigningCertificate', xadesNamespace);
  const signer = reader.all(certificates, 'Cert', xadesNamespace)[0];
  if (!signer) throw new Malformed('no Cert');
  const digest = reader.must(signer, 'CertDigest', xadesNamespace);
  return {
    signingTime,
    policyId,
    certificateDigest: {
      method: known(certificateDigestMethods, algorithmOf(reader.must(digest, 'DigestMethod'))),
      value: base64(reader.must(digest, 'DigestValue')),
    },
  };
}

/** A KeyValue that names another key than the certificate would let a reader believe the wrong one. */
export function keyValueAgrees(keyInfo: XmlElement, key: KeyObject, reader: Reader): boolean {
  const keyValue = reader.one(keyInfo, 'KeyValue');
  const rsa = keyValue && reader.one(keyValue, 'RSAKeyValue');
  if (!rsa) return true;
  const { n, e } = key.export({ format: 'jwk' });
  return (
    base64(reader.must(rsa, 'Modulus')).toString('base64url') === n &&
    base64(reader.must(rsa, 'Exponent')).toString('base64url') === e
  );
}

/** The certificate that SigningCertificate names, among those of KeyInfo (which may carry its chain). */
function signingCertificate(
  keyInfo: XmlElement,
  claims: Claims,
  reader: Reader,
): X509Certificate | undefined {
  const { method, value } = claims.certificateDigest;
  for (const data of reader.all(keyInfo, 'X509Data'))
    for (const element of reader.all(data, 'X509Certificate')) {
      const der = base64(element);
      if (createHash(method).update(der).digest().equals(value)) return new X509Certificate(der);
    }
  return undefined;
}

/** A copy of the document that holds only root and signature: libxml2 asks about every node of what it canonicalises a part of. */
export function stripToSignature(root: XmlElement, signature: XmlElement): void {
  for (let node = root.firstChild; node;) {
    const next = node.next;
    if (!node.isSameNode(signature)) node.remove();
    node = next;
  }
}

const claveOf = (root: XmlElement, reader: Reader): string => {
  const text = reader.all(root, 'Clave', root.namespaceUri)[0]?.content ?? '';
  return /^\d{50}$/.test(text) ? text : '';
};

/** Whether the document is what one of its signatures covers. `whole` is spent by it: signatures are taken out. */
function coversDocument(whole: XmlDocument, at: number, reference: Reference, reader: Reader): boolean {
  const signatures = reader.all(whole.root, 'Signature');
  const [own, later] = [signatures[at], signatures.slice(at + 1)];
  const options = referenceOptions(reference.transforms.canonicalization);
  const holds = (): boolean =>
    digestOf(whole, undefined, reference.method, options).equals(reference.expected);
  for (const one of reference.transforms.withoutOthers ? signatures : [own]) one?.remove();
  if (holds()) return true;
  // enveloped-signature of one that others were added to afterwards: what it signed had none of them
  if (reference.transforms.withoutOthers || later.length === 0) return false;
  for (const one of later) one.remove();
  return holds();
}

/** @param at place of the signature among those of the document */
function checkOne(
  bytes: Uint8Array,
  open: (source: Uint8Array) => XmlDocument,
  reader: Reader,
  at: number,
): Result<VerifiedComprobante, VerifyFault> {
  const whole = open(bytes);
  const rootName = whole.root.name;
  const clave = claveOf(whole.root, reader);

  const small = open(bytes);
  const signature = reader.all(small.root, 'Signature')[at];
  if (!signature) return fail('no-signature');
  stripToSignature(small.root, signature);
  const signedInfo = reader.must(signature, 'SignedInfo');
  const keyInfo = reader.must(signature, 'KeyInfo');
  const qualifying = reader
    .all(signature, 'Object')
    .map((object) => reader.one(object, 'QualifyingProperties', xadesNamespace))
    .find((element) => element !== undefined);
  const signedProperties = qualifying && reader.one(qualifying, 'SignedProperties', xadesNamespace);
  if (!signedProperties) return fail('no-policy');
  const target = attribute(qualifying, 'Target');
  if (target === undefined || target !== `#${attribute(signature, 'Id') ?? ''}`) return fail('malformed');

  const parts = referencesOf(signedInfo, { keyInfo, signedProperties }, reader);
  if (!parts.ok) return parts;
  const claims = claimsOf(signedProperties, reader);
  if (!claims) return fail('no-policy');

  if (!coversDocument(whole, at, parts.value.document, reader)) return fail('bad-digest');
  const covered: readonly (readonly [XmlElement, Reference | undefined])[] = [
    [signedProperties, parts.value.signedProperties],
    [keyInfo, parts.value.keyInfo],
  ];
  for (const [element, reference] of covered) {
    if (!reference) continue;
    const options = referenceOptions(reference.transforms.canonicalization);
    if (!digestOf(small, element, reference.method, options).equals(reference.expected))
      return fail('bad-digest');
  }

  const method = known(signatureMethods, algorithmOf(reader.must(signedInfo, 'SignatureMethod')));
  const canonicalization = canonicalizationOf(reader.must(signedInfo, 'CanonicalizationMethod'), reader);
  const certificate = signingCertificate(keyInfo, claims, reader);
  if (!certificate) return fail('bad-signature');
  const key = certificate.publicKey;
  if (key.asymmetricKeyType !== 'rsa' || !keyValueAgrees(keyInfo, key, reader)) return fail('bad-signature');
  const value = base64(reader.must(signature, 'SignatureValue'));
  if (!verify(method, canonicalBytes(small, signedInfo, c14nOptions(canonicalization)), key, value))
    return fail('bad-signature');
  const info: CertificateInfo = certificateInfo(certificate);
  return ok({
    certificate: info,
    signingTime: claims.signingTime,
    policyId: claims.policyId,
    rootName,
    clave,
  });
}

/** A structure, an algorithm or a key that is not what it should be is the fault of that signature alone. */
function checkedOne(
  check: () => Result<VerifiedComprobante, VerifyFault>,
): Result<VerifiedComprobante, VerifyFault> {
  try {
    return check();
  } catch (error) {
    if (error instanceof Error) return fail('malformed');
    throw error;
  }
}

/** Schema: `ds:Signature{1,5}` (DOMAIN.md 4.1). */
const mostSignatures = 5;

/** All signatures that hold; where none does, what is wrong with the first. */
function checkWith(
  xml: Libxml2,
  bytes: Uint8Array,
  most: number,
  open: (source: Uint8Array) => XmlDocument,
): Result<readonly VerifiedComprobante[], VerifyFault> {
  const reader = readerWith(xml);
  const looked = open(bytes);
  if (looked.dtd) return fail('doctype');
  const count = reader.all(looked.root, 'Signature').length;
  if (count === 0) return fail('no-signature');
  if (count > most) return fail('malformed');
  const holding: VerifiedComprobante[] = [];
  let fault: VerifyFault | undefined;
  for (let at = 0; at < count; at += 1) {
    const checked = checkedOne(() => checkOne(bytes, open, reader, at));
    if (checked.ok) holding.push(checked.value);
    else fault ??= checked.error;
  }
  return holding.length > 0 ? ok(holding) : fail(fault ?? 'no-signature');
}

/** UTF-8 only [official]; NUL bytes betray UTF-16 and UTF-32 whatever the declaration says. */
const otherEncoding = /^<\?xml[^>]*encoding\s*=\s*["'](?!utf-8["'])/i;

/**
 * Checks every digest and the signature of a comprobante, and that its signed properties name policy and certificate. It does
 * not ask who issued the certificate: the root of Hacienda's authority is not part of the program.
 * @param bytes as received; UTF-8, at most 10 MB
 */
export async function verifyComprobante(
  bytes: Uint8Array,
): Promise<Result<VerifiedComprobante, VerifyFault>> {
  const checked = await verifyUpTo(1, bytes);
  if (!checked.ok) return checked;
  const [only] = checked.value;
  return only ? ok(only) : fail('no-signature');
}

/**
 * The same of a document that others have signed too (endorsed, as a title: DOMAIN.md section 7). One signature that is unclear does
 * not spoil another that holds; the caller asks whose they are.
 * @returns those that hold, at least one, in the order of the document
 */
export const verifySignatures = (
  bytes: Uint8Array,
): Promise<Result<readonly VerifiedComprobante[], VerifyFault>> => verifyUpTo(mostSignatures, bytes);

async function verifyUpTo(
  most: number,
  bytes: Uint8Array,
): Promise<Result<readonly VerifiedComprobante[], VerifyFault>> {
  if (bytes.length > maxBytes) return fail('malformed');
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (source.includes('<!DOCTYPE')) return fail('doctype');
  if (source.includes(0) || otherEncoding.test(source.toString('latin1', 0, 200))) return fail('malformed');
  const xml = await libxml2();
  const option = xml.ParseOption.XML_PARSE_NONET | xml.ParseOption.XML_PARSE_NO_XXE;
  const opened: XmlDocument[] = [];
  try {
    return checkWith(xml, bytes, most, (from) => {
      const document = xml.XmlDocument.fromBuffer(from, { option });
      opened.push(document);
      return document;
    });
  } catch (error) {
    // XmlError: not well-formed. Malformed, RangeError, crypto errors: a structure or key that is not what it should be
    if (error instanceof Error) return fail('malformed');
    throw error;
  } finally {
    for (const document of opened) document.dispose();
  }
}
