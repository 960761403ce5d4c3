import { describe, expect, test } from 'vitest';
import { documentStates } from '../../../../domain/outbox/states.ts';
import {
  compare,
  type Numbering,
  numbersToSpare,
  type OwnDocument,
} from '../../../../domain/reconciliation/compare.ts';
import type { ListedComprobante } from '../../../../domain/reconciliation/listed.ts';
import { beginWalk, type Walk } from '../../../../domain/reconciliation/walk.ts';

const startedAt = Date.parse('2026-11-25T12:00:00-06:00');
const issuedAt = Date.parse('2026-11-20T09:30:00-06:00');
const claveOf = (consecutivo: string, issuer = '003101123456', code = '48151623'): string =>
  `506201126${issuer}${consecutivo}1${code}`;
const consecutivoOf = (number: number, terminal = '00001', kind = '01'): string =>
  `001${terminal}${kind}${String(number).padStart(10, '0')}`;

function own(number: number, more: Partial<OwnDocument> = {}): OwnDocument {
  const consecutivo = consecutivoOf(number);
  return {
    id: `d${number}`,
    clave: claveOf(consecutivo),
    kind: '01',
    consecutivo,
    customerName: 'Ana',
    total: 113_00000n,
    currency: 'CRC',
    issuedAt,
    state: 'accepted',
    receivedAt: startedAt - 1,
    issuer: { type: '02', number: '3101123456' },
    ...more,
  };
}
const listed = (clave: string, more: Partial<ListedComprobante> = {}): ListedComprobante => ({
  clave,
  notes: 0,
  ...more,
});
const read = (rows: readonly ListedComprobante[], more: Partial<Walk> = {}): Walk => ({
  ...beginWalk('2026-11', startedAt),
  listed: new Map(rows.map((row) => [row.clave, row])),
  end: { how: 'complete' },
  ...more,
});
const numbering: Numbering = {
  issuer: { type: '02', number: '3101123456' },
  branch: '001',
  terminal: '00001',
  last: () => 5,
};

describe('both have it', () => {
  test.each(documentStates)('ours is %s: what is left to settle', (state) => {
    const { receivedAt: _, ...mine } = own(1, { state });
    const found = compare(read([listed(mine.clave)]), [mine], numbering);
    const cause = {
      accepted: undefined,
      rejected: undefined,
      unknown: 'awaiting-answer',
      received: 'awaiting-answer',
      processing: 'awaiting-answer',
      needs_person: 'needs-person',
      quarantined: 'damaged-here',
      abandoned: 'given-up-here',
      sealed: 'unsent-here',
      held: 'unsent-here',
      queued: 'unsent-here',
      sending: 'unsent-here',
      needs_fix: 'unsent-here',
    }[state];
    expect(found.open.map((each) => each.cause)).toEqual(cause === undefined ? [] : [cause]);
    expect(found.agree).toBe(cause === undefined ? 1 : 0);
    expect([found.theirs, found.ours, found.notSent]).toEqual([[], [], []]);
  });

  test.each([
    ['another day', { issuedAt: issuedAt + 24 * 3_600_000 }, ['date']],
    ['another issuer', { issuer: { number: '3101999999', name: '' } }, ['issuer']],
    ['another customer', { receiver: { number: '999999999', name: '' } }, ['receiver']],
  ] as const)('%s under the same clave is told', (_name, more, differences) => {
    const mine = own(1, { receiver: { type: '01', number: '112340567' } });
    const found = compare(read([listed(mine.clave, more)]), [mine], numbering);
    expect(found.open[0]).toMatchObject({ cause: 'differs', differences });
    expect(found.agree).toBe(0);
  });

  test('another hour, zeros before a number, and what the list does not give are no difference', () => {
    const mine = own(1, { receiver: { type: '01', number: '112340567' } });
    const row = listed(mine.clave, {
      issuedAt: issuedAt + 3_600_000,
      issuer: { number: '003101123456', name: 'X' },
      receiver: { number: '000112340567', name: 'Y' },
    });
    expect(compare(read([row]), [mine], numbering)).toMatchObject({ agree: 1, open: [] });
    expect(compare(read([listed(mine.clave)]), [mine], numbering)).toMatchObject({ agree: 1, open: [] });
  });
});

describe('we have it, they do not', () => {
  test.each(documentStates)('received before the list was begun, and now %s', (state) => {
    const found = compare(read([]), [own(1, { state })], numbering);
    const expected =
      state === 'accepted'
        ? ['accepted-missing']
        : state === 'rejected' || state === 'abandoned'
          ? []
          : ['received-missing'];
    expect(found.ours.map(({ cause }) => cause)).toEqual(expected);
    expect(found.notSent).toEqual([]);
  });

  test.each(documentStates)('never received, and now %s: not sent, missing nowhere', (state) => {
    const { receivedAt: _, ...mine } = own(1, { state });
    const found = compare(read([]), [mine], numbering);
    expect(found.ours).toEqual([]);
    expect(found.notSent).toHaveLength(state === 'rejected' || state === 'abandoned' ? 0 : 1);
  });

  test('what was received after the list was begun is for the next comparison', () => {
    const found = compare(read([]), [own(1, { receivedAt: startedAt })], numbering);
    expect(found).toMatchObject({ later: 1, ours: [], notSent: [] });
  });

  test.each([
    ['is still being read', undefined],
    ['could not be read whole', { how: 'incomplete', why: 'short' }],
  ] as const)('a list that %s proves nothing missing', (_name, end) => {
    const { end: _complete, ...walk } = read([]);
    const found = compare(end ? { ...walk, end } : walk, [own(1)], numbering);
    expect(found.ours).toEqual([]);
  });

  test('a clave that was named when asked for alone is there', () => {
    const mine = own(1);
    expect(compare(read([]), [mine], numbering, new Set([mine.clave]))).toMatchObject({ agree: 1, ours: [] });
  });
});

describe('they have it, we do not', () => {
  test.each([
    ['another taxpayer', claveOf(consecutivoOf(3), '000112340567'), 'other-issuer'],
    ['another terminal', claveOf(consecutivoOf(3, '00002')), 'other-terminal'],
    ['a number not reached yet', claveOf(consecutivoOf(6)), 'ahead'],
    ['a number passed', claveOf(consecutivoOf(5)), 'forgotten'],
    ['a number of ours under another clave', claveOf(consecutivoOf(1), undefined, '00000000'), 'same-number'],
    ['no clave at all', '9'.repeat(50), 'unreadable-clave'],
  ])('%s', (_name, clave, cause) => {
    const found = compare(read([listed(clave), listed(own(1).clave)]), [own(1)], numbering);
    expect(found.theirs.map((each) => each.cause)).toEqual([cause]);
    expect(found.agree).toBe(1);
  });

  test('what the clave tells is read from it', () => {
    const [found] = compare(read([listed(claveOf(consecutivoOf(6, '00001', '04')))]), [], numbering).theirs;
    expect(found).toMatchObject({
      issuedOn: '2026-11-20',
      number: { branch: '001', terminal: '00001', kind: '04', number: 6 },
    });
  });

  test('a company whose issuer is not known claims nothing as its own', () => {
    const [found] = compare(read([listed(claveOf(consecutivoOf(6)))]), [], undefined).theirs;
    expect(found?.cause).toBe('other-issuer');
  });
});

describe('numbers to set aside', () => {
  const theirs = (...claves: readonly string[]) =>
    compare(read(claves.map((clave) => listed(clave))), [], numbering).theirs;
  test('are the highest of each kind of our own series, and no others', () => {
    const found = theirs(
      claveOf(consecutivoOf(6)),
      claveOf(consecutivoOf(9)),
      claveOf(consecutivoOf(7, '00001', '04')),
      claveOf(consecutivoOf(50, '00002')),
      claveOf(consecutivoOf(3)),
    );
    expect(numbersToSpare(found, () => 5)).toEqual([
      { kind: '01', atLeast: 9 },
      { kind: '04', atLeast: 7 },
    ]);
  });
  test('a jump beyond belief is left to a person: it would use up the series', () => {
    expect(numbersToSpare(theirs(claveOf(consecutivoOf(9_999_999_999))), () => 5)).toEqual([]);
    expect(numbersToSpare(theirs(claveOf(consecutivoOf(100_005))), () => 5)).toEqual([
      { kind: '01', atLeast: 100_005 },
    ]);
  });
});
