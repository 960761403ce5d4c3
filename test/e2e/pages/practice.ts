import { expect, type Page } from '@playwright/test';
import type { PracticeCounters } from '../../../domain/practice/switches.ts';
import type { PracticeChange, PracticeView } from '../../../preload/contract/practice.ts';
import { practiceEdinkyToken } from '../../../domain/practice/credentials.ts';
import { call } from './call.ts';

/** The simulated authorities of the running program: told what to do, and asked what they counted. */
export class Practice {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  set(change: PracticeChange): Promise<PracticeView> {
    return call(this.page, 'practice.set', change);
  }

  view(): Promise<PracticeView> {
    return call(this.page, 'practice.view', undefined);
  }

  /** Resolves once the authorities answer: they start after the first paint. */
  async ready(): Promise<void> {
    await expect
      .poll(() => this.page.evaluate(async () => (await window.api.call('practice.view', undefined)).ok))
      .toBe(true);
  }

  line(line: 'up' | 'cut' | 'hang' | 'blackhole'): Promise<PracticeView> {
    return this.set({ change: 'switches', switches: { line } });
  }

  /** PUTs of payments that reached the simulated e-Dinky for a document, and those that took effect there. */
  async puts(documentId: string): Promise<Omit<PracticeCounters['puts'][number], 'documentId'>> {
    const { counters } = await this.view();
    const found = counters.puts.find((each) => each.documentId === documentId);
    return { arrived: found?.arrived ?? 0, applied: found?.applied ?? 0 };
  }

  /** Requests of a kind answered with a status. */
  async requests(endpoint: string, status: number): Promise<number> {
    const { counters } = await this.view();
    const found = counters.requests.find((each) => each.endpoint === endpoint && each.status === status);
    return found?.count ?? 0;
  }

  /** The payments the simulated e-Dinky holds for a document, as `amount code`, sorted. */
  async held(documentId: string): Promise<readonly string[]> {
    const { remoteDocuments } = await this.view();
    const found = remoteDocuments.find(({ id }) => id === documentId);
    return (found?.payments ?? []).map(({ amount, code }) => `${amount} ${code}`).toSorted();
  }

  /** Somebody else, at another machine, sets the payments of a document. */
  async elsewhere(documentId: string, payments: readonly (readonly [amount: string, code: string])[]) {
    const company = await call(this.page, 'company.current', undefined);
    const apiUrl = company.settings.edinky?.apiUrl;
    if (apiUrl === undefined) throw new Error('the practice company has no e-Dinky address');
    const answer = await fetch(`${apiUrl}/documents/${documentId}/update-payments`, {
      method: 'PUT',
      headers: {
        authorization: `Bearer ${practiceEdinkyToken}`,
        accept: 'application/json',
        'content-type': 'application/json',
      },
      body: JSON.stringify({
        id: documentId,
        payments: payments.map(([amount, code]) => ({ amount, code })),
      }),
    });
    expect(answer.status).toBe(200);
  }
}
