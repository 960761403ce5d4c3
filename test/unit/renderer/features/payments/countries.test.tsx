import { cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CompanyView } from '../../../../../preload/contract/company.ts';
import type { CreditSaleRow } from '../../../../../preload/contract/related.ts';
import { useRouter } from '../../../../../renderer/app/router.ts';
import { useSession } from '../../../../../renderer/app/session.ts';
import { PaymentsScreen } from '../../../../../renderer/features/payments/payments-screen.tsx';
import { useLanguage } from '../../../../../renderer/words/language.ts';
import { fakeApi } from '../../../../helpers/fake-api.ts';
import { goodIssuer } from '../../../../helpers/invoices.ts';

/** Pagos shows one country at a time, and a switch only to a company that sells in both. */

const sale: CreditSaleRow = {
  id: 'd1',
  kind: '01',
  consecutivo: '00100001010000000007',
  state: 'accepted',
  total: '11300',
  currency: 'CRC',
  issuedAt: 1,
  customerName: 'Hotel Miramar',
  condition: '11',
  owed: '6780',
  receipts: 1,
};

function show(settings: Partial<CompanyView['settings']>, sales: readonly CreditSaleRow[]): void {
  useSession.setState({
    start: {
      state: 'ready',
      company: {
        id: 'c1',
        environment: 'test',
        settings: { version: 1, label: 'La Central', ...settings },
        credentials: { haciendaPassword: true, edinkyToken: false, kept: 'keystore' },
      },
      companies: [],
      preferences: { language: 'es', theme: 'light' },
      platform: 'linux',
      versions: { app: '1', electron: '1', node: '1', sqlite: '1' },
    },
    error: undefined,
  });
  fakeApi({ 'related.creditSales': () => [...sales], 'payments.slots': () => [] });
  render(<PaymentsScreen />);
}
const edinky = { apiUrl: 'http://127.0.0.1:1' };

beforeEach(() => {
  useLanguage.setState({ language: 'es' });
  useRouter.setState({ route: { screen: 'payments' }, past: [] });
});
afterEach(() => {
  cleanup();
  useSession.setState({ start: undefined, error: undefined });
  vi.unstubAllGlobals();
});

test('of both: what there is comes first, and the switch leads to the other and back', async () => {
  show({ issuer: goodIssuer(), edinky }, [sale]);
  const row = await screen.findByRole('listitem');
  expect(row.textContent).toContain('Debe ₡6');
  expect(row.textContent).toContain('1 recibo');
  expect(row.textContent).not.toContain('1 recibos');
  expect(screen.queryByLabelText('Documento en e-Dinky')).toBeNull();
  await userEvent.click(screen.getByRole('radio', { name: 'Ecuador' }));
  expect(await screen.findByLabelText('Documento en e-Dinky')).toBeDefined();
  expect(screen.queryByRole('listitem')).toBeNull();
  await userEvent.click(screen.getByRole('radio', { name: 'Costa Rica' }));
  expect(await screen.findByRole('listitem')).toBeDefined();
});

test('of both and without a credit sale, it begins with Ecuador', async () => {
  show({ issuer: goodIssuer(), edinky }, []);
  expect(await screen.findByLabelText('Documento en e-Dinky')).toBeDefined();
});

test('of Costa Rica alone: no switch, nothing of Ecuador, and empty it says what goes here', async () => {
  show({ issuer: goodIssuer() }, []);
  expect(await screen.findByText('Aquí van las ventas a crédito por cobrar')).toBeDefined();
  expect(screen.queryByRole('radio')).toBeNull();
  expect(screen.queryByLabelText('Documento en e-Dinky')).toBeNull();
});

test('of Ecuador alone: no switch, nothing of Costa Rica', async () => {
  show({ edinky }, [sale]);
  expect(await screen.findByLabelText('Documento en e-Dinky')).toBeDefined();
  expect(screen.queryByRole('radio')).toBeNull();
});
