import { cleanup, configure, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { InvoiceForm, InvoiceKind } from '../../../../../domain/billing/invoice-form.ts';
import {
  emptyComponent,
  emptyExoneration,
  emptyInvoiceForm,
  emptyLine,
  emptyTax,
} from '../../../../../domain/billing/new-form.ts';
import { useRouter } from '../../../../../renderer/app/router.ts';
import { InvoiceScreen } from '../../../../../renderer/features/invoice/invoice-screen.tsx';
import { useLanguage } from '../../../../../renderer/words/language.ts';
import { draftId, fakeMain, gone, issued, issuer } from '../../../../helpers/invoice-main.ts';

type User = ReturnType<typeof userEvent.setup>;
const sold = { detail: 'Martillo de uña', cabys: '4291100000100', unitPrice: '10000' };

/** The screen on a draft, or on a new document. */
async function open(kind: InvoiceKind, changes?: Partial<InvoiceForm>, focus?: string) {
  const form = changes && { ...emptyInvoiceForm(kind, issuer), ...changes };
  const main = fakeMain({ 'drafts.get': form ? () => ({ id: draftId, form, updatedAt: 1_000 }) : gone });
  const user = userEvent.setup();
  render(<InvoiceScreen draftId={draftId} kind={kind} focus={focus} />);
  await screen.findByRole('region', { name: 'Totales' });
  return { user, ...main };
}
const lineOf = (changes: Partial<InvoiceForm['lines'][number]> = {}) => [
  { ...emptyLine('line-1'), ...sold, ...changes },
];
const group = (name: string | RegExp): HTMLElement => screen.getByRole('group', { name });
const field = (label: string, at: HTMLElement = document.body): HTMLElement =>
  within(at).getByLabelText(label);
const figure = (name: string): string | undefined => {
  const term = screen.queryAllByRole('term').find((each) => each.textContent === name);
  return term?.nextElementSibling?.textContent?.replaceAll(/\s/gu, ' ');
};
/** Unfolds what is more about the first line. */
async function unfold(user: User): Promise<HTMLElement> {
  await user.click(screen.getByRole('button', { name: /^Descuentos y más, línea 1/ }));
  return group('Descuentos y más, línea 1');
}
const optionsOf = (list: HTMLElement): readonly string[] =>
  [...list.querySelectorAll('option')].map((option) => option.textContent);

configure({ asyncUtilTimeout: 20_000 });
beforeEach(() => {
  useLanguage.setState({ language: 'es' });
  useRouter.setState({ route: { screen: 'invoice', draftId }, past: [] });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe('the sections of a kind', () => {
  test.each([
    [
      '01',
      'Factura',
      ['Cliente', 'Líneas', 'Otros cargos', 'Condiciones y pago', 'Documentos de referencia', 'Notas'],
    ],
    [
      '03',
      'Nota de crédito',
      ['Cliente', 'Documentos de referencia', 'Líneas', 'Otros cargos', 'Condiciones y pago', 'Notas'],
    ],
    [
      '08',
      'Factura de compra',
      ['Proveedor', 'Documentos de referencia', 'Líneas', 'Otros cargos', 'Condiciones y pago', 'Notas'],
    ],
    [
      '09',
      'Factura de exportación',
      [
        'Comprador en el exterior',
        'Líneas',
        'Otros cargos',
        'Condiciones y pago',
        'Documentos de referencia',
        'Notas',
      ],
    ],
    [
      '10',
      'Recibo de pago',
      ['Cliente', 'Documentos de referencia', 'Pagos recibidos', 'Condiciones y pago'],
    ],
  ] as const)('%s is called "%s" and has %j, in this order', async (kind, title, sections) => {
    await open(kind);
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe(title);
    expect(screen.getAllByRole('heading', { level: 2 }).map((each) => each.textContent)).toEqual(sections);
  });

  test('a sale switches between factura and tiquete, a note between credit and debit, others not at all', async () => {
    const { user } = await open('03');
    await user.keyboard('{Control>}{Shift>}K{/Shift}{/Control}');
    expect(screen.getByRole('radio', { name: 'Nota de débito' })).toHaveProperty('checked', true);
    expect(screen.queryByRole('radio', { name: 'Tiquete' })).toBeNull();
    cleanup();
    const other = await open('08');
    expect(screen.queryByRole('radio')).toBeNull();
    await other.user.keyboard('{Control>}{Shift>}K{/Shift}{/Control}');
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Factura de compra');
  });

  test('the conditions of sale are those of the kind; a receipt of payment begins with one of its own', async () => {
    await open('10');
    const conditions = field('Condición de venta');
    expect(conditions).toHaveProperty('value', '11');
    expect(optionsOf(conditions)).toEqual([
      'Pago de servicios prestados al Estado',
      'Pago de venta a crédito en IVA',
    ]);
    cleanup();
    await open('01');
    expect(optionsOf(field('Condición de venta'))).not.toContain('Pago de venta a crédito en IVA');
  });

  test('the supplier of a purchase invoice may be no taxpayer; a customer of an invoice may NOT', async () => {
    await open('08');
    expect(optionsOf(field('Tipo de identificación'))).toContain('No contribuyente');
    cleanup();
    await open('01');
    expect(optionsOf(field('Tipo de identificación'))).not.toContain('No contribuyente');
  });

  test('a buyer abroad has an address abroad and none here', async () => {
    const { user } = await open('09');
    await user.selectOptions(field('Tipo de identificación'), 'Extranjero no domiciliado');
    expect(field('Dirección en el extranjero')).toBeDefined();
    expect(screen.queryByLabelText('Provincia')).toBeNull();
  });
});

describe('taxes of a line', () => {
  test('ask for what the formula needs, say it in one line, and count at once', async () => {
    const { user } = await open('01', { lines: lineOf() });
    const details = await unfold(user);
    await user.click(within(details).getByText('Impuestos'));
    await user.click(within(details).getByRole('button', { name: 'Agregar impuesto' }));
    const tax = group('Impuesto 1');
    expect(document.activeElement).toBe(field('Impuesto', tax));
    await user.selectOptions(field('Impuesto', tax), 'Selectivo de consumo');
    await user.type(field('Tarifa %', tax), '10');
    expect(within(tax).getByText('Subtotal × tarifa.')).toBeDefined();
    expect(within(tax).getByText('1 000,00')).toBeDefined();
    // 10 % of 10,000, and 13 % of 11,000
    expect(figure('Selectivo de consumo')).toBe('1 000,00');
    expect(figure('IVA 13 %')).toBe('1 430,00');
    await user.selectOptions(field('Impuesto', tax), 'Específico de bebidas alcohólicas');
    expect(within(tax).queryByLabelText('Tarifa %')).toBeNull();
    expect(field('% de alcohol', tax)).toBeDefined();
  });

  test('those that a kind does not take are not offered', async () => {
    const { user } = await open('09', { lines: lineOf({ taxes: [emptyTax('t')] }) });
    await unfold(user);
    const offered = optionsOf(field('Impuesto', group('Impuesto 1')));
    expect(offered).toContain('Selectivo de consumo');
    expect(offered).not.toContain('Productos de tabaco');
  });

  test('used goods go by a factor: the grid says so instead of a rate', async () => {
    const { user } = await open('01', { lines: lineOf() });
    const details = await unfold(user);
    await user.click(within(details).getByText('Impuestos'));
    await user.selectOptions(field('Clase de IVA', details), 'IVA de bienes usados (factor)');
    await user.type(field('Factor', details), '0,0475');
    expect(figure('IVA de bienes usados (factor)')).toBe('475,00');
    expect(field('Tarifa, línea 1')).toHaveProperty('readOnly', true);
  });

  test('the base may be typed where the law lets it, and only there', async () => {
    const { user } = await open('01', { lines: lineOf() });
    const details = await unfold(user);
    await user.click(within(details).getByText('Impuestos'));
    expect(within(details).queryByLabelText('Base imponible')).toBeNull();
    await user.selectOptions(field('Clase de IVA', details), 'IVA (cálculo especial)');
    await user.type(field('Base imponible', details), '20000');
    expect(figure('IVA 13 %')).toBe('2 600,00');
  });
});

describe('an exoneration', () => {
  test('says what it takes off, and its part of the sale is exonerated', async () => {
    const { user } = await open('01', { lines: lineOf() });
    const details = await unfold(user);
    await user.click(within(details).getByText('Exoneración'));
    await user.click(within(details).getByRole('button', { name: 'Agregar exoneración' }));
    expect(document.activeElement).toBe(field('Documento que exonera', details));
    await user.type(field('Puntos exonerados', details), '13');
    expect(figure('Exonerado')).toBe('10 000,00');
    expect(within(details).getAllByText('Exonerado: 1 300,00').length).toBeGreaterThan(0);
    await user.click(within(details).getByRole('button', { name: 'Quitar exoneración' }));
    expect(figure('Exonerado')).toBeUndefined();
    expect(figure('Gravado')).toBe('10 000,00');
  });
});

describe('other parts of a line', () => {
  test('serial numbers are pasted, one each', async () => {
    const { user, drafts } = await open('01', { lines: lineOf() });
    const details = await unfold(user);
    await user.click(within(details).getByText('Códigos, series y más'));
    await user.click(field('Series o VIN', details));
    await user.paste('A-1\r\nA-2\tA-3');
    expect(within(details).getAllByText('3 series').length).toBeGreaterThan(0);
    await screen.findByText(/^Guardado aquí, /);
    await waitFor(() => expect(drafts.get(draftId)?.lines[0]?.serials).toEqual(['A-1', 'A-2', 'A-3']));
  });

  test('customs asks its heading in an export invoice, NOT in an invoice', async () => {
    const { user } = await open('09', { lines: lineOf() });
    await unfold(user);
    expect(screen.queryByLabelText('Partida arancelaria')).not.toBeNull();
    cleanup();
    const other = await open('01', { lines: lineOf() });
    await unfold(other.user);
    expect(screen.queryByLabelText('Partida arancelaria')).toBeNull();
  });

  test('a bundle is a small grid: its IVA is that of its parts', async () => {
    const { user } = await open('01', {
      lines: lineOf({
        components: [{ ...emptyComponent('c1'), detail: 'Arroz', cabys: '2316100000100', unitPrice: '4000' }],
      }),
    });
    const details = await unfold(user);
    expect(within(details).queryByText('Impuestos')).toBeNull();
    await user.click(within(details).getByRole('button', { name: 'Agregar parte' }));
    const part = group('Parte 2');
    expect(document.activeElement).toBe(field('Detalle, parte 2', part));
    await user.keyboard('Rompope');
    await user.type(field('Precio, parte 2', part), '6000');
    expect(figure('IVA')).toBe('1 300,00');
    await user.click(within(part).getByRole('button', { name: 'Quitar parte 2' }));
    expect(screen.queryByRole('group', { name: 'Parte 2' })).toBeNull();
  });

  test('a row that was only opened goes away when the line is left', async () => {
    const { user } = await open('01', { lines: [...lineOf(), emptyLine('line-2')] });
    await unfold(user);
    expect(screen.queryByRole('group', { name: 'Descuento 1' })).not.toBeNull();
    await user.click(screen.getByLabelText('Detalle, línea 2'));
    await waitFor(() => expect(screen.queryByRole('group', { name: 'Descuento 1' })).toBeNull());
  });

  test('a health service paid by card gets its IVA back', async () => {
    const { user } = await open('04', { lines: lineOf({ cabys: '9312200000000' }) });
    const details = await unfold(user);
    await user.click(within(details).getByRole('checkbox', { name: 'Servicio de salud' }));
    expect(figure('IVA devuelto')).toBeUndefined();
    await user.selectOptions(field('Medio de pago 1'), 'Tarjeta');
    expect(figure('IVA devuelto')).toBe('− 1 300,00');
  });
});

describe('other charges', () => {
  test('the service of 10 % is one key; pressed again it is NOT charged twice', async () => {
    const { user } = await open('04', { lines: lineOf() });
    await user.keyboard('{Control>}{Shift>}S{/Shift}{/Control}');
    const charge = group('Cargo 1');
    await waitFor(() => expect(document.activeElement).toBe(field('Valor', charge)));
    expect(within(charge).getByText('1 000,00')).toBeDefined();
    expect(figure('Otros cargos')).toBe('1 000,00');
    await user.keyboard('{Control>}{Shift>}S{/Shift}{/Control}');
    expect(screen.getAllByRole('group', { name: /^Cargo/ })).toHaveLength(1);
  });

  test('an export invoice has no service of a restaurant', async () => {
    const { user } = await open('09', { lines: lineOf() });
    expect(screen.queryByRole('button', { name: /^Servicio 10 %/ })).toBeNull();
    await user.keyboard('{Control>}{Shift>}S{/Shift}{/Control}');
    expect(screen.queryByRole('group', { name: 'Cargo 1' })).toBeNull();
  });

  test('only what is collected for a third party asks for one; the detail is the name of the charge unless typed', async () => {
    const { user } = await open('01', { lines: lineOf() });
    await user.click(screen.getByRole('button', { name: 'Agregar cargo' }));
    const charge = group('Cargo 1');
    await user.selectOptions(field('Cargo', charge), 'Multa o penalización');
    expect(field('Detalle', charge)).toHaveProperty('value', 'Multa o penalización');
    expect(within(charge).queryByLabelText('Nombre del tercero')).toBeNull();
    await user.type(field('Detalle', charge), ' de marzo');
    await user.selectOptions(field('Cargo', charge), 'Cobro de un tercero');
    expect(field('Detalle', charge)).toHaveProperty('value', 'Multa o penalización de marzo');
    expect(field('Nombre del tercero', charge)).toBeDefined();
  });
});

describe('references', () => {
  test('a note begins with one, and its faults stand beside its fields', async () => {
    const { user } = await open('03', { lines: lineOf() });
    const row = group('Referencia 1');
    await user.selectOptions(field('Tipo de documento', row), 'Factura electrónica');
    await user.type(field('Número o clave', row), '123');
    await user.tab();
    expect(field('Número o clave', row).getAttribute('aria-invalid')).toBe('true');
    expect(optionsOf(field('Para qué se refiere', row))).toContain('Anula el documento');
  });

  test('when none is given the document does NOT go out, and the cursor is in the first', async () => {
    const { user, api } = await open('03', { lines: lineOf() });
    await user.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() =>
      expect(document.activeElement).toBe(field('Tipo de documento', group('Referencia 1'))),
    );
    expect(api.inputs('invoices.issue')).toEqual([]);
  });
});

describe('a receipt of payment', () => {
  test('has payments instead of things sold, typed with Enter', async () => {
    const { user } = await open('10');
    expect(screen.queryByLabelText('CAByS, línea 1')).toBeNull();
    field('Detalle del pago', group('Pago 1')).focus();
    await user.keyboard('Abono 1{Enter}5000');
    expect(figure('IVA 13 %')).toBe('650,00');
    await user.keyboard('{Enter}{Enter}');
    expect(document.activeElement).toBe(field('Detalle del pago', group('Pago 2')));
    await user.keyboard('{Control>}{Backspace}{/Control}');
    expect(screen.queryByRole('group', { name: 'Pago 2' })).toBeNull();
  });

  test('the part that bears IVA may be less than what was paid', async () => {
    const { user } = await open('10');
    await user.type(field('Monto sin IVA', group('Pago 1')), '5000');
    await user.type(field('Parte con IVA', group('Pago 1')), '2000');
    expect(figure('IVA 13 %')).toBe('260,00');
  });
});

describe('a fault inside what is folded', () => {
  const lines = lineOf({
    exoneration: {
      ...emptyExoneration(),
      documentType: '04',
      number: 'AL-00000000-00',
      institution: '',
      issuedOn: '2026-01-15',
    },
  });

  test('is said at the line by its name, and the jump unfolds it', async () => {
    const { user } = await open('04', { lines });
    await user.keyboard('{Control>}{Enter}{/Control}');
    const details = await screen.findByRole('group', { name: 'Descuentos y más, línea 1' });
    await waitFor(() => expect(document.activeElement).toBe(field('Institución', details)));
    expect(document.activeElement?.closest('details')?.open).toBe(true);
    await user.click(screen.getByRole('button', { name: /^Descuentos y más, línea 1/ }));
    expect(screen.getByText('Exoneración · Institución: Falta este dato.')).toBeDefined();
  });

  test('is where a document to be corrected begins', async () => {
    await open('04', { lines }, 'lines.line-1.exoneration.institution');
    await waitFor(() => expect(document.activeElement).toBe(field('Institución')));
    expect(document.activeElement?.getAttribute('aria-invalid')).toBe('true');
  });
});

describe('the panel after issuing', () => {
  test('names the kind by its initials and offers what comes next', async () => {
    fakeMain({
      'documents.get': () => ({
        id: draftId,
        kind: '03',
        consecutivo: issued.consecutivo,
        clave: issued.clave,
        customerName: 'Ana',
        total: '113',
        currency: 'CRC',
        issuedAt: 1_000,
        state: 'queued',
        reason: '',
        environment: 'practice',
        situation: '1',
        stateSince: 1_000,
        form: emptyInvoiceForm('03', issuer),
        xmlSha256: '',
        xmlBytes: 1,
        attempts: [],
        acts: [],
        moves: [],
        actions: [],
      }),
    });
    render(<InvoiceScreen draftId={draftId} />);
    await screen.findByRole('heading', { name: `Guardado aquí como NC ${issued.consecutivo}` });
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Nota de crédito');
    expect(screen.getByRole('button', { name: /^Nueva factura/ })).toBeDefined();
  });
});
