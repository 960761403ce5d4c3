import type { AmountMismatch, AnswerSignature } from '../outbox/answer-check.ts';
import type { Language } from './language.ts';

type Words = readonly [es: string, en: string];

/** What was checked of the signature of an answer, and what was not. */
const signatures: Readonly<Record<AnswerSignature, Words>> = {
  intact: [
    'Firma comprobada: la respuesta es la que se firmó con el certificado que trae. Quién emitió ese certificado no se puede comprobar aquí.',
    'Signature checked: the answer is what was signed with the certificate it carries. Who issued that certificate cannot be checked here.',
  ],
  altered: [
    'La firma no calza: la respuesta cambió después de firmada.',
    'The signature does not match: the answer changed after it was signed.',
  ],
  unsigned: ['No trae firma.', 'It bears no signature.'],
  unclear: [
    'La firma tiene una forma que este programa no sabe comprobar.',
    'The signature has a form that this program cannot check.',
  ],
};

const fields: Readonly<Record<AmountMismatch['field'], Words>> = {
  tax: ['Impuesto', 'Tax'],
  total: ['Total', 'Total'],
};

const pick = (words: Words, language: Language): string => words[language === 'es' ? 0 : 1];

/** @param signer CN of the certificate inside; '' where there is none to tell */
export function answerSignatureSentence(
  signature: AnswerSignature,
  signer: string,
  language: Language,
): string {
  const said = pick(signatures[signature], language);
  if (signer === '') return said;
  return `${said} ${language === 'es' ? 'Firmante' : 'Signed by'}: ${signer}.`;
}

/** @param amount how a decimal text of the document's currency is shown */
export function mismatchSentence(
  { field, ours, theirs }: AmountMismatch,
  amount: (text: string) => string,
  language: Language,
): string {
  const name = pick(fields[field], language);
  return language === 'es'
    ? `${name}: en el documento ${amount(ours)}, en la respuesta ${amount(theirs)}.`
    : `${name}: ${amount(ours)} in the document, ${amount(theirs)} in the answer.`;
}
