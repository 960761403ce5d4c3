import { expect, test } from 'vitest';
import { csvCell, queueTable } from '../../../../main/usecases/export-queue.ts';
import type { QueueItem } from '../../../../preload/contract/queue.ts';

test.each([
  ['Soda El Higuerón', 'Soda El Higuerón'],
  ['Taller; Repuestos "Ñ"', '"Taller; Repuestos ""Ñ"""'],
  ['dos\nlíneas', '"dos\nlíneas"'],
  // a sheet would compute it
  ['=HYPERLINK("http://x")', '"\'=HYPERLINK(""http://x"")"'],
  ['+506 8888', '"\'+506 8888"'],
  ['@sum', '"\'@sum"'],
  ['-1', '"\'-1"'],
  // a sheet would keep 15 digits of it
  ['00100001010000000042', '"=""00100001010000000042"""'],
])('the cell %j is written %j', (text, written) => {
  expect(csvCell(text)).toBe(written);
});

const item: QueueItem = {
  id: 'd1',
  subject: 'document',
  title: '00100001010000000042',
  kind: '01',
  customerName: 'Soda El Higuerón',
  total: '3503.5',
  currency: 'CRC',
  state: 'unknown',
  reason: 'server-error',
  waitsFor: 'its-answer',
  since: Date.UTC(2026, 10, 20, 12),
  nextAt: Date.UTC(2026, 10, 20, 13),
  cause: 'Error interno del servicio',
  attempts: 1,
  actions: ['settle-now'],
  paymentActions: [],
};

test('the queue as a sheet: words, not codes; a number a sheet in Spanish reads; UTF-8 with its mark', () => {
  const file = queueTable({ lanes: [], items: [item], more: 0 }, item.since);
  expect(file.name).toBe('cola_2026-11-20.csv');
  expect(Buffer.from(file.bytes.slice(0, 3)).toString('hex')).toBe('efbbbf');
  const [head, first, end] = new TextDecoder().decode(file.bytes).split('\r\n');
  expect(head?.split(';')).toHaveLength(11);
  expect(first).toBe(
    'Factura electrónica;"=""00100001010000000042""";Soda El Higuerón;3503,5;CRC;Confirmando con Hacienda;' +
      'Hacienda falló al recibirlo;Error interno del servicio;2026-11-20T12:00:00.000Z;2026-11-20T13:00:00.000Z;1',
  );
  expect(end).toBe('');
});
