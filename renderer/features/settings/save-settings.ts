import type { CompanySettings } from '../../../domain/company/company.ts';
import { fail, type Result } from '../../../domain/result.ts';
import type { CompanyView } from '../../../preload/contract/company.ts';
import type { CallError } from '../../../preload/contract/errors.ts';
import { useSession } from '../../app/session.ts';

/** Changes some settings of a company and leaves the rest. Resolves when the window shows them. */
export async function saveSettings(
  company: CompanyView,
  patch: Partial<CompanySettings>,
): Promise<Result<CompanyView, CallError>> {
  if (company.environment === 'practice') return fail({ code: 'not-allowed-now' });
  const answer = await window.api.call('company.save', {
    id: company.id,
    environment: company.environment,
    settings: { ...company.settings, ...patch },
  });
  if (answer.ok) await useSession.getState().load();
  return answer;
}
