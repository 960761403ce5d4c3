import type { Company } from '../../domain/company/company.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { CompanyView, StartView } from '../../preload/contract/company.ts';
import type { CallError } from '../../preload/contract/errors.ts';
import { actOnDocument } from '../usecases/act-on-document.ts';
import { actOnQueue } from '../usecases/act-on-queue.ts';
import { chooseCertificate, givePin } from '../usecases/choose-certificate.ts';
import { continueSeries, listSeries } from '../usecases/continue-series.ts';
import { documentHistory, type ExportedFile, slotHistory } from '../usecases/export-history.ts';
import { queueTable } from '../usecases/export-queue.ts';
import { issueInvoice } from '../usecases/issue-invoice.ts';
import type { CopyKeeper } from '../usecases/keep-copies.ts';
import { discardDraft, draftSummaries, keepDraft, readDraft } from '../usecases/keep-draft.ts';
import { documentFile, documentPage, showDocument } from '../usecases/look-at-documents.ts';
import { findCustomers, findProducts, keepCustomer, keepProduct } from '../usecases/pick-or-create.ts';
import type { Source } from '../usecases/open-store.ts';
import { changePractice, practiceView } from '../usecases/practice-panel.ts';
import { practise } from '../usecases/practise.ts';
import type { Program } from '../usecases/program.ts';
import type { FileInLine } from '../usecases/received-work.ts';
import {
  actOnSlot,
  keepSlotDraft,
  listSlots,
  openSlot,
  type PaymentsContext,
  refreshSlots,
  resolveSlot,
  retrySlot,
  saveSlot,
  showSlot,
} from '../usecases/record-payments.ts';
import { activateCompany, saveCompany } from '../usecases/save-company.ts';
import { showCompany } from '../usecases/show-company.ts';
import { tryConnection, type TryConnectionContext } from '../usecases/try-connection.ts';
import { unblockWay } from '../usecases/unblock-way.ts';
import { homeView, queueView, statusView, watchOf } from '../usecases/watch-queue.ts';
import { issueError, p12Error, saveCompanyError } from './errors.ts';
import { receivedHandlers } from './received-handlers.ts';
import { type PrintDesk, printHandlers, savePdf } from './print-handlers.ts';
import { relatedHandlers } from './related-handlers.ts';
import { type LookupDesk, lookupHandlers } from './lookup-handlers.ts';
import { reconciliationHandlers } from './reconciliation-handlers.ts';
import type { Handlers } from './serve.ts';

/** What the handlers need beside an open program; all of it is Electron's or belongs to the start. */
export interface Desk extends Pick<LookupDesk, 'pickCatalogue' | 'readCatalogue'> {
  /** resolves when the database was opened, or could not be */
  program(): Promise<Program | undefined>;
  start(): Promise<StartView>;
  setPreferences: Handlers['app.setPreferences'];
  restoreCopy(): Promise<Result<StartView, CallError>>;
  startEmpty(): Promise<Result<StartView, CallError>>;
  restoreFrom(source: Source): Promise<Result<StartView, CallError>>;
  readonly copies: CopyKeeper;
  /** @returns paths, which stay in main; undefined when the clerk chose none */
  pickCopy(): Promise<string | undefined>;
  pickFolder(): Promise<string | undefined>;
  pickCertificate(): Promise<Uint8Array | 'too-large' | undefined>;
  /** supplier files, whatever they are; undefined when the clerk chose none */
  pickReceived(): Promise<readonly FileInLine[] | undefined>;
  /** @returns the name chosen, undefined when the clerk did not save */
  saveFile(name: string, bytes: Uint8Array): Promise<string | undefined>;
  readonly probeEdinky: TryConnectionContext['probeEdinky'];
  readonly printer: PrintDesk['printer'];
  pickPicture: PrintDesk['pickPicture'];
  /** shows a file in the system's viewer */
  view: PrintDesk['view'];
}

type Failed = { readonly ok: false; readonly error: CallError };
const failed = (code: CallError['code']): Failed => fail({ code });

/** Every call of the contract, each a use case with what it needs. */
export function handlersFor(desk: Desk): Handlers {
  /** For calls that need an open database. */
  const open = async <T>(
    work: (program: Program) => Result<T, CallError> | Promise<Result<T, CallError>>,
  ) => {
    const program = await desk.program();
    return program ? work(program) : failed('database-unavailable');
  };
  /** For calls that need a company to work in. */
  const inCompany = <T>(
    work: (program: Program, company: Company) => Result<T, CallError> | Promise<Result<T, CallError>>,
  ) =>
    open((program) => {
      const company = program.active();
      return company ? work(program, company) : failed('no-company');
    });
  /** For calls that write: the company that the form names, whichever is active by now. */
  const inCompanyOf = <T>(
    { companyId }: { readonly companyId?: string | undefined },
    work: (program: Program, company: Company) => Result<T, CallError> | Promise<Result<T, CallError>>,
  ) =>
    open((program) => {
      const company = companyId === undefined ? program.active() : program.company(companyId);
      return company ? work(program, company) : failed('no-company');
    });
  /** Shows the system's dialog; the page never names a path. */
  const saveExported = async ({
    name,
    bytes,
  }: ExportedFile): Promise<Result<{ name: string }, CallError>> => {
    const chosen = await desk.saveFile(name, bytes);
    return chosen === undefined ? failed('cancelled') : ok({ name: chosen });
  };
  const coded = <T>(result: Result<T, CallError['code']>): Result<T, CallError> =>
    result.ok ? result : failed(result.error);

  /** Tells every screen that the company is another, or not what it was, and shows it. */
  const enter = async (program: Program, company: Company): Promise<Result<CompanyView, CallError>> => {
    program.tell({ topic: 'company', id: company.id });
    program.tell({ topic: 'status' });
    return ok(await showCompany(program, program.company(company.id) ?? company));
  };

  const payments = (program: Program, company: Company): PaymentsContext => ({
    slots: program.slots,
    store: program.store,
    companyId: company.id,
    bootId: program.bootId,
    who: program.who,
  });
  const inPractice = <T>(work: (program: Program, company: Company) => Promise<Result<T, CallError>>) =>
    inCompany((program, company) =>
      company.environment === 'practice' ? work(program, company) : failed('not-allowed-now'),
    );

  return {
    'app.start': async () => ok(await desk.start()),
    'app.setPreferences': (input) => desk.setPreferences(input),
    'app.restoreCopy': () => desk.restoreCopy(),
    'app.startEmpty': () => desk.startEmpty(),

    'copies.view': (options) => ok(desk.copies.view(options)),
    'copies.make': () => open(async ({ db }) => coded(await desk.copies.make(db))),
    'copies.saveTo': () =>
      open(async ({ db }) => {
        const folder = await desk.pickFolder();
        return folder === undefined ? failed('cancelled') : coded(await desk.copies.saveTo(db, folder));
      }),
    'copies.choose': async () => {
      const file = await desk.pickCopy();
      return file === undefined ? failed('cancelled') : coded(await desk.copies.choose(file));
    },
    'copies.restore': ({ id }) => {
      const source = desk.copies.source(id);
      return source ? desk.restoreFrom(source) : failed('not-found');
    },
    'terminal.replaceOther': (input) =>
      inCompanyOf(input, (program, company) => {
        program.terminals.replaceOther();
        return enter(program, company);
      }),
    'terminal.confirmNumbers': (input) =>
      inCompanyOf(input, (program, company) => {
        const confirmed = program.terminals.confirmNumbers(company, input.last);
        return confirmed.ok ? enter(program, company) : failed(confirmed.error);
      }),

    'company.practise': () =>
      open(async (program) => {
        const company = await practise({
          ...program,
          makeCertificate: () => program.makePracticeCertificate(),
        });
        await program.connect(company.id);
        return enter(program, company);
      }),
    'company.save': (input) =>
      open(async (program) => {
        const saved = saveCompany(program, input);
        if (!saved.ok) return fail(saveCompanyError(saved.error));
        await program.connect(saved.value.id);
        return enter(program, saved.value);
      }),
    'company.activate': ({ id }) =>
      open(async (program) => {
        const active = activateCompany(program.db, id);
        return active.ok ? enter(program, active.value) : failed(active.error);
      }),
    'company.current': () => inCompany(async (program, company) => ok(await showCompany(program, company))),
    'certificate.choose': (input) =>
      inCompanyOf(input, async (program, company) => {
        const chosen = await chooseCertificate(
          { ...program, pickFile: () => desk.pickCertificate() },
          company,
          input.pin,
        );
        if (chosen.ok) {
          program.tell({ topic: 'company', id: company.id });
          return chosen;
        }
        switch (chosen.error) {
          case 'cancelled':
            return failed('cancelled');
          case 'signer-died':
            return failed('signer-failed');
          default:
            return fail(p12Error(chosen.error));
        }
      }),
    'certificate.givePin': (input) =>
      inCompanyOf(input, async (program, company) => {
        const given = await givePin(program, company, input.pin);
        if (given.ok) {
          program.tell({ topic: 'company', id: company.id });
          return given;
        }
        switch (given.error) {
          case 'certificate-missing':
            return failed('certificate-missing');
          case 'signer-died':
            return failed('signer-failed');
          default:
            return fail(p12Error(given.error));
        }
      }),
    'series.list': () => inCompany((program, company) => ok(listSeries(program, company))),
    'series.continue': (input) =>
      inCompanyOf(input, (program, company) => {
        const continued = continueSeries(program, company, input.kind, input.lastNumber);
        if (continued.ok) program.tell({ topic: 'company', id: company.id });
        return coded(continued);
      }),
    'credentials.saveHacienda': (input) =>
      inCompanyOf(input, async (program, company) => {
        const { user, password } = input;
        await program.secrets.set(company.id, 'hacienda-user', user.trim());
        // an empty field keeps the stored password: it is never shown to be typed over
        if (password !== '') await program.secrets.set(company.id, 'hacienda-password', password);
        await program.session.credentialsChanged(company.id);
        program.outbox.unblock({ companyId: company.id, service: 'hacienda' });
        return enter(program, company);
      }),
    'credentials.saveEdinky': (input) =>
      inCompanyOf(input, async (program, company) => {
        await program.secrets.set(company.id, 'edinky-token', input.token.trim());
        program.outbox.unblock({ companyId: company.id, service: 'edinky' });
        return enter(program, company);
      }),
    'connection.try': ({ service }) =>
      inCompany(async (program, company) =>
        ok(
          await tryConnection(
            {
              session: program.session,
              secrets: program.secrets,
              reach: (id) => program.network.look(id),
              probeEdinky: desk.probeEdinky,
            },
            company,
            service,
          ),
        ),
      ),

    'drafts.list': () => inCompany((program, { id }) => ok(draftSummaries({ ...program, companyId: id }))),
    'drafts.get': (input) =>
      inCompany((program, { id }) => coded(readDraft({ ...program, companyId: id }, input.id))),
    'drafts.save': (input) =>
      inCompanyOf(input, (program, { id }) => {
        const kept = keepDraft({ ...program, companyId: id }, input.id, input.form);
        if (kept.ok) program.tell({ topic: 'draft', id: input.id });
        return coded(kept);
      }),
    'drafts.discard': (input) =>
      inCompanyOf(input, (program, { id }) => {
        const discarded = discardDraft({ ...program, companyId: id }, input.id);
        if (discarded.ok) program.tell({ topic: 'draft', id: input.id });
        return coded(discarded);
      }),
    'invoices.issue': ({ companyId, draftId, form }) =>
      inCompany(async (program, company) => {
        if (companyId !== undefined && companyId !== company.id) return failed('not-allowed-now');
        const issued = await issueInvoice(
          {
            ...program,
            isOnline: ({ id }) => program.network.look(id),
            validateBySchema: program.schemas.validate,
          },
          company,
          draftId,
          form,
        );
        if (issued.ok) program.tell({ topic: 'draft', id: draftId });
        return issued.ok ? issued : fail(issueError(issued.error));
      }),

    'documents.page': ({ filter, after, limit }) =>
      inCompany((program, { id }) =>
        ok(documentPage({ db: program.db, companyId: id }, filter, after, limit)),
      ),
    'documents.get': (input) =>
      inCompany((program, { id }) =>
        coded(showDocument({ db: program.db, companyId: id }, input.id, program.store, program.bootId)),
      ),
    'documents.act': (input) =>
      inCompany(async (program, { id }) =>
        coded(await actOnDocument({ ...program, companyId: id }, input.id, input.action)),
      ),
    'documents.saveFile': (input) =>
      inCompany(async (program, company) => {
        if (input.file === 'pdf')
          return savePdf({ printer: desk.printer, saveExported }, program, company, input.id);
        const file =
          input.file === 'history'
            ? documentHistory({ ...program, company }, input.id)
            : documentFile({ db: program.db, companyId: company.id }, input.id, input.file);
        if (!file.ok) return failed(file.error);
        return saveExported(file.value);
      }),

    'customers.search': ({ text }) =>
      inCompany((program, { id }) => ok(findCustomers({ ...program, companyId: id }, text))),
    'customers.save': (input) =>
      inCompanyOf(input, (program, { id }) =>
        coded(keepCustomer({ ...program, companyId: id }, input.id, input.party)),
      ),
    'products.search': ({ text }) =>
      inCompany((program, { id }) => ok(findProducts({ ...program, companyId: id }, text))),
    'products.save': (input) =>
      inCompanyOf(input, (program, { id }) =>
        coded(keepProduct({ ...program, companyId: id }, input.id, input.product)),
      ),

    'payments.slots': () => inCompany((program, company) => ok(listSlots(payments(program, company)))),
    'payments.open': (input) =>
      inCompanyOf(input, (program, company) =>
        openSlot(payments(program, company), input.remoteId, input.total),
      ),
    'payments.slot': ({ id }) => inCompany((program, company) => showSlot(payments(program, company), id)),
    'payments.save': (input) =>
      inCompany((program, company) => saveSlot(payments(program, company), input.id, input.payments)),
    'payments.keepDraft': (input) =>
      inCompanyOf(input, (program, company) =>
        keepSlotDraft(payments(program, company), input.id, input.payments),
      ),
    'payments.refresh': ({ id }) =>
      inCompany((program, company) => refreshSlots(payments(program, company), id)),
    'payments.resolve': ({ id, choice }) =>
      inCompany((program, company) => resolveSlot(payments(program, company), id, choice)),
    'payments.retry': ({ id }) => inCompany((program, company) => retrySlot(payments(program, company), id)),

    'payments.act': ({ id, action }) =>
      inCompany((program, company) => actOnSlot(payments(program, company), id, action)),
    'payments.saveHistory': ({ id }) =>
      inCompany(async (program, company) => {
        const slot = showSlot(payments(program, company), id);
        return slot.ok ? saveExported(slotHistory({ ...program, company }, slot.value)) : slot;
      }),

    'queue.actAll': ({ action }) =>
      inCompany((program, { id }) => ok(actOnQueue({ ...program, companyId: id }, action))),
    'queue.saveTable': () =>
      inCompany(async (program, company) =>
        saveExported(queueTable(queueView(await watchOf(program, company)), program.clock.now())),
      ),
    'queue.view': () => inCompany(async (program, company) => ok(queueView(await watchOf(program, company)))),
    'queue.unblock': ({ service }) =>
      inCompany(async (program, company) => coded(await unblockWay(program, company, service))),
    'status.get': () =>
      inCompany(async (program, company) => ok(statusView(await watchOf(program, company)))),
    'home.view': () => inCompany(async (program, company) => ok(homeView(await watchOf(program, company)))),

    ...lookupHandlers({ ...desk, open, inCompany, pickCatalogue: () => desk.pickCatalogue() }),
    ...reconciliationHandlers({ inCompany, inCompanyOf, saveExported }),
    ...receivedHandlers({ inCompany, inCompanyOf, saveExported, pickReceived: () => desk.pickReceived() }),
    ...relatedHandlers({ inCompany, inCompanyOf }),
    ...printHandlers({
      inCompany,
      inCompanyOf,
      saveExported,
      printer: desk.printer,
      pickFolder: () => desk.pickFolder(),
      pickPicture: () => desk.pickPicture(),
      view: (file) => desk.view(file),
    }),

    'practice.view': () =>
      inPractice(async (program) => ok(practiceView((await program.authorities()).control))),
    'practice.set': (change) =>
      inPractice(async (program, company) => {
        const view = await changePractice((await program.authorities()).control, change);
        if (change.change === 'switches' && change.switches.line !== undefined)
          program.network.doubt(company.id);
        program.tell({ topic: 'practice' });
        return ok(view);
      }),
  };
}
