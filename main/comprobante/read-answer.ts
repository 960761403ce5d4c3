import { DOMParser, onErrorStopParsing, type Document, type Element, type Node } from '@xmldom/xmldom';
import { namesIdentity } from '../../domain/numbering/identity.ts';
import type { AuthorityAnswer } from '../../domain/outbox/results.ts';
import { fail, ok, type Result } from '../../domain/result.ts';

export type AnswerFault = 'base64' | 'xml' | 'doctype' | 'too-large' | 'other-clave';

/** Real answers are 5 to 10 KB, with an XSD violation's text perhaps 100. */
const maxBytes = 3 * 1024 * 1024;
/** MensajeHacienda with its signature needs 9. */
const maxDepth = 64;
/** It has some 100; the parser takes seconds for the million tags that 3 MB can hold, on the thread that answers the window. */
const maxTags = 10_000;
const namespace = 'https://cdn.comprobanteselectronicos.go.cr/xml-schemas/v4.4/mensajeHacienda';

/** Base64 as services send it: line breaks tolerated, padding optional, nothing else. @returns undefined when it is not base64 */
function decodeBase64(text: string): Uint8Array | undefined {
  const compact = text.replace(/[ \t\r\n]/g, '');
  if (compact === '' || !/^[A-Za-z0-9+/]+={0,2}$/.test(compact)) return undefined;
  const bare = compact.replace(/=+$/, '');
  return bare.length % 4 === 1 ? undefined : Buffer.from(bare, 'base64');
}

/** UTF-8 with or without BOM. @returns undefined for any other encoding */
function decodeText(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

const isElement = (node: Node): node is Element => node.nodeType === node.ELEMENT_NODE;

function childElements(of: Element): readonly Element[] {
  const found: Element[] = [];
  for (let node = of.firstChild; node; node = node.nextSibling) if (isElement(node)) found.push(node);
  return found;
}

/** Level by level, without recursion. */
function isDeeperThan(limit: number, root: Element): boolean {
  let level: readonly Element[] = [root];
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > limit) return true;
    level = level.flatMap(childElements);
  }
  return false;
}

function hasMoreTagsThan(limit: number, text: string): boolean {
  let at = -1;
  for (let count = 0; count <= limit; count += 1) {
    at = text.indexOf('<', at + 1);
    if (at === -1) return false;
  }
  return true;
}

function parse(text: string): Document | undefined {
  try {
    return new DOMParser({ onError: onErrorStopParsing }).parseFromString(text, 'text/xml');
  } catch {
    return undefined; // not well-formed, or deeper than the stack
  }
}

/** Text of the only direct child of that name; undefined when there is none or several. */
function childText(root: Element, name: string): string | undefined {
  const [found, ...more] = childElements(root).filter(
    (child) => child.localName === name && child.namespaceURI === root.namespaceURI,
  );
  return more.length > 0 ? undefined : (found?.textContent ?? undefined);
}

const verdicts: Readonly<Record<string, AuthorityAnswer['verdict']>> = { '1': 'accepted', '3': 'rejected' };

/**
 * Reads the authority's signed answer, the `respuesta-xml` of the GET and of the callback alike (DOMAIN.md sections 9, 13.2, 13.5).
 * Everything stays text: a clave never becomes a number. Prefixes, BOM and CRLF are tolerated; DOCTYPE (and with it every
 * entity), other roots and other encodings are refused. The authority's own signature is kept with the bytes, not checked here (main/signer/verify-message.ts).
 * @param answer base64 text as received, or the bytes already decoded
 * @param expectedClave identity of the document that was asked about (domain/numbering/identity.ts); an answer about another one is
 *   `other-clave`
 */
export function readAuthorityAnswer(
  answer: string | Uint8Array,
  expectedClave: string,
): Result<AuthorityAnswer, AnswerFault> {
  if (typeof answer === 'string' && answer.length > maxBytes * 2) return fail('too-large');
  const xml = typeof answer === 'string' ? decodeBase64(answer) : answer;
  if (!xml) return fail('base64');
  if (xml.length > maxBytes) return fail('too-large');
  const text = decodeText(xml);
  if (text === undefined) return fail('xml');
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) return fail('doctype');
  if (hasMoreTagsThan(maxTags, text)) return fail('xml');
  const root = parse(text)?.documentElement;
  if (!root || root.localName !== 'MensajeHacienda' || root.namespaceURI !== namespace) return fail('xml');
  if (isDeeperThan(maxDepth, root)) return fail('xml');
  const clave = childText(root, 'Clave')?.trim();
  const verdict = verdicts[childText(root, 'Mensaje')?.trim() ?? ''];
  const detail = childText(root, 'DetalleMensaje');
  if (clave === undefined || verdict === undefined || detail === undefined) return fail('xml');
  if (!namesIdentity(clave, expectedClave)) return fail('other-clave');
  return ok({ xml, clave, verdict, detail });
}
