import { describe, expect, it } from 'vitest';
import { InvoiceForm, InvoiceKind } from '../../../../domain/billing/invoice-form.ts';
import { isBlankCharge } from '../../../../domain/billing/other-charges.ts';
import { saleConditionsFor } from '../../../../domain/billing/codes.ts';
import { isBlankReference } from '../../../../domain/billing/read-references.ts';
import {
  emptyCommercialCode,
  emptyComponent,
  emptyExoneration,
  emptyInvoiceForm,
  emptyIssuerForm,
  emptyLine,
  emptyOtherCharge,
  emptyReference,
  emptyTax,
  ivaRateText,
} from '../../../../domain/billing/new-form.ts';
import { isUntouched } from '../../../../domain/billing/parsed-line.ts';
import { readInvoice } from '../../../../domain/billing/read-invoice.ts';
import { readIssuer } from '../../../../domain/billing/read-issuer.ts';
import { IssuerForm } from '../../../../domain/company/company.ts';
import { goodIssuer } from '../../../helpers/invoices.ts';

describe('a new form', () => {
  it.each(InvoiceKind.options)(
    'of kind %s is one the draft store takes, with the default activity',
    (kind) => {
      const form = emptyInvoiceForm(kind, goodIssuer());
      expect(InvoiceForm.parse(form)).toEqual(form);
      expect(form.activityCode).toBe('4752.0');
      expect(form.lines.every(isUntouched)).toBe(true);
    },
  );

  it.each([
    ['01', '01', 0, '08'],
    ['03', '01', 1, '08'],
    ['08', '01', 1, '08'],
    ['09', '01', 0, '10'],
    ['10', '11', 1, '08'],
  ] as const)(
    'of kind %s begins with condition %s, %s blank reference and IVA %s',
    (kind, saleCondition, references, ivaCode) => {
      const form = emptyInvoiceForm(kind, goodIssuer());
      expect(form.saleCondition).toBe(saleCondition);
      expect(saleConditionsFor(kind).map(({ code }) => code)).toContain(saleCondition);
      expect(form.references).toHaveLength(references);
      expect(form.references.every(isBlankReference)).toBe(true);
      expect(form.lines[0]?.ivaCode).toBe(ivaCode);
    },
  );

  it('asks only for what nobody typed yet', () => {
    const context = { issuer: goodIssuer(), today: '2026-11-20' };
    const faults = readInvoice(emptyInvoiceForm('04', goodIssuer()), context).faults;
    expect(faults.map(({ code, path }) => [code, path])).toEqual([['lines-missing', 'lines']]);
  });

  it('has empty parts the draft store takes', () => {
    const form: InvoiceForm = {
      ...emptyInvoiceForm('01', goodIssuer()),
      lines: [
        {
          ...emptyLine('l1'),
          taxes: [emptyTax('t1')],
          exoneration: emptyExoneration(),
          components: [emptyComponent('c1')],
          commercialCodes: [emptyCommercialCode('k1')],
        },
      ],
      otherCharges: [emptyOtherCharge('o1')],
      references: [emptyReference('r1')],
    };
    expect(InvoiceForm.parse(form)).toEqual(form);
    expect(isBlankCharge(emptyOtherCharge('o1'))).toBe(true);
    expect(isBlankReference(emptyReference('r1'))).toBe(true);
  });

  it('takes the rate of a code as text', () => {
    expect(ivaRateText('08')).toBe('13');
    expect(ivaRateText('09')).toBe('0.5');
    expect(ivaRateText('')).toBe('');
    expect(emptyLine('x').ivaRate).toBe('13');
  });

  it('of an issuer can be stored, and does NOT pass as ready', () => {
    expect(IssuerForm.parse(emptyIssuerForm())).toEqual(emptyIssuerForm());
    expect(readIssuer(emptyIssuerForm()).issuer).toBeUndefined();
  });
});
