import type { Company } from '../../domain/company/company.ts';
import { type SeriesKind, seriesKinds } from '../../domain/numbering/series-kinds.ts';
import type { Series, SeriesStore, Transactions } from '../../domain/outbox/store.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { SeriesView } from '../../preload/contract/company.ts';

export interface SeriesContext {
  readonly store: Transactions & { readonly series: SeriesStore };
}

function seriesOf(company: Company, kind: string): Series | undefined {
  const { issuer } = company.settings;
  return issuer && { companyId: company.id, branch: issuer.branch, terminal: issuer.terminal, kind };
}

/** The series of this installation's branch and terminal, one per kind that can be made here. */
export function listSeries({ store }: SeriesContext, company: Company): SeriesView[] {
  return seriesKinds.flatMap((kind) => {
    const series = seriesOf(company, kind);
    if (!series) return [];
    const { branch, terminal } = series;
    return [{ kind, branch, terminal, lastNumber: store.series.last(series) }];
  });
}

/**
 * A taxpayer who changes software keeps the running number (DOMAIN.md 3.2): numbers up to `lastNumber` count as spent. A lower
 * number than the one already taken changes nothing and is refused.
 */
export function continueSeries(
  context: SeriesContext,
  company: Company,
  kind: SeriesKind,
  lastNumber: number,
): Result<SeriesView[], 'not-allowed-now' | 'no-company' | 'disk-full' | 'disk-error'> {
  const { store } = context;
  const series = seriesOf(company, kind);
  if (!series) return fail('no-company');
  if (company.environment === 'practice' || lastNumber < store.series.last(series))
    return fail('not-allowed-now');
  const done = store.atomically(() => store.series.raise(series, lastNumber));
  if (!done.ok) return fail(done.error === 'disk-full' ? 'disk-full' : 'disk-error');
  return ok(listSeries(context, company));
}
