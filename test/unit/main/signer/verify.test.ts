import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { diag, XmlDocument } from 'libxml2-wasm';
import { describe, expect, test } from 'vitest';
import { writeComprobante } from '../../../../main/comprobante/write-comprobante.ts';
import { verifyComprobante } from '../../../../main/signer/verify.ts';
import { signComprobante } from '../../../../main/signer/xades.ts';
import { exactInvoice, identityOf } from '../../../helpers/exact-invoices.ts';
import { temporaryFolder } from '../../../helpers/folder.ts';
import { missingJudges } from '../../../helpers/judges.ts';
import { testSigningTime, testTaxpayer } from '../../../helpers/taxpayers.ts';

const taxpayer = await testTaxpayer();
const xml = writeComprobante(exactInvoice('01'), identityOf('01'));
const signed = signComprobante(xml, taxpayer.key, testSigningTime);
if (!signed.ok) throw new Error(signed.error);
const text = Buffer.from(signed.value).toString('utf8');

const verify = (document: string): ReturnType<typeof verifyComprobante> =>
  verifyComprobante(Buffer.from(document));
const flipped = (name: string): string =>
  text.replace(
    new RegExp(`(<ds:${name}>)(.)`),
    (_, tag: string, first: string) => tag + (first === 'A' ? 'B' : 'A'),
  );
const signatureOf = (document: string): string =>
  /<ds:Signature .*<\/ds:Signature>/s.exec(document)?.[0] ?? '';

test.each([
  ['without signature', xml, 'no-signature'],
  ['with a digit of an amount changed', text.replace('283.9125', '283.9124'), 'bad-digest'],
  [
    'with a blank added between two tags',
    text.replace('<CondicionVenta>', ' <CondicionVenta>'),
    'bad-digest',
  ],
  [
    'with an element added after the signature',
    text.replace('</FacturaElectronica>', '<X></X></FacturaElectronica>'),
    'bad-digest',
  ],
  ['with another signing time', text.replace('09:30:00-06:00</xades', '09:31:00-06:00</xades'), 'bad-digest'],
  ['with another policy', text.replace('Resoluci%C3%B3n', 'Resolucion'), 'bad-digest'],
  ['with another modulus', flipped('Modulus'), 'bad-digest'],
  ['with another digest of the document', flipped('DigestValue'), 'bad-digest'],
  ['with another signature value', flipped('SignatureValue'), 'bad-signature'],
  ['with the signed properties taken out', text.replace(/<ds:Object>.*<\/ds:Object>/s, ''), 'no-policy'],
  [
    'with two signatures',
    text.replace('</FacturaElectronica>', `${signatureOf(text)}</FacturaElectronica>`),
    'malformed',
  ],
  [
    'with its signature inside another element',
    text.replace(signatureOf(text), `<Otros>${signatureOf(text)}</Otros>`),
    'no-signature',
  ],
  [
    'with an algorithm nobody documents',
    text.replace('xmldsig-more#rsa-sha256', 'xmldsig-more#rsa-md5'),
    'malformed',
  ],
  [
    'with SHA-1 for its content',
    text.replaceAll('2001/04/xmlenc#sha256', '2000/09/xmldsig#sha1'),
    'malformed',
  ],
  ['cut in the middle', text.slice(0, 2_000), 'malformed'],
  ['empty', '', 'malformed'],
  [
    'with a DOCTYPE',
    text.replace('<FacturaElectronica', '<!DOCTYPE x [<!ENTITY y "z">]><FacturaElectronica'),
    'doctype',
  ],
  ['in another encoding', text.replace('encoding="UTF-8"', 'encoding="ISO-8859-1"'), 'malformed'],
])('a document %s is refused as %s', async (_, document, fault) => {
  expect(document).not.toBe(text);
  expect(await verify(document)).toEqual({ ok: false, error: fault });
});

test('UTF-16 is refused', async () => {
  expect(await verifyComprobante(Buffer.from(text, 'utf16le'))).toEqual({ ok: false, error: 'malformed' });
});

test('a valid signature moved under another document is refused', async () => {
  const other = writeComprobante(exactInvoice('01', 2), identityOf('01', 43));
  const moved = other.replace('</FacturaElectronica>', `${signatureOf(text)}</FacturaElectronica>`);
  expect(await verify(moved)).toEqual({ ok: false, error: 'bad-digest' });
});

test('every byte counts: a flip anywhere in the document is noticed', async () => {
  const bytes = Buffer.from(text);
  const unnoticed: number[] = [];
  // the declaration is not signed; what it says is not read either, apart from the encoding
  for (let at = '<?xml version="1.0" encoding="UTF-8"?>'.length; at < bytes.length; at += 41) {
    const spoiled = Buffer.from(bytes);
    spoiled[at] = (spoiled[at] ?? 0) ^ 0x01;
    if ((await verifyComprobante(spoiled)).ok) unnoticed.push(at);
  }
  expect(unnoticed).toEqual([]);
});

test('every document given to libxml2 is handed back, whether it was verified or refused', async () => {
  diag.configure({ enabled: true });
  try {
    for (const document of [
      text,
      xml,
      text.replace('283.9125', '283.9124'),
      text.slice(0, 2_000),
      flipped('SignatureValue'),
    ])
      await verify(document);
    expect(diag.report()).toEqual({});
    // the counter does count
    const kept = XmlDocument.fromString('<a/>');
    expect(diag.report()).toMatchObject({ XmlDocument: { totalInstances: 1 } });
    kept.dispose();
  } finally {
    diag.configure({ enabled: false });
  }
});

const incC14n = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';
const excC14n = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const transform = (algorithm: string, inside = ''): string =>
  `<ds:Transform Algorithm="${algorithm}">${inside}</ds:Transform>`;
const enveloped = transform('http://www.w3.org/2000/09/xmldsig#enveloped-signature');
const officialFilter = transform(
  'http://www.w3.org/TR/1999/REC-xpath-19991116',
  '<ds:XPath>not(ancestor-or-self::ds:Signature)</ds:XPath>',
);

/** A template in one of the accepted forms, to be signed by xmlsec1 and not by the program. */
function template(form: {
  method: string;
  transforms: string;
  partTransforms: string;
  keyInfoReference: boolean;
  policy?: boolean;
}): string {
  const reference = (attributes: string, transforms: string): string =>
    `<ds:Reference ${attributes}>${transforms === '' ? '' : `<ds:Transforms>${transforms}</ds:Transforms>`}` +
    '<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue/></ds:Reference>';
  const digest = createHash('sha256').update(taxpayer.opened.certificate.raw).digest('base64');
  const hashed = (value: string): string =>
    `<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue>${value}</ds:DigestValue>`;
  const policy =
    '<xades:SignaturePolicyIdentifier><xades:SignaturePolicyId><xades:SigPolicyId><xades:Identifier>urn:policy</xades:Identifier></xades:SigPolicyId>' +
    `<xades:SigPolicyHash>${hashed(digest)}</xades:SigPolicyHash></xades:SignaturePolicyId></xades:SignaturePolicyIdentifier>`;
  const signature =
    '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#" Id="S">\n<ds:SignedInfo>\n' +
    `<ds:CanonicalizationMethod Algorithm="${form.method}"/>` +
    '<ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/>' +
    reference('Id="R" URI=""', form.transforms) +
    (form.keyInfoReference ? reference('URI="#K"', form.partTransforms) : '') +
    reference('Type="http://uri.etsi.org/01903#SignedProperties" URI="#P"', form.partTransforms) +
    '</ds:SignedInfo><ds:SignatureValue/><ds:KeyInfo Id="K"><ds:X509Data><ds:X509Certificate>' +
    `${taxpayer.opened.certificate.raw.toString('base64').replace(/(.{64})/g, '$1\n')}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>` +
    '<ds:Object><xades:QualifyingProperties xmlns:xades="http://uri.etsi.org/01903/v1.3.2#" Target="#S">' +
    '<xades:SignedProperties Id="P"><xades:SignedSignatureProperties>' +
    `<xades:SigningTime>2026-11-20T09:30:00-06:00</xades:SigningTime><xades:SigningCertificate><xades:Cert><xades:CertDigest>${hashed(digest)}</xades:CertDigest>` +
    '<xades:IssuerSerial><ds:X509IssuerName>CN=x</ds:X509IssuerName><ds:X509SerialNumber>1</ds:X509SerialNumber></xades:IssuerSerial></xades:Cert></xades:SigningCertificate>' +
    `${form.policy === false ? '' : policy}</xades:SignedSignatureProperties></xades:SignedProperties></xades:QualifyingProperties></ds:Object></ds:Signature>`;
  return xml
    .replace(
      ' xmlns=',
      ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" xmlns=',
    )
    .replace('<Emisor>', '\n  <!-- de otro programa --><Emisor>')
    .replace('</FacturaElectronica>', `${signature}\n</FacturaElectronica>`);
}

function signedByXmlsec(document: string): Buffer {
  const folder = temporaryFolder();
  const files = { template: join(folder, 't.xml'), key: join(folder, 'k.pem'), out: join(folder, 'o.xml') };
  writeFileSync(files.template, document);
  writeFileSync(files.key, taxpayer.opened.privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const { status, stderr } = spawnSync(
    'xmlsec1',
    [
      '--sign',
      '--enabled-reference-uris',
      'empty,same-doc',
      '--id-attr:Id',
      'KeyInfo',
      '--id-attr:Id',
      'SignedProperties',
      '--privkey-pem',
      files.key,
      '--output',
      files.out,
      files.template,
    ],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  return readFileSync(files.out);
}

const unjudged = missingJudges(['xmlsec1']);
describe.skipIf(unjudged !== undefined)('documents of other programs, signed by xmlsec1', () => {
  test.each([
    [
      'the official example: XPath filter and exclusive C14N',
      {
        method: excC14n,
        transforms: officialFilter + transform(excC14n),
        partTransforms: transform(excC14n),
        keyInfoReference: true,
      },
    ],
    [
      'inclusive C14N, no transform on the parts',
      { method: incC14n, transforms: enveloped, partTransforms: '', keyInfoReference: true },
    ],
    [
      'inclusive C14N named, no reference to KeyInfo',
      {
        method: incC14n,
        transforms: enveloped + transform(incC14n),
        partTransforms: transform(incC14n),
        keyInfoReference: false,
      },
    ],
    [
      'exclusive C14N with a list of inclusive prefixes',
      {
        method: excC14n,
        transforms:
          enveloped +
          transform(excC14n, `<ec:InclusiveNamespaces xmlns:ec="${excC14n}" PrefixList="xsi ds"/>`),
        partTransforms: transform(excC14n),
        keyInfoReference: false,
      },
    ],
  ])('%s is verified, and refused after a change', async (_, form) => {
    const bytes = signedByXmlsec(template(form));
    expect(await verifyComprobante(bytes)).toMatchObject({
      ok: true,
      value: { policyId: 'urn:policy', clave: identityOf('01').clave, certificate: taxpayer.opened.info },
    });
    const spoiled = bytes.toString('utf8').replace('Ana Rojas', 'Ana Rojos');
    expect(await verify(spoiled)).toEqual({ ok: false, error: 'bad-digest' });
  });

  test('a signature without policy is refused', async () => {
    const form = {
      method: excC14n,
      transforms: enveloped + transform(excC14n),
      partTransforms: transform(excC14n),
      keyInfoReference: true,
      policy: false,
    };
    expect(await verifyComprobante(signedByXmlsec(template(form)))).toEqual({
      ok: false,
      error: 'no-policy',
    });
  });

  test('an XPath filter that leaves part of the document unsigned is refused', async () => {
    const narrow = officialFilter.replace(
      'ds:Signature)',
      'ds:Signature) and not(ancestor-or-self::*[local-name()="Receptor"])',
    );
    const form = {
      method: excC14n,
      transforms: narrow + transform(excC14n),
      partTransforms: transform(excC14n),
      keyInfoReference: true,
    };
    expect(await verifyComprobante(signedByXmlsec(template(form)))).toEqual({
      ok: false,
      error: 'malformed',
    });
  });
});
