import { z } from 'zod';
import {
  NextVerdict,
  PracticeCounters,
  PracticeDocument,
  PracticePayment,
  PracticeRemoteDocument,
  PracticeRequest,
  PracticeSwitches,
  PracticeSwitchesPatch,
  Provocation,
} from '../../domain/practice/switches.ts';

/** The panel of the practice company: what its authorities do, and what they counted. */
export const PracticeView = z.object({
  switches: PracticeSwitches,
  /** planned and not yet met */
  provocations: z.array(Provocation),
  counters: PracticeCounters,
  /** newest first, at most 100 */
  requests: z.array(PracticeRequest),
  /** newest first, at most 100 */
  documents: z.array(PracticeDocument),
  remoteDocuments: z.array(PracticeRemoteDocument.extend({ payments: z.array(PracticePayment) })),
});
export type PracticeView = z.infer<typeof PracticeView>;

export const PracticeChange = z.discriminatedUnion('change', [
  z.object({ change: z.literal('switches'), switches: PracticeSwitchesPatch }),
  z.object({ change: z.literal('provoke'), provocation: Provocation }),
  z.object({ change: z.literal('calm') }),
  z.object({ change: z.literal('next-verdict'), verdict: NextVerdict }),
  /** another computer of the same taxpayer sends an invoice */
  z.object({ change: z.literal('sent-elsewhere'), series: z.enum(['same', 'other']) }),
  /** forgets documents, counters, log and provocations */
  z.object({ change: z.literal('reset') }),
]);
export type PracticeChange = z.infer<typeof PracticeChange>;
