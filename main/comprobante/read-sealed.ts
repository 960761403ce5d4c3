import type { Identification } from '../../domain/billing/invoice.ts';
import { type ConsecutivoParts, readConsecutivo } from '../../domain/numbering/consecutivo.ts';
import { isSoundIdentity, messageIdentity } from '../../domain/numbering/identity.ts';
import { receiverMessageRoot, rootNames } from './namespaces.ts';
import { openXml, type XmlElement, type XmlLimits } from './open-xml.ts';

/** What a signed document says of itself: enough to take it up again when row and journal are both gone. */
export interface SealedSays extends ConsecutivoParts {
  /** its identity: the clave; of a mensaje receptor, which has none of its own, `{clave}-{consecutivo}` (DOMAIN.md 3.3, section 8) */
  readonly clave: string;
  readonly consecutivo: string;
  readonly situation: '1' | '2' | '3';
  /** FechaEmision (of a message FechaEmisionDoc), RFC 3339 */
  readonly issuedAt: string;
  /** '' where it is not said, as in a message */
  readonly customerName: string;
  /** scale 5 */
  readonly total: bigint;
  /** a message does not say it: CRC */
  readonly currency: string;
  /** who signed: in a FEC (08) the XML's Receptor, of a message the one who answers */
  readonly issuer: Identification;
  /** the other party: in a FEC the seller, of a message the supplier */
  readonly receiver?: Identification;
}

/** What this program signs is far below; a file beyond it is not one of its own. */
const limits: XmlLimits = { bytes: 10 * 1024 * 1024, tags: 500_000, depth: 64 };

/** The text of the only element at this path; undefined where there is none, or several. */
function textAt(root: XmlElement, ...path: readonly string[]): string | undefined {
  let at = root;
  for (const name of path) {
    const [found, ...more] = at.children.filter((child) => child.name === name);
    if (!found || more.length > 0) return undefined;
    at = found;
  }
  return at.text.trim() || undefined;
}

function identificationAt(root: XmlElement, party: string): Identification | undefined {
  const type = textAt(root, party, 'Identificacion', 'Tipo');
  const number = textAt(root, party, 'Identificacion', 'Numero');
  return type === undefined || number === undefined ? undefined : { type, number };
}

const isSituation = (text: string | undefined): text is '1' | '2' | '3' =>
  text === '1' || text === '2' || text === '3';

/** Five decimals at most, as the schema has them (DOMAIN.md 5); no sign, no exponent. */
function amountAt5(text: string | undefined): bigint | undefined {
  const match = /^(\d{1,13})(?:\.(\d{1,5}))?$/.exec(text ?? '');
  if (!match) return undefined;
  return BigInt(`${match[1]}${(match[2] ?? '').padEnd(5, '0')}`);
}

/**
 * A message names its two parties by their numbers alone: what kind they are follows from the length (DOMAIN.md 3.1), where a NITE cannot
 * be told from a cédula jurídica and is taken for one. Numbers of a clave are padded with zeros; no type but a foreigner's begins with one.
 */
function byLength(number: string | undefined): Identification | undefined {
  const bare = number?.replace(/^0+/, '') ?? '';
  const types: Readonly<Record<number, string>> = { 9: '01', 10: '02', 11: '03', 12: '03' };
  const type = types[bare.length];
  return type === undefined || !/^\d+$/.test(bare) ? undefined : { type, number: bare };
}

const isDate = (text: string | undefined): text is string =>
  text !== undefined && !Number.isNaN(Date.parse(text));
const messageKinds: ReadonlySet<string> = new Set(['05', '06', '07']);

function messageSays(root: XmlElement): SealedSays | undefined {
  const consecutivo = textAt(root, 'NumeroConsecutivoReceptor') ?? '';
  const clave = messageIdentity(textAt(root, 'Clave') ?? '', consecutivo);
  const parts = readConsecutivo(consecutivo);
  const issuedAt = textAt(root, 'FechaEmisionDoc');
  const issuer = byLength(textAt(root, 'NumeroCedulaReceptor'));
  const receiver = byLength(textAt(root, 'NumeroCedulaEmisor'));
  const total = amountAt5(textAt(root, 'TotalFactura'));
  if (!isSoundIdentity(clave, consecutivo) || !parts || !messageKinds.has(parts.kind)) return undefined;
  if (!isDate(issuedAt) || !issuer || !receiver || total === undefined) return undefined;
  return {
    clave,
    consecutivo,
    ...parts,
    // it is made and sent in one act, and has no place to say otherwise
    situation: '1',
    issuedAt,
    customerName: '',
    total,
    currency: 'CRC',
    issuer,
    receiver,
  };
}

function comprobanteSays(root: XmlElement): SealedSays | undefined {
  const clave = textAt(root, 'Clave') ?? '';
  const consecutivo = textAt(root, 'NumeroConsecutivo') ?? '';
  const parts = readConsecutivo(consecutivo);
  const situation = clave[41];
  const issuedAt = textAt(root, 'FechaEmision');
  const [own, other] = root.name === rootNames['08'] ? ['Receptor', 'Emisor'] : ['Emisor', 'Receptor'];
  const issuer = identificationAt(root, own);
  const receiver = identificationAt(root, other);
  const total = amountAt5(textAt(root, 'ResumenFactura', 'TotalComprobante'));
  if (!isSoundIdentity(clave, consecutivo) || !parts || !isSituation(situation)) return undefined;
  if (messageKinds.has(parts.kind) || !isDate(issuedAt) || !issuer || total === undefined) return undefined;
  return {
    clave,
    consecutivo,
    ...parts,
    situation,
    issuedAt,
    customerName: textAt(root, other, 'Nombre') ?? '',
    total,
    currency: textAt(root, 'ResumenFactura', 'CodigoTipoMoneda', 'CodigoMoneda') ?? 'CRC',
    issuer,
    ...(receiver ? { receiver } : {}),
  };
}

/**
 * Reads a document this program signed (v4.4), of every kind. Whether the bytes are what was signed is the caller's to know.
 * @returns undefined for anything else
 */
export function readSealed(xml: Uint8Array): SealedSays | undefined {
  const opened = openXml(xml, limits);
  if (!opened.ok) return undefined;
  return opened.value.name === receiverMessageRoot
    ? messageSays(opened.value)
    : comprobanteSays(opened.value);
}
