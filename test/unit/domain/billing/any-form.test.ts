import fc from 'fast-check';
import { expect, it } from 'vitest';
import { InvoiceForm } from '../../../../domain/billing/invoice-form.ts';
import { anyForm } from '../../../helpers/any-form.ts';

const forms = fc.sample(anyForm, { numRuns: 600, seed: 20_261_120 });
const lines = forms.flatMap((form) => form.lines);
const taxes = lines.flatMap((line) => [...line.taxes, ...line.components.flatMap((each) => each.taxes)]);

/** Each of these has to be among the forms, or the corpus proves less than it says. */
const options: Readonly<Record<string, boolean>> = {
  'all seven kinds': new Set(forms.map((form) => form.kind)).size === 7,
  'all seven other taxes': new Set(taxes.map((tax) => tax.code)).size === 7,
  'the three of the IVA family': new Set(lines.map((line) => line.ivaTax)).size === 3,
  'the eleven rates': new Set(lines.map((line) => line.ivaCode)).size === 11,
  soap: taxes.some((tax) => tax.code === '05' && tax.soap),
  'a tax that is borne': taxes.some((tax) => tax.assumed),
  'both factory codes': new Set(lines.map((line) => line.factoryIva)).size === 3,
  'an edited base': lines.some((line) => line.ivaTax === '07' && line.taxBase !== ''),
  'all types of exoneration':
    new Set(lines.flatMap((line) => line.exoneration?.documentType ?? [])).size === 12,
  'a part of the rate exonerated': lines.some((line) => (line.exoneration?.rate ?? '') !== ''),
  'a bundle': lines.some((line) => line.components.length > 1),
  'an exonerated bundle': lines.some((line) => line.components.length > 0 && line.exoneration !== undefined),
  'every discount code':
    new Set(lines.flatMap((line) => line.discounts.map((each) => each.code))).size === 10,
  'chained discounts': lines.some((line) => line.discounts.length > 2),
  'a health service paid partly by card': forms.some(
    (form) =>
      form.lines.some((line) => line.healthService) &&
      form.paymentMeans.length > 1 &&
      form.paymentMeans.some((mean) => mean.code === '02'),
  ),
  'four means of payment': forms.some((form) => form.paymentMeans.length === 4),
  'charges alone': forms.some((form) => form.lines.length === 0),
  'percentages among the charges': forms.some((form) =>
    form.otherCharges.some((each) => each.mode === 'percent'),
  ),
  'a third party': forms.some((form) => form.otherCharges.some((each) => each.type === '04')),
  'another currency': forms.some((form) => !['CRC', 'USD', 'EUR'].includes(form.currency)),
  'every type of identification': new Set(forms.map((form) => form.customer.identificationType)).size === 7,
  'a foreigner in each of 01, 08 and 09': ['01', '08', '09'].every((kind) =>
    forms.some((form) => form.kind === kind && form.customer.identificationType === '05'),
  ),
  'nobody in a tiquete': forms.some((form) => form.kind === '04' && form.customer.name === ''),
  'a base of its own in a receipt': forms.some(
    (form) => form.kind === '10' && form.lines.some((line) => line.taxBase !== ''),
  ),
};

it.each(Object.entries(options))('the generated forms have %s', (_name, there) => {
  expect(there).toBe(true);
});

it('the generated forms are ones the draft store takes, each as it is', () => {
  for (const form of forms) expect(InvoiceForm.parse(form)).toEqual(form);
});
