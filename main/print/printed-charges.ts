import { otherChargeTypes } from '../../domain/billing/charge-codes.ts';
import type { Invoice } from '../../domain/billing/invoice.ts';
import { formatAmount } from '../../domain/money/amount.ts';
import { formatDecimalTrimmed } from '../../domain/money/decimal.ts';
import { formats } from '../../domain/words/formats.ts';
import type { Language } from '../../domain/words/language.ts';
import { nameOf } from './code-words.ts';
import { printWords } from './print-words.ts';

export interface PrintedCharge {
  readonly text: string;
  readonly amount: string;
}

/** OtrosCargos: what it is, for whom, and how much. */
export function printedCharges(
  { otherCharges, currency }: Invoice,
  language: Language,
): readonly PrintedCharge[] {
  const { money, decimal } = formats(language);
  const words = printWords[language];
  return otherCharges.map((charge) => {
    const name = charge.otherText ?? nameOf(otherChargeTypes, charge.type, language);
    // the 10 % of the service stands in its name already
    const percentage =
      charge.percentage === undefined || charge.type === '06'
        ? ''
        : ` ${decimal(formatDecimalTrimmed(charge.percentage))} %`;
    const third = [charge.thirdPartyName, charge.thirdParty?.number].filter((text) => text !== undefined);
    const detail = charge.detail === name ? '' : `: ${charge.detail}`;
    return {
      text: `${name}${percentage}${detail}${third.length === 0 ? '' : `, ${words.onBehalfOf} ${third.join(', ')}`}`,
      amount: money(formatAmount(charge.amount), currency),
    };
  });
}
