import type { Lane } from '../../domain/outbox/lane.ts';
import type { StatusResult } from '../../domain/outbox/results.ts';
import { fail, ok } from '../../domain/result.ts';
import type { InvariantName } from './invariants.ts';
import type { Sabotage } from './program.ts';

/** A program broken on purpose, and the invariants of which one at least must be seen to break. */
export interface Broken {
  readonly name: string;
  readonly sabotage: Sabotage;
  readonly noticedAs: readonly InvariantName[];
}

const open = (lane: Lane): Lane => {
  const { until: _until, reason: _reason, ...rest } = lane;
  return { ...rest, state: 'open', refusals: 0, refusedGeneration: 0 };
};

/** At least one for each invariant of OUTBOX.md section 9: the proof that the checker can fail. */
export const sabotages: readonly Broken[] = [
  {
    name: 'a sale that is pressed again becomes another document',
    noticedAs: ['I1'],
    sabotage: {
      outbox: (outbox) => ({
        ...outbox,
        seal: (request) => {
          const { draftId: _draft, ...rest } = request;
          return outbox.seal(rest);
        },
      }),
    },
  },
  {
    name: 'every POST without an answer is sent again at once',
    noticedAs: ['I2', 'I5'],
    sabotage: {
      hacienda: (api) => ({
        ...api,
        post: async (...call) => {
          const first = await api.post(...call);
          return first.result.kind === 'doubtful' ? api.post(...call) : first;
        },
      }),
    },
  },
  {
    name: 'what is in doubt goes back to the queue without a question',
    noticedAs: ['I2', 'threw'],
    sabotage: {
      hacienda: (api) => ({
        ...api,
        post: async (...call) => {
          const sent = await api.post(...call);
          return sent.result.kind === 'doubtful' ? { ...sent, result: { kind: 'throttled' } } : sent;
        },
      }),
    },
  },
  {
    name: 'a question that the service fails to answer counts as "not there"',
    noticedAs: ['I2'],
    sabotage: {
      hacienda: (api) => ({
        ...api,
        status: async (...call) => {
          const got = await api.status(...call);
          return got.result.kind === 'doubtful' ? { ...got, result: { kind: 'not-found' } } : got;
        },
      }),
    },
  },
  {
    name: 'a seal says that it is done, and the commit was not',
    noticedAs: ['I3'],
    sabotage: {
      outbox: (outbox) => ({
        ...outbox,
        seal: async (request) => {
          const { identity, ...facts } = { ...request, identity: request.identify(1) };
          return ok({ id: facts.draftId ?? '', ...identity, state: 'queued' });
        },
      }),
    },
  },
  {
    name: 'the bytes that leave are not those that were sealed',
    noticedAs: ['I4'],
    sabotage: {
      hacienda: (api) => ({
        ...api,
        post: (token, document, cancel) =>
          api.post(token, { ...document, xml: Buffer.concat([document.xml, Buffer.from(' ')]) }, cancel),
      }),
    },
  },
  {
    name: 'nothing is charged before a call',
    noticedAs: ['I5'],
    sabotage: { store: (store) => ({ ...store, charges: { ...store.charges, add: () => undefined } }) },
  },
  {
    name: 'two requests at once on one lane',
    noticedAs: ['I6'],
    sabotage: {
      hacienda: (api) => ({
        ...api,
        status: async (...call) => {
          const [first] = await Promise.all([api.status(...call), api.status(...call)]);
          return first;
        },
      }),
    },
  },
  {
    name: 'a note does not wait for the document it refers to',
    noticedAs: ['I7'],
    sabotage: {
      store: (store) => ({
        ...store,
        documents: {
          ...store.documents,
          insert: (facts, document, xml) =>
            store.documents.insert(facts, { ...document, state: 'queued' }, xml),
        },
      }),
    },
  },
  {
    name: 'a 401 is forgotten: the lane asks for ever',
    noticedAs: ['I8'],
    sabotage: {
      store: (store) => ({
        ...store,
        lanes: {
          ...store.lanes,
          write: (lane) => store.lanes.write(lane.state === 'need_token' ? { ...lane, refusals: 0 } : lane),
        },
      }),
    },
  },
  {
    name: 'nobody asks what became of a document',
    noticedAs: ['I9'],
    sabotage: {
      store: (store) => ({
        ...store,
        documents: {
          ...store.documents,
          waiting: (companyId) => {
            const { poll: _poll, ...rest } = store.documents.waiting(companyId);
            return rest;
          },
        },
      }),
    },
  },
  {
    name: 'a lane that has to wait never goes on by itself',
    noticedAs: ['I9'],
    sabotage: {
      store: (store) => ({
        ...store,
        lanes: {
          ...store.lanes,
          write: (lane) =>
            store.lanes.write(lane.until === undefined ? lane : { ...lane, until: lane.until + 1e11 }),
        },
      }),
    },
  },
  {
    name: 'what is being processed is called accepted',
    noticedAs: ['I10'],
    sabotage: {
      hacienda: (api) => ({
        ...api,
        status: async (token, clave, cancel) => {
          const got = await api.status(token, clave, cancel);
          const lie: StatusResult = {
            kind: 'found',
            state: 'aceptado',
            rawState: 'aceptado',
            answer: { xml: Buffer.from('<MensajeHacienda/>'), clave, verdict: 'accepted', detail: '' },
          };
          const early = got.result.kind === 'found' && got.result.state === 'procesando';
          return early ? { ...got, result: lie } : got;
        },
      }),
    },
  },
  {
    name: 'a 5xx is called received',
    noticedAs: ['I10'],
    sabotage: {
      hacienda: (api) => ({
        ...api,
        post: async (...call) => {
          const sent = await api.post(...call);
          return sent.result.kind === 'doubtful' ? { ...sent, result: { kind: 'received' } } : sent;
        },
      }),
    },
  },
  {
    name: 'a 403 does not close the lane',
    noticedAs: ['I11'],
    sabotage: {
      store: (store) => ({
        ...store,
        lanes: {
          ...store.lanes,
          write: (lane) => store.lanes.write(lane.state === 'blocked_access' ? open(lane) : lane),
        },
      }),
    },
  },
  {
    name: 'a PUT carries another list than the clerk saved',
    noticedAs: ['I12'],
    sabotage: {
      edinky: (api) => ({
        ...api,
        putPayments: (token, remoteId, list, cancel) =>
          api.putPayments(token, remoteId, [...list, { amount: '0.01', code: '01' }], cancel),
      }),
    },
  },
  {
    name: 'a PUT without an answer is called applied, and never looked at',
    noticedAs: ['I12', 'I9', 'threw'],
    sabotage: {
      edinky: (api) => ({
        ...api,
        putPayments: async (...call) => {
          const sent = await api.putPayments(...call);
          return sent.result.kind === 'doubtful' ? api.putPayments(...call) : sent;
        },
      }),
    },
  },
  {
    name: 'a token is asked for and the answer is thrown',
    noticedAs: ['threw'],
    sabotage: {
      session: (session) => ({
        ...session,
        current: async (companyId) => {
          const got = await session.current(companyId);
          if (!got.ok && got.error.kind === 'later') throw new Error('a defect');
          return got.ok ? got : fail(got.error);
        },
      }),
    },
  },
];
