import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Banner } from '../../../../renderer/ui/banner.tsx';
import { Button } from '../../../../renderer/ui/button.tsx';
import { Field } from '../../../../renderer/ui/field.tsx';
import { Menu } from '../../../../renderer/ui/menu.tsx';
import { NumberInput } from '../../../../renderer/ui/number-input.tsx';
import { StateBadge } from '../../../../renderer/ui/state-badge.tsx';
import { useLanguage } from '../../../../renderer/words/language.ts';

beforeEach(() => useLanguage.setState({ language: 'es' }));
afterEach(cleanup);

describe('Field', () => {
  function Amount({ fault, severity }: { readonly fault?: string; readonly severity?: 'blocks' | 'warns' }) {
    const [text, setText] = useState('');
    return (
      <Field label="Monto" hint="Con dos decimales" fault={fault} {...(severity && { severity })}>
        <NumberInput value={text} onText={setText} />
      </Field>
    );
  }
  const described = (): string =>
    (screen.getByLabelText('Monto').getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent)
      .join(' ');

  test('ties its fault and its hint to the control, and marks it invalid', () => {
    render(<Amount fault="Debe ser mayor que cero." />);
    expect(described()).toBe('Con dos decimales Debe ser mayor que cero.');
    expect(screen.getByLabelText('Monto').getAttribute('aria-invalid')).toBe('true');
  });
  test('a warning is told too, and does NOT mark the control invalid', () => {
    render(<Amount fault="Revíselo." severity="warns" />);
    expect(described()).toContain('Revíselo.');
    expect(screen.getByLabelText('Monto').hasAttribute('aria-invalid')).toBe(false);
  });
  test('keeps text as typed: it never becomes a number', async () => {
    render(<Amount />);
    await userEvent.type(screen.getByLabelText('Monto'), '0012,50x');
    expect(screen.getByLabelText<HTMLInputElement>('Monto').value).toBe('0012,50x');
  });
});

describe('Menu', () => {
  function Sample({ onPick }: { readonly onPick: (id: string) => void }) {
    const item = (id: string, label: string) => ({ id, label, onPick: () => onPick(id) });
    return (
      <Menu label="Nuevo" items={[item('a', 'Factura'), item('b', 'Tiquete'), item('c', 'Pago')]}>
        Nuevo
      </Menu>
    );
  }
  const frame = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => resolve()));

  test('opens, moves and picks by keyboard, and gives the focus back', async () => {
    const onPick = vi.fn();
    render(<Sample onPick={onPick} />);
    await userEvent.tab();
    await userEvent.keyboard('{ArrowDown}');
    await frame();
    await userEvent.keyboard('{ArrowDown}{Enter}');
    expect(onPick.mock.calls).toEqual([['b']]);
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Nuevo' }));
  });
  test('goes round at the ends and finds by first letter', async () => {
    render(<Sample onPick={() => undefined} />);
    await userEvent.tab();
    await userEvent.keyboard('{ArrowUp}');
    await frame();
    expect(document.activeElement?.textContent).toBe('Pago');
    await userEvent.keyboard('{ArrowDown}');
    expect(document.activeElement?.textContent).toBe('Factura');
    await userEvent.keyboard('t');
    expect(document.activeElement?.textContent).toBe('Tiquete');
  });
  test('Escape closes it and picks nothing', async () => {
    const onPick = vi.fn();
    render(<Sample onPick={onPick} />);
    await userEvent.click(screen.getByRole('button', { name: 'Nuevo' }));
    await frame();
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByRole('menu')).toBeNull();
    expect(onPick).not.toHaveBeenCalled();
  });
});

describe('StateBadge', () => {
  test.each([
    ['queued', 'document', 'En cola'],
    ['unknown', 'document', 'Confirmando con Hacienda'],
    ['received', 'document', 'Recibido, en validación'],
    ['accepted', 'document', 'Aceptado'],
    ['needs_fix', 'document', 'Por corregir'],
    ['unknown', 'payment', 'Confirmando con e-Dinky'],
  ] as const)('%s of a %s reads "%s", with an icon', (state, subject, words) => {
    const { container } = render(<StateBadge state={state} subject={subject} />);
    expect(container.textContent).toBe(words);
    expect(container.querySelector('svg')).not.toBeNull();
  });
  test('a state of a later version is shown by its name, and NOT in green', () => {
    const { container } = render(<StateBadge state="teleported" />);
    expect(container.textContent).toBe('teleported');
    expect(container.querySelector('[class*="success"]')).toBeNull();
  });
});

test('a busy button says what goes on and cannot be pressed again', async () => {
  const onClick = vi.fn();
  render(
    <Button busy onClick={onClick}>
      Guardando
    </Button>,
  );
  await userEvent.click(screen.getByRole('button', { name: 'Guardando' }));
  expect(onClick).not.toHaveBeenCalled();
});

test('a refusal interrupts, says three things, and keeps the original text one click away', () => {
  render(
    <Banner
      tone="danger"
      sentences={{ happened: 'No se firmó.', means: 'Sigue como borrador.', todo: 'Escriba el PIN.' }}
      raw="pin-missing"
    />,
  );
  expect(screen.getByRole('alert').textContent).toContain('No se firmó.');
  expect(screen.getByRole('alert').textContent).toContain('Sigue como borrador. Escriba el PIN.');
  expect(screen.getByText('pin-missing').closest('details')?.open).toBe(false);
});
