import { describe, expect, test } from 'vitest';
import { clerkActionKinds } from '../../../../domain/outbox/clerk-action.ts';
import { paymentSlotStates } from '../../../../domain/outbox/payment-slot.ts';
import type {
  Doubtful,
  LaneTrouble,
  PaymentsListResult,
  PaymentsPutResult,
  PostResult,
  RemoteDocumentResult,
  StatusResult,
} from '../../../../domain/outbox/results.ts';
import { documentStates, laneStates } from '../../../../domain/outbox/states.ts';
import { clerkActionSentence } from '../../../../domain/words/clerk-actions.ts';
import { reasonCodes, reasonSentences, reasonShort } from '../../../../domain/words/reasons.ts';
import { resultSentence } from '../../../../domain/words/results.ts';
import { stateLook } from '../../../../domain/words/states.ts';
import { copy as queueCopy } from '../../../../renderer/features/queue/copy.ts';

/** Whole by their types: a new kind of result does not compile before it is in here, and then has no words. */
const whyNotSent = { dns: 1, connect: 1, tls: 1, proxy: 1 } satisfies Record<
  Extract<LaneTrouble, { kind: 'not-sent' }>['why'],
  1
>;
const whyDoubtful = { status: 1, unreadable: 1, cut: 1, timeout: 1, aborted: 1 } satisfies Record<
  Doubtful['why'],
  1
>;
const ofTrouble = {
  'not-sent': Object.keys(whyNotSent).map((why) => `not-sent:${why}`),
  unauthorized: ['unauthorized'],
  forbidden: ['forbidden'],
  throttled: ['throttled'],
  doubtful: Object.keys(whyDoubtful).map((why) => `doubtful:${why}`),
} satisfies Record<LaneTrouble['kind'] | 'doubtful', readonly string[]>;
const foundStates = {
  recibido: 1,
  procesando: 1,
  aceptado: 1,
  rechazado: 1,
  error: 1,
  other: 1,
} satisfies Record<Extract<StatusResult, { kind: 'found' }>['state'], 1>;
const results = {
  POST: {
    ...ofTrouble,
    received: ['received'],
    'already-received': ['already-received'],
    refused: ['refused'],
    'wrong-address': ['wrong-address'],
  } satisfies Record<PostResult['kind'], readonly string[]>,
  GET: {
    ...ofTrouble,
    found: Object.keys(foundStates).map((state) => `found:${state}`),
    'not-found': ['not-found'],
    listed: ['listed'],
    incomplete: ['incomplete'],
    read: ['read'],
  } satisfies Record<
    StatusResult['kind'] | PaymentsListResult['kind'] | RemoteDocumentResult['kind'],
    readonly string[]
  >,
  PUT: {
    ...ofTrouble,
    applied: ['applied'],
    refused: ['refused'],
    'not-found': ['not-found'],
  } satisfies Record<PaymentsPutResult['kind'], readonly string[]>,
};
const everyResult = (['POST', 'GET', 'PUT'] as const).flatMap((method) =>
  Object.values(results[method])
    .flat()
    .map((result) => [method, result] as const),
);

test.each(everyResult)('%s %s has words in both languages', (method, result) => {
  for (const language of ['es', 'en'] as const)
    expect(resultSentence({ method, result }, language)).not.toBe(
      resultSentence({ method, result: 'of a later version' }, language),
    );
});

describe.each(['document', 'payment', 'way'] as const)('every reason of a %s', (subject) => {
  test.each(reasonCodes[subject].filter((code) => code !== ''))(
    '%s says what happened, what it means and what to do, without jargon',
    (code) => {
      const es = reasonSentences(code, subject, 'es');
      const en = reasonSentences(code, subject, 'en');
      expect(es && en).toBeTruthy();
      for (const told of [es, en])
        for (const text of [told?.happened, told?.means, told?.todo])
          expect(text).toMatch(/^(e-Dinky|[^a-z]).*\.$/u);
      expect(en).not.toEqual(es);
      expect(JSON.stringify([es, en])).not.toMatch(/\btoken\b|\bXML\b|\bHTTP\b|\b[45]\d\d\b/i);
      expect(reasonShort(code, subject, 'es')).not.toBe(code);
    },
  );
});

test.each(documentStates)('the state %s of a document has its word, its icon and its colour', (state) => {
  expect(stateLook(state, 'document')?.words.es).toBeTruthy();
  expect(stateLook(state, 'document')?.words.en).toBeTruthy();
});
test.each(paymentSlotStates)('the state %s of a payment list has its word', (state) => {
  expect(stateLook(state, 'payment')?.words.es).toBeTruthy();
});
test('only what is confirmed is green', () => {
  const green = (states: readonly string[], subject: 'document' | 'payment') =>
    states.filter((state) => stateLook(state, subject)?.tone === 'success');
  expect(green(documentStates, 'document')).toEqual(['accepted']);
  expect(green(paymentSlotStates, 'payment')).toEqual(['confirmed']);
});
test.each(laneStates)('the state %s of a way has its word in both languages', (state) => {
  expect(queueCopy.es.laneState[state]).toBeTruthy();
  expect(queueCopy.en.laneState[state]).toBeTruthy();
});
test.each(clerkActionKinds)('what a person did, %s, is a sentence', (kind) => {
  expect(clerkActionSentence(kind, 'es')).toMatch(/^[A-ZÁÉÍÓÚ¿].*\.$/);
  expect(clerkActionSentence(kind, 'en')).not.toBe(clerkActionSentence(kind, 'es'));
});
test('an action of a later version shows itself', () => {
  expect(clerkActionSentence('teleport', 'es')).toBe('teleport');
  expect(clerkActionSentence('constructor', 'es')).toBe('constructor');
});
