import type { Clock } from '../../domain/outbox/ports.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import {
  p12Faults,
  type CertificateInfo,
  type P12Fault,
  type SignFault,
  type Signer,
  type SignerSecrets,
} from '../../domain/signing/signing.ts';
import { SignerAnswer, type SignerRequest } from './messages.ts';

/** One running signing process. */
export interface SignerChild {
  post(request: SignerRequest): void;
  onMessage(listener: (message: unknown) => void): void;
  /** called once, however it ended */
  onExit(listener: () => void): void;
  kill(): void;
}
/** Starts one. */
export type SignerHost = () => SignerChild;

export interface SignerParts {
  readonly host: SignerHost;
  readonly clock: Pick<Clock, 'after'>;
  /** Fetches a company's container and PIN when the process lost its key; undefined when one of them is not kept. */
  readonly secretsFor: (companyId: string) => Promise<SignerSecrets | undefined>;
  /** The process ends after so long without a call: it holds some 60 MB and the keys. */
  readonly idleMs?: number;
  /** A call that takes longer ends the process: a hostile container may ask for billions of rounds. */
  readonly callMs?: number;
}

const fiveMinutesMs = 5 * 60_000;
/** `open` includes up to a second of key derivation; a cold start of the process and its WebAssembly about as much. */
const oneMinuteMs = 60_000;

type Asked =
  | Omit<Extract<SignerRequest, { kind: 'open' }>, 'id'>
  | Omit<Extract<SignerRequest, { kind: 'sign' }>, 'id'>
  | Omit<Extract<SignerRequest, { kind: 'close' }>, 'id'>;
type Answered = SignerAnswer | 'signer-died';

interface Running {
  readonly child: SignerChild;
  readonly pending: Map<number, (answer: Answered) => void>;
}

const isP12Fault = (fault: SignFault): fault is P12Fault => p12Faults.some((known) => known === fault);

/** The client of the signing process: started at the first call, again after it died or was stopped for idleness. */
export function createSigner(parts: SignerParts): Signer {
  const { host, clock, secretsFor, idleMs = fiveMinutesMs, callMs = oneMinuteMs } = parts;
  let running: Running | undefined;
  let lastId = 0;
  let cancelIdle = (): void => undefined;

  function end(process: Running): void {
    if (running === process) running = undefined;
    process.child.kill();
    const waiting = [...process.pending.values()];
    process.pending.clear();
    for (const settle of waiting) settle('signer-died');
  }

  function start(): Running {
    const process: Running = { child: host(), pending: new Map() };
    process.child.onExit(() => end(process));
    process.child.onMessage((message) => {
      const answer = SignerAnswer.safeParse(message);
      // a process that talks nonsense is not trusted with a key
      if (!answer.success) return end(process);
      const settle = process.pending.get(answer.data.id);
      if (!settle) return;
      process.pending.delete(answer.data.id);
      settle(answer.data);
    });
    return process;
  }

  function restIfIdle(process: Running): void {
    cancelIdle();
    if (running === process && process.pending.size === 0)
      cancelIdle = clock.after(idleMs, () => {
        if (process.pending.size === 0) end(process);
      });
  }

  async function ask(asked: Asked): Promise<Answered> {
    cancelIdle();
    const process = (running ??= start());
    lastId += 1;
    const id = lastId;
    const answer = await new Promise<Answered>((resolve) => {
      const cancelDeadline = clock.after(callMs, () => end(process));
      process.pending.set(id, (value) => {
        cancelDeadline();
        resolve(value);
      });
      process.child.post({ ...asked, id });
    });
    restIfIdle(process);
    return answer;
  }

  async function open(
    companyId: string,
    p12: Uint8Array,
    pin: string,
  ): Promise<Result<CertificateInfo, P12Fault | 'signer-died'>> {
    const answer = await ask({ kind: 'open', companyId, p12, pin });
    if (answer === 'signer-died') return fail(answer);
    if (answer.kind === 'opened') return ok(answer.certificate);
    if (answer.kind === 'failed' && isP12Fault(answer.fault)) return fail(answer.fault);
    throw new Error(`the signing process answered ${answer.kind} to open`);
  }

  async function sign(
    companyId: string,
    xml: string,
    signingTime: string,
  ): Promise<Result<Uint8Array, SignFault>> {
    const request: Asked = { kind: 'sign', companyId, xml, signingTime };
    let answer = await ask(request);
    if (answer !== 'signer-died' && answer.kind === 'not-open') {
      const secrets = await secretsFor(companyId);
      if (!secrets) return fail('no-secrets');
      const opened = await open(companyId, secrets.p12, secrets.pin);
      if (!opened.ok) return opened;
      answer = await ask(request);
    }
    if (answer === 'signer-died') return fail(answer);
    if (answer.kind === 'signed') return ok(answer.bytes);
    if (answer.kind === 'failed') return fail(answer.fault);
    // opened a moment ago and gone: the process died and was started again in between
    if (answer.kind === 'not-open') return fail('signer-died');
    throw new Error(`the signing process answered ${answer.kind} to sign`);
  }

  async function close(companyId: string): Promise<void> {
    // a process that does not run holds no key
    if (running) await ask({ kind: 'close', companyId });
  }

  function stop(): void {
    cancelIdle();
    if (running) end(running);
  }

  return { open, sign, close, stop };
}
