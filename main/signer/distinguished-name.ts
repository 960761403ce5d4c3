/**
 * Names inside a certificate, read from its DER (X.690) because Node gives them only as display text: XAdES needs the issuer in
 * RFC 2253 form, and the holder's identification sits in the subject's serialNumber attribute.
 */

interface Element {
  readonly tag: number;
  readonly content: Uint8Array;
  /** with tag and length */
  readonly whole: Uint8Array;
}

/** The next element at `at`. @throws RangeError when the bytes do not hold it */
function elementAt(bytes: Uint8Array, at: number): Element {
  const tag = bytes[at];
  let length = bytes[at + 1];
  if (tag === undefined || length === undefined || (tag & 0x1f) === 0x1f) throw new RangeError('not DER');
  let start = at + 2;
  if (length >= 0x80) {
    const size = length & 0x7f;
    if (size === 0 || size > 4) throw new RangeError('not DER');
    length = 0;
    for (let index = 0; index < size; index += 1) length = length * 256 + (bytes[start + index] ?? 0);
    start += size;
  }
  const end = start + length;
  if (end > bytes.length) throw new RangeError('not DER');
  return { tag, content: bytes.subarray(start, end), whole: bytes.subarray(at, end) };
}

function children(bytes: Uint8Array): readonly Element[] {
  const found: Element[] = [];
  for (let at = 0; at < bytes.length;) {
    const element = elementAt(bytes, at);
    found.push(element);
    at += element.whole.length;
  }
  return found;
}

function child(of: readonly Element[], index: number): Element {
  const element = of[index];
  if (!element) throw new RangeError('not a certificate');
  return element;
}

function oidText(content: Uint8Array): string {
  const first = content[0] ?? 0;
  const arcs = [Math.min(2, Math.floor(first / 40)), first < 80 ? first % 40 : first - 80];
  let arc = 0;
  for (const byte of content.subarray(1)) {
    arc = arc * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      arcs.push(arc);
      arc = 0;
    }
  }
  return arcs.join('.');
}

/** Text of a DirectoryString or IA5String; undefined for any other type. */
function stringText({ tag, content }: Element): string | undefined {
  switch (tag) {
    case 0x0c: // UTF8String
      return new TextDecoder().decode(content);
    case 0x13: // PrintableString
    case 0x16: // IA5String
    case 0x14: // TeletexString: Latin-1 in practice
      return Buffer.from(content).toString('latin1');
    case 0x1e: // BMPString
      return Buffer.from(content).swap16().toString('utf16le');
    default:
      return undefined;
  }
}

interface Attribute {
  readonly oid: string;
  readonly value: Element;
}

/** The RDNs of a Name in the order they are encoded (C first, CN last, as a rule). */
type Name = readonly (readonly Attribute[])[];

const readName = (element: Element): Name =>
  children(element.content).map((rdn) =>
    children(rdn.content).map((pair) => {
      const parts = children(pair.content);
      return { oid: oidText(child(parts, 0).content), value: child(parts, 1) };
    }),
  );

/** The only attribute types RFC 2253 (section 2.3) gives a keyword; any other is written as its OID with `#` and the DER in hex. */
const keywords: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.6': 'C',
  '2.5.4.9': 'STREET',
  '0.9.2342.19200300.100.1.25': 'DC',
  '0.9.2342.19200300.100.1.1': 'UID',
};

/** RFC 2253 section 2.4: which characters take a backslash. */
const escapeValue = (text: string): string =>
  text
    .replace(/[,+"\\<>;]/g, String.raw`\$&`)
    .replace(/^[ #]/, String.raw`\$&`)
    .replace(/ $/, String.raw`\ `);

function attributeText({ oid, value }: Attribute): string {
  const keyword = keywords[oid];
  const text = keyword === undefined ? undefined : stringText(value);
  return text === undefined
    ? `${oid}=#${Buffer.from(value.whole).toString('hex')}`
    : `${keyword ?? oid}=${escapeValue(text)}`;
}

const commonName = '2.5.4.3';
const serialNumberAttribute = '2.5.4.5';

const attributeOf = (name: Name, oid: string): string => {
  for (const rdn of name.toReversed())
    for (const attribute of rdn) if (attribute.oid === oid) return stringText(attribute.value) ?? '';
  return '';
};

export interface CertificateNames {
  /** RFC 2253 order, CN first, `, ` between (as accepted documents write it; RFC 2253 section 4 has readers take the space) */
  readonly issuer: string;
  readonly subjectCommonName: string;
  /** subject attribute 2.5.4.5 as it stands: `CPJ-3-101-123456` */
  readonly subjectSerialNumber: string;
}

/** @param der a certificate Node already accepted. @throws RangeError when it is not one */
export function certificateNames(der: Uint8Array): CertificateNames {
  const tbs = children(child(children(elementAt(der, 0).content), 0).content);
  // version [0] is left out by version 1 certificates
  const first = child(tbs, 0).tag === 0xa0 ? 1 : 0;
  const issuer = readName(child(tbs, first + 2));
  const subject = readName(child(tbs, first + 4));
  return {
    issuer: issuer
      .toReversed()
      .map((rdn) => rdn.map(attributeText).join('+'))
      .join(', '),
    subjectCommonName: attributeOf(subject, commonName),
    subjectSerialNumber: attributeOf(subject, serialNumberAttribute),
  };
}
