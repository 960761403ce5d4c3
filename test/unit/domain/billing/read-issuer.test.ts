import { describe, expect, it } from 'vitest';
import { readIssuer } from '../../../../domain/billing/read-issuer.ts';
import type { IssuerForm } from '../../../../domain/company/company.ts';
import { goodIssuer } from '../../../helpers/invoices.ts';

const faultsOf = (changes: Partial<IssuerForm>) =>
  readIssuer({ ...goodIssuer(), ...changes }).faults.map(
    ({ code, path, severity }) => `${severity} ${code} ${path}`,
  );

describe('reading the issuer', () => {
  it('gives what the XML writes: phone without dashes, fields left empty absent', () => {
    expect(readIssuer(goodIssuer())).toEqual({
      faults: [],
      issuer: {
        name: 'Ferretería La Central S. A.',
        identification: { type: '02', number: '3101123456' },
        tradeName: 'La Central',
        location: { province: '1', canton: '01', district: '01', address: '100 metros norte del parque' },
        phone: { country: '506', number: '22223333' },
        emails: ['facturas@lacentral.example'],
        softwareProvider: '3101123456',
      },
    });
  });

  it.each<[Partial<IssuerForm>, string]>([
    [{ name: '' }, 'blocks required name'],
    [{ name: 'Ana' }, 'blocks text-short name'],
    [{ name: 'x'.repeat(101) }, 'blocks text-long name'],
    [{ tradeName: 'ab' }, 'blocks text-short tradeName'],
    [{ tradeName: 'x'.repeat(81) }, 'blocks text-long tradeName'],
    [{ registry8707: '1234567890123' }, 'blocks text-long registry8707'],
    [{ identificationType: '' }, 'blocks required identificationType'],
    [{ identificationType: '07' }, 'blocks identification-type-unknown identificationType'],
    [
      { identificationType: '05', identificationNumber: 'X1' },
      'blocks identification-type-not-allowed identificationType',
    ],
    [
      { identificationType: '06', identificationNumber: 'X1' },
      'blocks identification-type-not-allowed identificationType',
    ],
    [{ identificationNumber: '' }, 'blocks required identificationNumber'],
    [{ identificationNumber: '310112345' }, 'blocks identification-format identificationNumber'],
    [{ identificationNumber: '3101A23456' }, 'blocks identification-letters-issuer identificationNumber'],
    [
      { identificationType: '01', identificationNumber: '012345678' },
      'blocks identification-format identificationNumber',
    ],
    [{ province: '' }, 'blocks required province'],
    [{ province: '0' }, 'blocks province-format province'],
    [{ canton: '1' }, 'blocks canton-format canton'],
    [{ canton: '00' }, 'blocks canton-format canton'],
    [{ district: '001' }, 'blocks district-format district'],
    [{ barrio: 'Sur' }, 'blocks text-short barrio'],
    [{ address: 'aquí' }, 'blocks text-short address'],
    [{ address: 'x'.repeat(251) }, 'blocks text-long address'],
    [{ phoneCountry: '5060' }, 'blocks phone-country-format phoneCountry'],
    [{ phoneCountry: '' }, 'blocks required phoneCountry'],
    [{ phone: '22a2-3333' }, 'blocks phone-format phone'],
    [{ phone: '099' }, 'blocks phone-format phone'],
    [{ phone: '911' }, 'warns phone-short phone'],
    [{ emails: [] }, 'blocks required emails.0'],
    [{ emails: ['', ' '] }, 'blocks required emails.0'],
    [{ emails: ['a@b.cr', 'no'] }, 'blocks email-format emails.1'],
    [{ emails: ['a@b.cr', 'c@d.cr', 'e@f.cr', 'g@h.cr', 'i@j.cr'] }, 'blocks emails-too-many emails.4'],
    [{ emails: [`${'a'.repeat(156)}@b.cr`] }, 'blocks text-long emails.0'],
    [{ activityCodes: [] }, 'blocks required activityCodes.0'],
    [{ activityCodes: ['4752.0', '4752'] }, 'blocks activity-format activityCodes.1'],
    [{ softwareProvider: '' }, 'blocks required softwareProvider'],
    [{ softwareProvider: '1'.repeat(21) }, 'blocks text-long softwareProvider'],
    [{ branch: '1' }, 'blocks branch-format branch'],
    [{ branch: '000' }, 'blocks branch-format branch'],
    [{ terminal: '1' }, 'blocks terminal-format terminal'],
  ])('%j is: %s', (changes, fault) => {
    expect(faultsOf(changes)).toEqual([fault]);
  });

  it('takes no phone at all, and what only warns does not stop it', () => {
    expect(readIssuer({ ...goodIssuer(), phone: '' }).issuer?.phone).toBeUndefined();
    expect(readIssuer({ ...goodIssuer(), phone: '911' }).issuer?.phone).toEqual({
      country: '506',
      number: '911',
    });
  });

  it('finds every fault at once', () => {
    expect(faultsOf({ name: '', province: '', emails: [], branch: '' })).toHaveLength(4);
  });
});
