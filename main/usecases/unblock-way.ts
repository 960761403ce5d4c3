import type { Company, Service } from '../../domain/company/company.ts';
import { practiceCredentials, practiceEdinkyToken } from '../../domain/practice/credentials.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { ErrorCode } from '../../preload/contract/errors.ts';
import type { Program } from './program.ts';

/**
 * "Probar de nuevo" on the way to a service. Refused credentials are not tried again by it: they must change first (OUTBOX.md I8).
 * Those of the practice company are everybody's and cannot be typed again, so there asking again counts as having done so.
 */
export async function unblockWay(
  { session, secrets, outbox }: Pick<Program, 'session' | 'secrets' | 'outbox'>,
  { id, environment }: Company,
  service: Service,
): Promise<Result<null, Extract<ErrorCode, 'disk-full' | 'disk-error'>>> {
  const practice = environment === 'practice';
  if (service === 'hacienda') {
    if (practice && session.state(id).blocked === 'credentials') {
      await secrets.set(id, 'hacienda-password', practiceCredentials.password);
      await session.credentialsChanged(id);
    }
    session.retry(id);
  } else if (practice) await secrets.set(id, 'edinky-token', practiceEdinkyToken);
  const done = outbox.unblock({ companyId: id, service });
  return done.ok ? ok(null) : fail(done.error === 'disk-full' ? 'disk-full' : 'disk-error');
}
