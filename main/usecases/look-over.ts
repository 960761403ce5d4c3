import type { StartView } from '../../preload/contract/company.ts';
import type { Clock } from '../../domain/outbox/ports.ts';
import type { OutboxStore } from '../../domain/outbox/store.ts';
import type { Db } from '../db/connection.ts';
import { mendSlots } from '../db/payments.ts';
import { countUnreadable } from '../db/unreadable.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { AuditReport } from '../outbox/audit.ts';

export interface LookOverParts {
  readonly db: Db;
  readonly clock: Pick<Clock, 'now'>;
  readonly store: Pick<OutboxStore, 'audit'>;
  readonly outbox: Pick<Outbox, 'audit'>;
  /** the recovery, or the companies, gave reason to look at everything now */
  readonly suspicious: boolean;
  /** companies put right, and documents taken up again, before anything else could be looked at */
  readonly companiesMended: number;
  readonly adopted: number;
  readonly tell: () => void;
}

/** What was found damaged in this run, and put right where it could be. */
export interface Findings {
  /** told by the outbox, as it finds it */
  add(report: AuditReport): void;
  view(): StartView['damage'];
}

/** Looks whether what is stored is still what was written. */
export interface LookOver {
  /** Before the first request: the sums of every row. Some milliseconds for a thousand documents. */
  rows(): Promise<void>;
  /** Afterwards, where it is due: every byte, both copies, the journal, the indexes. */
  wholeIfDue(): Promise<void>;
  readonly findings: Findings;
}

const dayMs = 24 * 3_600_000;
/** So few that every start looks at everything: some 30 ms. */
const alwaysWhole = 200;

const emptyDamage = {
  mended: [],
  isolated: [],
  bytesBack: 0,
  filesBack: 0,
  linesBack: 0,
  adopted: 0,
  answersAsked: 0,
  bytesLost: [],
  companies: 0,
  payments: 0,
  unreadable: 0,
  others: 0,
} satisfies StartView['damage'];

export function lookOver(parts: LookOverParts): LookOver {
  const { db, clock, store, outbox } = parts;
  let damage: NonNullable<StartView['damage']> = {
    ...emptyDamage,
    companies: parts.companiesMended,
    adopted: parts.adopted,
  };
  let suspicious = parts.suspicious;
  const joined = (a: readonly string[], b: readonly string[]): string[] => [...new Set([...a, ...b])];

  const findings: Findings = {
    add(report) {
      suspicious = true;
      damage = {
        ...damage,
        mended: joined(damage.mended, report.mended),
        isolated: joined(damage.isolated, report.isolated),
        bytesBack: damage.bytesBack + report.bytesBack.length,
        filesBack: damage.filesBack + report.filesBack.length,
        linesBack: damage.linesBack + report.linesBack.length,
        answersAsked: damage.answersAsked + report.answersAsked.length,
        others: damage.others + report.checks + report.indexes.length + (report.recounted ? 1 : 0),
        bytesLost: joined(damage.bytesLost, report.bytesLost),
      };
    },
    view() {
      const { mended, isolated, bytesLost, ...counts } = damage;
      const anything =
        mended.length + isolated.length + bytesLost.length > 0 || Object.values(counts).some((n) => n > 0);
      return anything ? damage : undefined;
    },
  };

  return {
    findings,
    async rows() {
      const slots = mendSlots(db, clock.now());
      damage = {
        ...damage,
        payments: damage.payments + slots.mended.length,
        unreadable: damage.unreadable + slots.unreadable,
      };
      if (slots.mended.length + slots.unreadable > 0) suspicious = true;
      await outbox.audit('rows');
      if (findings.view()) parts.tell();
    },
    async wholeIfDue() {
      const now = clock.now();
      const last = store.audit.lastWholeAt();
      const due = last === undefined || last > now || now - last >= dayMs;
      if (!due && !suspicious && store.audit.count() > alwaysWhole) return;
      await outbox.audit('whole');
      const { drafts, customers, products } = countUnreadable(db);
      damage = { ...damage, unreadable: damage.unreadable + drafts + customers + products };
      if (findings.view()) parts.tell();
    },
  };
}
