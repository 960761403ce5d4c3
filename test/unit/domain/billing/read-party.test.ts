import { describe, expect, it } from 'vitest';
import { newFaultList } from '../../../../domain/billing/fault-list.ts';
import type { PartyForm } from '../../../../domain/billing/invoice-form.ts';
import { emptyParty } from '../../../../domain/billing/new-form.ts';
import { readCustomer } from '../../../../domain/billing/read-party.ts';

const juridica = {
  name: 'Constructora del Valle',
  identificationType: '02',
  identificationNumber: '3101654321',
};
const foreigner = {
  name: 'John Smith',
  identificationType: '05',
  identificationNumber: 'X1234567',
  foreignAddress: '12 Main Street',
};
const place = { province: '2', canton: '10', district: '01', address: 'Frente a la iglesia' };

function read(kind: '01' | '04', changes: Partial<PartyForm>, today = '2026-11-20') {
  const list = newFaultList();
  const customer = readCustomer(list, { ...emptyParty(), ...changes }, kind, today);
  return { customer, faults: list.faults.map(({ code, path, severity }) => `${severity} ${code} ${path}`) };
}

describe('reading the customer', () => {
  it('an invoice wants one, with identification', () => {
    expect(read('01', {}).faults).toEqual([
      'blocks required customer.name',
      'blocks required customer.identificationType',
    ]);
    expect(read('01', { name: 'María' }).faults).toEqual(['blocks required customer.identificationType']);
  });

  it('a tiquete wants none, and takes a name alone', () => {
    expect(read('04', {})).toEqual({ customer: undefined, faults: [] });
    expect(read('04', { name: 'María' })).toEqual({ customer: { name: 'María' }, faults: [] });
  });

  it('a tiquete with half a customer says what is missing', () => {
    expect(read('04', { identificationNumber: '112340567' }).faults).toEqual([
      'blocks required customer.name',
      'blocks required customer.identificationType',
    ]);
  });

  it.each([
    ['01', '112340567'],
    ['01', '1-1234-0567'],
    ['02', '3-101-654321'],
    ['03', '15512345678'],
    ['03', '155123456789'],
    ['04', '3120123456'],
  ])('takes type %s number %s', (identificationType, identificationNumber) => {
    const { customer, faults } = read('01', { ...juridica, identificationType, identificationNumber });
    expect(faults).toEqual([]);
    expect(customer?.identification).toEqual({
      type: identificationType,
      number: identificationNumber.replaceAll('-', ''),
    });
  });

  it.each([
    ['01', '012340567'],
    ['01', '1123405678'],
    ['01', '11234056A'],
    ['02', '31016543210'],
    ['03', '0551234567'],
    ['03', '05512345678'],
    ['04', 'A120123456'],
  ])('does NOT take type %s number %s', (identificationType, identificationNumber) => {
    expect(read('01', { ...juridica, identificationType, identificationNumber }).faults).toEqual([
      'blocks identification-format customer.identificationNumber',
    ]);
  });

  it('takes letters in a cédula jurídica from 1 November 2026, NOT the day before', () => {
    const lettered = { ...juridica, identificationNumber: '3101a54321' };
    expect(read('01', lettered, '2026-11-01').customer?.identification?.number).toBe('3101A54321');
    expect(read('01', lettered, '2026-10-31').faults).toEqual([
      'blocks identification-letters-too-early customer.identificationNumber',
    ]);
  });

  it('takes a foreigner in a tiquete, with the address abroad', () => {
    expect(read('04', foreigner)).toEqual({
      customer: {
        name: 'John Smith',
        identification: { type: '05', number: 'X1234567' },
        foreignAddress: '12 Main Street',
      },
      faults: [],
    });
  });

  it.each<['01' | '04', Partial<PartyForm>, string]>([
    ['01', foreigner, 'blocks identification-type-not-allowed customer.identificationType'],
    [
      '04',
      { ...foreigner, identificationType: '06', foreignAddress: '' },
      'blocks identification-type-not-allowed customer.identificationType',
    ],
    ['04', { ...foreigner, foreignAddress: '' }, 'blocks required customer.foreignAddress'],
    ['04', { ...foreigner, foreignAddress: 'Here' }, 'blocks text-short customer.foreignAddress'],
    [
      '04',
      { ...foreigner, identificationNumber: 'X'.repeat(21) },
      'blocks identification-format customer.identificationNumber',
    ],
    ['04', { ...foreigner, ...place }, 'blocks location-of-foreigner customer.province'],
    [
      '01',
      { ...juridica, foreignAddress: '12 Main Street' },
      'warns foreign-address-unused customer.foreignAddress',
    ],
    [
      '01',
      { ...juridica, identificationType: '09' },
      'blocks identification-type-unknown customer.identificationType',
    ],
    ['01', { ...juridica, name: 'Al' }, 'blocks text-short customer.name'],
    ['01', { ...juridica, name: 'x'.repeat(101) }, 'blocks text-long customer.name'],
    ['01', { ...juridica, name: 'Ana\u0000' }, 'blocks text-characters customer.name'],
    ['01', { ...juridica, ...place, address: 'x'.repeat(161) }, 'blocks text-long customer.address'],
    ['01', { ...juridica, ...place, district: '' }, 'blocks required customer.district'],
    ['01', { ...juridica, barrio: 'Centro', ...place, canton: 'x' }, 'blocks canton-format customer.canton'],
    ['01', { ...juridica, activityCode: '41001' }, 'blocks activity-format customer.activityCode'],
    ['01', { ...juridica, email: 'a b@c.cr' }, 'blocks email-format customer.email'],
    ['01', { ...juridica, email: 'a@b' }, 'blocks email-format customer.email'],
    ['01', { ...juridica, email: 'a@b..cr' }, 'blocks email-format customer.email'],
    ['01', { ...juridica, phone: '2222' }, 'warns phone-short customer.phone'],
    ['01', { ...juridica, phone: '2'.repeat(21) }, 'blocks phone-format customer.phone'],
  ])('kind %s, %j is: %s', (kind, changes, fault) => {
    expect(read(kind, changes).faults).toEqual([fault]);
  });

  it('does NOT write an activity code in a tiquete nor an address abroad of someone who lives here', () => {
    expect(read('04', { ...juridica, activityCode: '4100.1' }).customer).not.toHaveProperty('activityCode');
    expect(read('01', { ...juridica, activityCode: '4100.1' }).customer?.activityCode).toBe('4100.1');
    expect(read('01', { ...juridica, foreignAddress: '12 Main Street' }).customer).not.toHaveProperty(
      'foreignAddress',
    );
  });

  it('takes a location when there is one', () => {
    expect(read('01', { ...juridica, ...place }).customer?.location).toEqual(place);
    expect(read('01', juridica).customer).not.toHaveProperty('location');
  });
});
