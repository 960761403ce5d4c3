/* oxlint-disable typescript/no-unsafe-assignment -- tests look into wire JSON */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import type { InvoiceKind } from '../../domain/billing/invoice-form.ts';
import { readAuthorityAnswer } from '../../main/comprobante/read-answer.ts';
import { writeComprobante } from '../../main/comprobante/write-comprobante.ts';
import type { Authorities } from '../../main/practice/authorities.ts';
import { signChecked } from '../../main/signer/self-check.ts';
import { verifyComprobante } from '../../main/signer/verify.ts';
import { exactInvoice, identityOf } from '../helpers/exact-invoices.ts';
import { temporaryFolder } from '../helpers/folder.ts';
import {
  envelope,
  grant,
  post,
  putPayments,
  signIn,
  status,
  testAuthorities,
  type Reply,
} from '../helpers/practice.ts';
import { testSigningTime, testTaxpayer, type TestTaxpayer } from '../helpers/taxpayers.ts';

const taxpayer = await testTaxpayer();
const someoneElse = await testTaxpayer({ identification: { type: '02', number: '3101999999' } });

interface Signed {
  readonly clave: string;
  readonly xml: Uint8Array;
}

async function signed(
  kind: InvoiceKind,
  number: number,
  lines = 1,
  by: TestTaxpayer = taxpayer,
): Promise<Signed> {
  const identity = identityOf(kind, number);
  const xml = writeComprobante(exactInvoice(kind, lines), identity);
  const result = await signChecked(xml, by.key, by.opened.info.serialNumber, testSigningTime);
  if (!result.ok) throw new Error(result.error);
  return { clave: identity.clave, xml: result.value };
}

function answerOf(reply: Reply, clave: string): string {
  const read = readAuthorityAnswer(String(reply.json['respuesta-xml']), clave);
  if (!read.ok) throw new Error(read.error);
  return `${read.value.verdict}: ${read.value.detail}`;
}

async function sent(document: Signed): Promise<string> {
  const authorities = await testAuthorities({ verify: verifyComprobante });
  const token = await signIn(authorities);
  expect((await post(authorities, token, envelope(document))).status).toBe(201);
  return answerOf(await status(authorities, token, document.clave), document.clave);
}

describe('documents as the program makes and signs them', () => {
  test.each([
    ['01', 1],
    ['04', 1],
    ['01', 50],
    ['01', 1_000],
  ] as const)('kind %s with %i lines is accepted without observations', async (kind, lines) => {
    expect(await sent(await signed(kind, 1, lines))).toBe('accepted: .');
  });

  test('signed by someone else it is refused with -60', async () => {
    expect(await sent(await signed('01', 2, 1, someoneElse))).toMatch(/^rejected: [^]*\n-60, "/);
  });

  test('with one letter changed after signing it is refused as modified', async () => {
    const { clave, xml } = await signed('01', 3);
    const text = Buffer.from(xml).toString();
    const changed = text.replace('Consultoría', 'Consultorìa');
    expect(changed).not.toBe(text);
    expect(await sent({ clave, xml: Buffer.from(changed) })).toBe(
      'rejected: El XML fue modificado luego de haber sido firmado',
    );
  });

  test('with its signature value changed it is refused as not valid', async () => {
    const { clave, xml } = await signed('01', 4);
    const text = Buffer.from(xml).toString();
    const changed = text.replace(
      /(<ds:SignatureValue[^>]*>)(.)/,
      (_all, tag: string, first: string) => tag + (first === 'A' ? 'B' : 'A'),
    );
    expect(await sent({ clave, xml: Buffer.from(changed) })).toBe(
      'rejected: La firma del comprobante electrónico no es válida',
    );
  });

  test('without its signature it is refused', async () => {
    const { clave, xml } = await signed('01', 5);
    const bare = Buffer.from(xml)
      .toString()
      .replace(/<ds:Signature[ >][^]*<\/ds:Signature>/, '');
    expect(await sent({ clave, xml: Buffer.from(bare) })).toBe(
      'rejected: La firma del comprobante electrónico no es válida',
    );
  });
});

test('reading and judging a document of 1,000 lines leaves turns to whoever shares the thread', async () => {
  const document = await signed('01', 6, 1_000);
  const authorities = await testAuthorities({ verify: verifyComprobante });
  const token = await signIn(authorities);
  let turns = 0;
  const counting = setInterval(() => turns++, 1);
  await post(authorities, token, envelope(document));
  await status(authorities, token, document.clave);
  clearInterval(counting);
  expect(turns).toBeGreaterThan(3);
});

const Addresses = z.object({
  idpUrl: z.url(),
  logoutUrl: z.url(),
  haciendaApiUrl: z.url(),
  edinkyApiUrl: z.url(),
});

/** The authorities in a process of their own. */
async function processOver(
  folder: string,
): Promise<{ readonly child: ChildProcess; readonly at: Authorities }> {
  const child = spawn(process.execPath, ['test/helpers/practice-process.ts', folder], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  for await (const line of createInterface({ input: child.stdout }))
    // The tests below ask it over HTTP only: the addresses are all of it they use.
    return { child, at: Addresses.parse(JSON.parse(line)) as Authorities };
  throw new Error('the process ended without its addresses');
}

async function killed(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  const [, signal] = await gone;
  expect(signal).toBe('SIGKILL');
}

describe('after a SIGKILL', { timeout: 30_000 }, () => {
  test('what was accepted is still accepted, at the same addresses, with its counters and sign-ins', async () => {
    const folder = temporaryFolder();
    await (await testAuthorities({ folder })).stop();
    const first = await processOver(folder);
    const token = await signIn(first.at);
    const document = await signed('01', 7);
    expect((await post(first.at, token, envelope(document))).status).toBe(201);
    await putPayments(first.at, '948924864', [{ amount: '12.20', code: '01' }]);
    await killed(first.child);
    expect((await grant(first.at)).result).toEqual({ phase: 'not-sent', why: 'connect' });

    const second = await processOver(folder);
    expect(second.at).toEqual(first.at);
    const again = await post(second.at, token, envelope(document));
    expect([again.status, again.headers['x-error-cause']]).toEqual([
      400,
      expect.stringContaining('ya fue recibido'),
    ]);
    await expect
      .poll(async () => (await status(second.at, token, document.clave)).json['ind-estado'], {
        timeout: 10_000,
        interval: 200,
      })
      .not.toMatch(/recibido|procesando/);
    await killed(second.child);

    const { control } = await testAuthorities({ folder, now: Date.now });
    expect(control.documents()).toMatchObject([{ clave: document.clave }]);
    expect(control.paymentsOf('948924864')).toMatchObject([{ amount: '12.20', code: '01' }]);
    expect(control.counters()).toMatchObject({
      posts: [{ clave: document.clave, arrived: 2, accepted: true }],
      puts: [{ documentId: '948924864', arrived: 1, applied: 1 }],
      grants: { password: 1, refresh: 0 },
      openSessions: 1,
    });
  });

  test('a plan made before it is met after it, and a request caught in the middle counts as cut', async () => {
    const folder = temporaryFolder();
    const planner = await testAuthorities({ folder, now: Date.now });
    planner.control.provoke({ endpoint: 'post', outcome: 'accept-then-hang' });
    planner.control.provoke({ endpoint: 'get', outcome: '503' });
    await planner.control.slow(0);
    await planner.stop();

    const first = await processOver(folder);
    const token = await signIn(first.at);
    const document = await signed('01', 8);
    const hanging = post(first.at, token, envelope(document));
    await expect.poll(async () => (await status(first.at, token, document.clave)).status).toBe(200);
    await killed(first.child);
    expect((await hanging).result).toMatchObject({ phase: 'cut', why: 'reset' });

    const { control } = await testAuthorities({ folder, now: Date.now });
    expect(control.provocations()).toEqual([]);
    expect(control.counters().posts).toEqual([{ clave: document.clave, arrived: 1, accepted: true }]);
    expect(control.counters().requests).toContainEqual({ endpoint: 'post', status: 0, count: 1 });
    expect(control.counters().requests).toContainEqual({ endpoint: 'get', status: 503, count: 1 });
  });
});
