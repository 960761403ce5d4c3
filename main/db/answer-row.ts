import { z } from 'zod';
import { type AnswerCheck, answerSignatures } from '../../domain/outbox/answer-check.ts';
import { bytesSum, rowSum } from './row-sum.ts';

/** A row of `document_answer`; what was found when the answer was looked at is NULL in those stored before there was a look. */
export interface AnswerRow {
  readonly verdict: 'accepted' | 'rejected';
  readonly detail: string;
  readonly storedAt: number;
  readonly xml: Buffer;
  readonly verification: string | null;
  readonly signer: string | null;
  /** JSON */
  readonly mismatches: string | null;
  /** null: of a row written before there were sums */
  readonly rowSum: number | null;
}

export const answerColumns =
  'verdict, detail, stored_at as storedAt, xml, verification, signer, mismatches, row_sum as rowSum';

/** @param id of its document */
export const answerSum = (id: string, row: Omit<AnswerRow, 'rowSum' | 'xml'>, xml: Uint8Array): number =>
  bytesSum(
    xml,
    rowSum({
      id,
      verdict: row.verdict,
      detail: row.detail,
      storedAt: row.storedAt,
      verification: row.verification,
      signer: row.signer,
      mismatches: row.mismatches,
    }),
  );

/** Whether the stored answer is still what the authority sent. */
export const isSoundAnswer = (id: string, row: AnswerRow): boolean =>
  row.rowSum === null || row.rowSum === answerSum(id, row, row.xml);

/** The columns of what was found. */
export const checkColumns = (
  check: AnswerCheck | undefined,
): Pick<AnswerRow, 'verification' | 'signer' | 'mismatches'> => ({
  verification: check?.signature ?? null,
  signer: check?.signer ?? null,
  mismatches: check === undefined || check.mismatches.length === 0 ? null : JSON.stringify(check.mismatches),
});

const Signature = z.enum(answerSignatures);
const Mismatches = z.array(
  z.object({ field: z.enum(['tax', 'total']), ours: z.string(), theirs: z.string() }),
);

/** @returns undefined where nobody looked at it */
export function checkOf(row: AnswerRow): AnswerCheck | undefined {
  if (row.verification === null) return undefined;
  return {
    signature: Signature.parse(row.verification),
    ...(row.signer === null ? {} : { signer: row.signer }),
    mismatches: row.mismatches === null ? [] : Mismatches.parse(JSON.parse(row.mismatches)),
  };
}
