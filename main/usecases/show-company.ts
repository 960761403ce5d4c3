import type { Company } from '../../domain/company/company.ts';
import type { Clock } from '../../domain/outbox/ports.ts';
import type { CertificateInfo } from '../../domain/signing/signing.ts';
import type { CertificateView, CompanySummary, CompanyView } from '../../preload/contract/company.ts';
import type { CertificateFiles } from '../auth/certificate-files.ts';
import type { SecretName, SecretStore } from '../auth/secret-store.ts';
import type { OwnTerminals } from './own-terminals.ts';
import { comprobanteNumber, checkCertificate } from '../signer/certificate.ts';

export interface CompanyContext {
  readonly clock: Clock;
  readonly secrets: SecretStore;
  readonly certificates: CertificateFiles;
  readonly terminals: Pick<OwnTerminals, 'hold'>;
}

/** A clerk is warned this long before the certificate ends: a new one takes days to get. */
const expiresSoonMs = 30 * 24 * 3_600_000;

export const summaryOf = (company: Company): CompanySummary => ({
  id: company.id,
  environment: company.environment,
  label: company.settings.label,
});

function fitnessOf(info: CertificateInfo, company: Company, now: number): CertificateView['fitness'] {
  const holder = comprobanteNumber(company.settings.issuer?.identificationNumber ?? '');
  const checked = checkCertificate(info, holder, now);
  if (!checked.ok) return checked.error;
  return info.validUntil - now < expiresSoonMs ? 'expires-soon' : 'fit';
}

export async function certificateView(
  { clock, secrets, certificates }: CompanyContext,
  company: Company,
): Promise<CertificateView | undefined> {
  const info = certificates.info(company.id);
  if (!info) return undefined;
  const pin = await secrets.get(company.id, 'p12-pin');
  return {
    holder: info.holder,
    identification: info.holderIdentification,
    issuer: info.issuer,
    validFrom: info.validFrom,
    validUntil: info.validUntil,
    fitness: fitnessOf(info, company, clock.now()),
    pinKept: pin.ok && pin.value !== undefined,
  };
}

const shownSecrets: readonly SecretName[] = ['hacienda-user', 'hacienda-password', 'edinky-token', 'p12-pin'];

/** False where there is no key store, and as long as one that was given could not be written. */
async function secretsLast({ secrets }: CompanyContext, { id, environment }: Company): Promise<boolean> {
  if (environment === 'practice') return true;
  if ((await secrets.strength()) === 'none') return false;
  const lasting = await Promise.all(
    shownSecrets.map(async (name) => {
      const given = await secrets.get(id, name);
      return !given.ok || given.value === undefined || (await secrets.remembered(id, name));
    }),
  );
  return lasting.every(Boolean);
}

/** Everything about a company that a screen may know: that there is a password, never the password. */
export async function showCompany(context: CompanyContext, company: Company): Promise<CompanyView> {
  const known = async (name: SecretName): Promise<string | undefined> => {
    const secret = await context.secrets.get(company.id, name);
    return secret.ok ? secret.value : undefined;
  };
  const [user, password, token, certificate, lasting] = await Promise.all([
    known('hacienda-user'),
    known('hacienda-password'),
    known('edinky-token'),
    certificateView(context, company),
    secretsLast(context, company),
  ]);
  const sealingHold = context.terminals.hold(company);
  return {
    id: company.id,
    environment: company.environment,
    settings: company.settings,
    ...(sealingHold ? { sealingHold } : {}),
    ...(certificate ? { certificate } : {}),
    credentials: {
      ...(user === undefined ? {} : { haciendaUser: user }),
      haciendaPassword: password !== undefined,
      edinkyToken: token !== undefined,
      kept: lasting ? 'keystore' : 'session',
    },
  };
}

/** User and password of Hacienda are both there. A store that cannot be opened counts as without. */
export async function hasHaciendaCredentials(
  secrets: Pick<SecretStore, 'get'>,
  companyId: string,
): Promise<boolean> {
  const names: readonly SecretName[] = ['hacienda-user', 'hacienda-password'];
  const kept = await Promise.all(names.map((name) => secrets.get(companyId, name)));
  return kept.every((secret) => secret.ok && secret.value !== undefined && secret.value !== '');
}
