import type { Page } from '@playwright/test';
import type { CallInput, CallOutput } from '../../../preload/contract/calls.ts';
import type { CallName } from '../../../preload/contract/names.ts';
import type { DocumentRow } from '../../../preload/contract/documents.ts';

/** One call through the window's own bridge: what the page itself could ask. @throws when it comes back as a failure */
export async function call<N extends CallName>(
  page: Page,
  name: N,
  input: CallInput<N>,
): Promise<CallOutput<N>> {
  const answer = await page.evaluate(([wanted, given]) => window.api.call(wanted, given as never), [
    name,
    input,
  ] as const);
  if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.error)}`);
  return answer.value;
}

/** Every issued document, newest first. */
export async function allDocuments(page: Page): Promise<DocumentRow[]> {
  const rows: DocumentRow[] = [];
  let after: string | undefined;
  do {
    const answer = await call(page, 'documents.page', {
      filter: {},
      limit: 200,
      ...(after === undefined ? {} : { after }),
    });
    rows.push(...answer.rows);
    after = answer.next;
  } while (after !== undefined);
  return rows;
}
