/** Test files by what they guard; the script runs those of a mutant first. */
const domain = 'test/unit/domain/outbox';
const main = 'test/unit/main';
const integration = 'test/integration';

export const guards = {
  document: `${domain}/document-step.test.ts`,
  engine: `${domain}/engine.test.ts`,
  lane: `${domain}/lane-step.test.ts`,
  quota: `${domain}/quota.test.ts`,
  token: `${domain}/token.test.ts`,
  timings: `${domain}/timings.test.ts`,
  payment: `${domain}/payment-step.test.ts`,
  compare: `${domain}/compare-answer.test.ts`,
  list: 'test/unit/domain/payments/payment-list.test.ts',
  post: `${main}/api/hacienda/post-recepcion.test.ts`,
  get: `${main}/api/hacienda/get-recepcion.test.ts`,
  http: `${main}/api/http.test.ts`,
  facts: `${main}/api/call-facts.test.ts`,
  put: `${main}/api/edinky/put-payments.test.ts`,
  idp: `${main}/auth/idp.test.ts`,
  connection: `${main}/db/connection.test.ts`,
  documents: `${main}/db/documents.test.ts`,
  payments: `${main}/db/payments.test.ts`,
  sealed: `${main}/outbox/sealed-store.test.ts`,
  syncs: `${main}/outbox/sealed-store-syncs.test.ts`,
  runner: `${main}/outbox/lane-runner.test.ts`,
  path: `${integration}/outbox-path.test.ts`,
  crash: `${integration}/outbox-crash.test.ts`,
  messages: `${integration}/outbox-messages.test.ts`,
  paying: `${integration}/payments.test.ts`,
  session: `${integration}/hacienda-session.test.ts`,
  terminals: `${main}/usecases/own-terminals.test.ts`,
} as const;
