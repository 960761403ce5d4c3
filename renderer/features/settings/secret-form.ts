import { useState } from 'react';
import type { Fault } from '../../../domain/fault.ts';
import type { Result } from '../../../domain/result.ts';
import type { CallError } from '../../../preload/contract/errors.ts';
import type { OpenForm, SaveState } from './form-store.ts';

interface SecretFormDefinition<Form> {
  /** what is stored, without the secret itself */
  readonly saved: Form;
  readonly faultsOf: (form: Form) => readonly Fault[];
  readonly send: (form: Form) => Promise<Result<unknown, CallError>>;
}

/** Like `useForm`, for what holds a secret: it lives no longer than its screen, and goes once it was saved. */
export function useSecretForm<Form extends object>(definition: SecretFormDefinition<Form>): OpenForm<Form> {
  const { saved, faultsOf, send } = definition;
  const [changes, setChanges] = useState<Partial<Form>>({});
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [tried, setTried] = useState(false);
  const [save, setSave] = useState<SaveState>({ kind: 'idle' });
  const typed: Form = { ...saved, ...changes };
  const faults = faultsOf(typed);
  const blocking = faults.filter(({ severity }) => severity === 'blocks');
  const clear = (next: SaveState): void => {
    setChanges({});
    setLeft(new Set());
    setTried(false);
    setSave(next);
  };
  return {
    typed,
    dirty: JSON.stringify(typed) !== JSON.stringify({ ...saved }),
    save,
    blocking: blocking.length,
    shown: (path) => (tried || left.has(path) ? faults.find((fault) => fault.path === path) : undefined),
    change: (patch) => {
      setChanges((now) => ({ ...now, ...patch }));
      setSave((now) => (now.kind === 'saving' ? now : { kind: 'idle' }));
    },
    leave: (path) => setLeft((now) => new Set([...now, path])),
    discard: () => clear({ kind: 'idle' }),
    submit: async () => {
      if (save.kind === 'saving') return undefined;
      const [first] = blocking;
      if (first) {
        setTried(true);
        setSave({ kind: 'faulty' });
        return first.path;
      }
      setSave({ kind: 'saving' });
      const answer = await send(typed);
      if (answer.ok) clear({ kind: 'saved', at: Date.now() });
      else setSave({ kind: 'failed', error: answer.error });
      return undefined;
    },
  };
}
