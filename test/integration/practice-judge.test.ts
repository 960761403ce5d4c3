import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readInvoice } from '../../domain/billing/read-invoice.ts';
import { writeComprobante } from '../../main/comprobante/write-comprobante.ts';
import { anyFormOf, anyFormToday } from '../helpers/any-form.ts';
import { allKinds } from '../helpers/any-invoice.ts';
import { identityOf } from '../helpers/exact-invoices.ts';
import { goodIssuer } from '../helpers/invoices.ts';
import { accepted, judge, told } from '../helpers/practice-judge.ts';

/**
 * What the program makes of anything a clerk could type is accepted by the practice authority, which recomputes it in another way.
 * FC_SEED repeats a run that failed.
 */
const perKind = 40;
const seed = Number(process.env['FC_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const emptySignature = '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"></ds:Signature>';

test.each(allKinds)(`documents of kind %s are accepted (seed ${seed})`, async (kind) => {
  for (const form of fc.sample(anyFormOf(kind), { numRuns: perKind, seed })) {
    const { invoice, faults } = readInvoice(form, { issuer: goodIssuer(), today: anyFormToday });
    if (invoice === undefined) throw new Error(faults.map(({ code }) => code).join());
    const xml = writeComprobante(invoice, identityOf(kind)).replace(/(<\/\w+>)$/, `${emptySignature}$1`);
    const judgement = await judge(xml);
    expect(told(judgement)).toBe('');
    expect(judgement).toEqual(accepted);
  }
});
