import type { Company } from '../../domain/company/company.ts';
import type { Decision } from '../../domain/received/decision.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import {
  type AnswerResult,
  dropLimits,
  type ImportResult,
  type ReceivedWork,
} from '../../preload/contract/received.ts';
import { findReceivedByClave } from '../db/received.ts';
import { type AnswerContext, answerReceived } from './answer-received.ts';
import { type ImportContext, keepInspected } from './import-received.ts';
import type { Inspection } from './inspect-file.ts';
import { type WorkLine, workLine } from './work-line.ts';

/** A file in line: its bytes are read when its turn comes, so that a thousand are not in memory at once. */
export interface FileInLine {
  /** shown, never opened by */
  readonly name: string;
  load(): Promise<Uint8Array | 'too-large' | 'not-readable'>;
}

/** Reading supplier files and answering documents, one by one, beside everything else. Of each company its own. */
export interface ReceivedDesk {
  /** Files in line to be read. */
  read(companyId: string, files: readonly FileInLine[]): Result<null, 'not-allowed-now'>;
  /** Documents in line to be answered. */
  answer(companyId: string, ids: readonly string[], decision: Decision): void;
  cancel(companyId: string, work: keyof ReceivedWork): void;
  dismiss(companyId: string, work: keyof ReceivedWork): void;
  view(companyId: string): ReceivedWork;
  /** Leaves out what has not begun; resolves when what had begun has ended. */
  stop(): Promise<void>;
}

interface ReceivedDeskParts {
  company(id: string): Company | undefined;
  readonly imports: Omit<ImportContext, 'company'>;
  readonly answers: Omit<AnswerContext, 'company'>;
  inspect(bytes: Uint8Array): Promise<Inspection>;
  tell(companyId: string): void;
  readonly onError: (error: unknown) => void;
}

interface FileToRead extends FileInLine {
  /** of one that was put off */
  looked?: { readonly bytes: Uint8Array; readonly inspection: Inspection };
}
interface ToAnswer {
  readonly id: string;
  readonly decision: Decision;
}
interface Lines {
  readonly imports: WorkLine<FileToRead, ImportResult>;
  readonly answers: WorkLine<ToAnswer, AnswerResult>;
}

export function receivedDesk(parts: ReceivedDeskParts): ReceivedDesk {
  const companies = new Map<string, Lines>();

  async function readFile(
    companyId: string,
    file: FileToRead,
    last: boolean,
  ): Promise<ImportResult | undefined> {
    const { name } = file;
    try {
      if (!file.looked) {
        const loaded = await file.load();
        if (typeof loaded === 'string') return { name, code: loaded };
        file.looked = { bytes: loaded, inspection: await parts.inspect(loaded) };
      }
      const { bytes, inspection } = file.looked;
      const company = parts.company(companyId);
      if (!company) return { name, code: 'cancelled' };
      // Hacienda's message often lies before its document in the same folder
      if (inspection.kind === 'answer' && !last)
        if (!findReceivedByClave(parts.imports.db, companyId, inspection.clave)) return undefined;
      return await keepInspected({ ...parts.imports, company }, { name, bytes, inspection });
    } catch (error) {
      parts.onError(error);
      return { name, code: 'disk' };
    }
  }

  async function answerOne(companyId: string, { id, decision }: ToAnswer): Promise<AnswerResult> {
    const nobody = { receivedId: id, issuerName: '', consecutivo: '' };
    try {
      const company = parts.company(companyId);
      if (!company) return { ...nobody, error: { code: 'no-company' } };
      return await answerReceived({ ...parts.answers, company }, id, decision);
    } catch (error) {
      parts.onError(error);
      return { ...nobody, error: { code: 'internal' } };
    }
  }

  function linesOf(companyId: string): Lines {
    const known = companies.get(companyId);
    if (known) return known;
    const onChange = (): void => parts.tell(companyId);
    const made: Lines = {
      imports: workLine({
        handle: (file, last) => readFile(companyId, file, last),
        leftOut: ({ name }) => ({ name, code: 'cancelled' }),
        onChange,
      }),
      answers: workLine({
        handle: (one) => answerOne(companyId, one),
        leftOut: ({ id }) => ({
          receivedId: id,
          issuerName: '',
          consecutivo: '',
          error: { code: 'cancelled' },
        }),
        onChange,
      }),
    };
    companies.set(companyId, made);
    return made;
  }

  return {
    read(companyId, files) {
      const { imports } = linesOf(companyId);
      if (imports.waiting() + files.length > dropLimits.waiting) return fail('not-allowed-now');
      imports.add(files.map((file) => ({ name: file.name, load: () => file.load() })));
      return ok(null);
    },
    answer(companyId, ids, decision) {
      linesOf(companyId).answers.add([...new Set(ids)].map((id) => ({ id, decision })));
    },
    cancel: (companyId, work) => linesOf(companyId)[work].cancel(),
    dismiss: (companyId, work) => linesOf(companyId)[work].dismiss(),
    view(companyId) {
      const { imports, answers } = linesOf(companyId);
      const [read, answered] = [imports.view(), answers.view()];
      return {
        imports: { ...read, results: [...read.results] },
        answers: { ...answered, results: [...answered.results] },
      };
    },
    async stop() {
      const lines = [...companies.values()].flatMap(({ imports, answers }) => [imports, answers]);
      for (const line of lines) line.cancel();
      await Promise.all(lines.map((line) => line.idle()));
    },
  };
}
