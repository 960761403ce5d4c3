import type { HttpResult } from '../../../domain/outbox/ports.ts';
import type { CallFacts, Doubtful, LaneTrouble } from '../../../domain/outbox/results.ts';
import { type Answered, callFacts, rawText } from '../call-facts.ts';
import { troubleOf } from '../trouble.ts';

/**
 * What reading every answer begins with: its facts, and the results that all calls share.
 * @param secrets everything of this call that must not be kept
 * @param now UTC ms
 */
export function openAnswer(
  result: HttpResult,
  secrets: readonly string[],
  now: number,
):
  | { readonly trouble: { readonly result: LaneTrouble | Doubtful; readonly facts: CallFacts } }
  | { readonly answer: Answered; readonly facts: CallFacts; readonly withRaw: CallFacts } {
  const facts = callFacts(result, secrets, now);
  // What came with a refusal helps a person; of a cut answer there is nothing to keep.
  const withRaw = result.phase === 'answered' ? { ...facts, ...rawText(result.body, secrets) } : facts;
  const common = troubleOf(result);
  return 'trouble' in common
    ? { trouble: { result: common.trouble, facts: withRaw } }
    : { answer: common.answer, facts, withRaw };
}
