import { DOMParser, type Element, onErrorStopParsing } from '@xmldom/xmldom';
import type { Identification } from '../../domain/billing/invoice.ts';
import { readConsecutivo } from '../../domain/numbering/consecutivo.ts';

/** What a signed document says of itself: enough to take it up again when row and journal are both gone. */
export interface SealedSays {
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
  readonly issuer: Identification;
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
 * Reads a document this program signed (v4.4). Whether the bytes are what was signed is the caller's to know.
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
  const clave = textAt(root, 'Clave') ?? '';
  const consecutivo = textAt(root, 'NumeroConsecutivo') ?? '';
  const parts = readConsecutivo(consecutivo);
  const situation = clave[41];
  const issuedAt = textAt(root, 'FechaEmision');
  const issuer = identificationAt(root, 'Emisor');
  const receiver = identificationAt(root, 'Receptor');
  const total = amountAt5(textAt(root, 'ResumenFactura', 'TotalComprobante'));
  if (!/^\d{50}$/.test(clave) || clave.slice(21, 41) !== consecutivo || !parts || !isSituation(situation))
    return undefined;
  if (issuedAt === undefined || Number.isNaN(Date.parse(issuedAt)) || !issuer || total === undefined)
    return undefined;
  return {
    clave,
    consecutivo,
    ...parts,
    situation,
    issuedAt,
    customerName: textAt(root, 'Receptor', 'Nombre') ?? '',
    total,
    currency: textAt(root, 'ResumenFactura', 'CodigoTipoMoneda', 'CodigoMoneda') ?? 'CRC',
    issuer,
    ...(receiver ? { receiver } : {}),
  };
}
