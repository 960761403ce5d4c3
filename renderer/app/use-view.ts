import { useCallback, useEffect, useRef, useState } from 'react';
import type { Result } from '../../domain/result.ts';
import type { CallInput, CallOutput, ChangedEvent } from '../../preload/contract/calls.ts';
import type { CallError } from '../../preload/contract/errors.ts';
import type { CallName } from '../../preload/contract/names.ts';

export type ViewState<T> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly value: T }
  /** `last`: what was shown before, if anything */
  | { readonly kind: 'failed'; readonly error: CallError; readonly last?: T };

interface Heard {
  /** the view is asked again when one of these changes */
  readonly topics: readonly ChangedEvent['topic'][];
  /** only this one; without it, any */
  readonly id?: string;
  /** a big view rests this long between two askings: changes in the meantime are one, told at its end. Without it, none */
  readonly restMs?: number;
}

/**
 * A view of main, kept true: asked when shown, when `input` changes and when main says that a topic of `heard` changed.
 * What is on screen stays until the new answer is there. Answers that were overtaken are dropped.
 */
export function useView<N extends CallName>(
  name: N,
  input: CallInput<N>,
  heard: Heard,
): ViewState<CallOutput<N>> & { readonly reload: () => void } {
  const [state, setState] = useState<ViewState<CallOutput<N>>>({ kind: 'loading' });
  const turns = useRef({ last: 0 });
  const question = JSON.stringify({ input });
  const topics = heard.topics.join(' ');
  const { id, restMs = 0 } = heard;

  const reload = useCallback(() => {
    const turn = ++turns.current.last;
    void ask(name, question).then((answer) => {
      if (turn === turns.current.last) setState((before) => answered(before, answer));
      return undefined;
    });
  }, [name, question]);

  useEffect(() => {
    const own = turns.current;
    let askedAt = performance.now();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const askNow = (): void => {
      timer = undefined;
      askedAt = performance.now();
      reload();
    };
    askNow();
    const unheard = window.api.onChanged((event) => {
      if (!topics.split(' ').includes(event.topic)) return;
      if (id !== undefined && event.id !== undefined && event.id !== id) return;
      const restLeftMs = askedAt + restMs - performance.now();
      if (restLeftMs <= 0) askNow();
      else timer ??= setTimeout(askNow, restLeftMs);
    });
    return () => {
      clearTimeout(timer);
      unheard();
      own.last++;
    };
  }, [reload, topics, id, restMs]);

  return { ...state, reload };
}

type Answer<N extends CallName> = Result<CallOutput<N>, CallError>;

/** @param question the input as JSON: an effect compares it by value */
async function ask<N extends CallName>(name: N, question: string): Promise<Answer<N>> {
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- made from an input of this call, in this file
    const { input } = JSON.parse(question) as { input: CallInput<N> };
    return await window.api.call(name, input);
  } catch (error) {
    return { ok: false, error: { code: 'internal', detail: String(error) } };
  }
}

function answered<T>(before: ViewState<T>, answer: Result<T, CallError>): ViewState<T> {
  if (answer.ok) return { kind: 'ready', value: answer.value };
  const last =
    before.kind === 'ready' ? { last: before.value } : before.kind === 'failed' ? rest(before) : {};
  return { kind: 'failed', error: answer.error, ...last };
}

const rest = <T>(before: { readonly last?: T }): { readonly last?: T } =>
  before.last === undefined ? {} : { last: before.last };
