import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { invoiceFaultRules } from '../../domain/billing/invoice-faults.ts';
import type { FaultRule } from '../../domain/billing/fault-rule.ts';
import { messageFaultRules } from '../../domain/received/message-faults.ts';
import { faultSentence } from '../../renderer/words/faults.ts';

/** FAULTS.md is the list of codes for people. A code is never renamed or taken away once released: a removed line shows in a review. */
const file = 'domain/billing/FAULTS.md';

/** Stands for the figures of a sentence: `‹max›`. */
const figures: Readonly<Record<string, string>> = new Proxy(
  {},
  { get: (_target, name) => `‹${String(name)}›`, has: () => true },
);

const row = ([code, { rejection, source }]: readonly [string, FaultRule]): string => {
  const sentence = faultSentence({ code, values: figures }, 'es').replaceAll(/\s+/g, ' ').trim();
  return `| \`${code}\` | ${rejection?.replace('-', '−') ?? ''} | ${source} | ${sentence} |`;
};

const page = [
  '# Faults of a Costa Rican document',
  '',
  'What a form can be told before it is sealed. Codes are stable: never renamed, never used for something else. `rejection` is the',
  'answer of Hacienda that the fault foresees, where one is known (no official catalogue exists). Figures of a sentence stand as `‹name›`.',
  'Made by `UPDATE_FAULTS=1 npm test -- unit`; a test keeps it true.',
  '',
  '| code | rejection | source of the rule | sentence |',
  '| --- | --- | --- | --- |',
  ...Object.entries<FaultRule>(invoiceFaultRules).map(row),
  '',
  '## Of a mensaje receptor',
  '',
  '| code | rejection | source of the rule | sentence |',
  '| --- | --- | --- | --- |',
  ...Object.entries<FaultRule>(messageFaultRules).map(row),
  '',
].join('\n');

test('every code is listed with its rule and its sentence', () => {
  if (process.env['UPDATE_FAULTS'] === '1') writeFileSync(file, page);
  expect(readFileSync(file, 'utf8')).toBe(page);
});
