import type { EdinkySettings, HaciendaSettings, LookupSettings } from './company.ts';

/** Known addresses. Sources: DOMAIN.md sections 12 and 13 (sandbox API: the one every working integration uses), API.md section 1. */
export const haciendaDefaults: Readonly<Record<'test' | 'production', HaciendaSettings>> = {
  test: {
    idpUrl: 'https://idp.comprobanteselectronicos.go.cr/auth/realms/rut-stag/protocol/openid-connect/token',
    logoutUrl:
      'https://idp.comprobanteselectronicos.go.cr/auth/realms/rut-stag/protocol/openid-connect/logout',
    clientId: 'api-stag',
    apiUrl: 'https://api-sandbox.comprobanteselectronicos.go.cr/recepcion/v1/',
    callbackUrl: '',
    quotaPerHour: 100,
    quotaPerDay: 1_000,
  },
  production: {
    idpUrl: 'https://idp.comprobanteselectronicos.go.cr/auth/realms/rut/protocol/openid-connect/token',
    logoutUrl: 'https://idp.comprobanteselectronicos.go.cr/auth/realms/rut/protocol/openid-connect/logout',
    clientId: 'api-prod',
    apiUrl: 'https://api.comprobanteselectronicos.go.cr/recepcion/v1/',
    callbackUrl: '',
    quotaPerHour: 0,
    quotaPerDay: 0,
  },
};
export const edinkyDefaults: Readonly<Record<'test' | 'production', EdinkySettings>> = {
  test: { apiUrl: 'https://test-api-factura.edw-dev.com/api/v1' },
  production: { apiUrl: 'https://api-financiero.e-dinky.com/api/v1' },
};

/** Open to everybody, the same for both environments (DOMAIN.md sections 11 and 17). */
export const lookupDefaults: LookupSettings = {
  url: 'https://api.hacienda.go.cr',
  schemasUrl: 'https://atv.hacienda.go.cr/ATV/ComprobanteElectronico/docs/esquemas/2024/v4.4/',
};
