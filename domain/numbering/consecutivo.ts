/** The 20-digit number of a document: establishment, terminal, document code, running number (DOMAIN.md 3.2). */
export interface ConsecutivoParts {
  /** 3 digits; 001 = head office */
  readonly branch: string;
  /** 5 digits; 00001 when there is one */
  readonly terminal: string;
  /** 2 digits, DOMAIN.md section 2 */
  readonly kind: string;
  /** 1 ... 9999999999, one series per (branch, terminal, kind) */
  readonly number: number;
}

/** The running number has ten digits. */
export const maxRunningNumber = 9_999_999_999;

/** The number after `last`; after the top it restarts at 1 (DOMAIN.md 3.2). @param last 0 when none was taken */
export const nextRunningNumber = (last: number): number => (last >= maxRunningNumber ? 1 : last + 1);

export const isBranch = (text: string): boolean => /^\d{3}$/.test(text) && text !== '000';
export const isTerminal = (text: string): boolean => /^\d{5}$/.test(text) && text !== '00000';

/** @throws RangeError when a part does not fit: they are checked when the company is set up */
export function makeConsecutivo(parts: ConsecutivoParts): string {
  const { branch, terminal, kind, number } = parts;
  if (!isBranch(branch)) throw new RangeError(`not an establishment: ${branch}`);
  if (!isTerminal(terminal)) throw new RangeError(`not a terminal: ${terminal}`);
  if (!/^(?:0[1-9]|10)$/.test(kind)) throw new RangeError(`not a document code: ${kind}`);
  if (!Number.isInteger(number) || number < 1 || number > maxRunningNumber) {
    throw new RangeError(`not a running number: ${number}`);
  }
  return branch + terminal + kind + number.toString().padStart(10, '0');
}

/** @returns undefined when it is not 20 digits made as DOMAIN.md 3.2 says */
export function readConsecutivo(text: string): ConsecutivoParts | undefined {
  const match = /^(\d{3})(\d{5})(0[1-9]|10)(\d{10})$/.exec(text);
  const [, branch, terminal, kind, digits] = match ?? [];
  if (branch === undefined || terminal === undefined || kind === undefined || digits === undefined) {
    return undefined;
  }
  const number = Number(digits);
  return number === 0 ? undefined : { branch, terminal, kind, number };
}
