import { readIssuer } from '../../../domain/billing/read-issuer.ts';
import type { CompanyView } from '../../../preload/contract/company.ts';

/** What a company still needs before it can issue or send. */
export type Step = 'issuer' | 'addresses' | 'credentials' | 'certificate' | 'token';

const signs: ReadonlySet<string> = new Set(['fit', 'expires-soon']);

/** In the order they are done. The practice company has everything. */
export function missingSteps(company: CompanyView): readonly Step[] {
  if (company.environment === 'practice') return [];
  const { settings, credentials, certificate } = company;
  const steps: Step[] = [];
  if (settings.issuer !== undefined || settings.hacienda !== undefined) {
    if (!settings.issuer || !readIssuer(settings.issuer).issuer) steps.push('issuer');
    if (!settings.hacienda) steps.push('addresses');
    if (credentials.haciendaUser === undefined || !credentials.haciendaPassword) steps.push('credentials');
    if (!certificate || !certificate.pinKept || !signs.has(certificate.fitness)) steps.push('certificate');
  }
  if (settings.edinky && !credentials.edinkyToken) steps.push('token');
  return steps;
}

/** The part of Ajustes where a step is done. */
export const sectionOfStep = {
  issuer: 'company',
  addresses: 'hacienda',
  credentials: 'hacienda',
  certificate: 'certificate',
  token: 'edinky',
} as const satisfies Record<Step, string>;
