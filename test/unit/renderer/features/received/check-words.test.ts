import { expect, test } from 'vitest';
import { CheckCode, checkNames, type ReceivedCheck } from '../../../../../domain/received/checks.ts';
import { checkName, checkSentence } from '../../../../../renderer/features/received/check-words.ts';

const check = (code: ReceivedCheck['code'], detail = 'PAPELERA (3101)'): ReceivedCheck => ({
  name: 'signature',
  outcome: 'passed',
  code,
  detail,
});

test.each(CheckCode.options)(
  '%s is one sentence in both languages, and leaves nothing to fill in',
  (code) => {
    const [es, en] = [checkSentence(check(code), 'es'), checkSentence(check(code), 'en')];
    expect(es).not.toBe(en);
    for (const sentence of [es, en]) {
      expect(sentence).toMatch(/^[A-ZÁÉÍÓÚÑ].*\.$/u);
      expect(sentence).not.toContain('{');
    }
  },
);

test('who signed is quoted; where there is nobody to quote a dash stands', () => {
  expect(checkSentence(check('intact'), 'es')).toContain('PAPELERA (3101)');
  expect(checkSentence(check('other-holder', ''), 'es')).toContain('—');
});

test.each(checkNames)('%s has a name in both languages', (name) => {
  expect(checkName(name, 'es')).not.toBe('');
  expect(checkName(name, 'en')).not.toBe(checkName(name, 'es'));
});
