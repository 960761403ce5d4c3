import { emptyIssuerForm } from '../../../domain/billing/new-form.ts';
import { readIssuer } from '../../../domain/billing/read-issuer.ts';
import { edinkyDefaults, haciendaDefaults } from '../../../domain/company/addresses.ts';
import type { CompanySettings, IssuerForm } from '../../../domain/company/company.ts';
import type { Fault } from '../../../domain/fault.ts';
import { makeConsecutivo, isBranch, isTerminal } from '../../../domain/numbering/consecutivo.ts';
import { settingFault } from './setting-fault.ts';

/** A company as typed. The environment is chosen once, when it is created. */
export interface CompanyForm extends IssuerForm {
  readonly label: string;
  readonly environment: '' | 'practice' | 'test' | 'production';
  readonly usesHacienda: boolean;
  readonly usesEdinky: boolean;
}

const atLeastOne = (texts: readonly string[]): string[] => (texts.length === 0 ? [''] : [...texts]);

export const newCompanyForm = (): CompanyForm => ({
  ...emptyIssuerForm(),
  label: '',
  environment: '',
  usesHacienda: true,
  usesEdinky: false,
});

/** What is stored, as a form. */
export function companyForm(
  settings: CompanySettings,
  environment: Exclude<CompanyForm['environment'], ''>,
): CompanyForm {
  const issuer = settings.issuer ?? emptyIssuerForm();
  return {
    ...issuer,
    emails: atLeastOne(issuer.emails),
    activityCodes: atLeastOne(issuer.activityCodes),
    label: settings.label,
    environment,
    usesHacienda: settings.issuer !== undefined || settings.hacienda !== undefined,
    usesEdinky: settings.edinky !== undefined,
  };
}

export function companyFaults(form: CompanyForm): readonly Fault[] {
  return [
    ...(form.environment === '' ? [settingFault('environment-missing', 'environment')] : []),
    ...(form.usesHacienda || form.usesEdinky ? [] : [settingFault('service-missing', 'services')]),
    ...(form.label.trim() === '' ? [settingFault('label-missing', 'label')] : []),
    ...(form.usesHacienda ? readIssuer(form).faults : []),
  ];
}

const filled = (texts: readonly string[]): string[] =>
  texts.map((text) => text.trim()).filter((text) => text !== '');

/** Label and issuer to store; blank rows of the lists are left out. */
export function settingsOf(form: CompanyForm): Pick<CompanySettings, 'label' | 'issuer'> {
  const { label, environment: _, usesHacienda, usesEdinky: __, ...issuer } = form;
  return {
    label: label.trim(),
    ...(usesHacienda && {
      issuer: { ...issuer, emails: filled(issuer.emails), activityCodes: filled(issuer.activityCodes) },
    }),
  };
}

/** Settings of a company that is created now, with the known addresses of its services. */
export function newSettings(form: CompanyForm, environment: 'test' | 'production'): CompanySettings {
  return {
    version: 1,
    ...settingsOf(form),
    ...(form.usesHacienda && { hacienda: haciendaDefaults[environment] }),
    ...(form.usesEdinky && { edinky: edinkyDefaults[environment] }),
  };
}

/** The first number of a factura with this branch and terminal. @returns undefined while they are not complete */
export function firstConsecutivo(branch: string, terminal: string): string | undefined {
  const series = { branch: branch.trim(), terminal: terminal.trim() };
  if (!isBranch(series.branch) || !isTerminal(series.terminal)) return undefined;
  return makeConsecutivo({ ...series, kind: '01', number: 1 });
}
