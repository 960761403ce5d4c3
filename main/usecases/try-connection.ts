import type { Company, Service } from '../../domain/company/company.ts';
import type { TokenFault } from '../../domain/outbox/ports.ts';
import type { ConnectionTry } from '../../preload/contract/company.ts';
import type { HaciendaSession } from '../auth/hacienda-session.ts';
import type { SecretStore } from '../auth/secret-store.ts';

export interface TryConnectionContext {
  readonly session: HaciendaSession;
  readonly secrets: Pick<SecretStore, 'get'>;
  readonly reach: (companyId: string) => Promise<boolean>;
  /** e-Dinky's probe: 2xx alive, 401 dead, anything else proves nothing (API.md section 1) */
  readonly probeEdinky: (company: Company, token: string) => Promise<'alive' | 'dead' | 'unclear'>;
}

function outcomeOf(fault: TokenFault): ConnectionTry['outcome'] {
  if (fault.kind === 'later') return fault.offline ? 'unreachable' : 'later';
  return fault.kind;
}

/** "Probar conexión": signs in for real (Hacienda), or asks who we are (e-Dinky). No document is touched. */
export async function tryConnection(
  context: TryConnectionContext,
  company: Company,
  service: Service,
): Promise<ConnectionTry> {
  if (company.settings[service] === undefined) return { service, outcome: 'missing' };
  if (!(await context.reach(company.id))) return { service, outcome: 'unreachable' };
  if (service === 'hacienda') {
    context.session.retry(company.id);
    const token = await context.session.current(company.id);
    return { service, outcome: token.ok ? 'ok' : outcomeOf(token.error) };
  }
  const token = await context.secrets.get(company.id, 'edinky-token');
  if (!token.ok || token.value === undefined) return { service, outcome: 'missing' };
  const probed = await context.probeEdinky(company, token.value);
  return { service, outcome: probed === 'alive' ? 'ok' : probed === 'dead' ? 'credentials' : 'later' };
}
