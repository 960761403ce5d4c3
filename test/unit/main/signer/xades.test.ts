import { expect, test } from 'vitest';
import { writeComprobante } from '../../../../main/comprobante/write-comprobante.ts';
import { signComprobante } from '../../../../main/signer/xades.ts';
import { signChecked } from '../../../../main/signer/self-check.ts';
import { verifyComprobante } from '../../../../main/signer/verify.ts';
import { exactInvoice, identityOf } from '../../../helpers/exact-invoices.ts';
import { testSigningTime, testTaxpayer } from '../../../helpers/taxpayers.ts';

const taxpayer = await testTaxpayer();
const serial = taxpayer.opened.info.serialNumber;
const xml = writeComprobante(exactInvoice('01'), identityOf('01'));

function signedText(from = xml): string {
  const signed = signComprobante(from, taxpayer.key, testSigningTime);
  if (!signed.ok) throw new Error(signed.error);
  return Buffer.from(signed.value).toString('utf8');
}

test('the signature is added as the last child and nothing else of the document changes', () => {
  const text = signedText();
  expect(text.startsWith('<?xml version="1.0" encoding="UTF-8"?><FacturaElectronica ')).toBe(true);
  expect(text.endsWith('</ds:Signature></FacturaElectronica>')).toBe(true);
  expect(text.replace(/^<\?xml[^>]*\?>/, '').replace(/<ds:Signature .*<\/ds:Signature>/s, '')).toBe(xml);
});

test('the same document, key and time give the same bytes; another time does not', () => {
  expect(signedText()).toBe(signedText());
  const later = signComprobante(xml, taxpayer.key, '2026-11-20T09:30:01-06:00');
  expect(later.ok && Buffer.from(later.value).toString('utf8')).not.toBe(signedText());
});

test('policy, time, certificate and its issuer are written as the annex asks', () => {
  const text = signedText();
  for (const part of [
    '<xades:SigningTime>2026-11-20T09:30:00-06:00</xades:SigningTime>',
    '<xades:Identifier>https://cdn.comprobanteselectronicos.go.cr/xml-schemas/Resoluci%C3%B3n_General_sobre_disposiciones_t%C3%A9cnicas_comprobantes_electr%C3%B3nicos_para_efectos_tributarios.pdf</xades:Identifier>',
    '<ds:DigestValue>DWxin1xWOeI8OuWQXazh4VjLWAaCLAA954em7DMh0h8=</ds:DigestValue></xades:SigPolicyHash>',
    '<ds:X509IssuerName>CN=CA PERSONA JURIDICA PRACTICA, OU=DGT PRACTICA, O=MINISTERIO DE HACIENDA PRACTICA, C=CR</ds:X509IssuerName>',
    `<ds:X509SerialNumber>${serial}</ds:X509SerialNumber>`,
    `<ds:X509Certificate>${taxpayer.opened.certificate.raw.toString('base64')}</ds:X509Certificate>`,
    '<ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"></ds:SignatureMethod>',
  ])
    expect(text).toContain(part);
  expect(serial).toMatch(/^\d+$/);
});

test.each([
  ['CR', xml.replace('Consultoría', 'Consul\rtoría')],
  ['a declaration', `<?xml version="1.0"?>${xml}`],
  ['a root without namespace', xml.replace(/ xmlns="[^"]*"/, '')],
  [
    'a second namespace',
    xml.replace(' xmlns=', ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns='),
  ],
  ['text after the root', `${xml}\n`],
  ['half an emoji', xml.replace('Consultoría', '\ud83d')],
  ['nothing', ''],
])('a document with %s is refused as not canonical', (_, text) => {
  expect(signComprobante(text, taxpayer.key, testSigningTime)).toEqual({ ok: false, error: 'not-canonical' });
});

test.each(['', '2026-11-20', '2026-11-20T09:30:00', '<x>'])('signing time %j is refused', (time) => {
  expect(signComprobante(xml, taxpayer.key, time)).toEqual({ ok: false, error: 'not-canonical' });
});

test.each([
  ['a comment', xml.replace('<Clave>', '<!-- x --><Clave>')],
  ['CDATA', xml.replace('Consultoría', '<![CDATA[x]]>')],
  ['a self-closed tag', xml.replace('<Receptor>', '<X/><Receptor>')],
  ['a character reference', xml.replace('Consultoría', '&#65;')],
  ['an entity C14N writes otherwise', xml.replace('Consultoría', '&quot;x&quot;')],
  ['a bare >', xml.replace('Consultoría', 'a>b')],
  ['an attribute in single quotes', xml.replace('<Clave>', "<Clave a='1'>")],
  ['blanks inside a tag', xml.replace('<Clave>', '<Clave >')],
  [
    'a namespace declared twice',
    xml.replace('<Emisor>', `<Emisor xmlns="${/xmlns="([^"]*)"/.exec(xml)?.[1]}">`),
  ],
  ['attributes out of order', xml.replace('<Clave>', '<Clave b="1" a="1">')],
  ['broken markup', xml.replace('</Emisor>', '')],
])('a document with %s passes the glance of the signer but NOT the self-check', async (_, text) => {
  expect(text).not.toBe(xml);
  expect(signComprobante(text, taxpayer.key, testSigningTime).ok).toBe(true);
  expect(await signChecked(text, taxpayer.key, serial, testSigningTime)).toEqual({
    ok: false,
    error: 'self-check',
  });
});

test('the self-check lets a canonical document through', async () => {
  const checked = await signChecked(xml, taxpayer.key, serial, testSigningTime);
  expect(checked.ok && Buffer.from(checked.value).toString('utf8')).toBe(signedText());
});

test("the self-check stops a signature made with somebody else's key", async () => {
  const other = await testTaxpayer({ name: 'OTRA', identification: { type: '02', number: '3101999999' } });
  const mixed = { ...taxpayer.key, privateKey: other.key.privateKey };
  expect(await signChecked(xml, mixed, serial, testSigningTime)).toEqual({ ok: false, error: 'self-check' });
  expect(await signChecked(xml, other.key, serial, testSigningTime)).toEqual({
    ok: false,
    error: 'self-check',
  });
});

test('a signed document cannot be signed again: its namespaces are no longer one', () => {
  const again = signedText().replace(/^<\?xml[^>]*\?>/, '');
  expect(signComprobante(again, taxpayer.key, testSigningTime).ok).toBe(true);
  return expect(signChecked(again, taxpayer.key, serial, testSigningTime)).resolves.toEqual({
    ok: false,
    error: 'self-check',
  });
});

test('what was signed says who signed, when, under which policy and which clave', async () => {
  expect(await verifyComprobante(Buffer.from(signedText()))).toEqual({
    ok: true,
    value: {
      certificate: taxpayer.opened.info,
      signingTime: testSigningTime,
      policyId:
        'https://cdn.comprobanteselectronicos.go.cr/xml-schemas/Resoluci%C3%B3n_General_sobre_disposiciones_t%C3%A9cnicas_comprobantes_electr%C3%B3nicos_para_efectos_tributarios.pdf',
      rootName: 'FacturaElectronica',
      clave: identityOf('01').clave,
    },
  });
});
