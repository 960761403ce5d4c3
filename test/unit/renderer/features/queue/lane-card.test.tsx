import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LaneCard } from '../../../../../renderer/features/queue/lane-card.tsx';
import { useLanguage } from '../../../../../renderer/words/language.ts';

const lane = { service: 'hacienda', state: 'open', since: 0, reason: '', waiting: 0 } as const;

beforeEach(() => useLanguage.setState({ language: 'es' }));
afterEach(cleanup);

test('a way that was not tried since the line went down does NOT say that it is ready', () => {
  render(<LaneCard lane={lane} now={0} offline />);
  expect(screen.getByText('Sin conexión')).toBeDefined();
  expect(screen.getByText('Sale solo cuando vuelva el internet.')).toBeDefined();
  expect(screen.queryByText('Listo para enviar.')).toBeNull();
  // nothing is stopped that a press could open
  expect(screen.queryByRole('button')).toBeNull();
});

test('a way stopped by a refusal says so, with or without a line', () => {
  render(<LaneCard lane={{ ...lane, state: 'blocked_access', reason: 'access' }} now={0} offline />);
  expect(screen.getByText('Detenido: permiso')).toBeDefined();
  expect(screen.getByRole('button', { name: 'Probar de nuevo' })).toBeDefined();
});

test('with a line it is ready', () => {
  render(<LaneCard lane={lane} now={0} offline={false} />);
  expect(screen.getByText('Listo para enviar.')).toBeDefined();
});

test('a way without a turn left in its quota is NOT told as open', () => {
  render(<LaneCard lane={{ ...lane, reason: 'quota', waiting: 9 }} now={0} offline={false} />);
  expect(screen.getByText('Esperando turno')).toBeDefined();
  expect(screen.queryByText('Abierto')).toBeNull();
});
