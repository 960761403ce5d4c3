import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { practiceCredentials, practiceEdinkyToken } from '../../domain/practice/credentials.ts';
import { handlersFor } from '../../main/ipc/handlers.ts';
import { makePracticeP12 } from '../../main/signer/practice-certificate.ts';
import { saveCompany } from '../../main/usecases/save-company.ts';
import { temporaryFolder } from '../helpers/folder.ts';
import { goodForm, goodIssuer } from '../helpers/invoices.ts';
import { noCopies } from '../helpers/no-copies.ts';
import { practising, runProgram } from '../helpers/program.ts';

const untilMs = { timeout: 15_000, interval: 20 };
/** Unlike anything else there is. */
const pin = 'Pin-Secreto-78';

const notHere = (): never => {
  throw new Error('not part of this test');
};

/** Every file of a folder, as bytes. */
const filesOf = (folder: string): readonly (readonly [file: string, bytes: Buffer])[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => [file, readFileSync(file)]);

test('password, PIN, access code and tokens are in NO answer and NO event for the window, and in no file as they are', async () => {
  const folder = temporaryFolder();
  const { program, events } = await runProgram(folder);
  const practice = await practising(program);
  const saved = saveCompany(program, {
    environment: 'test',
    settings: { ...practice.settings, label: 'De pruebas', issuer: goodIssuer() },
  });
  if (!saved.ok) throw new Error(saved.error);
  const { id } = saved.value;
  const issuer = goodIssuer();
  const p12 = await makePracticeP12({
    name: issuer.name,
    identification: { type: '02', number: issuer.identificationNumber },
    pin,
    validFrom: program.clock.now() - 86_400_000,
  });
  const calls = handlersFor({
    program: async () => program,
    start: notHere,
    setPreferences: notHere,
    restoreCopy: notHere,
    startEmpty: notHere,
    restoreFrom: notHere,
    copies: noCopies,
    pickCopy: notHere,
    pickFolder: notHere,
    pickCatalogue: notHere,
    readCatalogue: notHere,
    pickCertificate: async () => p12,
    pickReceived: notHere,
    saveFile: notHere,
    pickPicture: notHere,
    view: notHere,
    printer: { printers: notHere, pdf: notHere, print: notHere },
    probeEdinky: async () => 'alive',
  });
  /** What the window was given, in the order in which it asked. */
  const given: unknown[] = [];
  const ask = async <T>(answer: T | Promise<T>): Promise<T> => {
    const got = await answer;
    given.push(got);
    return got;
  };

  await ask(calls['certificate.choose']({ pin }));
  await ask(calls['credentials.saveHacienda'](practiceCredentials));
  await ask(calls['credentials.saveEdinky']({ token: practiceEdinkyToken }));
  await program.connect(id);
  await ask(calls['connection.try']({ service: 'hacienda' }));
  await ask(calls['connection.try']({ service: 'edinky' }));

  // One refusal of the session on the way, so that a token is refused, renewed and noted too.
  const { control } = await program.authorities();
  control.provoke({ endpoint: 'post', outcome: '401', times: 1 });
  control.provoke({ endpoint: 'put', outcome: '500', times: 1 });
  const draftId = program.random.id();
  expect(await ask(calls['invoices.issue']({ draftId, form: goodForm() }))).toMatchObject({ ok: true });
  await vi.waitFor(
    async () =>
      expect(await calls['documents.get']({ id: draftId })).toMatchObject({
        ok: true,
        value: { state: 'accepted' },
      }),
    untilMs,
  );
  const slot = await ask(calls['payments.open']({ remoteId: '948924864' }));
  if (!slot.ok) throw new Error(slot.error.code);
  const slotId = slot.value.id;
  await ask(calls['payments.save']({ id: slotId, payments: [{ id: 'p1', amount: '42.54', code: '01' }] }));
  await vi.waitFor(
    async () =>
      expect(await calls['payments.slot']({ id: slotId })).toMatchObject({ value: { state: 'confirmed' } }),
    untilMs,
  );
  const access = await program.session.current(id);
  const refresh = await program.secrets.get(id, 'hacienda-refresh');
  if (!access.ok || !refresh.ok || refresh.value === undefined) throw new Error('not signed in');

  await ask(calls['company.current'](undefined));
  await ask(calls['documents.page']({ filter: {}, limit: 10 }));
  await ask(calls['documents.get']({ id: draftId }));
  await ask(calls['payments.slots'](undefined));
  await ask(calls['payments.slot']({ id: slotId }));
  await ask(calls['queue.view'](undefined));
  await ask(calls['status.get'](undefined));
  await ask(calls['home.view'](undefined));

  // Stored as one JSON with the credentials it belongs to: the token itself is what is looked for.
  const refreshToken = /"token":"([^"]+)"/.exec(refresh.value)?.[1] ?? '';
  const secrets = [practiceCredentials.password, pin, practiceEdinkyToken, access.value.value, refreshToken];
  for (const secret of secrets) expect(secret.length).toBeGreaterThan(8);
  // the screens do say the user, which proves that what is looked through is what they get
  const told = JSON.stringify(given);
  expect(told).toContain(practiceCredentials.user);
  for (const secret of secrets) {
    expect(told).not.toContain(secret);
    expect(JSON.stringify(events)).not.toContain(secret);
  }

  const files = filesOf(folder);
  expect(files.map(([file]) => file)).toContain(join(folder, 'talonario.sqlite'));
  const holders = files.filter(([, bytes]) =>
    secrets.some((secret) =>
      [Buffer.from(secret), Buffer.from(secret, 'utf16le'), Buffer.from(btoa(secret))].some((written) =>
        bytes.includes(written),
      ),
    ),
  );
  expect(holders.map(([file]) => file)).toEqual([]);
});
