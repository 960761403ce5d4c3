import { once } from 'node:events';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { readInvoice } from '../../../../domain/billing/read-invoice.ts';
import { writeComprobante } from '../../../../main/comprobante/write-comprobante.ts';
import { schemaStore } from '../../../../main/schemas/schema-store.ts';
import { schemaValidator } from '../../../../main/schemas/schema-validator.ts';
import { signChecked } from '../../../../main/signer/self-check.ts';
import { systemClock } from '../../../../main/system.ts';
import { identityOf } from '../../../helpers/exact-invoices.ts';
import { temporaryFolder } from '../../../helpers/folder.ts';
import { goodForm, goodIssuer } from '../../../helpers/invoices.ts';
import { keepOfficialSchemas, officialSchemas } from '../../../helpers/official-schemas.ts';
import { testSigningTime, testTaxpayer } from '../../../helpers/taxpayers.ts';
import { validatorChildHost } from '../../../helpers/validator-host.ts';

let good: Uint8Array = new Uint8Array();
beforeAll(async () => {
  const { invoice } = readInvoice(goodForm('01'), { issuer: goodIssuer(), today: '2026-11-20' });
  if (!invoice) throw new Error('the good form is not good');
  const taxpayer = await testTaxpayer();
  const xml = writeComprobante(invoice, identityOf('01'));
  const signed = await signChecked(xml, taxpayer.key, taxpayer.opened.info.serialNumber, testSigningTime);
  if (!signed.ok) throw new Error(signed.error);
  good = signed.value;
});

function desk() {
  const { host, started } = validatorChildHost();
  const store = schemaStore(temporaryFolder());
  const validator = schemaValidator({ host, clock: systemClock, store });
  onTestFinished(() => validator.stop());
  return { started, store, validator };
}
const changed = (from: string | RegExp, to: string): Uint8Array => {
  const text = new TextDecoder().decode(good);
  expect(text).toMatch(from);
  return new TextEncoder().encode(text.replace(from, to));
};

test('without the schemas nothing is said, and no process is started', async () => {
  const { started, validator } = desk();
  expect(await validator.validate(good)).toEqual({ kind: 'not-checked', why: 'no-schemas' });
  expect(started.length).toBe(0);
});

describe.skipIf(!officialSchemas)('with the schemas of the ministry', () => {
  test('a good document is valid, and it is said by which set', async () => {
    const { started, store, validator } = desk();
    expect((await validator.validate(good)).kind).toBe('not-checked');
    await keepOfficialSchemas(store);
    expect(await validator.validate(good)).toEqual({ kind: 'valid', set: 'v4.4-2024' });
    expect(await validator.validate(good)).toEqual({ kind: 'valid', set: 'v4.4-2024' });
    expect(started.length).toBe(1);
  });

  test('what is not allowed is told by its field', async () => {
    const { store, validator } = desk();
    await keepOfficialSchemas(store);
    const cases: readonly (readonly [Uint8Array, string])[] = [
      [changed(/<Clave>\d{50}/, '<Clave>12'), 'Clave'],
      [changed(/<NumeroConsecutivo>\d{20}<\/NumeroConsecutivo>/, ''), 'FechaEmision'],
      [changed(/<UnidadMedida>[^<]+/, '<UnidadMedida>Nada'), 'UnidadMedida'],
      // the signature is part of it: the schema wants one
      [changed(/<ds:Signature[\s\S]*<\/ds:Signature>/, ''), 'FacturaElectronica'],
    ];
    for (const [xml, field] of cases) {
      const verdict = await validator.validate(xml);
      expect(verdict.kind === 'invalid' && [verdict.set, verdict.faults[0]?.field]).toEqual([
        'v4.4-2024',
        field,
      ]);
    }
    // and goes on
    expect((await validator.validate(good)).kind).toBe('valid');
  });

  test('what no schema is for, and what is no XML, is not judged', async () => {
    const { store, validator } = desk();
    await keepOfficialSchemas(store);
    const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
    expect(await validator.validate(bytes('<a xmlns="urn:x"/>'))).toEqual({
      kind: 'not-checked',
      why: 'unknown-kind',
    });
    for (const text of ['', 'hola', '<a>', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'])
      expect(await validator.validate(bytes(text))).toEqual({ kind: 'not-checked', why: 'malformed' });
  });

  test('a process that died is started again', async () => {
    const { started, store, validator } = desk();
    await keepOfficialSchemas(store);
    expect((await validator.validate(good)).kind).toBe('valid');
    const [first] = started;
    const exit = once(first ?? process, 'exit');
    first?.kill('SIGKILL');
    await exit;
    expect((await validator.validate(good)).kind).toBe('valid');
    expect(started.length).toBe(2);
  });

  test('a process that does not answer is ended, and the document not judged', async () => {
    const { store } = desk();
    await keepOfficialSchemas(store);
    let killed = 0;
    const silent = schemaValidator({
      host: () => ({
        post: () => undefined,
        onMessage: () => undefined,
        onExit: () => undefined,
        kill: () => void (killed += 1),
      }),
      clock: systemClock,
      store,
      callMs: 20,
    });
    expect(await silent.validate(good)).toEqual({ kind: 'not-checked', why: 'failed' });
    expect(killed).toBe(1);
  });
});
