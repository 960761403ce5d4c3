import { describe, expect, it } from 'vitest';
import { newFaultList } from '../../../../domain/billing/fault-list.ts';
import type { InvoiceKind, PartyForm } from '../../../../domain/billing/invoice-form.ts';
import { emptyParty } from '../../../../domain/billing/new-form.ts';
import { type KnowsLocation, readCustomer } from '../../../../domain/billing/read-party.ts';

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

function read(
  kind: InvoiceKind,
  changes: Partial<PartyForm>,
  today = '2026-11-20',
  saleCondition = '01',
  knows?: KnowsLocation,
) {
  const list = newFaultList();
  const form = { ...emptyParty(), ...changes };
  const customer = readCustomer(list, form, { kind, saleCondition }, today, knows);
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
    ['01', foreigner, 'blocks identification-needs-condition customer.identificationType'],
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

describe('the other party by kind of document', () => {
  const today = '2026-11-20';

  it.each<[InvoiceKind, string, string, string[]]>([
    ['01', '05', '12', []],
    ['01', '05', '01', ['blocks identification-needs-condition customer.identificationType']],
    ['08', '05', '01', []],
    ['09', '05', '01', []],
    ['02', '05', '01', []],
    ['03', '05', '01', []],
    ['10', '05', '09', ['blocks identification-type-not-allowed customer.identificationType']],
  ])('kind %s, type %s, condition %s: %j', (kind, identificationType, condition, faults) => {
    expect(read(kind, { ...foreigner, identificationType }, today, condition).faults).toEqual(
      kind === '10' ? [...faults, 'warns foreign-address-unused customer.foreignAddress'] : faults,
    );
  });

  it('a FEC takes a seller who is no taxpayer with condition 13 only, and nobody else does', () => {
    const seller = { name: 'Juana Mora', identificationType: '06', identificationNumber: 'A1' };
    expect(read('08', seller, today, '13').customer).toEqual({
      name: 'Juana Mora',
      identification: { type: '06', number: 'A1' },
    });
    expect(read('08', seller).faults).toEqual([
      'blocks identification-needs-condition customer.identificationType',
    ]);
    expect(read('03', seller).faults).toEqual([
      'blocks identification-type-not-allowed customer.identificationType',
    ]);
  });

  it('the seller of a FEC gives its address and a name of 5, unless it lives abroad', () => {
    expect(read('08', { ...juridica, name: 'Ana' }).faults).toEqual([
      'blocks text-short customer.name',
      'blocks required customer.province',
      'blocks required customer.canton',
      'blocks required customer.district',
      'blocks required customer.address',
    ]);
    expect(read('08', { ...juridica, ...place, address: 'x'.repeat(250) }).faults).toEqual([]);
    expect(read('08', { ...foreigner, ...place }).faults).toEqual([
      'blocks location-of-foreigner customer.province',
    ]);
  });

  it('an export invoice may have nobody, and whoever it has is identified and has no place here', () => {
    expect(read('09', {})).toEqual({ customer: undefined, faults: [] });
    expect(read('09', { name: 'ACME Inc.' }).faults).toEqual(['blocks required customer.identificationType']);
    expect(read('09', { ...juridica, ...place }).customer).not.toHaveProperty('location');
  });

  it.each(['02', '03'] as const)('a note (%s) may lack a customer and an identification', (kind) => {
    expect(read(kind, {})).toEqual({ customer: undefined, faults: [] });
    expect(read(kind, { name: 'María' })).toEqual({ customer: { name: 'María' }, faults: [] });
  });

  it('a REP writes name, identification and e-mail, and does NOT check the rest', () => {
    const { customer, faults } = read('10', {
      ...juridica,
      ...place,
      tradeName: 'x',
      activityCode: '?',
      district: '?',
      phone: 'x',
      email: 'a@b.cr',
    });
    expect(faults).toEqual([]);
    expect(customer).toEqual({
      name: 'Constructora del Valle',
      identification: { type: '02', number: '3101654321' },
      email: 'a@b.cr',
    });
    expect(read('10', {}).faults).toContain('blocks required customer.identificationType');
  });

  it('warns, does NOT block, of a place the table does not have', () => {
    const here = { ...juridica, ...place };
    const { customer, faults } = read('01', here, today, '01', () => false);
    expect(faults).toEqual(['warns location-unknown customer.district']);
    expect(customer?.location).toEqual(place);
    const asked: string[] = [];
    const knows: KnowsLocation = (...codes) => {
      asked.push(codes.join('-'));
      return true;
    };
    expect(read('01', here, today, '01', knows).faults).toEqual([]);
    expect(asked).toEqual(['2-10-01']);
    read('01', { ...here, canton: 'x' }, today, '01', knows);
    expect(asked).toHaveLength(1);
  });
});
