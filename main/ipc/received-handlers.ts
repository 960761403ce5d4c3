import type { Company } from '../../domain/company/company.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { CallError } from '../../preload/contract/errors.ts';
import { previewAnswers } from '../usecases/answer-received.ts';
import { discardDocuments } from '../usecases/discard-received.ts';
import type { ExportedFile } from '../usecases/export-history.ts';
import {
  type LookContext,
  receivedDetail,
  receivedFile,
  receivedList,
  setBusinessDays,
} from '../usecases/look-at-received.ts';
import type { Program } from '../usecases/program.ts';
import type { FileInLine } from '../usecases/received-work.ts';
import type { Handlers } from './serve.ts';

type Work<T> = (program: Program, company: Company) => Result<T, CallError> | Promise<Result<T, CallError>>;

/** How the other handlers reach a company, and the system's dialogs. */
export interface ReceivedHandlersDesk {
  inCompany<T>(work: Work<T>): Promise<Result<T, CallError>>;
  inCompanyOf<T>(
    named: { readonly companyId?: string | undefined },
    work: Work<T>,
  ): Promise<Result<T, CallError>>;
  saveExported(file: ExportedFile): Promise<Result<{ name: string }, CallError>>;
  /** the files chosen, whatever they are; undefined: none */
  pickReceived(): Promise<readonly FileInLine[] | undefined>;
}

type ReceivedCalls = Pick<Handlers, Extract<keyof Handlers, `received.${string}`>>;

const coded = <T>(result: Result<T, CallError['code']>): Result<T, CallError> =>
  result.ok ? result : fail({ code: result.error });

const lookOf = (program: Program, { id }: Company): LookContext => ({
  db: program.db,
  companyId: id,
  now: program.clock.now(),
  readComprobante: program.received.answers.readComprobante,
});

/** "Recibidos": documents of suppliers, read, looked at and answered. */
export function receivedHandlers(desk: ReceivedHandlersDesk): ReceivedCalls {
  return {
    'received.list': (asked) =>
      desk.inCompany((program, company) => ok(receivedList(lookOf(program, company), asked))),
    'received.get': ({ id }) =>
      desk.inCompany((program, company) => coded(receivedDetail(lookOf(program, company), id))),
    'received.open': (input) =>
      desk.inCompanyOf(input, async (program, company) => {
        const files = await desk.pickReceived();
        if (!files) return fail({ code: 'cancelled' });
        return coded(program.received.desk.read(company.id, files));
      }),
    'received.drop': (input) =>
      desk.inCompanyOf(input, (program, company) =>
        coded(
          program.received.desk.read(
            company.id,
            input.files.map(({ name, bytes }) => ({ name, load: async () => bytes })),
          ),
        ),
      ),
    'received.work': () => desk.inCompany((program, company) => ok(program.received.desk.view(company.id))),
    'received.cancel': (input) =>
      desk.inCompanyOf(input, (program, company) => {
        program.received.desk.cancel(company.id, input.work);
        return ok(null);
      }),
    'received.dismiss': (input) =>
      desk.inCompanyOf(input, (program, company) => {
        program.received.desk.dismiss(company.id, input.work);
        return ok(null);
      }),
    'received.preview': (input) =>
      desk.inCompanyOf(input, async (program, company) =>
        ok([...(await previewAnswers({ ...program.received.answers, company }, input.ids, input.decision))]),
      ),
    'received.answer': (input) =>
      desk.inCompanyOf(input, (program, company) => {
        program.received.desk.answer(company.id, input.ids, input.decision);
        return ok(null);
      }),
    'received.discard': (input) =>
      desk.inCompanyOf(input, (program, company) => {
        const discarded = discardDocuments({ ...program, companyId: company.id }, input.ids);
        program.tell({ topic: 'received', id: company.id });
        return coded(discarded);
      }),
    'received.saveFile': (input) =>
      desk.inCompany(async (program, company) => {
        const file = receivedFile(lookOf(program, company), input.id, input.file);
        return file.ok ? desk.saveExported(file.value) : fail({ code: file.error });
      }),
    'received.setDeadline': (input) =>
      desk.inCompanyOf(input, (program, company) => {
        setBusinessDays(program.db, company.id, input.businessDays);
        program.tell({ topic: 'received', id: company.id });
        return ok(null);
      }),
  };
}
