import type { Fault } from '../../../domain/fault.ts';

/** What is wrong with a setting that the invoice's own rules do not know. Words: copy.ts. */
export type SettingFaultCode =
  | 'label-missing'
  | 'environment-missing'
  | 'service-missing'
  | 'url-format'
  | 'url-insecure'
  | 'quota-format'
  | 'user-missing'
  | 'password-missing'
  | 'token-missing'
  | 'client-missing';

export const settingFault = (code: SettingFaultCode, path: string): Fault<SettingFaultCode> => ({
  code,
  path,
  severity: 'blocks',
});

const loopback: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** An address that credentials go to. @returns the fault; undefined when it is good */
export function urlFault(path: string, typed: string): Fault<SettingFaultCode> | undefined {
  const text = typed.trim();
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return settingFault('url-format', path);
  const { protocol, hostname } = new URL(text);
  // http: only to this computer, where nobody can listen in
  return protocol === 'https:' || loopback.has(hostname) ? undefined : settingFault('url-insecure', path);
}
