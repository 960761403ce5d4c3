import { expect, test } from 'vitest';
import { invoiceFaultRules } from '../../../../domain/billing/invoice-faults.ts';
import { messageFaultRules } from '../../../../domain/received/message-faults.ts';
import { faultSentence } from '../../../../renderer/words/faults.ts';

const say = (code: string, values?: Record<string, string>): string =>
  faultSentence({ code, ...(values && { values }) }, 'es').replaceAll(/\s/g, ' ');

test.each([...Object.keys(invoiceFaultRules), ...Object.keys(messageFaultRules)])(
  '%s is told in a sentence of each language, without jargon',
  (code) => {
    for (const language of ['es', 'en'] as const) {
      const sentence = faultSentence({ code, values: {} }, language);
      expect(sentence).toMatch(/[.?]$/);
      expect(sentence).not.toMatch(/XML|HTTP|token|undefined|\{/i);
    }
  },
);

test('quotes the figures as people read them', () => {
  expect(say('text-long', { max: '200', length: '214' })).toBe('Tiene 214 caracteres; caben 200.');
  expect(say('discount-exceeds-left', { discount: '1500', left: '1234.5' })).toBe(
    'El descuento es 1 500,00 y solo quedan 1 234,50.',
  );
  expect(say('number-ambiguous', { asThousands: '1234', asDecimals: '1.234' })).toContain(
    '¿Es 1 234,00 o 1,234?',
  );
  // things are counted, not paid: no decimals that say nothing
  expect(say('note-exceeds-left-quantity', { quantity: '2.5', left: '1' })).toBe(
    'Son 2,5 y lo que queda por devolver es 1.',
  );
});

test('tells missing payment from too much payment by the sign of the difference', () => {
  expect(say('payment-means-difference', { total: '100', sum: '90', difference: '10' })).toContain(
    'faltan 10,00',
  );
  expect(say('payment-means-difference', { total: '100', sum: '110.5', difference: '-10.5' })).toContain(
    'sobran 10,50',
  );
});

test('says the sum over the total in the words of the service itself', () => {
  expect(say('payment-sum-over-total', { total: '42.54', sum: '64.4', over: '21.86' })).toBe(
    'El total no puede superar los $42.54 del documento, valor calculado [64.4]',
  );
});

test('shows a code it does not know by its own name, never as nothing', () => {
  expect(say('from-a-later-version')).toBe('from-a-later-version');
  expect(say('toString')).toBe('toString');
});
