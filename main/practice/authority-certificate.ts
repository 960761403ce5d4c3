import { createHash, createPublicKey, type KeyObject, sign } from 'node:crypto';

/**
 * The certificate of the practice authority's seal: X.509 v3 (RFC 5280) in DER, signed by its own key. The name is the real one's with
 * PRACTICA in it (DOMAIN.md section 9), so that the two can never be confused. The same key always gives the same bytes.
 */
export const sealHolder = 'ESTADO-MINISTERIO DE HACIENDA (SELLO ELECTRONICO) PRACTICA';

const der = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts);
  const { length } = content;
  // X.690 section 8.1.3: short form below 128, else the bytes of the length after their number
  const bytes =
    length < 0x80 ? [length] : length < 0x1_00 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...bytes]), content]);
};
const sequence = (...parts: readonly Uint8Array[]): Buffer => der(0x30, ...parts);
const oid = (...bytes: readonly number[]): Buffer => der(0x06, Buffer.from(bytes));
const printable = (text: string): Buffer => der(0x13, Buffer.from(text, 'latin1'));

const sha256WithRsa = sequence(oid(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b), der(0x05));
const attribute = (type: number, text: string): Buffer =>
  der(0x31, sequence(oid(0x55, 0x04, type), printable(text)));
/** countryName, organizationName, commonName */
const name = sequence(
  attribute(0x06, 'CR'),
  attribute(0x0a, 'MINISTERIO DE HACIENDA PRACTICA'),
  attribute(0x03, sealHolder),
);
/** As XAdES writes it, RFC 2253 order. */
export const sealIssuerName = `CN=${sealHolder}, O=MINISTERIO DE HACIENDA PRACTICA, C=CR`;

const generalizedTime = (text: string): Buffer => der(0x18, Buffer.from(text, 'latin1'));
const validity = sequence(generalizedTime('20200101000000Z'), generalizedTime('20500101000000Z'));

/** Positive, of the key: two practice authorities have different ones. */
function serialOf(publicKey: Uint8Array): Buffer {
  const serial = createHash('sha256').update(publicKey).digest().subarray(0, 16);
  serial[0] = 0x40 | ((serial[0] ?? 0) & 0x3f);
  return serial;
}

export interface AuthorityCertificate {
  readonly der: Buffer;
  /** decimal */
  readonly serialNumber: string;
}

/** @param key private, RSA */
export function authorityCertificate(key: KeyObject): AuthorityCertificate {
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' });
  const serial = serialOf(publicKey);
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, serial),
    sha256WithRsa,
    name,
    validity,
    name,
    publicKey,
  );
  const signature = der(0x03, Buffer.from([0]), sign('sha256', body, key));
  return {
    der: sequence(body, sha256WithRsa, signature),
    serialNumber: BigInt(`0x${serial.toString('hex')}`).toString(),
  };
}
