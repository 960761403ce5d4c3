import { documentKinds, findCode } from '../../domain/billing/codes.ts';
import { formats } from '../../domain/words/formats.ts';
import { reasonShort } from '../../domain/words/reasons.ts';
import { stateLook } from '../../domain/words/states.ts';
import type { QueueItem, QueueView } from '../../preload/contract/queue.ts';
import type { ExportedFile } from './export-history.ts';

const heads = [
  'Qué',
  'Número',
  'Cliente',
  'Total',
  'Moneda',
  'Estado',
  'Por qué',
  'Dijo el servicio',
  'Desde (UTC)',
  'Sigue (UTC)',
  'Intentos',
];

/**
 * One cell. A sheet would compute what begins like a formula, and turn a number of 20 digits into one of 15: the first gets an
 * apostrophe before it, the second is written so that it stays text.
 */
export function csvCell(text: string): string {
  if (/^\d{12,}$/.test(text)) return `"=""${text}"""`;
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[";\r\n]/.test(safe) || safe !== text ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const at = (instant: number | undefined): string =>
  instant === undefined ? '' : new Date(instant).toISOString();

const row = (item: QueueItem): readonly string[] => [
  item.subject === 'payment' ? 'Pagos' : (findCode(documentKinds, item.kind)?.name.es ?? item.kind),
  item.title,
  item.customerName,
  // digits and a decimal comma, no thousands: what a sheet in Spanish reads as a number
  /^\d+(\.\d+)?$/.test(item.total) ? item.total.replace('.', ',') : item.total,
  item.currency,
  stateLook(item.state, item.subject)?.words.es ?? item.state,
  reasonShort(item.reason, item.subject, 'es'),
  item.cause ?? '',
  at(item.since),
  at(item.nextAt),
  formats('es').count(item.attempts),
];

/** The whole queue as a sheet: semicolons (the separator where the comma is the decimal mark) and UTF-8 with its mark, as Excel needs it. */
export function queueTable(queue: QueueView, now: number): ExportedFile {
  const lines = [heads, ...queue.items.map(row)].map((cells) => cells.map(csvCell).join(';'));
  return {
    name: `cola_${new Date(now).toISOString().slice(0, 10)}.csv`,
    bytes: new TextEncoder().encode(`\u{feff}${lines.join('\r\n')}\r\n`),
  };
}
