import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { InvoiceForm, InvoiceKind } from '../../../../../domain/billing/invoice-form.ts';
import { emptyInvoiceForm, emptyIssuerForm } from '../../../../../domain/billing/new-form.ts';
import type { IssuerForm } from '../../../../../domain/company/company.ts';
import { formatAmount } from '../../../../../domain/money/amount.ts';
import { fieldText, isShown, openInvoice } from '../../../../../renderer/features/invoice/invoice-store.ts';
import { fakeApi, Refused } from '../../../../helpers/fake-api.ts';

const issuer: IssuerForm = {
  ...emptyIssuerForm(),
  name: 'Pulpería La Esquina S.A.',
  identificationType: '02',
  identificationNumber: '3101123456',
  province: '1',
  canton: '01',
  district: '01',
  address: 'Frente al parque',
  emails: ['caja@esquina.cr'],
  activityCodes: ['4711.0'],
  softwareProvider: '3101123456',
};
const draftId = '9b1f7a52-6a5e-4f0a-9f6e-0a4f6f1c2d3e';
const sold = { detail: 'Café molido 500 g', cabys: '2391100000100', unitPrice: '3850' };

type Handlers = Parameters<typeof fakeApi>[0];
function open(handlers: Handlers = {}, form: InvoiceForm = emptyInvoiceForm('04', issuer), focus?: string) {
  const api = fakeApi({ 'drafts.save': () => ({ updatedAt: 1_000 }), ...handlers });
  let made = 0;
  const invoice = openInvoice({
    api: window.api,
    draftId,
    companyId: 'company-1',
    issuer,
    form,
    focus,
    today: () => '2026-11-20',
    newId: () => `new-${++made}`,
    decimalMark: () => ',',
  });
  return { api, invoice, state: invoice.store.getState };
}
const total = (state: ReturnType<typeof open>['state']): string => formatAmount(state().totals.summary.total);

beforeEach(() => {
  vi.stubGlobal('window', globalThis);
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('totals', () => {
  test('follow every keystroke of a price', () => {
    const { invoice, state } = open();
    invoice.editLine('line-1', { ...sold, unitPrice: '' });
    const shown = ['1', '12', '12,', '12,5'].map((unitPrice) => {
      invoice.editLine('line-1', { unitPrice });
      return total(state);
    });
    expect(shown).toEqual(['1.13', '13.56', '13.56', '14.125']);
  });

  test('choosing an IVA code fills in its rate; a rate that is not the code’s is a fault at the rate', () => {
    const { invoice, state } = open();
    invoice.editLine('line-1', sold);
    invoice.setIvaCode('line-1', '09');
    expect(state().lineById.get('line-1')?.ivaRate).toBe('0,5');
    invoice.editLine('line-1', { ivaRate: '13' });
    expect(
      state()
        .faultsByLine.get('line-1')
        ?.map(({ code, path }) => [code, path]),
    ).toEqual([['iva-rate-mismatch', 'lines.line-1.ivaRate']]);
  });
});

describe('other charges', () => {
  test('the service is 10 % of the net sale, once', () => {
    const { invoice, state } = open();
    invoice.editLine('line-1', sold);
    const id = invoice.addService('Servicio');
    expect(invoice.addService('Servicio')).toBe(id);
    expect(state().form.otherCharges).toMatchObject([{ type: '06', mode: 'percent', value: '10' }]);
    expect(formatAmount(state().totals.summary.otherCharges)).toBe('385');
    // 3,850 and 13 %, and 385 that bear none
    expect(total(state)).toBe('4735.5');
  });
});

describe('a form opened at one field', () => {
  const form = emptyInvoiceForm('04', issuer);

  test('shows its fault at once, and what hides it is unfolded', () => {
    const { state } = open({}, form, 'lines.line-1.taxes.t.rate');
    expect([...state().touched]).toEqual(['lines.line-1.taxes.t.rate']);
    expect(state().unfolded.has('line-1')).toBe(true);
  });

  test('of the grid unfolds nothing', () => {
    const { state } = open({}, form, 'lines.line-1.cabys');
    expect(state().unfolded.size).toBe(0);
  });
});

test('a list typed as one text shows the fault of any of its items once it was left', () => {
  const state = { tried: false, touched: new Set(['lines.a.serials']) };
  expect(isShown(state, 'lines.a.serials.3')).toBe(true);
  expect(isShown(state, 'lines.a.cabys')).toBe(false);
});

describe('lines', () => {
  test('deleting and bringing back puts the line where it was', () => {
    const { invoice, state } = open();
    invoice.editLine('line-1', sold);
    const second = invoice.addLine('line-1');
    invoice.editLine(second, { ...sold, detail: 'Azúcar' });
    invoice.addLine(second);
    expect(invoice.deleteLine('line-1')).toBe(second);
    expect(state().form.lines.map(({ id }) => id)).toEqual([second, 'new-2']);
    expect(invoice.undoDelete()).toBe('line-1');
    expect(state().form.lines.map(({ id }) => id)).toEqual(['line-1', second, 'new-2']);
  });

  test('typing after a deletion gives Ctrl+Z back to the field', () => {
    const { invoice, state } = open();
    invoice.editLine('line-1', sold);
    invoice.addLine();
    invoice.deleteLine('line-1');
    expect(state().canUndo).toBe(true);
    invoice.editLine('new-1', { detail: 'A' });
    expect(state().canUndo).toBe(false);
    expect(state().removed).toHaveLength(1);
  });

  test('the grid is never without a line', () => {
    const { invoice, state } = open();
    invoice.deleteLine('line-1');
    expect(state().form.lines).toHaveLength(1);
    expect(state().form.lines[0]?.detail).toBe('');
  });

  test('a copy has its own id and its own discounts', () => {
    const { invoice, state } = open();
    invoice.editLine('line-1', sold);
    const discount = invoice.addDiscount('line-1') ?? '';
    const copy = invoice.duplicateLine('line-1') ?? '';
    invoice.changeLine(copy, (line) => ({
      ...line,
      discounts: line.discounts.map((each) => ({ ...each, value: '10' })),
    }));
    expect(state().lineById.get('line-1')?.discounts).toMatchObject([{ id: discount, value: '' }]);
    expect(state().lineById.get(copy)?.discounts).toMatchObject([{ value: '10' }]);
  });

  test('a line holds five discounts and no sixth', () => {
    const { invoice } = open();
    for (let n = 0; n < 5; n++) expect(invoice.addDiscount('line-1')).toBeDefined();
    expect(invoice.addDiscount('line-1')).toBeUndefined();
  });

  test('rows that were only opened go away when the line is left, and before issuing', async () => {
    const { invoice, state } = open();
    invoice.editLine('line-1', sold);
    invoice.addDiscount('line-1');
    invoice.tidyLine('line-1');
    expect(state().lineById.get('line-1')?.discounts).toEqual([]);
    invoice.addDiscount('line-1');
    invoice.editLine('line-1', { cabys: '' });
    await invoice.issue();
    expect(state().lineById.get('line-1')?.discounts).toEqual([]);
  });

  test('a new line of an export invoice is exempt, of a sale it has the general rate', () => {
    const firstCode = (kind: InvoiceKind): string | undefined => {
      const { invoice, state } = open({}, emptyInvoiceForm(kind, issuer));
      const id = invoice.addLine();
      return state().lineById.get(id)?.ivaCode;
    };
    expect([firstCode('01'), firstCode('09')]).toEqual(['08', '10']);
  });

  test('a line that nobody touched keeps its object, so that its row is not drawn again', () => {
    const { invoice, state } = open();
    const second = invoice.addLine();
    const before = state().lineById.get('line-1');
    invoice.editLine(second, { detail: 'Azúcar' });
    expect(state().lineById.get('line-1')).toBe(before);
  });
});

describe('means of payment', () => {
  test('the rest is exact, with the cent', () => {
    const { invoice, state } = open();
    invoice.editLine('line-1', { ...sold, unitPrice: '100,3355' });
    invoice.editMean('pay-1', { amount: '100' });
    const card = invoice.addMean() ?? '';
    invoice.editMean(card, { code: '02' });
    invoice.fillRest(card);
    // IVA of 100.3355 is 13.043615, half-up at the 5th decimal 13.04362: 113.37912 in all
    expect(state().form.paymentMeans.map(({ amount }) => amount)).toEqual(['100', '13,37912']);
    expect(state().faults).toEqual([]);
  });

  test('the rest is NOT negative when the others already exceed the total', () => {
    const { invoice, state } = open();
    invoice.editLine('line-1', sold);
    invoice.editMean('pay-1', { amount: '999999' });
    const card = invoice.addMean() ?? '';
    invoice.fillRest(card);
    expect(state().form.paymentMeans[1]?.amount).toBe('');
  });

  test('a credit sale drops the ready-made cash and a cash sale brings it back', () => {
    const { invoice, state } = open();
    invoice.setSaleCondition('02');
    expect(state().form.paymentMeans).toEqual([]);
    invoice.setSaleCondition('01');
    expect(state().form.paymentMeans).toMatchObject([{ code: '01', amount: '' }]);
  });

  test('an amount that was typed survives a change of the condition', () => {
    const { invoice, state } = open();
    invoice.editMean('pay-1', { amount: '5000' });
    invoice.setSaleCondition('02');
    expect(state().form.paymentMeans).toMatchObject([{ amount: '5000' }]);
  });
});

test.each([
  ['1.234', '1,2340'],
  ['12.5', '12,5'],
  ['1234.567', '1234,567'],
  ['1000', '1000'],
])('%s is written into a field as %s: it never reads as thousands', (machine, field) => {
  expect(fieldText(machine, ',')).toBe(field);
});

test('colones are worth one colón; another currency asks for its rate', () => {
  const { invoice, state } = open();
  invoice.setCurrency('USD');
  expect(state().form.exchangeRate).toBe('');
  invoice.edit({ exchangeRate: '512,30' });
  invoice.setCurrency('EUR');
  expect(state().form.exchangeRate).toBe('512,30');
  invoice.setCurrency('CRC');
  expect(state().form.exchangeRate).toBe('1');
});

describe('keeping', () => {
  test('nothing is saved before something is typed', async () => {
    const { api, state } = open();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(api.inputs('drafts.save')).toEqual([]);
    expect(state().keeping).toEqual({ kind: 'untouched' });
  });

  test('what was typed is in the draft within a second, and only then is it said to be kept', async () => {
    const { api, invoice, state } = open();
    invoice.editLine('line-1', { detail: 'Caf' });
    expect(state().keeping).toEqual({ kind: 'pending' });
    await vi.advanceTimersByTimeAsync(700);
    expect(api.inputs('drafts.save')).toEqual([{ companyId: 'company-1', id: draftId, form: state().form }]);
    expect(state().keeping).toEqual({ kind: 'kept', at: 1_000 });
  });

  test('an answer to an older save does NOT say that the newer text is kept', async () => {
    let answer: ((value: { updatedAt: number }) => void) | undefined;
    const { invoice, state } = open({
      'drafts.save': () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    });
    invoice.editLine('line-1', { detail: 'C' });
    await vi.advanceTimersByTimeAsync(700);
    invoice.editLine('line-1', { detail: 'Ca' });
    answer?.({ updatedAt: 1 });
    await vi.advanceTimersByTimeAsync(0);
    expect(state().keeping).toEqual({ kind: 'pending' });
  });

  test('a save that fails is told, and can be tried again', async () => {
    let full = true;
    const { invoice, state } = open({
      'drafts.save': () => {
        if (full) throw new Refused({ code: 'disk-full' });
        return { updatedAt: 2_000 };
      },
    });
    invoice.editLine('line-1', sold);
    await vi.advanceTimersByTimeAsync(700);
    expect(state().keeping).toEqual({ kind: 'failed', error: { code: 'disk-full' } });
    full = false;
    await invoice.keepAgain();
    expect(state().keeping).toEqual({ kind: 'kept', at: 2_000 });
  });

  test('closing saves what was not saved yet', async () => {
    const { api, invoice } = open();
    invoice.editLine('line-1', sold);
    await invoice.close();
    expect(api.inputs('drafts.save')).toHaveLength(1);
  });
});

describe('issuing', () => {
  const issued = {
    documentId: draftId,
    clave: '5'.repeat(50),
    consecutivo: '0'.repeat(20),
    situation: '1' as const,
  };

  test('keeps the draft first, then asks once, however often the key is pressed', async () => {
    const order: string[] = [];
    const { api, invoice, state } = open({
      'drafts.save': () => {
        order.push('draft');
        return { updatedAt: 1 };
      },
      'invoices.issue': async () => {
        order.push('issue');
        await Promise.resolve();
        return issued;
      },
    });
    invoice.editLine('line-1', sold);
    await Promise.all([invoice.issue(), invoice.issue(), invoice.issue()]);
    expect(order).toEqual(['draft', 'issue']);
    expect(api.inputs('invoices.issue')).toEqual([{ companyId: 'company-1', draftId, form: state().form }]);
    expect(state().issuing).toEqual({ kind: 'issued', issued });
  });

  test('does NOT ask when a fault would stop it, and names the first one', async () => {
    const { api, invoice, state } = open();
    invoice.editLine('line-1', { ...sold, cabys: '12' });
    expect(await invoice.issue()).toBe('lines.line-1.cabys');
    expect(api.inputs('invoices.issue')).toEqual([]);
    expect(state().tried).toBe(true);
  });

  test('faults found by main land on the same fields', async () => {
    const { invoice, state } = open({
      'invoices.issue': () => {
        throw new Refused({
          code: 'faults',
          faults: [{ code: 'cabys-format', path: 'lines.line-1.cabys', severity: 'blocks' }],
        });
      },
    });
    invoice.editLine('line-1', sold);
    expect(await invoice.issue()).toBe('lines.line-1.cabys');
    expect(state().faultsByLine.get('line-1')).toHaveLength(1);
    expect(state().issuing).toEqual({ kind: 'editing' });
  });

  test('a refusal leaves the form as it was, editable', async () => {
    const { invoice, state } = open({
      'invoices.issue': () => {
        throw new Refused({ code: 'certificate-missing' });
      },
    });
    invoice.editLine('line-1', sold);
    await invoice.issue();
    expect(state().issuing).toEqual({ kind: 'refused', error: { code: 'certificate-missing' } });
    invoice.editLine('line-1', { detail: 'Café en grano' });
    expect(state().lineById.get('line-1')?.detail).toBe('Café en grano');
    expect(state().issuing).toEqual({ kind: 'editing' });
  });

  test('a call that breaks on its way does NOT leave the form locked', async () => {
    const { invoice, state } = open({
      'invoices.issue': () => {
        throw new Error('no window');
      },
    });
    invoice.editLine('line-1', sold);
    await invoice.issue();
    expect(state().issuing).toMatchObject({ kind: 'refused', error: { code: 'internal' } });
  });

  test('what is issued can NOT be changed any more', async () => {
    const { invoice, state } = open({ 'invoices.issue': () => issued });
    invoice.editLine('line-1', sold);
    await invoice.issue();
    invoice.editLine('line-1', { unitPrice: '1' });
    expect(state().lineById.get('line-1')?.unitPrice).toBe('3850');
  });
});

describe('customers and products', () => {
  test.each([
    ['114520367', '01'],
    ['3101987654', '02'],
    ['3-101-987654', '02'],
    ['155812345678', '03'],
  ])('a new customer typed as %s gets the identification type %s', (typed, type) => {
    const { invoice, state } = open();
    expect(invoice.startCustomer(typed)).toBe('identification');
    expect(state().form.customer.identificationType).toBe(type);
    expect(state().form.customer.identificationNumber).toBe(typed.replaceAll('-', ''));
  });

  test('a new customer is stored when it is complete and left, NOT before', async () => {
    const { api, invoice, state } = open({
      'customers.save': ({ party }) => ({ id: 'c9', party }),
    });
    invoice.startCustomer('María Solís');
    await invoice.leaveCustomer();
    expect(api.inputs('customers.save')).toEqual([]);
    invoice.editCustomer({ identificationType: '01', identificationNumber: '114520367' });
    await invoice.leaveCustomer();
    expect(api.inputs('customers.save')).toHaveLength(1);
    expect(state().form.customerId).toBe('c9');
    await invoice.leaveCustomer();
    expect(api.inputs('customers.save')).toHaveLength(1);
  });

  test('a new product is stored once its line is complete', async () => {
    const { api, invoice, state } = open({ 'products.save': ({ product }) => ({ id: 'p9', product }) });
    invoice.editLine('line-1', { detail: 'Reparación de bomba' });
    invoice.startProduct('line-1');
    await invoice.leaveLine('line-1');
    expect(api.inputs('products.save')).toEqual([]);
    invoice.editLine('line-1', { cabys: '8713900000000', unitPrice: '25000' });
    await invoice.leaveLine('line-1');
    expect(api.inputs('products.save')).toMatchObject([{ product: { detail: 'Reparación de bomba' } }]);
    expect(state().stored.has('line-1')).toBe(true);
  });

  test('a customer that cannot be stored does not stop the sale', async () => {
    const { invoice, state } = open({
      'customers.save': () => {
        throw new Refused({ code: 'disk-error' });
      },
    });
    invoice.editCustomer({ name: 'María Solís' });
    await invoice.storeCustomer();
    expect(state().storeFault).toEqual({ code: 'disk-error' });
    expect(state().form.customer.name).toBe('María Solís');
  });
});
