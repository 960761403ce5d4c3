import { describe, expect, it } from 'vitest';
import { newFaultList } from '../../../../domain/billing/fault-list.ts';
import type { OtherChargeForm } from '../../../../domain/billing/invoice-form.ts';
import { chargesStandAlone, readOtherCharges } from '../../../../domain/billing/read-other-charges.ts';
import { amountOf } from '../../../../domain/money/amount.ts';
import { goodCharge } from '../../../helpers/references.ts';

function read(forms: readonly OtherChargeForm[], netSale: bigint | undefined = amountOf('3000')) {
  const list = newFaultList();
  const charges = readOtherCharges(list, forms, netSale, '2026-11-20');
  return { charges, faults: list.faults.map(({ code, path, severity }) => `${severity} ${code} ${path}`) };
}
const third = {
  type: '04',
  mode: 'amount',
  value: '500',
  thirdPartyIdType: '02',
  thirdPartyIdNumber: '3-101-654321',
  thirdPartyName: 'Transportes del Sur',
} as const;

describe('other charges', () => {
  it('a percentage is of the net sale, rounded half-up at the 5th decimal, and written too', () => {
    expect(read([goodCharge('c1')])).toEqual({
      charges: [
        { type: '06', detail: 'Servicio', percentage: { unscaled: 10n, scale: 0 }, amount: amountOf('300') },
      ],
      faults: [],
    });
    expect(read([goodCharge('c1', { value: '12.34567' })], amountOf('0.05')).charges[0]?.amount).toBe(
      amountOf('0.00617'),
    );
  });

  it('a third party is named with type 04 and does NOT show elsewhere', () => {
    expect(read([goodCharge('c1', third)]).charges).toEqual([
      {
        type: '04',
        thirdParty: { type: '02', number: '3101654321' },
        thirdPartyName: 'Transportes del Sur',
        detail: 'Servicio',
        amount: amountOf('500'),
      },
    ]);
    expect(read([goodCharge('c1', { ...third, type: '09' })]).charges[0]).not.toHaveProperty('thirdParty');
  });

  it.each<[Partial<OtherChargeForm>, string[]]>([
    [{ type: '' }, ['required type']],
    [{ type: '11' }, ['charge-type-unknown type']],
    [{ detail: '' }, ['required detail']],
    [{ detail: 'x'.repeat(161) }, ['text-long detail']],
    [{ type: '99' }, ['required otherText']],
    [{ type: '99', otherText: 'abcd' }, ['text-short otherText']],
    [{ value: '' }, ['required value']],
    [{ value: '0' }, ['charge-zero value']],
    [{ value: '-1' }, ['number-negative value']],
    [{ value: '10.123456' }, ['charge-decimals value']],
    [{ value: '10000' }, ['charge-too-large value']],
    [{ value: '0.00000001' }, ['charge-decimals value']],
    [{ mode: 'amount', value: '10000000000000' }, ['charge-too-large value']],
    [{ mode: 'amount', value: '1.234' }, ['number-ambiguous value']],
    [{ type: '04' }, ['required thirdPartyIdType', 'required thirdPartyName']],
    [{ ...third, thirdPartyIdNumber: '31' }, ['identification-format thirdPartyIdNumber']],
    [{ ...third, thirdPartyName: 'Sur' }, ['text-short thirdPartyName']],
  ])('%j is: %j', (changes, faults) => {
    expect(read([goodCharge('c1', changes)]).faults).toEqual(
      faults.map((fault) => `blocks ${fault.replace(' ', ' otherCharges.c1.')}`),
    );
  });

  it('a percentage that comes to nothing is a fault; of a sale not known yet it is NOT', () => {
    expect(read([goodCharge('c1', { value: '0.00001' })], amountOf('1')).faults).toEqual([
      'blocks charge-zero otherCharges.c1.value',
    ]);
    const list = newFaultList();
    expect(readOtherCharges(list, [goodCharge('c1')], undefined, '2026-11-20')).toEqual([]);
    expect(list.faults).toEqual([]);
  });

  it('takes fifteen, NOT sixteen, and leaves blank rows out', () => {
    const many = (count: number) => Array.from({ length: count }, (_, index) => goodCharge(`c${index}`));
    const blank = goodCharge('b', { type: '', detail: '', value: '' });
    expect(read([...many(15), blank]).faults).toEqual([]);
    expect(read([...many(15), blank]).charges).toHaveLength(15);
    expect(read(many(16)).faults).toEqual(['blocks charges-too-many otherCharges']);
  });

  it.each([
    [['04'], true],
    [['08', '09', '10'], true],
    [['08', '06'], false],
    [[''], false],
    [[], false],
  ])('charges %j stand alone: %s', (types, expected) => {
    expect(chargesStandAlone(types.map((type, index) => goodCharge(`c${index}`, { type })))).toBe(expected);
  });
});
