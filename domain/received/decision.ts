import { z } from 'zod';
import { formatAmount, percentOf } from '../money/amount.ts';
import { readTypedNumber } from '../money/typed-number.ts';
import { MessageKind, type MessageForm } from './message-form.ts';
import type { ReceivedFacts } from './received-facts.ts';

const text = z.string().max(500);

/** What the clerk decides about one or many documents at once, as typed. Amounts are computed for each of them. */
export const Decision = z.object({
  kind: MessageKind,
  detail: text,
  /** of ours */
  activityCode: text,
  /** CondicionImpuesto, Nota 18; '' = not said */
  taxCondition: text,
  /** percent of the tax that is credited, with condition 02 */
  creditPercent: text,
  /** typed for one document alone; '' = computed */
  creditTax: text,
  expense: text,
});
export type Decision = z.infer<typeof Decision>;

/** The usual answer: accepted, with the whole tax as credit. */
export const openDecision = (kind: MessageKind, activityCode: string): Decision => ({
  kind,
  detail: '',
  activityCode,
  taxCondition: '01',
  creditPercent: '50',
  creditTax: '',
  expense: '',
});

/** Nota 18 (DOMAIN.md section 8): how much of the tax each condition credits. `none`: decided later, no amount is said. */
const creditOf: Readonly<Record<string, 'all' | 'part' | 'nothing' | 'none'>> = {
  '01': 'all',
  '02': 'part',
  '03': 'all',
  '04': 'nothing',
  '05': 'none',
};

/** Whether a decision says what is credited of the tax: not when rejecting, nor with condition 05 (DOMAIN.md section 8). */
export const saysCredit = ({ kind, taxCondition }: Pick<Decision, 'kind' | 'taxCondition'>): boolean =>
  kind !== '07' && taxCondition !== '05' && taxCondition !== '';

/** @returns '' for what is not said; the percentage as typed where it cannot be read, so that the rules point at it */
function amounts(decision: Decision, tax: bigint): { readonly creditTax: string; readonly expense: string } {
  if (!saysCredit(decision) || tax === 0n) return { creditTax: '', expense: '' };
  const share = creditOf[decision.taxCondition];
  if (share === undefined || share === 'none') return { creditTax: '', expense: '' };
  if (share === 'part') {
    const percent = readTypedNumber(decision.creditPercent, 2);
    if (percent.kind !== 'read') return { creditTax: decision.creditPercent, expense: '' };
    const credit = percentOf(tax, percent.value);
    // what is not credited is expense: together they are the tax (DOMAIN.md section 8 [peer])
    return { creditTax: formatAmount(credit), expense: credit > tax ? '' : formatAmount(tax - credit) };
  }
  return share === 'all'
    ? { creditTax: formatAmount(tax), expense: '0' }
    : { creditTax: '0', expense: formatAmount(tax) };
}

/** The message of one document out of what was decided for all. */
export function messageForm(
  decision: Decision,
  receivedId: string,
  facts: Pick<ReceivedFacts, 'tax'>,
): MessageForm {
  const { kind, detail, activityCode, taxCondition } = decision;
  const computed = amounts(decision, facts.tax);
  const says = saysCredit(decision);
  return {
    version: 1,
    kind,
    receivedId,
    detail,
    activityCode: kind === '07' || taxCondition === '05' ? '' : activityCode,
    // a document without tax says no condition
    taxCondition: kind === '07' || facts.tax === 0n ? '' : taxCondition,
    creditTax: says && decision.creditTax.trim() !== '' ? decision.creditTax : computed.creditTax,
    expense: says && decision.expense.trim() !== '' ? decision.expense : computed.expense,
  };
}
