import { vi } from 'vitest';
import type { Api, CallInput, CallOutput, ChangedEvent } from '../../preload/contract/calls.ts';
import type { CallError } from '../../preload/contract/errors.ts';
import type { CallName } from '../../preload/contract/names.ts';

type Handlers = {
  readonly [N in CallName]?: (input: CallInput<N>) => CallOutput<N> | Promise<CallOutput<N>>;
};

/** Thrown by a handler: the call comes back as this failure. */
export class Refused extends Error {
  readonly error: CallError;
  constructor(error: CallError) {
    super(error.code);
    this.error = error;
  }
}

/** What forms ask in passing and what stops nothing: nobody knows anything. A test that is about it says its own. */
const nobodyKnows: Handlers = {
  'cabys.search': () => [],
  'cabys.find': () => ({ kind: 'unavailable', why: 'offline' }),
  'cabys.searchOnline': () => ({ kind: 'unavailable', why: 'offline' }),
  'catalogues.places': () => null,
  'lookups.taxpayer': () => ({ kind: 'unavailable', why: 'offline' }),
  'drafts.check': () => [],
  'related.creditSales': () => [],
  'related.view': () => {
    throw new Refused({ code: 'not-found' });
  },
};

/** `window.api` as the page sees it, with main replaced by one function per call. A call without one fails the test. */
export function fakeApi(handlers: Handlers) {
  const listeners = new Set<(event: ChangedEvent) => void>();
  const asked: { readonly name: CallName; readonly input: unknown }[] = [];
  const call = async (name: CallName, input: unknown): Promise<unknown> => {
    asked.push({ name, input });
    const handler = (handlers[name] ?? nobodyKnows[name]) as ((input: unknown) => unknown) | undefined;
    if (!handler) throw new Error(`the test expects no ${name}`);
    try {
      return { ok: true, value: await handler(input) };
    } catch (error) {
      if (error instanceof Refused) return { ok: false, error: error.error };
      throw error;
    }
  };
  vi.stubGlobal('api', {
    call: call as Api['call'],
    onChanged: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  } satisfies Api);
  return {
    /** inputs of the calls so far, by name */
    inputs: (name: CallName): readonly unknown[] =>
      asked.filter((each) => each.name === name).map(({ input }) => input),
    /** main says that something changed */
    changed: (event: ChangedEvent): void => {
      for (const listener of listeners) listener(event);
    },
    listening: (): number => listeners.size,
  };
}
