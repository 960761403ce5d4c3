import { type PaymentCode, paymentMethods } from '../../../domain/payments/codes.ts';
import type { SelectOption } from '../../ui/select.tsx';
import type { Language } from '../../words/language.ts';

/** The order a clerk meets them in; the place is the number key that picks it. */
export const paymentOrder = [
  '01',
  '20',
  '19',
  '16',
  '15',
  '17',
  '18',
  '21',
] as const satisfies readonly PaymentCode[];

/** @returns the code of a number key, undefined for any other key */
export function codeOfKey(key: string): PaymentCode | undefined {
  return /^[1-9]$/.test(key) ? paymentOrder[Number(key) - 1] : undefined;
}

/** `Efectivo · 1`: the everyday name first, so that typing its letters finds it too. */
export const paymentOptions = (language: Language): readonly SelectOption[] =>
  paymentOrder.map((code, index) => ({
    value: code,
    label: `${paymentMethods[code].everyday[language]} · ${index + 1}`,
  }));

/** The everyday name; the code itself for one this version does not know. */
export function paymentName(code: string, language: Language): string {
  const known = paymentOrder.find((each) => each === code);
  return known === undefined ? code : paymentMethods[known].everyday[language];
}
