/** What was found when a signed answer of the authority was looked at (DOMAIN.md section 9). */
export interface AnswerCheck {
  readonly signature: AnswerSignature;
  /** subject CN of the certificate that its signature carries, where it could be read; nobody here can say who issued it */
  readonly signer?: string;
  /** amounts that it repeats otherwise than they were sealed */
  readonly mismatches: readonly AmountMismatch[];
}

export const answerSignatures = [
  /** the bytes are what the key of the certificate inside signed */
  'intact',
  /** they are not: bytes, certificate or signature were changed */
  'altered',
  /** there is none, and the schema asks for one */
  'unsigned',
  /** in a form that this program cannot check: nothing speaks against it, nothing for it */
  'unclear',
] as const;
export type AnswerSignature = (typeof answerSignatures)[number];

export interface AmountMismatch {
  /** MontoTotalImpuesto, TotalFactura */
  readonly field: 'tax' | 'total';
  /** decimal text, as sealed and as the answer has it */
  readonly ours: string;
  readonly theirs: string;
}

/** Whether an answer may settle anything (OUTBOX.md I10: only with the authority's signed answer). */
export const settles = ({ signature }: Pick<AnswerCheck, 'signature'>): boolean =>
  signature === 'intact' || signature === 'unclear';
