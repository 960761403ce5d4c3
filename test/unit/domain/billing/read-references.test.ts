import { describe, expect, it } from 'vitest';
import { newFaultList } from '../../../../domain/billing/fault-list.ts';
import type { InvoiceForm, InvoiceKind, ReferenceForm } from '../../../../domain/billing/invoice-form.ts';
import { emptyParty } from '../../../../domain/billing/new-form.ts';
import { readReferences } from '../../../../domain/billing/read-references.ts';
import { goodForm, goodLine } from '../../../helpers/invoices.ts';
import { goodReference, someClave } from '../../../helpers/references.ts';

function read(
  kind: InvoiceKind,
  typed: readonly ReferenceForm[],
  changes: Partial<InvoiceForm> = {},
  revision = false,
) {
  const list = newFaultList();
  const form = goodForm(kind, { references: [...typed], ...changes });
  const references = readReferences(list, form, '2026-11-20', revision);
  return {
    references,
    faults: list.faults.map(({ code, path, severity }) => `${severity} ${code} ${path}`),
  };
}
const one = (kind: InvoiceKind, changes: Partial<ReferenceForm>, revision = false) =>
  read(kind, [goodReference('r1', changes)], {}, revision);
const foreigner = { customer: { ...emptyParty(), name: 'ACME Inc.', identificationType: '05' } };

describe('references', () => {
  it('are written with an instant', () => {
    expect(one('03', {})).toEqual({
      references: [
        {
          documentType: '01',
          number: someClave(),
          issuedAt: '2026-11-02T00:00:00-06:00',
          code: '01',
          reason: 'Se anula la factura',
        },
      ],
      faults: [],
    });
  });

  it.each<[InvoiceKind, Partial<ReferenceForm>, string[]]>([
    ['03', { documentType: '' }, ['blocks required documentType']],
    ['03', { documentType: '21' }, ['blocks reference-type-unknown documentType']],
    ['03', { documentType: '16' }, ['blocks reference-type-not-allowed documentType']],
    ['10', { documentType: '06', number: '7' }, ['blocks reference-type-not-allowed documentType']],
    ['03', { documentType: '19' }, ['blocks reference-revision-off documentType']],
    ['03', { documentType: '99' }, ['blocks required otherText']],
    ['03', { documentType: '99', otherText: 'abc' }, ['blocks text-short otherText']],
    ['03', { number: '' }, ['blocks required number']],
    ['03', { number: '12345' }, ['blocks reference-clave-format number']],
    ['03', { number: someClave('01', '2026-13-02') }, ['blocks reference-clave-format number']],
    ['03', { documentType: '05', number: 'x'.repeat(51) }, ['blocks text-long number']],
    ['03', { number: someClave('04') }, ['warns reference-clave-kind number']],
    ['03', { issuedOn: '2026-11-03' }, ['warns reference-clave-date issuedOn']],
    ['03', { issuedOn: '' }, ['blocks required issuedOn']],
    ['03', { issuedOn: '2026-02-30' }, ['blocks reference-date-format issuedOn']],
    [
      '01',
      { documentType: '06', number: 'C-1', issuedOn: '2026-11-21' },
      ['blocks reference-date-future issuedOn'],
    ],
    [
      '01',
      { documentType: '06', number: 'C-1', issuedOn: '2016-11-19' },
      ['blocks reference-date-too-old issuedOn'],
    ],
    ['01', { documentType: '06', number: 'C-1', issuedOn: '2016-11-20' }, []],
    ['03', { code: '' }, ['blocks reference-incomplete code']],
    ['03', { code: '03' }, ['blocks reference-code-unknown code']],
    ['02', { code: '12' }, ['blocks reference-code-not-allowed code']],
    ['03', { code: '12' }, []],
    ['03', { code: '13' }, ['blocks reference-revision-off code']],
    ['03', { code: '99' }, ['blocks required codeOther']],
    ['03', { code: '99', codeOther: 'abcd' }, ['blocks text-short codeOther']],
    ['03', { reason: ' ' }, ['blocks reference-incomplete reason']],
    ['03', { reason: 'ab' }, ['blocks text-short reason']],
    ['03', { reason: 'x'.repeat(181) }, ['blocks text-long reason']],
  ])('kind %s, %j is: %j', (kind, changes, faults) => {
    expect(one(kind, changes).faults).toEqual(
      faults.map((fault) => fault.replace(/ (\w+)$/, ' references.r1.$1')),
    );
  });

  it.each(['01', '02', '03', '04', '09', '11', '12', '15'])('type %s wants a clave', (documentType) => {
    expect(one('03', { documentType, number: 'N-1' }).faults).toContain(
      'blocks reference-clave-format references.r1.number',
    );
  });

  it('a clave pasted in groups is one clave, and the number of a contract keeps its spaces', () => {
    const grouped = someClave().replaceAll(/(\d{10})/g, '$1 ');
    expect(one('03', { number: grouped }).references[0]?.number).toBe(someClave());
    const contract = one('01', { documentType: '06', number: ' LIC 2026 0004-1 ' });
    expect(contract.references[0]?.number).toBe('LIC 2026 0004-1');
    expect(contract.faults).toEqual([]);
  });

  it('a FEC takes any number, for the seller has its own', () => {
    expect(one('08', { number: 'F-77' }).faults).toEqual([]);
  });

  it('a month in arrears wants neither number nor code nor reason', () => {
    const { references, faults } = one('01', { documentType: '13', number: '', code: '', reason: '' });
    expect(faults).toEqual([]);
    expect(references).toEqual([{ documentType: '13', issuedAt: '2026-11-02T00:00:00-06:00' }]);
  });

  it('takes the codes of the revision when it is on, 17 in a REP only', () => {
    expect(one('03', { code: '13' }, true).faults).toEqual([]);
    expect(one('03', { documentType: '19', number: someClave('09') }, true).faults).toEqual([]);
    expect(one('10', { code: '17' }, true).faults).toEqual([]);
    expect(one('03', { code: '17' }, true).faults).toEqual([
      'blocks reference-code-not-allowed references.r1.code',
    ]);
  });

  it.each(['02', '03', '08', '10'] as const)(
    'kind %s wants at least one, and takes ten, NOT eleven',
    (kind) => {
      expect(read(kind, []).faults).toEqual(['blocks references-missing references']);
      const many = (count: number) => Array.from({ length: count }, (_, index) => goodReference(`r${index}`));
      expect(read(kind, many(10)).faults).toEqual([]);
      expect(read(kind, many(11)).faults).toEqual(['blocks references-too-many references']);
    },
  );

  it('leaves blank rows out', () => {
    const blank = goodReference('b', { documentType: '', number: '', issuedOn: '', code: '', reason: '' });
    expect(read('01', [blank])).toEqual({ references: [], faults: [] });
    expect(read('03', [blank]).faults).toEqual(['blocks references-missing references']);
  });

  it('an FE wants one for an exoneration of type 11, NOT for another', () => {
    const exonerated = (documentType: string) => ({
      lines: [
        goodLine('a1', {
          exoneration: {
            documentType,
            otherText: '',
            number: 'AL-00000000-00',
            article: '',
            clause: '',
            institution: '01',
            institutionOther: '',
            issuedOn: '2026-01-01',
            rate: '',
          },
        }),
      ],
    });
    expect(read('01', [], exonerated('11')).faults).toEqual(['blocks reference-for-exoneration references']);
    expect(read('01', [], exonerated('04')).faults).toEqual([]);
    expect(read('01', [goodReference('r1')], exonerated('11')).faults).toEqual([]);
  });

  it('an FE wants one for condition 12 sold to a foreigner, NOT to somebody from here', () => {
    expect(read('01', [], { ...foreigner, saleCondition: '12' }).faults).toEqual([
      'blocks reference-for-foreigner references',
    ]);
    expect(read('01', [], { saleCondition: '12' }).faults).toEqual([]);
  });

  it('a foreign seller of a FEC comes with a reference of type 16, and it with a foreigner', () => {
    const purchase = goodReference('r1', { documentType: '16', number: 'INV-9', code: '11' });
    expect(read('08', [purchase], foreigner).faults).toEqual([]);
    expect(read('08', [goodReference('r1')], foreigner).faults).toEqual([
      'blocks foreign-supplier-unreferenced references',
    ]);
    expect(read('08', [purchase]).faults).toEqual([
      'warns foreign-supplier-not-foreign customer.identificationType',
    ]);
  });
});
