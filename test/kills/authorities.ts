import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { PracticeCounters } from '../../domain/practice/switches.ts';

/** What is asked of the process; it answers each question once, in order. */
export const AuthoritiesQuestion = z.union([
  z.object({ ask: z.literal('counters') }),
  /** the next POST is taken, and its answer never arrives whole */
  z.object({ ask: z.literal('cut-answer'), outcome: z.enum(['accept-then-cut', 'accept-then-500']) }),
]);
export type AuthoritiesQuestion = z.input<typeof AuthoritiesQuestion>;

export const Addresses = z.object({ idpUrl: z.url(), logoutUrl: z.url(), apiUrl: z.url() });
export type Addresses = z.infer<typeof Addresses>;

export interface AuthoritiesAside {
  readonly addresses: Addresses;
  counters(): Promise<PracticeCounters>;
  /** the next POST is taken, and its answer never arrives whole */
  cutNextAnswer(outcome: 'accept-then-cut' | 'accept-then-500'): Promise<void>;
  stop(): Promise<void>;
}

/** The environment of a process on Electron's own Node. */
export const nodeEnv = (more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv => ({
  ...process.env,
  ELECTRON_RUN_AS_NODE: '1',
  NODE_OPTIONS: '',
  ...more,
});

/** Starts the practice authorities in a process of their own. @param folder made when missing */
export async function authoritiesAside(folder: string): Promise<AuthoritiesAside> {
  mkdirSync(folder, { recursive: true });
  const child: ChildProcess = spawn(
    process.execPath,
    [join(import.meta.dirname, 'authorities-process.ts'), folder],
    { env: nodeEnv(), stdio: ['ignore', 'ignore', 'inherit', 'ipc'] },
  );
  const waiting: { resolve(message: unknown): void; reject(error: Error): void }[] = [];
  child.on('message', (message) => waiting.shift()?.resolve(message));
  child.on('exit', () => {
    for (const question of waiting.splice(0)) question.reject(new Error('the authorities ended'));
  });
  const answer = (): Promise<unknown> =>
    new Promise((resolve, reject) => {
      waiting.push({ resolve, reject });
    });
  const addresses = Addresses.parse(await answer());
  // Answers come in the order of the questions.
  const ask = (question: AuthoritiesQuestion): Promise<unknown> => {
    child.send(question);
    return answer();
  };
  return {
    addresses,
    counters: async () => PracticeCounters.parse(await ask({ ask: 'counters' })),
    async cutNextAnswer(outcome) {
      await ask({ ask: 'cut-answer', outcome });
    },
    async stop() {
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
}
