import type {
  AttemptView,
  ClerkActionView,
  DocumentDetail,
  MoveView,
} from '../../../preload/contract/documents.ts';

/** One line of the timeline, in the order in which things began. */
export type Happening =
  /** `became`: the state it left the document in, where that is known */
  | { readonly kind: 'attempt'; readonly at: number; readonly attempt: AttemptView; readonly became?: string }
  | { readonly kind: 'act'; readonly at: number; readonly act: ClerkActionView; readonly became?: string }
  /** a change that no call and no person made: a start after a crash, another document accepted, a repair */
  | { readonly kind: 'move'; readonly at: number; readonly move: MoveView };

/**
 * Calls, what people did, and changes of state as one story. A change belongs to the call that ended, or the press that was made, at
 * that very moment; the step into `sending` is the beginning of a call and no news beside it.
 */
export function happenings({
  attempts,
  acts,
  moves,
}: Pick<DocumentDetail, 'attempts' | 'acts' | 'moves'>): readonly Happening[] {
  const left = new Set(moves.filter(({ to }) => to !== 'sending'));
  const take = (at: number | undefined): { readonly became?: string } => {
    for (const move of left)
      if (move.at === at) {
        left.delete(move);
        return { became: move.to };
      }
    return {};
  };
  const calls = attempts.map((attempt): Happening => ({
    kind: 'attempt',
    at: attempt.startedAt,
    attempt,
    ...take(attempt.endedAt),
  }));
  const presses = acts.map((act): Happening => ({ kind: 'act', at: act.at, act, ...take(act.at) }));
  const others = [...left].map((move): Happening => ({ kind: 'move', at: move.at, move }));
  return [...calls, ...presses, ...others].toSorted((a, b) => a.at - b.at);
}
