import { z } from 'zod';
import type { Comprobante } from '../../domain/billing/comprobante.ts';
import { formatAmount } from '../../domain/money/amount.ts';
import { type AnswerSignature, answerSignatures } from '../../domain/outbox/answer-check.ts';
import type { AuthorityAnswer } from '../../domain/outbox/results.ts';
import { sumFault } from '../../domain/received/arithmetic.ts';
import { ReceivedCheck } from '../../domain/received/checks.ts';
import { ReceivedFacts, receivedFacts, sameNumber } from '../../domain/received/received-facts.ts';
import type { Result } from '../../domain/result.ts';
import type { VerifiedComprobante, VerifyFault } from '../../domain/signing/signing.ts';
import { dropLimits, ImportCode } from '../../preload/contract/received.ts';

/**
 * What a file is and whether it is sound, without asking who it is for: work of the reading process (main/reader-process.ts), because
 * a hundred signatures take seconds. What depends on the company is looked at in import-received.ts.
 */

/** What looking at one file came to. The bytes are not in it: who asked has them. */
export const Inspection = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('document'), facts: ReceivedFacts, checks: z.array(ReceivedCheck) }),
  /** a MensajeHacienda */
  z.object({
    kind: z.literal('answer'),
    clave: z.string().regex(/^\d{50}$/),
    verdict: z.enum(['accepted', 'rejected']),
    detail: z.string(),
    signature: z.enum(answerSignatures),
    /** CN of the certificate that its signature carries */
    signer: z.string().optional(),
  }),
  z.object({ kind: z.literal('refused'), code: ImportCode, detail: z.string().optional() }),
]);
export type Inspection = z.infer<typeof Inspection>;

/** Why a comprobante could not be read: `code` is one of those below or another word, which is then quoted. */
export interface ReadingFault {
  readonly code: ImportCode;
  readonly detail?: string;
}

/** What reads and checks; the reading process has the real ones. */
export interface FileReaders {
  readComprobante(bytes: Uint8Array): Result<Comprobante, ReadingFault>;
  /** every signature that holds */
  verify(bytes: Uint8Array): Promise<Result<readonly VerifiedComprobante[], VerifyFault>>;
  readAnswer(bytes: Uint8Array, clave: string): Result<AuthorityAnswer, string>;
  verifyAnswer(
    bytes: Uint8Array,
  ): Promise<Result<{ readonly signer: string }, Exclude<AnswerSignature, 'intact'>>>;
}

const latin1 = (bytes: Uint8Array, until: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1', 0, until);

/** Local name of the first element, without reading further than needed; '' when there is none in sight. */
const rootName = (head: string): string => /<(?:[\w.-]+:)?([A-Za-z]\w*)[\s/>]/.exec(head)?.[1] ?? '';

/** What can be told by its first bytes. */
function sniffed(bytes: Uint8Array): ImportCode | undefined {
  if (bytes.length === 0) return 'empty';
  if (bytes.length > dropLimits.fileBytes) return 'too-large';
  const head = latin1(bytes, 8);
  if (head.startsWith('%PDF')) return 'pdf';
  if (head.startsWith('PK\u0003\u0004')) return 'zip';
  return /^(?:\u00ef\u00bb\u00bf)?\s*</.test(latin1(bytes, 200)) ? undefined : 'not-xml';
}

const check = (
  name: ReceivedCheck['name'],
  outcome: ReceivedCheck['outcome'],
  code: ReceivedCheck['code'],
  detail = '',
): ReceivedCheck => ({ name, outcome, code, detail: detail.slice(0, 2_000) });

const nobody = { holder: '', holderIdentification: '' };

/** Intact, and of the one who issued it: Hacienda refuses another holder's with -60 (DOMAIN.md section 9). */
async function signatureCheck(
  bytes: Uint8Array,
  facts: ReceivedFacts,
  readers: FileReaders,
): Promise<ReceivedCheck> {
  const verified = await readers.verify(bytes);
  if (!verified.ok) return check('signature', 'failed', verified.error);
  const certificates = verified.value.map(({ certificate }) => certificate);
  const issuers = certificates.find(({ holderIdentification }) =>
    sameNumber(holderIdentification, facts.issuer.number),
  );
  const { holder, holderIdentification } = issuers ?? certificates[0] ?? nobody;
  const who = `${holder} (${holderIdentification})`;
  return issuers
    ? check('signature', 'passed', 'intact', who)
    : check('signature', 'failed', 'other-holder', who);
}

function arithmeticCheck(comprobante: Comprobante): ReceivedCheck {
  const fault = sumFault(comprobante);
  if (!fault) return check('arithmetic', 'passed', 'adds-up');
  const where = fault.line === undefined ? fault.field : `${fault.field} (${fault.line})`;
  return check(
    'arithmetic',
    'warned',
    'differs',
    `${where}: ${formatAmount(fault.found)} / ${formatAmount(fault.expected)}`,
  );
}

async function inspectAnswer(bytes: Uint8Array, readers: FileReaders): Promise<Inspection> {
  const clave = /<(?:[\w.-]+:)?Clave\b[^>]*>\s*(\d{50})\s*</.exec(latin1(bytes, 20_000))?.[1] ?? '';
  const read = readers.readAnswer(bytes, clave);
  if (!read.ok)
    return {
      kind: 'refused',
      code: read.error === 'doctype' ? 'hostile' : 'not-readable',
      detail: read.error,
    };
  const verified = await readers.verifyAnswer(bytes);
  return {
    kind: 'answer',
    clave,
    verdict: read.value.verdict,
    detail: read.value.detail,
    signature: verified.ok ? 'intact' : verified.error,
    ...(verified.ok ? { signer: verified.value.signer } : {}),
  };
}

/** @param bytes as they came; never changed */
export async function inspectFile(bytes: Uint8Array, readers: FileReaders): Promise<Inspection> {
  const other = sniffed(bytes);
  if (other) return { kind: 'refused', code: other };
  const root = rootName(latin1(bytes, 4_000));
  if (root === 'MensajeHacienda') return inspectAnswer(bytes, readers);
  if (root === 'MensajeReceptor') return { kind: 'refused', code: 'own-message' };
  const read = readers.readComprobante(bytes);
  if (!read.ok) {
    const { code, detail } = read.error;
    return { kind: 'refused', code, ...(detail === undefined ? {} : { detail }) };
  }
  const facts = receivedFacts(read.value);
  return {
    kind: 'document',
    facts,
    checks: [
      check('readable', 'passed', 'read'),
      await signatureCheck(bytes, facts, readers),
      arithmeticCheck(read.value),
    ],
  };
}
