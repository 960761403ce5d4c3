import { describe, expect, test } from 'vitest';
import type { Exoneration } from '../../../../domain/lookups/answers.ts';
import {
  exonerationDoubts,
  exonerationPatch,
  readPercentage,
} from '../../../../domain/lookups/exoneration-terms.ts';

const exoneration: Exoneration = {
  number: 'AL-00000001-26',
  identification: '003101123456',
  issuedOn: '2026-01-15',
  expiresOn: '2026-12-31',
  percentage: '100',
  documentType: '04',
  documentTypeName: '',
  institution: '01',
  institutionName: '',
};

describe('a percentage of the register', () => {
  test.each([
    ['100', 'points', { kind: 'whole', certain: true }],
    ['13', 'points', { kind: 'points', certain: false, rate: '13' }],
    ['4.5', 'points', { kind: 'points', certain: false, rate: '4.5' }],
    ['13', 'share', { kind: 'share', certain: false, percent: '13' }],
    ['50', 'points', { kind: 'share', certain: true, percent: '50' }],
    ['0', 'points', { kind: 'not-said' }],
    ['101', 'points', { kind: 'not-said' }],
    [undefined, 'points', { kind: 'not-said' }],
  ] as const)('%s, where a small one is %s', (percentage, small, reading) => {
    expect(readPercentage(percentage, small)).toEqual(reading);
  });
});

describe('what is in doubt', () => {
  const sale = { on: '2026-11-20', buyer: '3-101-123456', cabys: '2352100000100' };
  test.each([
    ['nothing', {}, {}, []],
    ['its last day', {}, { on: '2026-12-31' }, []],
    ['the day after', {}, { on: '2027-01-01' }, ['expired']],
    ['the day before it was issued', {}, { on: '2026-01-14' }, ['not-yet']],
    ['somebody else', {}, { buyer: '3101999999' }, ['other-person']],
    ['no buyer typed yet', {}, { buyer: '' }, []],
    ['other goods', { cabys: ['1111111111111'] }, {}, ['other-goods']],
    ['these goods', { cabys: ['2352100000100'] }, {}, []],
    ['no goods typed yet', { cabys: ['1111111111111'] }, { cabys: '' }, []],
  ] as const)('%s', (_name, changes, other, doubts) => {
    expect(
      exonerationDoubts(
        { ...exoneration, ...('cabys' in changes ? { cabys: [...changes.cabys] } : {}) },
        { ...sale, ...other },
      ),
    ).toEqual(doubts);
  });
});

describe('what is filled in', () => {
  test('all of the tax is an empty rate: all of the line', () => {
    expect(exonerationPatch(exoneration)).toEqual({
      number: 'AL-00000001-26',
      documentType: '04',
      institution: '01',
      issuedOn: '2026-01-15',
      rate: '',
    });
  });

  test('a share in percent fills no rate in, and what is not said stays as typed', () => {
    const { issuedOn: _, ...undated } = exoneration;
    expect(exonerationPatch({ ...undated, percentage: '50', documentType: '', institution: '' })).toEqual({
      number: 'AL-00000001-26',
    });
  });
});
