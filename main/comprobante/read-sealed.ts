import { DOMParser, type Element, onErrorStopParsing } from '@xmldom/xmldom';
import type { Identification } from '../../domain/billing/invoice.ts';
import { readConsecutivo } from '../../domain/numbering/consecutivo.ts';
import { isSoundIdentity, messageIdentity } from '../../domain/numbering/identity.ts';

/** What a signed document says of itself: enough to take it up again when row and journal are both gone. */
export interface SealedSays {
  /** its identity (domain/numbering/identity.ts) */
  readonly clave: string;
  readonly consecutivo: string;
  readonly branch: string;
  readonly terminal: string;
  readonly kind: string;
  readonly number: number;
  readonly situation: '1' | '2' | '3';
  /** FechaEmision, RFC 3339 */
  readonly issuedAt: string;
  readonly customerName: string;
  /** scale 5 */
  readonly total: bigint;
  readonly currency: string;
  /** who signed it */
  readonly issuer: Identification;
  /** the other party */
  readonly receiver?: Identification;
}

const elements = (of: Element): readonly Element[] =>
  [...of.childNodes].filter((node): node is Element => node.nodeType === node.ELEMENT_NODE);

/** The text of the only element at this path; undefined where there is none, or several. */
function textAt(root: Element, ...path: readonly string[]): string | undefined {
  let at: Element = root;
  for (const name of path) {
    const [found, ...more] = elements(at).filter((child) => child.localName === name);
    if (!found || more.length > 0) return undefined;
    at = found;
  }
  return at.textContent?.trim() || undefined;
}

function identificationAt(root: Element, party: string): Identification | undefined {
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
 * Reads a document of any kind that this program signed (v4.4), a mensaje receptor too. Whether the bytes are what was signed is the caller's to know.
 * @returns undefined for anything else
 */
export function readSealed(xml: Uint8Array): SealedSays | undefined {
  let root: Element | null | undefined;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(xml);
    root = new DOMParser({ onError: onErrorStopParsing }).parseFromString(text, 'text/xml').documentElement;
  } catch {
    return undefined;
  }
  if (!root) return undefined;
  return root.localName === 'MensajeReceptor' ? readMessage(root) : readComprobante(root);
}

function readComprobante(root: Element): SealedSays | undefined {
  const clave = textAt(root, 'Clave') ?? '';
  const consecutivo = textAt(root, 'NumeroConsecutivo') ?? '';
  const parts = readConsecutivo(consecutivo);
  const situation = clave[41];
  const issuedAt = textAt(root, 'FechaEmision');
  const total = amountAt5(textAt(root, 'ResumenFactura', 'TotalComprobante'));
  if (!isSoundIdentity(clave, consecutivo) || !parts || !isSituation(situation)) return undefined;
  // A FEC is issued and signed by the one its XML calls the receiver (DOMAIN.md section 2): that is us, and the other the seller.
  const [own, other] =
    parts.kind === '08' ? (['Receptor', 'Emisor'] as const) : (['Emisor', 'Receptor'] as const);
  const issuer = identificationAt(root, own);
  const receiver = identificationAt(root, other);
  if (!isInstant(issuedAt) || !issuer || total === undefined) return undefined;
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
 * A mensaje receptor names its two parties by their numbers alone: what kind they are follows from the length (DOMAIN.md 3.1), where a
 * NITE cannot be told from a cédula jurídica and is taken for one. Names, currency and situación stand nowhere in it.
 */
function readMessage(root: Element): SealedSays | undefined {
  const consecutivo = textAt(root, 'NumeroConsecutivoReceptor') ?? '';
  const clave = messageIdentity(textAt(root, 'Clave') ?? '', consecutivo);
  const parts = readConsecutivo(consecutivo);
  const issuedAt = textAt(root, 'FechaEmisionDoc');
  const total = amountAt5(textAt(root, 'TotalFactura'));
  const issuer = byLength(textAt(root, 'NumeroCedulaReceptor'));
  const receiver = byLength(textAt(root, 'NumeroCedulaEmisor'));
  if (!isSoundIdentity(clave, consecutivo) || !parts || !isInstant(issuedAt)) return undefined;
  if (!issuer || !receiver || total === undefined) return undefined;
  return {
    clave,
    consecutivo,
    ...parts,
    situation: '1',
    issuedAt,
    customerName: '',
    total,
    currency: 'CRC',
    issuer,
    receiver,
  };
}

const isInstant = (text: string | undefined): text is string =>
  text !== undefined && !Number.isNaN(Date.parse(text));

/** Numbers of the clave are padded with zeros to twelve; no kind of number but a foreigner's begins with one. */
function byLength(number: string | undefined): Identification | undefined {
  const bare = number?.replace(/^0+/, '') ?? '';
  const types: Readonly<Record<number, string>> = { 9: '01', 10: '02', 11: '03', 12: '03' };
  const type = types[bare.length];
  return type === undefined || !/^\d+$/.test(bare) ? undefined : { type, number: bare };
}
