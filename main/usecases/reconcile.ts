import type { Company } from '../../domain/company/company.ts';
import { consecutivoOf } from '../../domain/numbering/identity.ts';
import { documentKinds, findCode } from '../../domain/billing/codes.ts';
import { formatAmount } from '../../domain/money/amount.ts';
import { costaRicaDate } from '../../domain/numbering/costa-rica-time.ts';
import type { Clock } from '../../domain/outbox/ports.ts';
import type { OutboxStore, StorageFault } from '../../domain/outbox/store.ts';
import {
  compare,
  type Comparison,
  type Numbering,
  numbersToSpare,
  type OwnDocument,
  type TheirsFinding as TheirsFound,
} from '../../domain/reconciliation/compare.ts';
import { type Month, monthOf } from '../../domain/reconciliation/month.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { type FindingCause, findingSentences, findingShort } from '../../domain/words/reconciliation.ts';
import { stateLook } from '../../domain/words/states.ts';
import type { ErrorCode } from '../../preload/contract/errors.ts';
import type { OwnFinding, ReconciliationView, TheirsFinding } from '../../preload/contract/reconciliation.ts';
import type { Db } from '../db/connection.ts';
import { ownDocuments } from '../db/own-documents.ts';
import { csvCell } from './export-queue.ts';
import type { ExportedFile } from './export-history.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Reconciliation } from '../outbox/reconciliation.ts';
import type { ReconciliationRun } from '../outbox/reconciliation-book.ts';

export interface ReconcileContext {
  readonly db: Db;
  readonly clock: Pick<Clock, 'now'>;
  readonly store: Pick<OutboxStore, 'series' | 'atomically'>;
  readonly outbox: Pick<Outbox, 'settleNow'>;
  readonly reconciliation: Reconciliation;
  readonly company: Company;
}

type ReconcileError = Extract<ErrorCode, 'disk-full' | 'disk-error' | 'not-found' | 'not-allowed-now'>;

/** A person reads the lists; the counts and the export have all. */
const shown = 200;
const monthsShown = 24;

const diskError = (fault: StorageFault): ReconcileError =>
  fault === 'disk-full' ? 'disk-full' : 'disk-error';

function numberingOf({ company, store }: ReconcileContext): Numbering | undefined {
  const { issuer } = company.settings;
  return (
    issuer && {
      issuer: { type: issuer.identificationType, number: issuer.identificationNumber },
      branch: issuer.branch,
      terminal: issuer.terminal,
      last: (kind) =>
        store.series.last({ companyId: company.id, branch: issuer.branch, terminal: issuer.terminal, kind }),
    }
  );
}

const comparisonOf = (context: ReconcileContext, { walk, asked }: ReconciliationRun): Comparison =>
  compare(
    walk,
    ownDocuments(context.db, context.company.id, walk.month),
    numberingOf(context),
    new Set([...asked].filter(([, { listed }]) => listed).map(([clave]) => clave)),
  );

/** What the screen shows of one month: the list as far as it was read, against our documents as they are now. */
export async function reconciliationView(
  context: ReconcileContext,
  month: Month,
): Promise<ReconciliationView> {
  const { company, reconciliation, clock } = context;
  const run = await reconciliation.run(company.id, month);
  const base = { month, months: monthsBefore(clock.now()), waits: '' as const, why: '' as const };
  if (!run) {
    const none = { agree: 0, open: 0, theirs: 0, elsewhere: 0, ours: 0, notSent: 0, later: 0, unreadable: 0 };
    return {
      ...base,
      state: 'never',
      pages: 0,
      read: 0,
      counts: none,
      open: [],
      theirs: [],
      elsewhere: [],
      ours: [],
      notSent: [],
    };
  }
  const { walk } = run;
  const found = comparisonOf(context, run);
  const progress = reconciliation.progress(company.id);
  const running = progress?.month === month ? progress : undefined;
  const own = ownFindingOf(run);
  const elsewhere = found.theirs.filter(({ cause }) => cause === 'other-terminal');
  const theirs = found.theirs.filter(({ cause }) => cause !== 'other-terminal');
  return {
    ...base,
    state: walk.end ? walk.end.how : running ? 'running' : 'paused',
    why: walk.end?.how === 'incomplete' ? walk.end.why : walk.end || running ? '' : (run.paused ?? 'clerk'),
    startedAt: walk.startedAt,
    readAt: run.readAt,
    pages: walk.pages,
    read: walk.offset,
    ...(walk.total === undefined ? {} : { total: walk.total }),
    waits: running?.waits ?? '',
    ...(running?.nextAt === undefined ? {} : { nextAt: running.nextAt }),
    counts: {
      agree: found.agree,
      open: found.open.length,
      theirs: theirs.length,
      elsewhere: elsewhere.length,
      ours: found.ours.length,
      notSent: found.notSent.length,
      later: found.later,
      unreadable: walk.unreadable,
    },
    open: found.open
      .slice(0, shown)
      .map(({ own: document, cause, differences }) => own(document, cause, differences)),
    theirs: theirs.slice(0, shown).map(theirsOf),
    elsewhere: elsewhere.slice(0, shown).map(theirsOf),
    ours: found.ours.slice(0, shown).map(({ own: document, cause }) => own(document, cause)),
    notSent: found.notSent.slice(0, shown).map((document) => own(document, 'not-sent')),
  };
}

function monthsBefore(now: number): Month[] {
  const [year = 0, month = 1] = monthOf(now).split('-').map(Number);
  return Array.from({ length: monthsShown }, (_, back) => {
    const index = year * 12 + (month - 1) - back;
    return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
  });
}

/** A question, never a sending: of the document while it is open, of the list alone once our answer is final. */
const canAsk = (cause: FindingCause): boolean =>
  cause === 'awaiting-answer' ||
  cause === 'needs-person' ||
  cause === 'accepted-missing' ||
  cause === 'received-missing';

const ownFindingOf =
  (run: ReconciliationRun) =>
  (
    document: OwnDocument,
    cause: OwnFinding['cause'],
    differences: readonly OwnFinding['differences'][number][] = [],
  ): OwnFinding => {
    const asked = run.asked.get(document.clave);
    return {
      id: document.id,
      clave: document.clave,
      consecutivo: document.consecutivo,
      kind: document.kind,
      customerName: document.customerName,
      total: formatAmount(document.total),
      currency: document.currency,
      issuedAt: document.issuedAt,
      state: document.state,
      cause,
      differences: [...differences],
      canAsk: canAsk(cause),
      ...(asked === undefined ? {} : { asked }),
    };
  };

function theirsOf({ listed, number, issuedOn, cause }: TheirsFound): TheirsFinding {
  return {
    clave: listed.clave,
    cause,
    ...(issuedOn === undefined ? {} : { issuedOn }),
    ...(number === undefined
      ? {}
      : {
          kind: number.kind,
          branch: number.branch,
          terminal: number.terminal,
          number: number.number,
        }),
    ...(listed.receiver === undefined
      ? {}
      : { receiverName: listed.receiver.name, receiverNumber: listed.receiver.number }),
  };
}

/**
 * The list of a month was read to its end. What Hacienda has and we still wait for is asked about now, by the outbox and in its own
 * way (I10: the list accepts nothing); numbers of our series that others used are spent, so that they are never given again.
 */
export async function actOnList(
  context: ReconcileContext,
  month: Month,
): Promise<Result<void, ReconcileError>> {
  const run = await context.reconciliation.run(context.company.id, month);
  const { issuer } = context.company.settings;
  if (!run || !issuer) return ok(undefined);
  const found = comparisonOf(context, run);
  const numbering = numberingOf(context);
  const spare = numbering ? numbersToSpare(found.theirs, numbering.last) : [];
  const { branch, terminal } = issuer;
  const raised = context.store.atomically(() => {
    for (const { kind, atLeast } of spare)
      context.store.series.raise({ companyId: context.company.id, branch, terminal, kind }, atLeast);
  });
  if (!raised.ok) return fail(diskError(raised.error));
  for (const { own, cause } of found.open) {
    if (cause !== 'awaiting-answer') continue;
    const asked = context.outbox.settleNow(own.id);
    // not-allowed: it moved on meanwhile
    if (!asked.ok && (asked.error === 'disk-full' || asked.error === 'io'))
      return fail(diskError(asked.error));
  }
  return ok(undefined);
}

const done = (result: Result<void, StorageFault>): Result<null, ReconcileError> =>
  result.ok ? ok(null) : fail(diskError(result.error));

export const startReconciliation = async (
  { reconciliation, company }: ReconcileContext,
  month: Month,
): Promise<Result<null, ReconcileError>> => done(await reconciliation.start(company.id, month));

export const pauseReconciliation = async ({
  reconciliation,
  company,
}: ReconcileContext): Promise<Result<null, ReconcileError>> => done(await reconciliation.pause(company.id));

export const resumeReconciliation = async (
  { reconciliation, company }: ReconcileContext,
  month: Month,
): Promise<Result<null, ReconcileError>> => done(await reconciliation.goOn(company.id, month));

/** "Preguntar otra vez" about one document of the month. */
export async function askAgain(
  { db, company, outbox, reconciliation }: ReconcileContext,
  month: Month,
  documentId: string,
): Promise<Result<null, ReconcileError>> {
  const own = ownDocuments(db, company.id, month).find(({ id }) => id === documentId);
  if (!own) return fail('not-found');
  const open = own.state !== 'accepted' && own.state !== 'rejected';
  if (open) {
    const asked = outbox.settleNow(documentId);
    if (asked.ok) return ok(null);
    if (asked.error === 'disk-full' || asked.error === 'io') return fail(diskError(asked.error));
    return fail(asked.error === 'not-found' ? 'not-found' : 'not-allowed-now');
  }
  await reconciliation.ask(company.id, month, own.clave);
  return ok(null);
}

/** Every difference of a month as a sheet for an accountant, written as the queue's is. */
export async function reconciliationTable(
  context: ReconcileContext,
  month: Month,
): Promise<Result<ExportedFile, 'not-found'>> {
  const run = await context.reconciliation.run(context.company.id, month);
  if (!run) return fail('not-found');
  const found = comparisonOf(context, run);
  const rows: readonly (readonly string[])[] = [
    heads,
    ...found.theirs.map(theirsRow),
    ...found.ours.map(({ own, cause }) => ownRow('Nosotros lo tenemos y Hacienda no', own, cause)),
    ...found.open.map(({ own, cause }) => ownRow('Los dos lo tienen, falta cerrar', own, cause)),
    ...found.notSent.map((own) => ownRow('Todavía no enviados', own, 'not-sent')),
  ];
  const csv = rows.map((cells) => cells.map(csvCell).join(';')).join('\r\n');
  return ok({
    name: `conciliacion_${month}.csv`,
    bytes: new TextEncoder().encode(`\u{feff}${csv}\r\n`),
  });
}

const heads = [
  'Grupo',
  'Causa',
  'Clave',
  'Consecutivo',
  'Tipo',
  'Fecha',
  'Cliente',
  'Total',
  'Moneda',
  'Estado aquí',
  'Qué hacer',
] as const;

const ownRow = (group: string, own: OwnDocument, cause: FindingCause): readonly string[] => [
  group,
  findingShort(cause, 'es'),
  own.clave,
  own.consecutivo,
  kindName(own.kind),
  costaRicaDate(own.issuedAt),
  own.customerName,
  formatAmount(own.total).replace('.', ','),
  own.currency,
  stateLook(own.state, 'document')?.words.es ?? own.state,
  findingSentences(cause, 'es').todo,
];

const theirsRow = ({ listed, number, issuedOn, cause }: TheirsFound): readonly string[] => [
  cause === 'other-terminal' ? 'De otra sucursal o terminal' : 'Hacienda lo tiene y nosotros no',
  findingShort(cause, 'es'),
  listed.clave,
  number ? consecutivoOf(listed.clave) : '',
  number ? kindName(number.kind) : '',
  issuedOn ?? '',
  listed.receiver?.name ?? '',
  '',
  '',
  '',
  findingSentences(cause, 'es').todo,
];

const kindName = (kind: string): string => findCode(documentKinds, kind)?.name.es ?? kind;
