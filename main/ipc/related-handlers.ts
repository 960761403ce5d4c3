import type { Company } from '../../domain/company/company.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { CallError } from '../../preload/contract/errors.ts';
import { checkForm } from '../usecases/check-form.ts';
import {
  creditSales,
  makeNote,
  makeReceipt,
  type MakeContext,
  type MakeFault,
  relatedView,
} from '../usecases/make-from-document.ts';
import type { Program } from '../usecases/program.ts';
import type { Handlers } from './serve.ts';

type Work<T> = (program: Program, company: Company) => Result<T, CallError>;

export interface RelatedDesk {
  readonly inCompany: <T>(work: Work<T>) => Promise<Result<T, CallError>>;
  readonly inCompanyOf: <T>(
    named: { readonly companyId?: string | undefined },
    work: Work<T>,
  ) => Promise<Result<T, CallError>>;
}

type RelatedCalls = Pick<Handlers, Extract<keyof Handlers, `related.${string}`> | 'drafts.check'>;

const contextOf = ({ db, clock, random }: Program, { id }: Company): MakeContext => ({
  db,
  clock,
  random,
  companyId: id,
});

const codes: Readonly<Record<MakeFault, CallError['code']>> = {
  'not-found': 'not-found',
  'not-allowed-now': 'not-allowed-now',
  'nothing-left': 'note-nothing-left',
  'nothing-chosen': 'note-nothing-chosen',
  'quantity-format': 'number-unclear',
  'amount-format': 'number-unclear',
  'exceeds-owed': 'receipt-exceeds-owed',
};

/** Notes and receipts made from a document, and a form against what is stored here. */
export function relatedHandlers({ inCompany, inCompanyOf }: RelatedDesk): RelatedCalls {
  const made = (
    program: Program,
    result: Result<{ draftId: string }, MakeFault>,
  ): Result<{ draftId: string }, CallError> => {
    if (!result.ok) return fail({ code: codes[result.error] });
    program.tell({ topic: 'draft', id: result.value.draftId });
    return result;
  };
  return {
    'related.view': ({ id }) =>
      inCompany((program, company) => {
        const view = relatedView(contextOf(program, company), id);
        return view.ok ? view : fail({ code: view.error });
      }),
    'related.makeNote': (request) =>
      inCompany((program, company) => made(program, makeNote(contextOf(program, company), request))),
    'related.makeReceipt': (request) =>
      inCompany((program, company) => made(program, makeReceipt(contextOf(program, company), request))),
    'related.creditSales': () =>
      inCompany((program, company) => ok([...creditSales(contextOf(program, company))])),
    'drafts.check': (input) =>
      inCompanyOf(input, (program, company) =>
        ok(
          checkForm({ ...program, company }, input.form).map(({ values, ...fault }) => ({
            ...fault,
            ...(values ? { values: { ...values } } : {}),
          })),
        ),
      ),
  };
}
