import { useEffect, useState } from 'react';
import type { CallError } from '../../../preload/contract/errors.ts';
import type { PracticeChange } from '../../../preload/contract/practice.ts';
import { useView } from '../../app/use-view.ts';

/** The authorities count calls that the program itself has no event for (a callback, a verdict): looked at while shown. */
const lookEveryMs = 2_000;

export type Change = (change: PracticeChange) => Promise<boolean>;

/** What the simulated authorities do and have counted, kept true while the panel is shown. */
export function usePractice() {
  const view = useView('practice.view', undefined, {
    topics: ['practice', 'document', 'payment', 'queue', 'status'],
  });
  const { reload } = view;
  const [error, setError] = useState<CallError>();
  useEffect(() => {
    const timer = setInterval(reload, lookEveryMs);
    return () => clearInterval(timer);
  }, [reload]);

  /** @returns whether it was done; a failure is shown by the panel */
  const change: Change = async (wanted) => {
    const answer = await window.api.call('practice.set', wanted);
    setError(answer.ok ? undefined : answer.error);
    reload();
    return answer.ok;
  };
  return { view, error, change };
}
