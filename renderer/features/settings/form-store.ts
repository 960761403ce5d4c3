import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Fault } from '../../../domain/fault.ts';
import type { Result } from '../../../domain/result.ts';
import type { CallError } from '../../../preload/contract/errors.ts';

export type SaveState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'saving' }
  /** UTC ms */
  | { readonly kind: 'saved'; readonly at: number }
  | { readonly kind: 'failed'; readonly error: CallError }
  /** nothing was saved: the form blocks */
  | { readonly kind: 'faulty' };

interface FormState<Form> {
  /** what was typed over the stored values */
  readonly changes: Partial<Form>;
  /** paths of fields that were left once */
  readonly left: ReadonlySet<string>;
  /** saving was tried: every fault shows */
  readonly tried: boolean;
  readonly save: SaveState;
}
type FormStore<Form> = StoreApi<FormState<Form>>;

const untouched = { changes: {}, left: new Set<string>(), tried: false } as const;

/**
 * Stores of the forms of one kind, one per key (a company's id). They outlive their screen, so that what was typed and not
 * saved is there when the clerk comes back to it. Secrets never go in here.
 */
export function formStores<Form extends object>(): (key: string) => FormStore<Form> {
  const stores = new Map<string, FormStore<Form>>();
  return (key) => {
    const known = stores.get(key);
    if (known) return known;
    const made = createStore<FormState<Form>>()(() => ({ ...untouched, save: { kind: 'idle' } }));
    stores.set(key, made);
    return made;
  };
}

interface FormDefinition<Form> {
  readonly store: FormStore<Form>;
  /** what is stored now */
  readonly saved: Form;
  readonly faultsOf: (form: Form) => readonly Fault[];
  /** resolves when what is stored has changed on screen too */
  readonly send: (form: Form) => Promise<Result<unknown, CallError>>;
}

export interface OpenForm<Form> {
  readonly typed: Form;
  readonly dirty: boolean;
  readonly save: SaveState;
  /** how many faults block */
  readonly blocking: number;
  /** the fault to show at a field: once it was left, or after a try */
  readonly shown: (path: string) => Fault | undefined;
  readonly change: (patch: Partial<Form>) => void;
  readonly leave: (path: string) => void;
  readonly discard: () => void;
  /** @returns the path of the first field at fault; undefined when it was saved or main refused */
  readonly submit: () => Promise<string | undefined>;
}

/** What is typed lies over what is stored: a value that changes elsewhere shows through wherever nothing was typed. */
export function useForm<Form extends object>(definition: FormDefinition<Form>): OpenForm<Form> {
  const { store, saved, faultsOf, send } = definition;
  const state = useStore(store);
  const typed: Form = { ...saved, ...state.changes };
  const faults = faultsOf(typed);
  const blocking = faults.filter(({ severity }) => severity === 'blocks');
  return {
    typed,
    dirty: JSON.stringify(typed) !== JSON.stringify({ ...saved }),
    save: state.save,
    blocking: blocking.length,
    shown: (path) =>
      state.tried || state.left.has(path) ? faults.find((fault) => fault.path === path) : undefined,
    change: (patch) =>
      store.setState((now) => ({
        changes: { ...now.changes, ...patch },
        save: now.save.kind === 'saving' ? now.save : { kind: 'idle' },
      })),
    leave: (path) => store.setState((now) => ({ left: new Set([...now.left, path]) })),
    discard: () => store.setState({ ...untouched, save: { kind: 'idle' } }),
    submit: async () => {
      if (state.save.kind === 'saving') return undefined;
      const [first] = blocking;
      if (first) {
        store.setState({ tried: true, save: { kind: 'faulty' } });
        return first.path;
      }
      store.setState({ save: { kind: 'saving' } });
      const sent = state.changes;
      const answer = await send(typed);
      store.setState((now) =>
        answer.ok
          ? {
              ...untouched,
              // what was typed while it was being saved stays typed
              changes: now.changes === sent ? {} : now.changes,
              save: { kind: 'saved', at: Date.now() },
            }
          : { save: { kind: 'failed', error: answer.error } },
      );
      return undefined;
    },
  };
}
