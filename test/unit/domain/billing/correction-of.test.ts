import { describe, expect, it } from 'vitest';
import { correctionOf, repeatOf } from '../../../../domain/billing/correction-of.ts';
import { readInvoice } from '../../../../domain/billing/read-invoice.ts';
import { goodForm, goodIssuer } from '../../../helpers/invoices.ts';
import { goodReference, someClave } from '../../../helpers/references.ts';

const clave = someClave('01', '2026-11-19');
const rejected = { clave, consecutivo: clave.slice(21, 41), issuedAt: '2026-11-19T09:30:00-06:00' };

describe('the correction of a rejected document', () => {
  it('is what was typed, with a reference to it, and can be issued', () => {
    const form = goodForm('01', { notes: 'Gracias' });
    const corrected = correctionOf(form, rejected);
    expect({ ...corrected, references: [] }).toEqual(form);
    const { faults, invoice } = readInvoice(corrected, { issuer: goodIssuer(), today: '2026-11-20' });
    expect(faults).toEqual([]);
    expect(invoice?.references).toEqual([
      {
        documentType: '10',
        number: clave,
        issuedAt: rejected.issuedAt,
        code: '07',
        reason: `Sustituye el comprobante rechazado ${rejected.consecutivo}`,
      },
    ]);
  });

  it('says code 16 under the revision of 2026', () => {
    expect(correctionOf(goodForm(), rejected, true).references[0]?.code).toBe('16');
  });

  it('keeps the references of the sale, NOT one to an earlier rejected document', () => {
    const form = goodForm('03', {
      references: [goodReference('rejected-1'), goodReference('r2', { documentType: '10', code: '07' })],
    });
    const { references } = correctionOf(form, rejected);
    expect(references.map(({ id, documentType }) => [id, documentType])).toEqual([
      ['rejected-1', '01'],
      ['rejected-2', '10'],
    ]);
    expect(references[1]?.number).toBe(clave);
  });

  it('keeps the origin of a note, and does NOT make the rejected document the origin of a sale', () => {
    expect(correctionOf(goodForm('03', { originId: 'original-1' }), rejected).originId).toBe('original-1');
    expect(correctionOf(goodForm('01'), rejected).originId).toBe('');
  });

  it('never has more than ten references', () => {
    const references = Array.from({ length: 10 }, (_, index) => goodReference(`r${index}`));
    const made = correctionOf(goodForm('03', { references }), rejected).references;
    expect(made).toHaveLength(10);
    expect(made.at(-1)?.documentType).toBe('10');
  });
});

describe('an accepted document as another sale', () => {
  it('keeps what the sale refers to, and does NOT replace again what the first one replaced', () => {
    const form = goodForm('01', {
      references: [
        goodReference('contract', { documentType: '06', number: 'C-1', code: '04' }),
        goodReference('rejected', { documentType: '10', code: '99', codeOther: 'Otro motivo' }),
        goodReference('voucher', { documentType: '08', number: 'P-17', code: '05' }),
        goodReference('replaced', { code: '07' }),
      ],
    });
    const copy = repeatOf(form);
    expect(copy).toEqual({ ...form, references: form.references.slice(0, 1) });
  });
});
