import { type FecIssuer, fecIssuerOf, type HaciendaSettings } from '../../../domain/company/company.ts';
import type { Fault } from '../../../domain/fault.ts';
import { settingFault, urlFault } from './setting-fault.ts';

/** Addresses and limits as typed. */
export interface HaciendaForm {
  readonly idpUrl: string;
  readonly logoutUrl: string;
  readonly clientId: string;
  readonly apiUrl: string;
  readonly callbackUrl: string;
  readonly quotaPerHour: string;
  readonly quotaPerDay: string;
  readonly fecIssuer: FecIssuer;
}

export const haciendaForm = (settings: HaciendaSettings): HaciendaForm => ({
  ...settings,
  quotaPerHour: String(settings.quotaPerHour),
  quotaPerDay: String(settings.quotaPerDay),
  fecIssuer: fecIssuerOf(settings),
});

const quotaForm = /^\d{1,9}$/;

export function haciendaFaults(form: HaciendaForm): readonly Fault[] {
  const urls = (['idpUrl', 'logoutUrl', 'apiUrl'] as const).flatMap(
    (path) => urlFault(path, form[path]) ?? [],
  );
  const callback = form.callbackUrl.trim() === '' ? undefined : urlFault('callbackUrl', form.callbackUrl);
  const quotas = (['quotaPerHour', 'quotaPerDay'] as const).flatMap((path) =>
    quotaForm.test(form[path].trim()) ? [] : settingFault('quota-format', path),
  );
  const client = form.clientId.trim() === '' ? [settingFault('client-missing', 'clientId')] : [];
  return [...urls, ...client, ...(callback ? [callback] : []), ...quotas];
}

/** Only for a form without faults. */
export const haciendaSettings = (form: HaciendaForm): HaciendaSettings => ({
  idpUrl: form.idpUrl.trim(),
  logoutUrl: form.logoutUrl.trim(),
  clientId: form.clientId.trim(),
  apiUrl: form.apiUrl.trim(),
  callbackUrl: form.callbackUrl.trim(),
  quotaPerHour: Number(form.quotaPerHour),
  quotaPerDay: Number(form.quotaPerDay),
  fecIssuer: form.fecIssuer,
});
