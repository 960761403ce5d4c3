import {
  type CallMade,
  type EngineContext,
  type EngineEvent,
  type EngineState,
  type EngineStep,
  step,
} from '../../domain/outbox/engine.ts';
import type { OutboxDocument } from '../../domain/outbox/document.ts';
import type { DocumentEvent } from '../../domain/outbox/document-step.ts';
import type { LaneEvent } from '../../domain/outbox/lane-step.ts';
import type { Clock, LaneKey, Random } from '../../domain/outbox/ports.ts';
import type { OutboxStore } from '../../domain/outbox/store.ts';
import type { OutboxTimings } from '../../domain/outbox/timings.ts';

export interface EngineShellParts {
  readonly store: OutboxStore;
  readonly clock: Clock;
  readonly random: Pick<Random, 'fraction'>;
  readonly timings: OutboxTimings;
  readonly onChange: (change: OutboxChange) => void;
}

export type OutboxChange =
  | { readonly kind: 'documents'; readonly companyId: string; readonly ids: readonly string[] }
  | { readonly kind: 'lane'; readonly key: LaneKey };

/**
 * Loads the slice a step needs, runs the pure engine, writes what came back. `inTransaction` variants are for callers that
 * write more in the same transaction; they tell nobody, `announce` does it after the commit.
 */
export interface EngineShell {
  documentInTransaction(
    id: string,
    event: DocumentEvent | 'ask',
    now: number,
    call?: CallMade,
  ): Written | undefined;
  laneInTransaction(key: LaneKey, event: LaneEvent, now: number): Written;
  announce(written: Written): void;
}

export interface Written {
  readonly step: EngineStep;
  readonly key: LaneKey;
  readonly laneMoved: boolean;
}

const haciendaLane = (companyId: string): LaneKey => ({ companyId, service: 'hacienda' });

export function engineShell(parts: EngineShellParts): EngineShell {
  const { store, random, timings } = parts;
  const contextAt = (now: number): EngineContext => ({ now, fraction: random.fraction(), timings });

  const run = (state: EngineState, event: EngineEvent, now: number): EngineStep | undefined => {
    const stepped = step(state, event, contextAt(now));
    if (!stepped) return undefined;
    // The answer first: the row that becomes final refers to it.
    for (const effect of stepped.effects) {
      if (effect.kind === 'store-answer') store.documents.storeAnswer(effect.id, effect.answer, now);
      if (effect.kind === 'put-answer-aside') store.documents.putAnswerAside(effect.id, effect.answer, now);
    }
    for (const document of stepped.changed) store.documents.write(document);
    if (stepped.state.lane !== state.lane) store.lanes.write(stepped.state.lane);
    return stepped;
  };

  return {
    documentInTransaction(id, event, now, call) {
      const documents = store.documents.slice(id);
      const document: OutboxDocument | undefined = documents.get(id);
      if (!document) throw new Error(`no document ${id}`);
      const key = haciendaLane(document.companyId);
      const state = { lane: store.lanes.read(key, now), documents };
      const stepped = run(
        state,
        event === 'ask'
          ? { kind: 'ask', id }
          : { kind: 'document', id, event, ...(call === undefined ? {} : { call }) },
        now,
      );
      return stepped && { step: stepped, key, laneMoved: stepped.state.lane !== state.lane };
    },
    laneInTransaction(key, event, now) {
      const state: EngineState = { lane: store.lanes.read(key, now), documents: new Map() };
      const stepped = run(state, { kind: 'lane', event }, now);
      if (!stepped) throw new Error('a lane event is always allowed');
      return { step: stepped, key, laneMoved: true };
    },
    announce({ step: { changed }, key, laneMoved }) {
      if (changed.length > 0) {
        parts.onChange({ kind: 'documents', companyId: key.companyId, ids: changed.map(({ id }) => id) });
      }
      if (laneMoved) parts.onChange({ kind: 'lane', key });
    },
  };
}
