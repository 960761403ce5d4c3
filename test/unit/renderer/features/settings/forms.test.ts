import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { edinkyDefaults, haciendaDefaults } from '../../../../../domain/company/addresses.ts';
import { CompanySettings, IssuerForm } from '../../../../../domain/company/company.ts';
import type { CompanyView } from '../../../../../preload/contract/company.ts';
import { daysLeft, issuerName } from '../../../../../renderer/features/settings/certificate-section.tsx';
import { usualPin } from '../../../../../renderer/features/settings/pin-form.tsx';
import {
  companyFaults,
  type CompanyForm,
  companyForm,
  firstConsecutivo,
  newCompanyForm,
  newSettings,
  settingsOf,
} from '../../../../../renderer/features/settings/company-form.ts';
import {
  haciendaFaults,
  haciendaForm,
  haciendaSettings,
} from '../../../../../renderer/features/settings/hacienda-form.ts';
import { userHint } from '../../../../../renderer/features/settings/hacienda-section.tsx';
import { urlFault } from '../../../../../renderer/features/settings/setting-fault.ts';
import { missingSteps } from '../../../../../renderer/features/settings/steps.ts';

const issuer = IssuerForm.parse(JSON.parse(readFileSync('test/fixtures/issuer.json', 'utf8')));
const typed: CompanyForm = {
  ...issuer,
  label: ' La Central ',
  environment: 'test',
  usesHacienda: true,
  usesEdinky: false,
};
const pathsOf = (faults: readonly { readonly path: string }[]): string[] => faults.map(({ path }) => path);

describe('a new company', () => {
  test('has no environment until the clerk chooses one', () => {
    expect(newCompanyForm().environment).toBe('');
    expect(pathsOf(companyFaults({ ...typed, environment: '' }))).toEqual(['environment']);
  });
  test('needs a name and a service', () => {
    const none = { ...typed, label: ' ', usesHacienda: false };
    expect(pathsOf(companyFaults(none))).toEqual(['services', 'label']);
  });
  test('only of e-Dinky is NOT asked for the issuer', () => {
    const form = {
      ...newCompanyForm(),
      label: 'Quito',
      environment: 'test',
      usesHacienda: false,
      usesEdinky: true,
    } as const;
    expect(companyFaults(form)).toEqual([]);
    const settings = newSettings(form, 'production');
    expect(settings).toEqual({ version: 1, label: 'Quito', edinky: edinkyDefaults.production });
  });
  test.each(['test', 'production'] as const)('starts with the known addresses of %s', (environment) => {
    const settings = newSettings(typed, environment);
    expect(settings.hacienda).toEqual(haciendaDefaults[environment]);
    expect(CompanySettings.parse(settings)).toEqual(settings);
  });
  test('keeps nothing of the form but the issuer, without blank rows', () => {
    const { issuer: stored, label } = settingsOf({
      ...typed,
      emails: ['', ' a@b.cr '],
      activityCodes: ['620100', ' '],
    });
    expect(label).toBe('La Central');
    expect(stored).toEqual({ ...issuer, emails: ['a@b.cr'], activityCodes: ['620100'] });
  });
  test('a stored company without e-mails shows one empty row to type in', () => {
    const form = companyForm({ version: 1, label: 'x', issuer: { ...issuer, emails: [] } }, 'test');
    expect(form.emails).toEqual(['']);
  });
  test('faults of the issuer stand at its fields', () => {
    expect(pathsOf(companyFaults({ ...typed, identificationNumber: '012', emails: ['no'] }))).toEqual(
      expect.arrayContaining(['identificationNumber', 'emails.0']),
    );
  });
});

describe('firstConsecutivo', () => {
  test('is branch, terminal, factura and number 1', () => {
    expect(firstConsecutivo(' 002', '00013')).toBe('00200013010000000001');
  });
  test.each([
    ['000', '00001'],
    ['1', '00001'],
    ['001', ''],
    ['001', '00000'],
  ])('is nothing for branch "%s" and terminal "%s"', (branch, terminal) => {
    expect(firstConsecutivo(branch, terminal)).toBeUndefined();
  });
});

describe('addresses', () => {
  test.each(['https://api.cr/v1/', 'http://127.0.0.1:8080/x', 'http://localhost/', ' https://x.cr '])(
    '%s is good',
    (url) => {
      expect(urlFault('apiUrl', url)).toBeUndefined();
    },
  );
  test.each(['http://api.cr/', 'http://127.0.0.1.evil.cr/'])(
    '%s would carry the password in the open',
    (url) => {
      expect(urlFault('apiUrl', url)?.code).toBe('url-insecure');
    },
  );
  test.each(['', 'api.cr', 'ftp://api.cr', 'https://', 'javascript:alert(1)'])(
    '"%s" is not an address',
    (url) => {
      expect(urlFault('apiUrl', url)?.code).toBe('url-format');
    },
  );
  test('the known ones are without fault and come back as they were', () => {
    for (const settings of Object.values(haciendaDefaults)) {
      expect(haciendaFaults(haciendaForm(settings))).toEqual([]);
      // what was stored before there was the choice says what it does all along
      expect(haciendaSettings(haciendaForm(settings))).toEqual({ ...settings, fecIssuer: 'company' });
    }
  });
  test('an empty callbackUrl is no fault, a bad one is', () => {
    const form = haciendaForm(haciendaDefaults.test);
    expect(pathsOf(haciendaFaults({ ...form, callbackUrl: 'mi-sitio' }))).toEqual(['callbackUrl']);
  });
  test.each(['', '-1', '1.5', 'mil', '1e3'])('a quota of "%s" is refused', (quotaPerDay) => {
    const form = haciendaForm(haciendaDefaults.test);
    expect(haciendaFaults({ ...form, quotaPerDay }).map(({ code }) => code)).toEqual(['quota-format']);
  });
});

describe('userHint', () => {
  test.each([
    ['test', 'cpf-01@prod.cr', 'userStag'],
    ['test', '', 'userStag'],
    ['test', 'cpf-01@stag.comprobanteselectronicos.go.cr', undefined],
    ['production', 'cpf-01@STAG.comprobanteselectronicos.go.cr ', 'userProd'],
    ['production', 'cpf-01@comprobanteselectronicos.go.cr', undefined],
    ['practice', 'x', undefined],
  ] as const)('%s, "%s" -> %s', (environment, user, hint) => {
    expect(userHint(environment, user)).toBe(hint);
  });
});

describe('the signing key', () => {
  test.each([
    ['1234', true],
    ['12345', false],
    ['12a4', false],
    ['Ab3$efghijklmn', true],
    ['Ab3$efghijklmn ', false],
  ])('PIN "%s" has a usual form: %s', (pin, usual) => {
    expect(usualPin(pin)).toBe(usual);
  });
  test.each([
    [86_400_000 * 3, 3],
    [86_400_000 - 1, 0],
    [-1, -1],
  ])('%i ms before its end %i days are left', (ms, days) => {
    expect(daysLeft(1_000 + ms, 1_000)).toBe(days);
  });
  test('shows the name and organisation of who issued it, or the text as it is', () => {
    expect(issuerName('CN=CA PERSONA JURIDICA, OU=DGT, O=MINISTERIO DE HACIENDA, C=CR')).toBe(
      'CA PERSONA JURIDICA · MINISTERIO DE HACIENDA',
    );
    expect(issuerName('Hacienda')).toBe('Hacienda');
  });
});

describe('missingSteps', () => {
  const ready: CompanyView = {
    id: 'c',
    environment: 'production',
    settings: { version: 1, label: 'x', issuer, hacienda: haciendaDefaults.production },
    certificate: {
      holder: 'x',
      identification: '3101123456',
      issuer: 'CN=x',
      validFrom: 0,
      validUntil: 1,
      fitness: 'expires-soon',
      pinKept: true,
    },
    credentials: { haciendaUser: 'u', haciendaPassword: true, edinkyToken: false, kept: 'keystore' },
  };
  test('a company with everything misses nothing, and e-Dinky is not missed where it is not used', () => {
    expect(missingSteps(ready)).toEqual([]);
  });
  test('a new one misses credentials and key, in the order they are done', () => {
    const { certificate: _, ...without } = ready;
    const fresh = { ...without, credentials: { ...ready.credentials, haciendaPassword: false } };
    expect(missingSteps(fresh)).toEqual(['credentials', 'certificate']);
  });
  test.each(['expired', 'not-yet-valid', 'other-holder'] as const)(
    'a key that is %s does NOT count',
    (fitness) => {
      if (!ready.certificate) throw new Error('the fixture has a certificate');
      expect(missingSteps({ ...ready, certificate: { ...ready.certificate, fitness } })).toEqual([
        'certificate',
      ]);
    },
  );
  test('an issuer that would be refused is missed', () => {
    const settings = { ...ready.settings, issuer: { ...issuer, province: '' } };
    expect(missingSteps({ ...ready, settings })).toEqual(['issuer']);
  });
  test('e-Dinky without its code is missed', () => {
    const settings = { ...ready.settings, edinky: edinkyDefaults.test };
    expect(missingSteps({ ...ready, settings })).toEqual(['token']);
  });
  test('the practice company misses nothing', () => {
    expect(missingSteps({ ...ready, environment: 'practice', settings: { version: 1, label: 'x' } })).toEqual(
      [],
    );
  });
});
