import type { PracticeChange, PracticeView } from '../../preload/contract/practice.ts';
import type { PracticeControl } from '../practice/control.ts';

/** Rows of the log and of the documents that a panel shows. */
const shown = 100;

/** What the authorities do and what they counted. */
export const practiceView = (control: PracticeControl): PracticeView => ({
  switches: control.switches(),
  provocations: [...control.provocations()],
  counters: control.counters(),
  requests: [...control.requests(shown)],
  documents: [...control.documents(shown)],
  remoteDocuments: control.remoteDocuments().map(({ id, number, customerName, total, sent }) => ({
    id,
    number,
    customerName,
    total,
    sent,
    payments: [...control.paymentsOf(id)],
  })),
});

/** One change of the panel. Nothing here touches the program's own data: only how its practice authorities behave. */
export async function changePractice(
  control: PracticeControl,
  change: PracticeChange,
): Promise<PracticeView> {
  switch (change.change) {
    case 'switches':
      await control.set(change.switches);
      break;
    case 'provoke':
      control.provoke(change.provocation);
      break;
    case 'calm':
      control.clearProvocations();
      break;
    case 'next-verdict': {
      const { verdict, detail } = change.verdict;
      const rows = typeof detail === 'string' ? detail : [...detail];
      if (verdict === 'rejected') control.rejectNext(rows);
      else control.observeNext(rows);
      break;
    }
    case 'sent-elsewhere':
      await control.sentElsewhere(change.series);
      break;
    case 'reset':
      await control.reset();
      break;
  }
  return practiceView(control);
}
