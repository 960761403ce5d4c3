import { expect, test } from 'vitest';
import { answerSignatures } from '../../../../domain/outbox/answer-check.ts';
import { answerSignatureSentence, mismatchSentence } from '../../../../domain/words/answer-check.ts';

test('each finding has a sentence of its own, in both languages', () => {
  const said = answerSignatures.flatMap((signature) =>
    (['es', 'en'] as const).map((language) => answerSignatureSentence(signature, '', language)),
  );
  expect(new Set(said).size).toBe(said.length);
  for (const sentence of said) expect(sentence).toMatch(/^[A-ZÁÉÍÓÚ].*\.$/);
});

test('an intact one says what was NOT checked, and names the signer where there is one', () => {
  expect(answerSignatureSentence('intact', 'SELLO', 'es')).toMatch(
    /no se puede comprobar aquí\. Firmante: SELLO\.$/,
  );
  expect(answerSignatureSentence('intact', 'SELLO', 'en')).toMatch(
    /cannot be checked here\. Signed by: SELLO\.$/,
  );
  expect(answerSignatureSentence('intact', '', 'es')).not.toContain('Firmante');
});

test('other amounts are told side by side', () => {
  const mismatch = { field: 'total', ours: '113', theirs: '112' } as const;
  const money = (text: string): string => `₡${text}`;
  expect(mismatchSentence(mismatch, money, 'es')).toBe('Total: en el documento ₡113, en la respuesta ₡112.');
  expect(mismatchSentence({ ...mismatch, field: 'tax' }, money, 'en')).toBe(
    'Tax: ₡113 in the document, ₡112 in the answer.',
  );
});
