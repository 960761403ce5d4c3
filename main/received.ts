import type { Company } from '../domain/company/company.ts';
import { readMessage } from '../domain/received/read-message.ts';
import { fail, ok } from '../domain/result.ts';
import type { ValidateBySchema } from '../domain/schemas/verdict.ts';
import { readComprobante } from './comprobante/read-comprobante.ts';
import { issueError } from './ipc/errors.ts';
import type { AnswerContext } from './usecases/answer-received.ts';
import { createFileReader, type ReaderHost } from './usecases/file-reader.ts';
import type { ImportContext } from './usecases/import-received.ts';
import { issueMessage, type IssueMessageContext } from './usecases/issue-message.ts';
import { type ReceivedDesk, receivedDesk } from './usecases/received-work.ts';

interface ReceivedParts
  extends Omit<IssueMessageContext, 'validateBySchema'>, Pick<ImportContext, 'random' | 'store'> {
  company(id: string): Company | undefined;
  readonly readerHost: ReaderHost;
  readonly validate: ValidateBySchema;
  tell(companyId: string): void;
  readonly onError: (error: unknown) => void;
}

/** Composition of "Recibidos", a part of program.ts. */
export interface ReceivedServices {
  readonly desk: ReceivedDesk;
  readonly answers: Omit<AnswerContext, 'company'>;
  stop(): Promise<void>;
}

export function openReceived(parts: ReceivedParts): ReceivedServices {
  const reader = createFileReader(parts.readerHost, parts.clock);
  const answers: ReceivedServices['answers'] = {
    db: parts.db,
    readComprobante,
    readMessage: (form, comprobante, company) => {
      const { issuer } = company.settings;
      return issuer ? readMessage(form, { comprobante, company: issuer }) : { faults: [] };
    },
    issue: async (company, message, form, answered) => {
      const issued = await issueMessage(
        { ...parts, validateBySchema: parts.validate },
        company,
        message,
        form,
        answered,
      );
      return issued.ok ? ok(issued.value) : fail(issueError(issued.error));
    },
  };
  const desk = receivedDesk({
    company: (id) => parts.company(id),
    imports: parts,
    answers,
    inspect: (bytes) => reader.inspect(bytes),
    tell: (companyId) => parts.tell(companyId),
    onError: parts.onError,
  });
  return {
    desk,
    answers,
    async stop() {
      const stopped = desk.stop();
      reader.stop();
      await stopped;
    },
  };
}
