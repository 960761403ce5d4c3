import type { Service } from '../../domain/company/company.ts';
import { type Lane, type LaneReason, newLane } from '../../domain/outbox/lane.ts';
import type { LaneState } from '../../domain/outbox/states.ts';
import type { LaneStore } from '../../domain/outbox/store.ts';
import type { Db } from './connection.ts';

/** The columns as the CHECKs of the table keep them; reasons are written by this program only. */
interface LaneRow {
  readonly companyId: string;
  readonly service: Service;
  readonly state: LaneState;
  readonly since: number;
  readonly until: number | null;
  readonly reason: LaneReason | null;
  readonly failures: number;
  readonly refusals: number;
  readonly refusedGeneration: number;
  readonly lastPassAt: number | null;
  readonly settleHorizonMs: number | null;
  readonly skewMs: number | null;
  readonly rateLimit: number | null;
  readonly rateRemaining: number | null;
  readonly rateResetAt: number | null;
  readonly rateReadAt: number | null;
  readonly latestAt: number;
  readonly wentBackAt: number | null;
  readonly lastAnswerAt: number | null;
}

const toLane = (row: LaneRow): Lane => ({
  companyId: row.companyId,
  service: row.service,
  state: row.state,
  since: row.since,
  ...(row.until === null ? {} : { until: row.until }),
  ...(row.reason === null ? {} : { reason: row.reason }),
  failures: row.failures,
  refusals: row.refusals,
  refusedGeneration: row.refusedGeneration,
  ...(row.lastPassAt === null ? {} : { lastPassAt: row.lastPassAt }),
  ...(row.settleHorizonMs === null ? {} : { settleHorizonMs: row.settleHorizonMs }),
  ...(row.skewMs === null ? {} : { skewMs: row.skewMs }),
  ...(row.rateReadAt === null
    ? {}
    : {
        rate: {
          readAt: row.rateReadAt,
          ...(row.rateLimit === null ? {} : { limit: row.rateLimit }),
          ...(row.rateRemaining === null ? {} : { remaining: row.rateRemaining }),
          ...(row.rateResetAt === null ? {} : { resetAt: row.rateResetAt }),
        },
      }),
  latestAt: row.latestAt,
  ...(row.wentBackAt === null ? {} : { wentBackAt: row.wentBackAt }),
  ...(row.lastAnswerAt === null ? {} : { lastAnswerAt: row.lastAnswerAt }),
});

const toRow = (lane: Lane): LaneRow => ({
  companyId: lane.companyId,
  service: lane.service,
  state: lane.state,
  since: lane.since,
  until: lane.until === undefined ? null : Math.ceil(lane.until),
  reason: lane.reason ?? null,
  failures: lane.failures,
  refusals: lane.refusals,
  refusedGeneration: lane.refusedGeneration,
  lastPassAt: lane.lastPassAt ?? null,
  settleHorizonMs: lane.settleHorizonMs ?? null,
  skewMs: lane.skewMs ?? null,
  rateLimit: lane.rate?.limit ?? null,
  rateRemaining: lane.rate?.remaining ?? null,
  rateResetAt: lane.rate?.resetAt === undefined ? null : Math.round(lane.rate.resetAt),
  rateReadAt: lane.rate?.readAt ?? null,
  latestAt: lane.latestAt,
  wentBackAt: lane.wentBackAt ?? null,
  lastAnswerAt: lane.lastAnswerAt ?? null,
});

const columns = `company_id as companyId, service, state, since, until_at as until, reason, failures, refusals,
  refused_generation as refusedGeneration, last_pass_at as lastPassAt, settle_horizon_ms as settleHorizonMs,
  skew_ms as skewMs, rate_limit as rateLimit, rate_remaining as rateRemaining, rate_reset_at as rateResetAt,
  rate_read_at as rateReadAt, latest_at as latestAt, went_back_at as wentBackAt,
  last_answer_at as lastAnswerAt`;

/** Lanes: environment x company x service (a company has one environment). */
export function laneStore(db: Db): LaneStore {
  const read = db.prepare<[string, string], LaneRow>(
    `select ${columns} from lane where company_id = ? and service = ?`,
  );
  const all = db.prepare<[], LaneRow>(`select ${columns} from lane order by company_id, service`);
  const write = db.prepare<[LaneRow]>(
    `insert or replace into lane (company_id, service, state, since, until_at, reason, failures, refusals,
       refused_generation, last_pass_at, settle_horizon_ms, skew_ms, rate_limit, rate_remaining, rate_reset_at,
       rate_read_at, latest_at, went_back_at, last_answer_at)
     values (@companyId, @service, @state, @since, @until, @reason, @failures, @refusals, @refusedGeneration,
       @lastPassAt, @settleHorizonMs, @skewMs, @rateLimit, @rateRemaining, @rateResetAt, @rateReadAt, @latestAt,
       @wentBackAt, @lastAnswerAt)`,
  );
  return {
    read(key, now) {
      const row = read.get(key.companyId, key.service);
      return row ? toLane(row) : newLane(key.companyId, key.service, now);
    },
    all: () => all.all().map(toLane),
    write(lane) {
      write.run(toRow(lane));
    },
  };
}
