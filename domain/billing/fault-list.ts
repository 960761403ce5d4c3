import { type Decimal, formatDecimalTrimmed } from '../money/decimal.ts';
import type { TypedNumber } from '../money/typed-number.ts';
import { assertNever } from '../assert-never.ts';
import type { InvoiceFault, InvoiceFaultCode } from './invoice-faults.ts';
import { characterCount, xmlLine } from './xml-text.ts';

/** Gathers faults while a form is read, so that all of them are found in one pass. */
export interface FaultList {
  readonly faults: readonly InvoiceFault[];
  add(fault: InvoiceFault): void;
  block(code: InvoiceFaultCode, path: string, values?: InvoiceFault['values']): void;
  warn(code: InvoiceFaultCode, path: string, values?: InvoiceFault['values']): void;
}

export function newFaultList(): FaultList {
  const faults: InvoiceFault[] = [];
  const add = (
    severity: InvoiceFault['severity'],
    code: InvoiceFaultCode,
    path: string,
    values: InvoiceFault['values'],
  ): void => {
    faults.push(values === undefined ? { code, path, severity } : { code, path, values, severity });
  };
  return {
    faults,
    add: (fault) => void faults.push(fault),
    block: (code, path, values) => add('blocks', code, path, values),
    warn: (code, path, values) => add('warns', code, path, values),
  };
}

export const hasBlockingFault = (faults: readonly InvoiceFault[]): boolean =>
  faults.some((fault) => fault.severity === 'blocks');

export interface TextLimits {
  readonly min?: number;
  readonly max: number;
}

/** A text that may stay empty. @returns undefined when empty or at fault */
export function optionalText(
  list: FaultList,
  path: string,
  typed: string,
  limits: TextLimits,
): string | undefined {
  const text = xmlLine(typed);
  if (text === undefined) {
    list.block('text-characters', path);
    return undefined;
  }
  if (text === '') return undefined;
  return limitedText(list, path, text, limits);
}

/** A text that must be there. @returns undefined when at fault */
export function requiredText(
  list: FaultList,
  path: string,
  typed: string,
  limits: TextLimits,
): string | undefined {
  if (typed.trim() === '') {
    list.block('required', path);
    return undefined;
  }
  return optionalText(list, path, typed, limits);
}

/** Lengths only, for a text already cleaned. */
export function limitedText(
  list: FaultList,
  path: string,
  text: string,
  { min, max }: TextLimits,
): string | undefined {
  const length = characterCount(text);
  if (min !== undefined && length < min) {
    list.block('text-short', path, { min: String(min), length: String(length) });
    return undefined;
  }
  if (length > max) {
    list.block('text-long', path, { max: String(max), length: String(length) });
    return undefined;
  }
  return text;
}

/** A number that must be there, >= 0. @returns undefined when at fault */
export function requiredNumber(
  list: FaultList,
  path: string,
  number: TypedNumber,
  field: { readonly decimals: number; readonly decimalsFault: InvoiceFaultCode },
): Decimal | undefined {
  switch (number.kind) {
    case 'read':
      return number.value;
    case 'empty':
      list.block('required', path);
      return undefined;
    case 'ambiguous':
      list.block('number-ambiguous', path, {
        asThousands: formatDecimalTrimmed(number.asThousands),
        asDecimals: formatDecimalTrimmed(number.asDecimals),
      });
      return undefined;
    case 'fault':
      break;
    default:
      return assertNever(number);
  }
  switch (number.fault) {
    case 'letters':
      list.block('number-letters', path);
      return undefined;
    case 'malformed':
      list.block('number-malformed', path);
      return undefined;
    case 'negative':
      list.block('number-negative', path);
      return undefined;
    case 'too-many-decimals':
      list.block(field.decimalsFault, path, {
        max: String(field.decimals),
        decimals: String(number.decimals),
      });
      return undefined;
    default:
      return assertNever(number);
  }
}
