import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DocumentFilter, DocumentPage, DocumentRow } from '../../../preload/contract/documents.ts';
import type { CallError } from '../../../preload/contract/errors.ts';
import type { Result } from '../../../domain/result.ts';

const pageSize = 50;

export interface Pages {
  readonly rows: readonly DocumentRow[];
  /** opaque; undefined: the end was reached (or nothing was read yet) */
  readonly next: string | undefined;
  /** a search stopped looking: there may be more */
  readonly capped: boolean;
  readonly state: 'reading' | 'ready' | 'failed';
  readonly error: CallError | undefined;
}

export interface PageStore {
  readonly store: StoreApi<Pages>;
  /** another filter: rows on screen stay until the first page is there */
  readonly show: (filter: DocumentFilter) => Promise<void>;
  readonly more: () => Promise<void>;
  /** one document changed, or (without id) anything */
  readonly changed: (id?: string) => Promise<void>;
}

interface Ask {
  page(input: {
    readonly filter: DocumentFilter;
    readonly after?: string;
    readonly limit: number;
  }): Promise<Result<DocumentPage, CallError>>;
  row(id: string): Promise<Result<DocumentRow, CallError>>;
}

/**
 * The rows of the list, page after page by keyset. Answers that were overtaken by another filter are dropped. A change asks for
 * the one row, and puts it where it is; a document not on screen makes the newest page be read again and joined on top.
 */
export function pageStore(ask: Ask): PageStore {
  const store = createStore<Pages>(() => ({
    rows: [],
    next: undefined,
    capped: false,
    state: 'reading',
    error: undefined,
  }));
  let filter: DocumentFilter = {};
  let turn = 0;
  let reading = false;

  const first = async (): Promise<void> => {
    const mine = ++turn;
    reading = true;
    store.setState({ state: 'reading' });
    const answer = await ask.page({ filter, limit: pageSize });
    if (mine !== turn) return;
    reading = false;
    if (answer.ok) {
      const { rows, next, capped = false } = answer.value;
      store.setState({ rows, next, capped, state: 'ready', error: undefined });
    } else store.setState({ state: 'failed', error: answer.error });
  };

  return {
    store,
    show: (wanted) => {
      filter = wanted;
      return first();
    },
    more: async () => {
      const { next } = store.getState();
      if (reading || next === undefined) return;
      reading = true;
      const mine = turn;
      const answer = await ask.page({ filter, after: next, limit: pageSize });
      if (mine !== turn) return;
      reading = false;
      store.setState((now) =>
        answer.ok
          ? { rows: joined(now.rows, answer.value.rows), next: answer.value.next, error: undefined }
          : { state: 'failed', error: answer.error },
      );
    },
    changed: async (id) => {
      const mine = turn;
      const { rows } = store.getState();
      if (id === undefined || !rows.some((row) => row.id === id)) {
        const answer = await ask.page({ filter, limit: pageSize });
        if (mine !== turn || !answer.ok) return;
        store.setState((now) => {
          const fresh = answer.value.rows;
          const rest = now.rows.filter((row) => !fresh.some((each) => each.id === row.id));
          // what the filter no longer holds has gone from the newest page: keep only what lies beyond it
          const last = fresh.at(-1);
          const beyond =
            last && answer.value.next !== undefined
              ? rest.filter((row) => row.issuedAt <= last.issuedAt)
              : [];
          return { rows: [...fresh, ...beyond], ...(beyond.length === 0 && { next: answer.value.next }) };
        });
        return;
      }
      const answer = await ask.row(id);
      if (mine !== turn || !answer.ok) return;
      const row = answer.value;
      const stays = !filter.states || filter.states.includes(row.state);
      store.setState((now) => ({
        rows: stays
          ? now.rows.map((each) => (each.id === id ? row : each))
          : now.rows.filter((each) => each.id !== id),
      }));
    },
  };
}

/** Without the doubles that a document issued between two pages makes. */
function joined(rows: readonly DocumentRow[], more: readonly DocumentRow[]): readonly DocumentRow[] {
  const known = new Set(rows.map(({ id }) => id));
  return [...rows, ...more.filter(({ id }) => !known.has(id))];
}
