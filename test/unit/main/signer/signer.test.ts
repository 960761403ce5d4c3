import { expect, test } from 'vitest';
import type { SignerSecrets } from '../../../../domain/signing/signing.ts';
import type { SignerAnswer, SignerRequest } from '../../../../main/signer/messages.ts';
import { createSigner, type SignerParts } from '../../../../main/signer/signer.ts';

/** A signing process that does what the test says, and a clock that only the test moves. */
function bench(secrets?: SignerSecrets): {
  readonly parts: SignerParts;
  readonly children: FakeChild[];
  readonly asked: string[];
  readonly pass: (ms: number) => void;
} {
  const children: FakeChild[] = [];
  const asked: string[] = [];
  let now = 0;
  const timers = new Map<number, { readonly at: number; readonly callback: () => void }>();
  return {
    children,
    asked,
    pass(ms) {
      now += ms;
      for (const [key, { at, callback }] of timers)
        if (at <= now) {
          timers.delete(key);
          callback();
        }
    },
    parts: {
      host: () => {
        const child = new FakeChild();
        children.push(child);
        return child;
      },
      clock: {
        after(ms, callback) {
          const key = timers.size + Math.random();
          timers.set(key, { at: now + ms, callback });
          return () => void timers.delete(key);
        },
      },
      secretsFor: (companyId) => {
        asked.push(companyId);
        return Promise.resolve(secrets);
      },
      idleMs: 1_000,
      callMs: 10_000,
    },
  };
}

class FakeChild {
  readonly requests: SignerRequest[] = [];
  killed = 0;
  private tell: (message: unknown) => void = () => undefined;
  private exited: () => void = () => undefined;
  post(request: SignerRequest): void {
    this.requests.push(request);
  }
  onMessage(listener: (message: unknown) => void): void {
    this.tell = listener;
  }
  onExit(listener: () => void): void {
    this.exited = listener;
  }
  kill(): void {
    this.killed += 1;
  }
  die(): void {
    this.exited();
  }
  say(message: unknown): void {
    this.tell(message);
  }
  answer(answer: SignerAnswer): void {
    this.say(answer);
  }
  last(): SignerRequest {
    const request = this.requests.at(-1);
    if (!request) throw new Error('nothing was asked');
    return request;
  }
}

const certificate = {
  holder: 'A',
  holderIdentification: '1',
  issuer: 'CN=B',
  serialNumber: '1',
  validFrom: 0,
  validUntil: 1,
};
const time = '2026-11-20T09:30:00-06:00';
const p12 = Uint8Array.of(1, 2, 3);
/** lets the promises of the client run on */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('nothing is started before the first call, and one process serves them all', async () => {
  const { parts, children } = bench();
  const signer = createSigner(parts);
  expect(children).toHaveLength(0);
  const opened = signer.open('a', p12, '1234');
  const signing = signer.sign('a', '<x/>', time);
  expect(children).toHaveLength(1);
  const [first, second] = children[0]?.requests ?? [];
  children[0]?.answer({ id: second?.id ?? 0, kind: 'signed', bytes: p12 });
  children[0]?.answer({ id: first?.id ?? 0, kind: 'opened', certificate });
  expect(await opened).toEqual({ ok: true, value: certificate });
  expect(await signing).toEqual({ ok: true, value: p12 });
});

test('a process without the key is given it by secretsFor, and the signature is asked for again', async () => {
  const { parts, children, asked } = bench({ p12, pin: '1234' });
  const signing = createSigner(parts).sign('a', '<x/>', time);
  const child = children[0];
  child?.answer({ id: child.last().id, kind: 'not-open' });
  await settle();
  expect(child?.last()).toMatchObject({ kind: 'open', companyId: 'a', pin: '1234' });
  child?.answer({ id: child.last().id, kind: 'opened', certificate });
  await settle();
  expect(child?.last()).toMatchObject({ kind: 'sign', companyId: 'a', xml: '<x/>', signingTime: time });
  child?.answer({ id: child.last().id, kind: 'signed', bytes: p12 });
  expect(await signing).toEqual({ ok: true, value: p12 });
  expect(asked).toEqual(['a']);
});

test('without secrets kept it says so, and does not ask the process to open anything', async () => {
  const { parts, children } = bench();
  const signing = createSigner(parts).sign('a', '<x/>', time);
  const child = children[0];
  child?.answer({ id: child.last().id, kind: 'not-open' });
  expect(await signing).toEqual({ ok: false, error: 'no-secrets' });
  expect(child?.requests).toHaveLength(1);
});

test('secrets that no longer open the container are reported as what is wrong with it', async () => {
  const { parts, children } = bench({ p12, pin: 'old' });
  const signing = createSigner(parts).sign('a', '<x/>', time);
  const child = children[0];
  child?.answer({ id: child.last().id, kind: 'not-open' });
  await settle();
  child?.answer({ id: child.last().id, kind: 'failed', fault: 'wrong-pin' });
  expect(await signing).toEqual({ ok: false, error: 'wrong-pin' });
});

test('when the process dies every pending call fails with signer-died, and the next call starts another', async () => {
  const { parts, children } = bench();
  const signer = createSigner(parts);
  const pending = [
    signer.open('a', p12, '1'),
    signer.sign('a', '<x/>', time),
    signer.sign('b', '<y/>', time),
  ];
  children[0]?.die();
  for (const call of pending) expect(await call).toEqual({ ok: false, error: 'signer-died' });
  void signer.sign('a', '<x/>', time);
  expect(children).toHaveLength(2);
});

test('a process that talks nonsense is ended, not believed', async () => {
  for (const nonsense of [
    undefined,
    'hello',
    { id: 1, kind: 'signed', bytes: 'text' },
    { id: 1, kind: 'signed' },
  ]) {
    const { parts, children } = bench();
    const signing = createSigner(parts).sign('a', '<x/>', time);
    children[0]?.say(nonsense);
    expect(await signing).toEqual({ ok: false, error: 'signer-died' });
    expect(children[0]?.killed).toBeGreaterThan(0);
  }
});

test('an answer to no call of ours changes nothing', async () => {
  const { parts, children } = bench();
  const signing = createSigner(parts).sign('a', '<x/>', time);
  const child = children[0];
  child?.answer({ id: 999, kind: 'signed', bytes: Uint8Array.of(9) });
  child?.answer({ id: child.last().id, kind: 'signed', bytes: p12 });
  expect(await signing).toEqual({ ok: true, value: p12 });
});

test('a call that never ends is ended with its process', async () => {
  const { parts, children, pass } = bench();
  const opening = createSigner(parts).open('a', p12, '1234');
  pass(9_999);
  expect(children[0]?.killed).toBe(0);
  pass(1);
  expect(await opening).toEqual({ ok: false, error: 'signer-died' });
  expect(children[0]?.killed).toBe(1);
});

test('the process is ended after its idle time, NOT while a call is pending, and started again when needed', async () => {
  const { parts, children, pass } = bench();
  const signer = createSigner(parts);
  const answerSign = async (): Promise<void> => {
    const signing = signer.sign('a', '<x/>', time);
    const child = children.at(-1);
    pass(5_000);
    expect(child?.killed).toBe(0);
    child?.answer({ id: child.last().id, kind: 'signed', bytes: p12 });
    await signing;
  };
  await answerSign();
  pass(999);
  await answerSign();
  pass(999);
  expect(children).toHaveLength(1);
  expect(children[0]?.killed).toBe(0);
  pass(1);
  expect(children[0]?.killed).toBe(1);
  await answerSign();
  expect(children).toHaveLength(2);
});

test('stop ends the process and fails what is pending; close starts no process just to forget', async () => {
  const { parts, children } = bench();
  const signer = createSigner(parts);
  await signer.close('a');
  expect(children).toHaveLength(0);
  const signing = signer.sign('a', '<x/>', time);
  signer.stop();
  expect(await signing).toEqual({ ok: false, error: 'signer-died' });
  expect(children[0]?.killed).toBe(1);
});
