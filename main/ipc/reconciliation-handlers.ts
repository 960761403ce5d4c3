import { monthOf } from '../../domain/reconciliation/month.ts';
import type { Company } from '../../domain/company/company.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { CallError } from '../../preload/contract/errors.ts';
import type { ExportedFile } from '../usecases/export-history.ts';
import type { Program } from '../usecases/program.ts';
import {
  askAgain,
  pauseReconciliation,
  type ReconcileContext,
  reconciliationTable,
  reconciliationView,
  resumeReconciliation,
  startReconciliation,
} from '../usecases/reconcile.ts';
import type { Handlers } from './serve.ts';

type Work<T> = (program: Program, company: Company) => Promise<Result<T, CallError>>;

/** How the other handlers reach a company, and the system's save dialog. */
export interface ReconciliationDesk {
  inCompany<T>(work: Work<T>): Promise<Result<T, CallError>>;
  inCompanyOf<T>(
    named: { readonly companyId?: string | undefined },
    work: Work<T>,
  ): Promise<Result<T, CallError>>;
  saveExported(file: ExportedFile): Promise<Result<{ name: string }, CallError>>;
}

type ReconciliationCalls = Pick<Handlers, Extract<keyof Handlers, `reconciliation.${string}`>>;

const coded = <T>(result: Result<T, CallError['code']>): Result<T, CallError> =>
  result.ok ? result : fail({ code: result.error });

const contextOf = (program: Program, company: Company): ReconcileContext => ({
  db: program.db,
  clock: program.clock,
  store: program.store,
  outbox: program.outbox,
  reconciliation: program.reconciliation,
  company,
});

/** "Conciliar con Hacienda". A company without Hacienda has nothing to compare. */
export function reconciliationHandlers(desk: ReconciliationDesk): ReconciliationCalls {
  const withHacienda =
    <T>(work: (context: ReconcileContext) => Promise<Result<T, CallError>>): Work<T> =>
    async (program, company) =>
      company.settings.hacienda
        ? work(contextOf(program, company))
        : fail({ code: 'not-allowed-now' } satisfies CallError);
  return {
    'reconciliation.view': ({ month }) =>
      desk.inCompany(async (program, company) =>
        ok(await reconciliationView(contextOf(program, company), month ?? monthOf(program.clock.now()))),
      ),
    'reconciliation.start': (input) =>
      desk.inCompanyOf(
        input,
        withHacienda(async (context) => coded(await startReconciliation(context, input.month))),
      ),
    'reconciliation.pause': (input) =>
      desk.inCompanyOf(
        input,
        withHacienda(async (context) => coded(await pauseReconciliation(context))),
      ),
    'reconciliation.resume': (input) =>
      desk.inCompanyOf(
        input,
        withHacienda(async (context) => coded(await resumeReconciliation(context, input.month))),
      ),
    'reconciliation.ask': (input) =>
      desk.inCompanyOf(
        input,
        withHacienda(async (context) => coded(await askAgain(context, input.month, input.id))),
      ),
    'reconciliation.saveTable': ({ month }) =>
      desk.inCompany(async (program, company) => {
        const table = await reconciliationTable(contextOf(program, company), month);
        return table.ok ? desk.saveExported(table.value) : fail({ code: table.error });
      }),
  };
}
