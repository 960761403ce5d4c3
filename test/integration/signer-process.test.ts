import { afterAll, expect, test } from 'vitest';
import type { Clock } from '../../domain/outbox/ports.ts';
import type { SignerSecrets } from '../../domain/signing/signing.ts';
import { writeComprobante } from '../../main/comprobante/write-comprobante.ts';
import { createSigner } from '../../main/signer/signer.ts';
import { verifyComprobante } from '../../main/signer/verify.ts';
import { exactInvoice, identityOf } from '../helpers/exact-invoices.ts';
import { childHost } from '../helpers/signer-host.ts';
import { testNow, testP12, testPin, testSigningTime } from '../helpers/taxpayers.ts';

const clock: Pick<Clock, 'after'> = {
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};
const p12 = await testP12();
const xml = writeComprobante(exactInvoice('01', 3), identityOf('01'));

const { host, started } = childHost();
const kept = new Map<string, SignerSecrets>([['este', { p12, pin: testPin }]]);
const signer = createSigner({ host, clock, secretsFor: (id) => Promise.resolve(kept.get(id)) });
afterAll(() => signer.stop());

const ended = (index: number): Promise<void> =>
  new Promise((resolve) => {
    const child = started[index];
    if (!child || child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });

test('a key opened in its process signs there, and the result is valid', async () => {
  expect(await signer.open('este', p12, testPin)).toMatchObject({
    ok: true,
    value: { holderIdentification: '3101123456' },
  });
  const signed = await signer.sign('este', xml, testSigningTime);
  if (!signed.ok) throw new Error(signed.error);
  expect(await verifyComprobante(signed.value)).toMatchObject({
    ok: true,
    value: { signingTime: testSigningTime },
  });
});

test('after SIGKILL in the middle of its work the pending calls fail, and the next one signs in a new process', async () => {
  const before = started.length;
  const pending = [signer.open('este', p12, testPin), signer.sign('este', xml, testSigningTime)];
  started.at(-1)?.kill('SIGKILL');
  for (const call of pending) expect(await call).toEqual({ ok: false, error: 'signer-died' });
  const signed = await signer.sign('este', xml, testSigningTime);
  expect(signed.ok).toBe(true);
  expect(started).toHaveLength(before + 1);
});

test('many documents at once come back each as its own', async () => {
  const documents = Array.from({ length: 20 }, (_, index) =>
    writeComprobante(exactInvoice('04'), identityOf('04', index + 1)),
  );
  const signed = await Promise.all(
    documents.map((document) => signer.sign('este', document, testSigningTime)),
  );
  for (const [index, result] of signed.entries()) {
    if (!result.ok) throw new Error(result.error);
    expect(await verifyComprobante(result.value)).toMatchObject({
      ok: true,
      value: { clave: identityOf('04', index + 1).clave },
    });
  }
});

test('a wrong PIN, a file that is no container and a company without secrets each say so', async () => {
  expect(await signer.open('otra', p12, '9999')).toEqual({ ok: false, error: 'wrong-pin' });
  expect(await signer.open('otra', Buffer.from('PDF'), testPin)).toEqual({ ok: false, error: 'not-p12' });
  expect(await signer.sign('otra', xml, testSigningTime)).toEqual({ ok: false, error: 'no-secrets' });
});

test('a key replaced by a wrong PIN is gone, not kept behind the back of the clerk', async () => {
  expect((await signer.open('dos', p12, testPin)).ok).toBe(true);
  expect((await signer.open('dos', p12, 'mala')).ok).toBe(false);
  expect(await signer.sign('dos', xml, testSigningTime)).toEqual({ ok: false, error: 'no-secrets' });
});

test('closing a company forgets its key', async () => {
  expect((await signer.open('tres', p12, testPin)).ok).toBe(true);
  await signer.close('tres');
  expect(await signer.sign('tres', xml, testSigningTime)).toEqual({ ok: false, error: 'no-secrets' });
});

test('an expired certificate and one of tomorrow do not sign', async () => {
  const dayMs = 86_400_000;
  kept.set('vencida', {
    p12: await testP12({ validFrom: testNow - 9 * dayMs, validUntil: testNow - dayMs }),
    pin: testPin,
  });
  kept.set('futura', { p12: await testP12({ validFrom: testNow + dayMs }), pin: testPin });
  expect(await signer.sign('vencida', xml, testSigningTime)).toEqual({ ok: false, error: 'expired' });
  expect(await signer.sign('futura', xml, testSigningTime)).toEqual({ ok: false, error: 'not-yet-valid' });
});

test('text that is not canonical is refused and never signed', async () => {
  expect(await signer.sign('este', `${xml}\n`, testSigningTime)).toEqual({
    ok: false,
    error: 'not-canonical',
  });
  expect(await signer.sign('este', xml.replace('Consultoría', '&#65;'), testSigningTime)).toEqual({
    ok: false,
    error: 'self-check',
  });
});

test('stop ends the process for good', async () => {
  signer.stop();
  await ended(started.length - 1);
  expect(started.at(-1)?.signalCode).toBe('SIGKILL');
});
