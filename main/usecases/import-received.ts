import { assertNever } from '../../domain/assert-never.ts';
import type { Company } from '../../domain/company/company.ts';
import type { Clock, Random } from '../../domain/outbox/ports.ts';
import type { Transactions } from '../../domain/outbox/store.ts';
import { checkNames, hasProblem, type ReceivedCheck } from '../../domain/received/checks.ts';
import { type ReceivedFacts, sameNumber } from '../../domain/received/received-facts.ts';
import { mayBeAnswered } from '../../domain/received/received-status.ts';
import type { SchemaVerdict, ValidateBySchema } from '../../domain/schemas/verdict.ts';
import type { DroppedFile, ImportResult } from '../../preload/contract/received.ts';
import { amountMismatches } from '../comprobante/answer-amounts.ts';
import type { Db } from '../db/connection.ts';
import {
  addReceived,
  discardReceived,
  findReceivedByClave,
  hasSameNumber,
  keepAnswer,
  receivedBytes,
  type StoredReceived,
} from '../db/received.ts';
import type { Inspection } from './inspect-file.ts';

export interface ImportContext {
  readonly db: Db;
  readonly clock: Pick<Clock, 'now'>;
  readonly random: Pick<Random, 'id'>;
  readonly store: Transactions;
  readonly company: Company;
  /** by the official schemas, in a process of its own */
  readonly validate: ValidateBySchema;
}

/** A file that was looked at. */
export interface InspectedFile extends DroppedFile {
  readonly inspection: Inspection;
}

type Of<Kind extends Inspection['kind']> = Extract<Inspection, { kind: Kind }>;

const orderOf = (one: ReceivedCheck): number => checkNames.indexOf(one.name);

function addresseeCheck({ receiver }: ReceivedFacts, ours: string): ReceivedCheck {
  const name = 'addressee';
  if (!receiver || receiver.number === '')
    return { name, outcome: 'failed', code: 'no-receiver', detail: receiver?.name ?? '' };
  return sameNumber(receiver.number, ours)
    ? { name, outcome: 'passed', code: 'ours', detail: receiver.number }
    : { name, outcome: 'failed', code: 'other-receiver', detail: `${receiver.name} (${receiver.number})` };
}

/** Hacienda judges by the same schemas: what it accepted all the same is not ours to refuse, so a fault only warns. */
function schemaCheck(verdict: SchemaVerdict): ReceivedCheck {
  const name = 'schema';
  switch (verdict.kind) {
    case 'valid':
      return { name, outcome: 'passed', code: 'valid', detail: verdict.set };
    case 'invalid': {
      const detail = verdict.faults.map(({ field, message }) => `${field}: ${message}`).join('\n');
      return { name, outcome: 'warned', code: 'invalid', detail: detail.slice(0, 2_000) };
    }
    case 'not-checked':
      return {
        name,
        outcome: 'not-checked',
        code: verdict.why === 'no-schemas' ? 'no-schemas' : 'schema-failed',
        detail: verdict.why,
      };
    default:
      return assertNever(verdict);
  }
}

/** What depends on who received it, added to what the file itself shows. */
function checksFor(
  { db, company }: ImportContext,
  facts: ReceivedFacts,
  found: readonly ReceivedCheck[],
): readonly ReceivedCheck[] {
  const unseen = hasSameNumber(db, company.id, facts)
    ? ({ name: 'unseen', outcome: 'warned', code: 'same-number', detail: facts.consecutivo } as const)
    : ({ name: 'unseen', outcome: 'passed', code: 'new', detail: '' } as const);
  return [
    ...found,
    addresseeCheck(facts, company.settings.issuer?.identificationNumber ?? ''),
    unseen,
    // no resource answers about others' documents (DOMAIN.md 13.4: only those sent by this taxpayer)
    { name: 'authority', outcome: 'not-checked', code: 'nobody-to-ask', detail: '' } as const,
  ].toSorted((a, b) => orderOf(a) - orderOf(b));
}

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

/** A copy that is whole takes the place of one whose signature did not hold, as long as nobody answered it. */
const isRepairOf = (known: StoredReceived, checks: readonly ReceivedCheck[]): boolean =>
  known.message === undefined && hasProblem(known.checks) && !hasProblem(checks);

async function keepDocument(
  context: ImportContext,
  { name, bytes }: DroppedFile,
  { facts, checks: found }: Of<'document'>,
): Promise<ImportResult> {
  const { db, company, store } = context;
  const verdict = await context.validate(bytes);
  // nothing is awaited from here on: what is found stays so until it is kept
  const known = findReceivedByClave(db, company.id, facts.clave);
  const checks = checksFor(context, facts, [...found, schemaCheck(verdict)]);
  const said = { name, clave: facts.clave, issuerName: facts.issuer.name };
  if (known && !isRepairOf(known, checks)) {
    const stored = receivedBytes(db, company.id, known.id);
    const code = stored && same(stored, bytes) ? 'duplicate' : 'duplicate-differs';
    return { ...said, code, receivedId: known.id };
  }
  const id = context.random.id();
  const kept = store.atomically(() => {
    if (known) discardReceived(db, company.id, known.id);
    addReceived(db, company.id, {
      id,
      facts,
      fileName: name,
      checks,
      xml: bytes,
      importedAt: context.clock.now(),
    });
  });
  if (!kept.ok) return { ...said, code: 'disk', detail: kept.error };
  return {
    ...said,
    code: known ? 'replaced' : hasProblem(checks) ? 'kept-problem' : 'kept',
    receivedId: id,
  };
}

/** "ESTADO-MINISTERIO DE HACIENDA (SELLO ELECTRONICO)" (DOMAIN.md section 9); the simulated one's name counts in practice alone. */
const isSeal = (signer: string | undefined, { environment }: Company): boolean =>
  /MINISTERIO DE HACIENDA/i.test(signer ?? '') &&
  /PRACTICA/i.test(signer ?? '') === (environment === 'practice');

function authorityCheck(answer: Of<'answer'>, proved: boolean): ReceivedCheck {
  const { verdict, signer = '' } = answer;
  return {
    name: 'authority',
    outcome: verdict === 'rejected' ? 'failed' : proved ? 'passed' : 'warned',
    code: proved ? verdict : `${verdict}-unproved`,
    detail: signer,
  };
}

function keepAnswerFile(
  context: ImportContext,
  { name, bytes }: DroppedFile,
  answer: Of<'answer'>,
): ImportResult {
  const { db, company, store } = context;
  const said = { name, clave: answer.clave };
  if (answer.signature === 'altered' || answer.signature === 'unsigned')
    return { ...said, code: `answer-${answer.signature}` };
  const known = findReceivedByClave(db, company.id, answer.clave);
  if (!known) return { ...said, code: 'answer-without-document' };
  // it proves only what it repeats: the amounts of this document (DOMAIN.md section 9)
  const document = receivedBytes(db, company.id, known.id);
  const text = new TextDecoder();
  if (document && amountMismatches(text.decode(bytes), text.decode(document)).length > 0)
    return { ...said, code: 'answer-other-amounts', receivedId: known.id, issuerName: known.issuerName };
  const proved = answer.signature === 'intact' && isSeal(answer.signer, company);
  const checks = known.checks.map((one) => (one.name === 'authority' ? authorityCheck(answer, proved) : one));
  const { verdict, detail } = answer;
  const kept = store.atomically(() =>
    keepAnswer(
      db,
      known.id,
      { verdict, proved, detail, storedAt: context.clock.now(), xml: bytes },
      // what was answered already stays judged as it was
      known.message && !mayBeAnswered({ ...known, problem: false }) ? known.checks : checks,
    ),
  );
  const about = { ...said, issuerName: known.issuerName, receivedId: known.id };
  if (!kept.ok) return { ...about, code: 'disk', detail: kept.error };
  return { ...about, code: kept.value ? 'answer-kept' : 'answer-again' };
}

/** Keeps a file that was looked at, or says in one code why not: nothing is ignored in silence. */
export async function keepInspected(context: ImportContext, file: InspectedFile): Promise<ImportResult> {
  const { inspection, name } = file;
  switch (inspection.kind) {
    case 'document':
      return keepDocument(context, file, inspection);
    case 'answer':
      return keepAnswerFile(context, file, inspection);
    case 'refused':
      return {
        name,
        code: inspection.code,
        ...(inspection.detail === undefined ? {} : { detail: inspection.detail }),
      };
    default:
      return assertNever(inspection);
  }
}
