import { hash, sign, type KeyObject, type X509Certificate } from 'node:crypto';
import { fail, ok, type Result } from '../../domain/result.ts';
import {
  dsNamespace,
  envelopedSignature,
  excC14n,
  policyHash,
  policyId,
  rsaSha256,
  sha256Digest,
  signedPropertiesType,
  xadesNamespace,
} from './algorithms.ts';
import { certificateNames } from './distinguished-name.ts';

/**
 * XAdES-EPES, enveloped, by exclusive C14N everywhere (the official example's choice; DOMAIN.md section 10). Each signed part is
 * written twice from one template: as it stands in the document, where `ds` and `xades` are declared further up, and as exclusive
 * C14N writes it, where a prefix is declared at its outermost use in the part. The document itself declares one default
 * namespace and is canonical already (main/comprobante/canonical-xml.ts), so what is hashed is what is sent.
 * Chosen against inclusive C14N because its digests do not depend on what is in scope around the part.
 */

const declareDs = ` xmlns:ds="${dsNamespace}"`;
const declareXades = ` xmlns:xades="${xadesNamespace}"`;

const sha256 = (data: string | Uint8Array): string => hash('sha256', data, 'base64');

const xmlText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#xD;');

const algorithm = (name: string, uri: string): string => `<ds:${name} Algorithm="${uri}"></ds:${name}>`;

/** Text of a part with its own declarations in place of the marks. `own` is empty inside the document. */
type Template = (declare: { readonly ds: string; readonly xades: string }) => string;
const inDocument = { ds: '', xades: '' };

/** What stays the same for every document of one key, made once. */
export interface SigningKey {
  readonly privateKey: KeyObject;
  /** ds:KeyInfo's content */
  readonly keyInfoContent: string;
  /** xades:SigningCertificate, `ds` not declared above it in the canonical form */
  readonly signingCertificate: Template;
}

/** @param certificate of the same key pair, RSA */
export function signingKey(privateKey: KeyObject, certificate: X509Certificate): SigningKey {
  const { n, e } = certificate.publicKey.export({ format: 'jwk' });
  if (n === undefined || e === undefined) throw new RangeError('the key is not RSA');
  // CryptoBinary is plain base64 (xmldsig section 4.1), a JWK is base64url
  const plain = (value: string): string => Buffer.from(value, 'base64url').toString('base64');
  const names = certificateNames(certificate.raw);
  const digest = sha256(certificate.raw);
  const serial = BigInt(`0x${certificate.serialNumber}`).toString();
  return {
    privateKey,
    keyInfoContent:
      `<ds:X509Data><ds:X509Certificate>${certificate.raw.toString('base64')}</ds:X509Certificate></ds:X509Data>` +
      `<ds:KeyValue><ds:RSAKeyValue><ds:Modulus>${plain(n)}</ds:Modulus><ds:Exponent>${plain(e)}</ds:Exponent>` +
      '</ds:RSAKeyValue></ds:KeyValue>',
    signingCertificate: ({ ds }) =>
      '<xades:SigningCertificate><xades:Cert>' +
      `<xades:CertDigest><ds:DigestMethod${ds} Algorithm="${sha256Digest}"></ds:DigestMethod>` +
      `<ds:DigestValue${ds}>${digest}</ds:DigestValue></xades:CertDigest>` +
      `<xades:IssuerSerial><ds:X509IssuerName${ds}>${xmlText(names.issuer)}</ds:X509IssuerName>` +
      `<ds:X509SerialNumber${ds}>${serial}</ds:X509SerialNumber></xades:IssuerSerial>` +
      '</xades:Cert></xades:SigningCertificate>',
  };
}

const keyInfoXml =
  (key: SigningKey, id: string): Template =>
  ({ ds }) =>
    `<ds:KeyInfo${ds} Id="KeyInfo-${id}">${key.keyInfoContent}</ds:KeyInfo>`;

const signedPropertiesXml =
  (key: SigningKey, id: string, signingTime: string): Template =>
  (declare) =>
    `<xades:SignedProperties${declare.xades} Id="SignedProperties-${id}">` +
    `<xades:SignedSignatureProperties><xades:SigningTime>${xmlText(signingTime)}</xades:SigningTime>` +
    key.signingCertificate(declare) +
    '<xades:SignaturePolicyIdentifier><xades:SignaturePolicyId>' +
    `<xades:SigPolicyId><xades:Identifier>${policyId}</xades:Identifier></xades:SigPolicyId>` +
    `<xades:SigPolicyHash><ds:DigestMethod${declare.ds} Algorithm="${sha256Digest}"></ds:DigestMethod>` +
    `<ds:DigestValue${declare.ds}>${policyHash}</ds:DigestValue></xades:SigPolicyHash>` +
    '</xades:SignaturePolicyId></xades:SignaturePolicyIdentifier></xades:SignedSignatureProperties>' +
    `<xades:SignedDataObjectProperties><xades:DataObjectFormat ObjectReference="#Reference-${id}">` +
    '<xades:MimeType>text/xml</xades:MimeType><xades:Encoding>UTF-8</xades:Encoding>' +
    '</xades:DataObjectFormat></xades:SignedDataObjectProperties></xades:SignedProperties>';

const referenceXml = (attributes: string, transforms: readonly string[], digest: string): string =>
  `<ds:Reference ${attributes}><ds:Transforms>` +
  transforms.map((uri) => algorithm('Transform', uri)).join('') +
  `</ds:Transforms>${algorithm('DigestMethod', sha256Digest)}` +
  `<ds:DigestValue>${digest}</ds:DigestValue></ds:Reference>`;

const signedInfoXml =
  (id: string, digests: { document: string; keyInfo: string; signedProperties: string }): Template =>
  ({ ds }) =>
    `<ds:SignedInfo${ds}>` +
    algorithm('CanonicalizationMethod', excC14n) +
    algorithm('SignatureMethod', rsaSha256) +
    // attributes in C14N order: no namespace, by name
    referenceXml(`Id="Reference-${id}" URI=""`, [envelopedSignature, excC14n], digests.document) +
    referenceXml(`URI="#KeyInfo-${id}"`, [excC14n], digests.keyInfo) +
    referenceXml(
      `Type="${signedPropertiesType}" URI="#SignedProperties-${id}"`,
      [excC14n],
      digests.signedProperties,
    ) +
    '</ds:SignedInfo>';

const declaration = '<?xml version="1.0" encoding="UTF-8"?>';
const rfc3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:Z|[+-]\d{2}:\d{2})$/;
/** How canonical-xml.ts begins a document: the root, one default namespace, nothing before it. */
const canonicalStart = /^<([A-Za-z]+) xmlns="[^"<&]+">/;

/**
 * Signs a comprobante. The same document, key and time give the same bytes (RSA PKCS#1 v1.5 and the ids are deterministic).
 * @param xml canonical, without declaration, as `writeComprobante` makes it
 * @param signingTime RFC 3339 with offset
 * @returns the exact UTF-8 bytes to keep and send (never re-serialise them), or `not-canonical` for text that is plainly not from
 *   there. This is a glance at its two ends only: `signChecked` (self-check.ts), which reads all of it, is what use cases get
 */
export function signComprobante(
  xml: string,
  key: SigningKey,
  signingTime: string,
): Result<Uint8Array, 'not-canonical'> {
  const rootName = canonicalStart.exec(xml)?.[1];
  const end = `</${rootName ?? ''}>`;
  if (rootName === undefined || !xml.endsWith(end) || xml.includes('\r') || !xml.isWellFormed())
    return fail('not-canonical');
  if (!rfc3339.test(signingTime)) return fail('not-canonical');
  const document = Buffer.from(xml, 'utf8');
  const documentHash = hash('sha256', document, 'buffer');
  // ids need to differ only from those of other signatures of the same document
  const id = documentHash.toString('hex', 0, 8);
  const keyInfo = keyInfoXml(key, id);
  const signedProperties = signedPropertiesXml(key, id, signingTime);
  const signedInfo = signedInfoXml(id, {
    document: documentHash.toString('base64'),
    keyInfo: sha256(keyInfo({ ds: declareDs, xades: '' })),
    signedProperties: sha256(signedProperties({ ds: declareDs, xades: declareXades })),
  });
  const value = sign('sha256', Buffer.from(signedInfo({ ds: declareDs, xades: '' }), 'utf8'), key.privateKey);
  const signature =
    `<ds:Signature${declareDs} Id="Signature-${id}">${signedInfo(inDocument)}` +
    `<ds:SignatureValue>${value.toString('base64')}</ds:SignatureValue>${keyInfo(inDocument)}` +
    `<ds:Object><xades:QualifyingProperties${declareXades} Target="#Signature-${id}">` +
    `${signedProperties(inDocument)}</xades:QualifyingProperties></ds:Object></ds:Signature>`;
  return ok(
    Buffer.concat([
      Buffer.from(declaration, 'utf8'),
      document.subarray(0, document.length - end.length),
      Buffer.from(signature + end, 'utf8'),
    ]),
  );
}
