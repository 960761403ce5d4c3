import { join } from 'node:path';
import {
  type Company,
  type EdinkySettings,
  fecIssuerOf,
  type HaciendaSettings,
} from '../domain/company/company.ts';
import { lookupDefaults } from '../domain/company/addresses.ts';
import type { MachineTraits } from '../domain/company/installation.ts';
import type { EdinkyApi } from '../domain/outbox/edinky-api.ts';
import type { Clock, Http, Random } from '../domain/outbox/ports.ts';
import type { OutboxTimings } from '../domain/outbox/timings.ts';
import { practiceCredentials, practiceEdinkyToken, practicePin } from '../domain/practice/credentials.ts';
import type { ChangedEvent } from '../preload/contract/calls.ts';
import { edinkyApi } from './api/edinky/edinky-api.ts';
import { comprobantesApi } from './api/hacienda/comprobantes-api.ts';
import { haciendaApi } from './api/hacienda/hacienda-api.ts';
import { lookupApi } from './api/lookups/lookup-api.ts';
import { decidingAddress, networkMonitor } from './api/network-monitor.ts';
import { certificateFiles } from './auth/certificate-files.ts';
import { edinkyToken } from './auth/edinky-token.ts';
import { haciendaSession } from './auth/hacienda-session.ts';
import type { SecretBox } from './auth/secret-box.ts';
import { secretStore } from './auth/secret-store.ts';
import { companyFiles } from './backup/company-files.ts';
import { installationFile } from './backup/installation-file.ts';
import { readAuthorityAnswer } from './comprobante/read-answer.ts';
import { attemptStore } from './db/attempts.ts';
import { findCompany, listCompanies, mendCompanies } from './db/companies.ts';
import type { Db } from './db/connection.ts';
import { outboxStore } from './db/documents.ts';
import { keepRest, readRest } from './db/lookups.ts';
import { readMeta } from './db/meta.ts';
import { sumWhatIsUnsummed } from './db/missing-sums.ts';
import { paymentStore } from './db/payments.ts';
import { queueReader } from './db/queue.ts';
import { terminalBook } from './db/terminals.ts';
import { createOutbox, type OutboxEvent } from './outbox/outbox.ts';
import { paymentSlots } from './outbox/payment-slots.ts';
import { paymentWork } from './outbox/payment-work.ts';
import { reconciliation as createReconciliation } from './outbox/reconciliation.ts';
import { reconciliationBook } from './outbox/reconciliation-book.ts';
import { type SealedStore, sealedStore } from './outbox/sealed-store.ts';
import type { Authorities } from './practice/authorities.ts';
import { openReceived } from './received.ts';
import type { ReaderHost } from './usecases/file-reader.ts';
import type { ValidatorHost } from './schemas/schema-validator.ts';
import { createSchemas } from './schemas/schemas.ts';
import { createSigner, type SignerHost } from './signer/signer.ts';
import { printChoices } from './print/print-choices.ts';
import { schemasAddress } from './usecases/look-after-catalogues.ts';
import { ownTerminals } from './usecases/own-terminals.ts';
import { placeName } from './usecases/places-and-goods.ts';
import { checkAnswer } from './usecases/check-answer.ts';
import { practiceIssuer } from './usecases/practise.ts';
import type { Program } from './usecases/program.ts';
import { actOnList } from './usecases/reconcile.ts';
import { sealedFacts } from './usecases/sealed-facts.ts';
import { type LookOver, lookOver } from './usecases/look-over.ts';
import { bringBackCompanies, keepCompaniesAgain } from './usecases/save-company.ts';

/** What the program is built on: Electron in production, plain Node in tests. */
export interface World {
  /** folder of this installation */
  readonly userData: string;
  /** by what this computer is told from another one that holds a copy of the folder */
  readonly machine: MachineTraits;
  readonly clock: Clock;
  readonly random: Random;
  readonly http: Http;
  readonly reach: (address: string, timeoutMs: number) => Promise<boolean>;
  readonly secretBox: SecretBox;
  readonly signerHost: SignerHost;
  /** reads supplier files */
  readonly readerHost: ReaderHost;
  readonly validatorHost: ValidatorHost;
  readonly timings: OutboxTimings;
  /** who sits here, for the history of payments */
  readonly who: string;
  readonly emit: (event: ChangedEvent) => void;
  /** codes and ids only */
  readonly log: (where: string, error: unknown) => void;
}

const monitorTimings = { everyMs: 30_000, everyMsOffline: 5_000, freshMs: 2_000, timeoutMs: 1_500 } as const;
const signOutMs = 3_000;
/** What a quit leaves to a document that is being signed: a cold start of the process takes about a second. */
const signerGraceMs = 5_000;

/** Events arrive in bursts (a document, its lane, the strip): each is told once per burst. */
function gathered(clock: Clock, emit: (event: ChangedEvent) => void): (event: ChangedEvent) => void {
  let waiting = new Map<string, ChangedEvent>();
  return (event) => {
    if (waiting.size === 0)
      clock.after(15, () => {
        const events = [...waiting.values()];
        waiting = new Map();
        for (const one of events) emit(one);
      });
    waiting.set(`${event.topic} ${event.id ?? ''}`, event);
  };
}

/**
 * Composition: builds every service over an open database, repairs what a crash left, and opens the lanes. Nothing else in the
 * program constructs services.
 * @param restored the database is an older copy: the sealed files are looked through too
 */
export async function openProgram(db: Db, world: World, restored: boolean): Promise<Program> {
  const { clock, random, timings } = world;
  const bootId = random.id();
  const keptCompanies = companyFiles(join(world.userData, 'companies'));
  const store = outboxStore(db);
  // Also when the run that restored it ended before it had recovered.
  sumWhatIsUnsummed(db);
  const companies = mendCompanies(db, keptCompanies.all());
  keepCompaniesAgain(db, keptCompanies, world.log);
  const mayHaveForgotten = restored || store.restoredMark.read();
  if (mayHaveForgotten) bringBackCompanies(db, keptCompanies, clock.now());
  const sealed = sealedStore(join(world.userData, 'sealed'));
  const terminals = ownTerminals({
    file: installationFile(join(world.userData, 'installation.json')),
    book: terminalBook(db),
    machine: world.machine,
    random,
    store,
  });
  if (mayHaveForgotten) {
    const known = await numbersKnownOf(sealed);
    terminals.doubtNumbers(
      listCompanies(db)
        .filter(({ id, environment }) => environment !== 'practice' && !known.has(id))
        .map(({ id }) => id),
    );
  }
  const payments = paymentStore(db);
  const attempts = attemptStore(db);
  const tell = gathered(clock, world.emit);
  const isPractice = (companyId: string): boolean => findCompany(db, companyId)?.environment === 'practice';

  let running: Authorities | undefined;
  let starting: Promise<Authorities> | undefined;
  const authorities = (): Promise<Authorities> => {
    starting ??= startPractice(join(world.userData, 'practice')).then(
      (started) => {
        running = started;
        return started;
      },
      (error: unknown) => {
        // The next who asks tries again.
        starting = undefined;
        throw error;
      },
    );
    return starting;
  };

  const company = (id: string): Company | undefined => {
    const found = findCompany(db, id);
    return found?.environment === 'practice' && running ? atPractice(found, running) : found;
  };

  const secrets = secretStore({
    folder: join(world.userData, 'secrets'),
    box: world.secretBox,
    isPractice,
    practiceSecrets: {
      'hacienda-user': practiceCredentials.user,
      'hacienda-password': practiceCredentials.password,
      'p12-pin': practicePin,
      'edinky-token': practiceEdinkyToken,
    },
  });
  const certificates = certificateFiles(join(world.userData, 'keys'));
  const signer = createSigner({
    host: world.signerHost,
    clock,
    secretsFor: async (companyId) => {
      const p12 = certificates.p12(companyId);
      const pin = await secrets.get(companyId, 'p12-pin');
      return p12 && pin.ok && pin.value !== undefined ? { p12, pin: pin.value } : undefined;
    },
  });
  const schemas = createSchemas({
    folder: join(world.userData, 'schemas'),
    http: world.http,
    clock,
    host: world.validatorHost,
    address: () => schemasAddress(db),
    onChange: () => tell({ topic: 'catalogues' }),
    onError: (error) => world.log('schemas', error),
  });
  const lookups = lookupApi({
    http: world.http,
    clock,
    rests: {
      read: (source) => (db.open ? readRest(db, source) : 0),
      keep: (source, until) => {
        if (db.open) keepRest(db, source, until);
      },
    },
  });
  const session = haciendaSession({ http: world.http, clock, random, secrets, companyOf: company });
  const edinkyTokens = edinkyToken(secrets);
  const outbox = createOutbox({
    store,
    queue: queueReader(db),
    sealed,
    clock,
    random,
    timings,
    bootId,
    who: world.who,
    knowsCompany: (id) => findCompany(db, id) !== undefined,
    payments,
    readSealed: async (companyId, clave, xml) => {
      const environment = findCompany(db, companyId)?.environment;
      return environment && (await sealedFacts({ companyId, environment, clave, xml, id: random.id() }));
    },
    checkAnswer,
    onError: world.log,
  });
  const slots = paymentSlots({
    store: payments,
    attempts,
    actions: store.actions,
    transactions: store,
    clock,
    random,
    bootId,
    timings,
    wake: (key) => outbox.wake(key),
  });
  const reconciliation = createReconciliation({
    book: reconciliationBook(join(world.userData, 'reconciliation')),
    store,
    clock,
    random,
    timings,
    bootId,
    wake: (key) => outbox.wake(key),
    onChange(companyId, ended) {
      tell({ topic: 'reconciliation', id: companyId });
      if (ended !== undefined) actOnEndedList(companyId, ended);
    },
    onLane() {
      tell({ topic: 'queue' });
      tell({ topic: 'status' });
    },
    onError: (error) => world.log('reconciliation', error),
  });
  const actOnEndedList = (companyId: string, month: string): void => {
    const found = company(companyId);
    if (!found) return;
    actOnList({ db, clock, store, outbox, reconciliation, company: found }, month).then(
      (acted) => {
        if (!acted.ok) world.log('reconciliation', acted.error);
        tell({ topic: 'reconciliation', id: companyId });
        return undefined;
      },
      (error: unknown) => world.log('reconciliation', error),
    );
  };
  const received = openReceived({
    db,
    clock,
    random,
    store,
    company,
    certificates,
    signer,
    outbox,
    terminals,
    readerHost: world.readerHost,
    validate: (xml) => schemas.validate(xml),
    tell: (companyId) => tell({ topic: 'received', id: companyId }),
    onError: (error) => world.log('received', error),
  });
  const network = networkMonitor({
    clock,
    addressOf: (id) => decidingAddress(company(id)?.settings),
    reach: world.reach,
    ...monitorTimings,
    onError: (error) => world.log('network', error),
  });

  /** What is taken away again when a company's lanes are opened anew. */
  const paymentWorks = new Map<string, () => void>();
  const reconciliationWorks = new Map<string, () => void>();

  const connect = async (companyId: string): Promise<void> => {
    if (isPractice(companyId)) await authorities();
    const settings = company(companyId)?.settings;
    outbox.disconnect(companyId);
    paymentWorks.get(companyId)?.();
    paymentWorks.delete(companyId);
    reconciliationWorks.get(companyId)?.();
    reconciliationWorks.delete(companyId);
    if (settings?.hacienda) {
      const hacienda = (): HaciendaSettings => company(companyId)?.settings.hacienda ?? missingSettings();
      const way = {
        http: world.http,
        clock,
        address: () => ({ apiUrl: hacienda().apiUrl, deadlineMs: timings.deadlineMs }),
      };
      const lane = {
        tokens: session,
        limits: () => ({ perHour: hacienda().quotaPerHour, perDay: hacienda().quotaPerDay }),
        fecIssuer: () => fecIssuerOf(hacienda()),
      };
      outbox.connect(companyId, {
        ...lane,
        api: haciendaApi({ ...way, readAnswer: readAuthorityAnswer }),
      });
      const comparing = reconciliation.work(companyId, { ...lane, api: comprobantesApi(way) });
      reconciliationWorks.set(companyId, outbox.add(comparing));
    }
    if (settings?.edinky) {
      const edinky = (): EdinkySettings => company(companyId)?.settings.edinky ?? missingSettings();
      const api = (): EdinkyApi =>
        edinkyApi({ http: world.http, clock, apiUrl: edinky().apiUrl, deadlineMs: timings.deadlineMs });
      const work = paymentWork({
        companyId,
        bootId,
        clock,
        random,
        timings,
        // made at each call, so that a changed address counts from the next one
        api: {
          document: (...call) => api().document(...call),
          payments: (...call) => api().payments(...call),
          putPayments: (...call) => api().putPayments(...call),
          probe: (...call) => api().probe(...call),
        },
        tokens: edinkyTokens,
        store: payments,
        lanes: store.lanes,
        attempts,
        transactions: store,
        keepOutcome: (line) => sealed.append(line),
        onChange: (slotId) => slots.changed(slotId),
      });
      paymentWorks.set(companyId, outbox.add(work));
    }
    network.watch(listCompanies(db).map(({ id }) => id));
    // the first real company has come, or another address
    schemas.fetchNow();
  };

  let looked: LookOver | undefined;
  outbox.onChange((event) => {
    // The strip must not say "Con internet" for half a minute more when a call has just found none.
    if (event.kind === 'lane' && store.lanes.read(event.key, clock.now()).state === 'offline')
      if (network.state(event.key.companyId) === 'online') network.doubt(event.key.companyId);
    if (event.kind === 'audited') {
      looked?.findings.add(event.report);
      tell({ topic: 'company' });
    }
    for (const change of changesOf(event)) tell(change);
  });
  slots.onChange((id) => {
    tell({ topic: 'payment', id });
    tell({ topic: 'queue' });
    tell({ topic: 'status' });
  });
  session.onChange(() => tell({ topic: 'status' }));
  network.onChange((_companyId, state) => {
    tell({ topic: 'status' });
    if (state !== 'online') return;
    session.lineBack();
    outbox.networkBack();
  });

  const recovered = await outbox.recover({ scanFiles: mayHaveForgotten });
  if (!recovered.ok) world.log('recovery', recovered.error);
  else for (const { clave, why } of recovered.value.lost) world.log('recovery', `${clave} is lost: ${why}`);

  looked = lookOver({
    db,
    clock,
    store,
    outbox,
    suspicious:
      mayHaveForgotten ||
      companies.mended.length + companies.unreadable > 0 ||
      !recovered.ok ||
      recovered.value.journalShort ||
      recovered.value.unreadableLines > 0,
    companiesMended: companies.mended.length,
    adopted: recovered.ok ? recovered.value.adopted.length : 0,
    tell: () => tell({ topic: 'company' }),
  });

  return {
    db,
    clock,
    random,
    bootId,
    lookOver: looked,
    who: world.who,
    lost: recovered.ok ? recovered.value.lost.map(({ clave }) => clave) : [],
    secrets,
    certificates,
    companyFiles: keptCompanies,
    terminals,
    signer,
    store,
    outbox,
    slots,
    reconciliation,
    received,
    attempts,
    session,
    lookupApi: lookups,
    schemas,
    network,
    printChoices: printChoices(join(world.userData, 'print')),
    placeName: placeName(db),
    company,
    active: () => company(readMeta(db, 'active-company') ?? ''),
    connect,
    authorities,
    async makePracticeCertificate() {
      const { makePracticeP12 } = await import('./signer/practice-certificate.ts');
      const p12 = await makePracticeP12({
        name: practiceIssuer.name,
        identification: {
          type: practiceIssuer.identificationType,
          number: practiceIssuer.identificationNumber,
        },
        pin: practicePin,
        validFrom: clock.now() - 24 * 3_600_000,
      });
      const opened = await signer.open('practice-certificate', p12, practicePin);
      if (!opened.ok) throw new Error(`the practice certificate does not open: ${opened.error}`);
      await signer.close('practice-certificate');
      return { p12, info: opened.value };
    },
    tell,
    woken() {
      network.watch(listCompanies(db).map(({ id }) => id));
      outbox.wake();
    },
    async stop() {
      network.stop();
      // A sign-in that hangs must not hold up the lanes, nor a signature that hangs the sealing.
      session.close();
      const cancel = clock.after(signerGraceMs, () => signer.stop());
      await received.stop();
      await outbox.stop();
      cancel();
      await session.signOutAll(signOutMs);
      signer.stop();
      schemas.stop();
      const practice = await starting?.catch(() => undefined);
      await practice?.stop();
      db.close();
    },
  };
}

/**
 * Companies of which anything outside the database tells which numbers were given (OUTBOX.md section 8, its last sentence). Of one that
 * has issued nothing here, nothing tells up to which number another program had come.
 */
async function numbersKnownOf(sealed: SealedStore): Promise<ReadonlySet<string>> {
  const [journal, files] = [await sealed.journal(0), await sealed.files()];
  const lines = journal.ok ? journal.value.lines : [];
  return new Set([
    ...lines.flatMap((line) => (line.kind === 'sealed' ? [line.facts.companyId] : [])),
    ...(files.ok ? files.value : []).map(({ companyId }) => companyId),
  ]);
}

async function startPractice(folder: string): Promise<Authorities> {
  const [{ startAuthorities }, { verifyComprobante }] = await Promise.all([
    import('./practice/authorities.ts'),
    import('./signer/verify.ts'),
  ]);
  return startAuthorities({ folder, verify: verifyComprobante });
}

/** The practice company with the addresses its authorities have in this run. */
function atPractice(found: Company, running: Authorities): Company {
  const staging = running.control.switches().hacienda.quota === 'staging';
  return {
    ...found,
    settings: {
      ...found.settings,
      hacienda: {
        idpUrl: running.idpUrl,
        logoutUrl: running.logoutUrl,
        clientId: practiceCredentials.clientId,
        apiUrl: running.haciendaApiUrl,
        callbackUrl: '',
        quotaPerHour: staging ? 100 : 0,
        quotaPerDay: staging ? 1_000 : 0,
      },
      edinky: { apiUrl: running.edinkyApiUrl },
      lookups: { url: running.lookupsUrl, schemasUrl: lookupDefaults.schemasUrl },
    },
  };
}

function missingSettings(): never {
  throw new Error('a lane of a company that has no address any more');
}

function changesOf(event: OutboxEvent): ChangedEvent[] {
  const always: ChangedEvent[] = [{ topic: 'queue' }, { topic: 'status' }];
  return event.kind === 'documents'
    ? [...event.ids.map((id): ChangedEvent => ({ topic: 'document', id })), ...always]
    : always;
}
