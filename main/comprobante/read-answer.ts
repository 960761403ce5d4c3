import { namesIdentity } from '../../domain/numbering/identity.ts';
import type { AuthorityAnswer } from '../../domain/outbox/results.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { namespaceOf } from './namespaces.ts';
import { openXml, type XmlElement, type XmlLimits } from './open-xml.ts';

export type AnswerFault = 'base64' | 'xml' | 'doctype' | 'too-large' | 'other-clave';

/**
 * Real answers are 5 to 10 KB, with an XSD violation's text perhaps 100; MensajeHacienda with its signature has some 100 tags and
 * 9 levels. It is read on the thread that answers the window.
 */
const limits: XmlLimits = { bytes: 3 * 1024 * 1024, tags: 10_000, depth: 64 };
const rootName = 'MensajeHacienda';

/** Base64 as services send it: line breaks tolerated, padding optional, nothing else. @returns undefined when it is not base64 */
function decodeBase64(text: string): Uint8Array | undefined {
  const compact = text.replace(/[ \t\r\n]/g, '');
  if (compact === '' || !/^[A-Za-z0-9+/]+={0,2}$/.test(compact)) return undefined;
  const bare = compact.replace(/=+$/, '');
  return bare.length % 4 === 1 ? undefined : Buffer.from(bare, 'base64');
}

/** Text of the only direct child of that name; undefined when there is none or several. */
function childText(root: XmlElement, name: string): string | undefined {
  const [found, ...more] = root.children.filter(
    (child) => child.name === name && child.namespace === root.namespace,
  );
  return more.length > 0 ? undefined : found?.text;
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
  if (typeof answer === 'string' && answer.length > limits.bytes * 2) return fail('too-large');
  const xml = typeof answer === 'string' ? decodeBase64(answer) : answer;
  if (!xml) return fail('base64');
  const opened = openXml(xml, limits);
  if (!opened.ok)
    return fail(opened.error === 'too-large' || opened.error === 'doctype' ? opened.error : 'xml');
  const root = opened.value;
  if (root.name !== rootName || root.namespace !== namespaceOf(rootName)) return fail('xml');
  const clave = childText(root, 'Clave')?.trim();
  const verdict = verdicts[childText(root, 'Mensaje')?.trim() ?? ''];
  const detail = childText(root, 'DetalleMensaje');
  if (clave === undefined || verdict === undefined || detail === undefined) return fail('xml');
  if (!namesIdentity(clave, expectedClave)) return fail('other-clave');
  return ok({ xml, clave, verdict, detail });
}
