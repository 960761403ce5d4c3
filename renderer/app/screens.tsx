import { lazy } from 'react';

/**
 * The screens, each in a file of its own that is read when first opened, so that the first paint stays small. Once the window
 * is idle the others are read ahead: the first opening then costs nothing either.
 */
const load = {
  home: () => import('../features/home/home-screen.tsx'),
  documents: () => import('../features/documents/documents-screen.tsx'),
  invoice: () => import('../features/invoice/invoice-screen.tsx'),
  payments: () => import('../features/payments/payments-screen.tsx'),
  queue: () => import('../features/queue/queue-screen.tsx'),
  received: () => import('../features/received/received-screen.tsx'),
  reconciliation: () => import('../features/reconciliation/reconciliation-screen.tsx'),
  settings: () => import('../features/settings/settings-screen.tsx'),
  practice: () => import('../features/practice/practice-panel.tsx'),
} as const;

export const HomeScreen = lazy(async () => ({ default: (await load.home()).HomeScreen }));
export const DocumentsScreen = lazy(async () => ({ default: (await load.documents()).DocumentsScreen }));
export const InvoiceScreen = lazy(async () => ({ default: (await load.invoice()).InvoiceScreen }));
export const PaymentsScreen = lazy(async () => ({ default: (await load.payments()).PaymentsScreen }));
export const QueueScreen = lazy(async () => ({ default: (await load.queue()).QueueScreen }));
export const ReceivedScreen = lazy(async () => ({ default: (await load.received()).ReceivedScreen }));
export const ReconciliationScreen = lazy(async () => ({
  default: (await load.reconciliation()).ReconciliationScreen,
}));
export const SettingsScreen = lazy(async () => ({ default: (await load.settings()).SettingsScreen }));
export const PracticePanel = lazy(async () => ({ default: (await load.practice()).PracticePanel }));

/** Inicio comes first: it is read while main is asked how the program stands. */
void load.home().catch(() => undefined);

/** Reads all screens ahead. A failure is no matter here: opening the screen tries again and says so. */
export function readAhead(): void {
  requestIdleCallback(() => {
    for (const read of Object.values(load)) void read().catch(() => undefined);
  });
}
