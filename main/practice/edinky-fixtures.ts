import { z } from 'zod';
import type { Ledger } from './ledger.ts';

/** Documents the simulated e-Dinky starts with: the two of API.md section 12, and a few more to practise on. */

export const RemoteFacts = z.object({
  number: z.int(),
  /** YYYY-MM-DD */
  date: z.string(),
  discount: z.string(),
  subtotal: z.string(),
  tax: z.string(),
  total: z.string(),
  customer: z.object({ id: z.int(), name: z.string(), type: z.string(), identification: z.string() }),
  accessKey: z.string(),
  establishment: z.string(),
  point: z.string(),
  sequential: z.string(),
});
export type RemoteFacts = z.infer<typeof RemoteFacts>;

/** SRI access key, modulus 11 (API.md 11.6). @throws RangeError unless 48 digits */
export function accessKeyCheckDigit(first48: string): number {
  if (!/^\d{48}$/.test(first48)) throw new RangeError('48 digits expected');
  let sum = 0;
  for (let i = 0; i < 48; i++) sum += Number(first48[47 - i]) * (2 + (i % 6));
  const digit = 11 - (sum % 11);
  return digit === 11 ? 0 : digit === 10 ? 1 : digit;
}

const practiceRuc = '0952615177001';

function accessKey(date: string, establishment: string, point: string, sequential: string): string {
  const [year = '', month = '', day = ''] = date.split('-');
  const first = `${day}${month}${year}01${practiceRuc}1${establishment}${point}${sequential}123456791`;
  return first + accessKeyCheckDigit(first);
}

interface Fixture {
  readonly id: string;
  readonly number: number;
  readonly sequential: string;
  readonly point?: string;
  readonly amounts: readonly [subtotal: string, tax: string, total: string];
  readonly discount?: string;
  readonly date?: string;
  readonly customer: RemoteFacts['customer'];
  readonly stage?: 'sent' | 'authorised';
}

const finalConsumer = {
  id: 61247344,
  name: 'Consumidor Final',
  type: 'cedula',
  identification: '9999999999',
} as const;
const carvagu = {
  id: 934666822,
  name: 'CARVAGU S.A.',
  type: 'ruc',
  identification: '0991434879001',
} as const;

const fixtures: readonly Fixture[] = [
  {
    id: '948924864',
    number: 12,
    sequential: '000001250',
    point: '001',
    amounts: ['36.99', '5.55', '42.54'],
    date: '2024-10-27',
    customer: carvagu,
  },
  {
    id: '61247344',
    number: 1,
    sequential: '000000030',
    amounts: ['12.33', '1.85', '14.18'],
    discount: '12.33',
    date: '2024-10-09',
    customer: finalConsumer,
  },
  {
    id: '948924871',
    number: 13,
    sequential: '000000031',
    amounts: ['108.70', '16.30', '125.00'],
    customer: carvagu,
  },
  {
    id: '948924880',
    number: 14,
    sequential: '000000032',
    amounts: ['1174.43', '176.17', '1350.60'],
    customer: {
      id: 934666830,
      name: 'Ferretería El Tornillo Cía. Ltda.',
      type: 'ruc',
      identification: '1790012345001',
    },
  },
  {
    id: '948924893',
    number: 15,
    sequential: '000000033',
    amounts: ['7.00', '1.05', '8.05'],
    customer: finalConsumer,
  },
  {
    id: '948924901',
    number: 16,
    sequential: '000000034',
    amounts: ['434.79', '65.22', '500.01'],
    customer: { id: 934666841, name: 'María Fernanda Ñacato', type: 'cedula', identification: '1710034065' },
  },
  {
    id: '948924915',
    number: 17,
    sequential: '000000035',
    amounts: ['200.00', '30.00', '230.00'],
    customer: carvagu,
    stage: 'sent',
  },
  {
    id: '948924922',
    number: 18,
    sequential: '000000036',
    amounts: ['60.87', '9.13', '70.00'],
    customer: carvagu,
    stage: 'authorised',
  },
];

/** Calendar day in Ecuador (UTC-05:00 all year on the mainland). */
export const ecuadorDay = (at: number): string => new Date(at - 5 * 3_600_000).toISOString().slice(0, 10);

/** Writes the fixtures into an empty book; a book that has documents is left alone. */
export function seedRemoteDocuments(ledger: Ledger, at: number): void {
  if (ledger.remoteDocuments().length > 0) return;
  for (const fixture of fixtures) {
    const date = fixture.date ?? ecuadorDay(at);
    const [establishment, point] = ['001', fixture.point ?? '004'];
    const [subtotal, tax, total] = fixture.amounts;
    const facts: RemoteFacts = {
      number: fixture.number,
      date,
      discount: fixture.discount ?? '0.00',
      subtotal,
      tax,
      total,
      customer: fixture.customer,
      accessKey: accessKey(date, establishment, point, fixture.sequential),
      establishment,
      point,
      sequential: fixture.sequential,
    };
    ledger.addRemote({
      id: fixture.id,
      facts: JSON.stringify(facts),
      sent_at: fixture.stage === undefined ? null : at,
      authorised_at: fixture.stage === 'authorised' ? at : null,
      touched_at: at,
    });
  }
}
