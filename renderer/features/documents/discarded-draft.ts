import { create } from 'zustand';
import type { CallOutput } from '../../../preload/contract/calls.ts';
import type { CallError } from '../../../preload/contract/errors.ts';

interface Discarded {
  readonly companyId: string | undefined;
  readonly id: string;
  readonly customerName: string;
  readonly form: CallOutput<'drafts.get'>['form'];
}

/** The draft discarded last, whole, until the program is closed: one press by mistake loses nothing. */
interface DiscardedDraft {
  readonly last: Discarded | undefined;
  /** @returns why it was not discarded */
  readonly discard: (
    id: string,
    customerName: string,
    companyId: string | undefined,
  ) => Promise<CallError | undefined>;
  /** Stores it again, under its id. @returns why it could not */
  readonly undo: () => Promise<CallError | undefined>;
}

export const useDiscardedDraft = create<DiscardedDraft>()((set, get) => ({
  last: undefined,
  discard: async (id, customerName, companyId) => {
    // read first: what cannot be brought back is not thrown away
    const draft = await window.api.call('drafts.get', { id });
    if (!draft.ok) return draft.error;
    const gone = await window.api.call('drafts.discard', { companyId, id });
    if (!gone.ok) return gone.error;
    set({ last: { companyId, id, customerName, form: draft.value.form } });
    return undefined;
  },
  undo: async () => {
    const { last } = get();
    if (last === undefined) return undefined;
    const back = await window.api.call('drafts.save', {
      companyId: last.companyId,
      id: last.id,
      form: last.form,
    });
    if (!back.ok) return back.error;
    set({ last: undefined });
    return undefined;
  },
}));
