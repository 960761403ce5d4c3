import { expect, test, vi } from 'vitest';
import type { InvoiceForm } from '../../domain/billing/invoice-form.ts';
import { amountOf } from '../../domain/money/amount.ts';
import type { Company } from '../../domain/company/company.ts';
import { actOnDocument } from '../../main/usecases/act-on-document.ts';
import { issueInvoice } from '../../main/usecases/issue-invoice.ts';
import { readDraft } from '../../main/usecases/keep-draft.ts';
import { creditSales, makeNote, makeReceipt, relatedView } from '../../main/usecases/make-from-document.ts';
import { originFaults } from '../../main/usecases/origin-document.ts';
import type { Program } from '../../main/usecases/program.ts';
import { temporaryFolder } from '../helpers/folder.ts';
import { goodDiscount, goodForm, goodLine } from '../helpers/invoices.ts';
import { practising, runProgram } from '../helpers/program.ts';

/** Notes, receipts and corrections with the whole program: real seal, real outbox, the practice authority as judge. */

const until = { timeout: 30_000, interval: 20 };

interface Shop {
  readonly program: Program;
  readonly company: Company;
  issue(form: InvoiceForm, draftId?: string): ReturnType<typeof issueInvoice>;
  /** @returns its id, once the authority has said the word */
  settled(form: InvoiceForm, word: 'accepted' | 'rejected', draftId?: string): Promise<string>;
  draft(id: string): InvoiceForm;
}

async function openShop(): Promise<Shop> {
  const { program } = await runProgram(temporaryFolder());
  const company = await practising(program);
  const issue: Shop['issue'] = (form, draftId = program.random.id()) =>
    issueInvoice({ ...program, isOnline: async () => true }, company, draftId, form);
  return {
    program,
    company,
    issue,
    async settled(form, word, draftId) {
      const issued = await issue(form, draftId);
      if (!issued.ok) throw new Error(JSON.stringify(issued.error));
      const id = issued.value.documentId;
      await vi.waitFor(() => expect(program.store.documents.find(id)?.state).toBe(word), until);
      return id;
    },
    draft(id) {
      const found = readDraft({ ...program, companyId: company.id }, id);
      if (!found.ok) throw new Error(found.error);
      return found.value.form;
    },
  };
}

const contextOf = ({ program, company }: Shop) => ({ ...program, companyId: company.id });

test('a partly returned sale: the note takes its share, the rest stays, and no more than that can be returned', async () => {
  const shop = await openShop();
  const sale = await shop.settled(
    goodForm('01', {
      lines: [
        goodLine('a1', {
          quantity: '3',
          unitPrice: '1000',
          discounts: [goodDiscount('d1', { mode: 'amount', value: '100' })],
        }),
        goodLine('a2', { quantity: '1', unitPrice: '500', detail: 'Serrucho' }),
      ],
    }),
    'accepted',
  );
  const made = makeNote(contextOf(shop), {
    id: sale,
    kind: '03',
    choice: { what: 'lines', code: '06', lines: [{ id: 'a1', quantity: '2' }] },
  });
  if (!made.ok) throw new Error(made.error);
  const form = shop.draft(made.value.draftId);
  expect(form).toMatchObject({ kind: '03', originId: sale, lines: [{ id: 'a1', quantity: '2' }] });
  expect(form.references).toMatchObject([{ documentType: '01', code: '06' }]);
  const note = await shop.settled(form, 'accepted', made.value.draftId);

  const view = relatedView(contextOf(shop), sale);
  if (!view.ok) throw new Error(view.error);
  // 2 of 3 units and two thirds of the discount: 3277 - (2000 - 66.66667) x 1.13, half-up at the 5th decimal
  expect(view.value.left.lines).toMatchObject([
    { id: 'a1', quantityLeft: '1', amountLeft: '1092.33334' },
    { id: 'a2', quantityLeft: '1', amountLeft: '565' },
  ]);
  expect(view.value.made.map(({ id }) => id)).toEqual([note]);

  const again = makeNote(contextOf(shop), {
    id: sale,
    kind: '03',
    choice: { what: 'lines', code: '06', lines: [{ id: 'a1', quantity: '2' }] },
  });
  if (!again.ok) throw new Error(again.error);
  const refused = await shop.issue(shop.draft(again.value.draftId), again.value.draftId);
  expect(refused).toMatchObject({
    ok: false,
    error: {
      kind: 'faults',
      faults: [
        { code: 'note-exceeds-left-quantity', path: 'lines.a1.quantity', values: { left: '1' } },
        { code: 'note-exceeds-left', path: 'lines', values: { left: '1657.33334' } },
      ],
    },
  });
  expect(makeNote(contextOf(shop), { id: sale, kind: '03', choice: { what: 'whole' } })).toEqual({
    ok: false,
    error: 'nothing-left',
  });
});

test('a note waits for a document that is not accepted yet, and goes after it', async () => {
  const shop = await openShop();
  const { control } = await shop.program.authorities();
  await control.processingMs(400);
  const issued = await shop.issue(goodForm('01'));
  if (!issued.ok) throw new Error(issued.error.kind);
  const sale = issued.value.documentId;
  const made = makeNote(contextOf(shop), { id: sale, kind: '03', choice: { what: 'whole' } });
  if (!made.ok) throw new Error(made.error);
  const note = await shop.issue(shop.draft(made.value.draftId), made.value.draftId);
  if (!note.ok) throw new Error(JSON.stringify(note.error));
  expect(shop.program.store.documents.find(note.value.documentId)).toMatchObject({
    state: 'held',
    reason: 'predecessor',
  });
  await vi.waitFor(
    () => expect(shop.program.store.documents.find(note.value.documentId)?.state).toBe('accepted'),
    until,
  );
  expect(shop.program.store.documents.find(sale)?.state).toBe('accepted');
});

test('payments of a credit sale: each receipt has its share of the IVA, together exactly the invoice, and never more', async () => {
  const shop = await openShop();
  const sale = await shop.settled(
    goodForm('01', {
      saleCondition: '10',
      creditDays: '60',
      paymentMeans: [],
      lines: [
        goodLine('a1', { quantity: '1', unitPrice: '1000.33' }),
        goodLine('a2', { quantity: '3', unitPrice: '333.3330', ivaCode: '04', ivaRate: '4' }),
      ],
    }),
    'accepted',
  );
  const [row] = creditSales(contextOf(shop));
  // 1000.33 x 1.13 + 999.999 x 1.04
  const total = amountOf('1130.3729') + amountOf('1039.99896');
  expect(row).toMatchObject({ id: sale, condition: '11', owed: '2170.37186', receipts: 0 });
  const pay = (amount: string) =>
    makeReceipt(contextOf(shop), { id: sale, amount, paidOn: '2026-11-20', mean: '04', meanText: '' });

  const first = pay('1000');
  if (!first.ok) throw new Error(first.error);
  await shop.settled(shop.draft(first.value.draftId), 'accepted', first.value.draftId);
  expect(creditSales(contextOf(shop))).toMatchObject([{ owed: '1170.37186', receipts: 1 }]);
  expect(pay('1170.38')).toEqual({ ok: false, error: 'exceeds-owed' });
  expect(pay('1.234')).toEqual({ ok: false, error: 'amount-format' });

  const last = pay('1170.37186');
  if (!last.ok) throw new Error(last.error);
  await shop.settled(shop.draft(last.value.draftId), 'accepted', last.value.draftId);
  expect(creditSales(contextOf(shop))).toMatchObject([{ owed: '0', receipts: 2 }]);
  const view = relatedView(contextOf(shop), sale);
  if (!view.ok) throw new Error(view.error);
  expect(view.value.credit).toEqual({ condition: '11', owed: '0', paid: '2170.37186' });
  expect(total).toBe(amountOf('2170.37186'));
});

test('the correction of a rejected document refers to it, begins at the fault, and is made once', async () => {
  const shop = await openShop();
  const { control } = await shop.program.authorities();
  control.rejectNext('[\ncodigo, mensaje, fila, columna\n-400, "El CAByS de la línea 1 no existe", 0, 0\n]');
  const rejected = await shop.settled(goodForm('01'), 'rejected');
  const acting = contextOf(shop);
  const copied = await actOnDocument(acting, rejected, 'copy-to-draft');
  if (!copied.ok || copied.value.draftId === undefined) throw new Error('not copied');
  expect(copied.value.focus).toBe('lines.a1.cabys');
  const form = shop.draft(copied.value.draftId);
  const { clave } = shop.program.store.documents.facts(rejected);
  expect(form.references).toMatchObject([{ documentType: '10', number: clave, code: '07' }]);
  expect(await actOnDocument(acting, rejected, 'copy-to-draft')).toEqual(copied);
  await shop.settled(form, 'accepted', copied.value.draftId);
});

test('nothing is made from a rejected document', async () => {
  const shop = await openShop();
  (await shop.program.authorities()).control.rejectNext('no');
  const rejected = await shop.settled(goodForm('01'), 'rejected');
  expect(relatedView(contextOf(shop), rejected)).toMatchObject({ value: { makes: [] } });
  expect(makeNote(contextOf(shop), { id: rejected, kind: '03', choice: { what: 'whole' } })).toEqual({
    ok: false,
    error: 'not-allowed-now',
  });
});

test('of two notes issued in the same moment, the second finds what the first left', async () => {
  const shop = await openShop();
  const sale = await shop.settled(goodForm('01'), 'accepted');
  const forms = ['one', 'two'].map(() => {
    const made = makeNote(contextOf(shop), { id: sale, kind: '03', choice: { what: 'whole' } });
    if (!made.ok) throw new Error(made.error);
    return { form: shop.draft(made.value.draftId), draftId: made.value.draftId };
  });
  const done = await Promise.all(forms.map(({ form, draftId }) => shop.issue(form, draftId)));
  expect(done.filter(({ ok }) => ok)).toHaveLength(1);
  const refused = done.find(({ ok }) => !ok);
  expect(refused).toMatchObject({ error: { kind: 'faults' } });
  expect(JSON.stringify(refused)).toContain('note-exceeds-left');
  // its draft is kept, and no number was spent on it
  const series = { companyId: shop.company.id, branch: '001', terminal: '00001', kind: '03' };
  expect(shop.program.store.series.last(series)).toBe(1);
});

test('a note typed by hand counts as one of the document it corrects, and can take no more than it', async () => {
  const shop = await openShop();
  const sale = await shop.settled(goodForm('01'), 'accepted');
  const made = makeNote(contextOf(shop), { id: sale, kind: '03', choice: { what: 'whole' } });
  if (!made.ok) throw new Error(made.error);
  const byHand = { ...shop.draft(made.value.draftId), originId: '' };

  // a note that only names the document takes nothing from it
  const naming = { ...byHand, references: byHand.references.map((each) => ({ ...each, code: '04' })) };
  expect(originFaults(contextOf(shop), naming)).toEqual([]);
  const note = await shop.settled(byHand, 'accepted');
  const view = relatedView(contextOf(shop), sale);
  expect(view.ok && view.value).toMatchObject({ left: { total: '0' }, made: [{ id: note }] });
  expect(await shop.issue(byHand)).toMatchObject({ ok: false, error: { kind: 'faults' } });
  expect(originFaults(contextOf(shop), byHand)).toMatchObject([
    { code: 'note-exceeds-left-quantity' },
    { code: 'note-exceeds-left' },
  ]);
});
