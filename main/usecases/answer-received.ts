import type { Comprobante } from '../../domain/billing/comprobante.ts';
import type { Company } from '../../domain/company/company.ts';
import type { Fault } from '../../domain/fault.ts';
import { formatAmount } from '../../domain/money/amount.ts';
import { type Decision, messageForm } from '../../domain/received/decision.ts';
import { hasProblem } from '../../domain/received/checks.ts';
import type { MessageForm } from '../../domain/received/message-form.ts';
import type { ReceiverMessage } from '../../domain/received/receiver-message.ts';
import { mayBeAnswered, type StandingOf } from '../../domain/received/received-status.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { CallError } from '../../preload/contract/errors.ts';
import type { AnswerResult, PreviewRow } from '../../preload/contract/received.ts';
import type { Db } from '../db/connection.ts';
import { findReceived, receivedBytes, type StoredReceived } from '../db/received.ts';
import type { AnsweredDocument } from './issue-message.ts';

export interface AnswerContext {
  readonly db: Db;
  readonly company: Company;
  /** bytes that were read before */
  readComprobante(bytes: Uint8Array): Result<Comprobante, unknown>;
  /** the rules of the mensaje receptor */
  readMessage(
    form: MessageForm,
    comprobante: Comprobante,
    company: Company,
  ): { readonly message?: ReceiverMessage; readonly faults: readonly Fault[] };
  /** number, signature and place in the queue in one act */
  issue(
    company: Company,
    message: ReceiverMessage,
    form: MessageForm,
    answered: AnsweredDocument,
  ): Promise<Result<{ readonly documentId: string }, CallError>>;
}

export const standingOf = (stored: StoredReceived): StandingOf => ({
  kind: stored.kind,
  problem: hasProblem(stored.checks),
  ...(stored.message ? { message: stored.message } : {}),
});

interface Prepared {
  readonly form: MessageForm;
  readonly message?: ReceiverMessage;
  readonly faults: readonly Fault[];
}

function prepare(
  context: AnswerContext,
  stored: StoredReceived,
  decision: Decision,
): Result<Prepared, CallError> {
  const bytes = receivedBytes(context.db, context.company.id, stored.id);
  const read = bytes && context.readComprobante(bytes);
  // read when it came: the bytes are not those any more, or gone
  if (!read?.ok) return fail({ code: 'received-damaged' });
  const form = messageForm(decision, stored.id, stored);
  return ok({ form, ...context.readMessage(form, read.value, context.company) });
}

const faultViews = (faults: readonly Fault[]): PreviewRow['faults'] =>
  faults.map(({ values, ...one }) => ({ ...one, ...(values ? { values: { ...values } } : {}) }));

/** Lets the window be answered between two documents. */
const breathe = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

/** What a decision would say of each document; those that cannot be answered are left out. */
export async function previewAnswers(
  context: AnswerContext,
  ids: readonly string[],
  decision: Decision,
): Promise<readonly PreviewRow[]> {
  const rows: PreviewRow[] = [];
  for (const id of ids) {
    await breathe();
    const stored = findReceived(context.db, context.company.id, id);
    if (!stored || !mayBeAnswered(standingOf(stored))) continue;
    const prepared = prepare(context, stored, decision);
    const { creditTax, expense } = prepared.ok
      ? prepared.value.form
      : messageForm(decision, stored.id, stored);
    rows.push({
      id,
      tax: formatAmount(stored.tax),
      creditTax,
      expense,
      currency: stored.currency,
      faults: prepared.ok
        ? faultViews(prepared.value.faults)
        : [{ code: prepared.error.code, path: 'receivedId', severity: 'blocks' }],
    });
  }
  return rows;
}

/** Seals the message of one document. What is wrong with it is its own result: the next one is not held up. */
export async function answerReceived(
  context: AnswerContext,
  id: string,
  decision: Decision,
): Promise<AnswerResult> {
  const stored = findReceived(context.db, context.company.id, id);
  if (!stored) return { receivedId: id, issuerName: '', consecutivo: '', error: { code: 'not-found' } };
  const about = { receivedId: id, issuerName: stored.issuerName, consecutivo: stored.consecutivo };
  // asked here, at the moment of sealing: another window or an earlier press may have answered it meanwhile
  if (!mayBeAnswered(standingOf(stored))) return { ...about, error: { code: 'not-allowed-now' } };
  const prepared = prepare(context, stored, decision);
  if (!prepared.ok) return { ...about, error: prepared.error };
  const { form, message, faults } = prepared.value;
  if (!message || faults.some(({ severity }) => severity === 'blocks'))
    return { ...about, error: { code: 'faults', faults: faultViews(faults) } };
  const issued = await context.issue(context.company, message, form, {
    supplier: {
      name: stored.issuerName,
      identification: { type: stored.issuerType, number: stored.issuerNumber },
    },
    currency: stored.currency,
  });
  return issued.ok ? { ...about, documentId: issued.value.documentId } : { ...about, error: issued.error };
}
