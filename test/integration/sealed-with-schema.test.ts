import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { emptyMessageForm } from '../../domain/received/message-form.ts';
import type { ReceiverMessage } from '../../domain/received/receiver-message.ts';
import { schemaSetOf } from '../../main/db/lookups.ts';
import { issueError } from '../../main/ipc/errors.ts';
import { schemaStore } from '../../main/schemas/schema-store.ts';
import { issueInvoice } from '../../main/usecases/issue-invoice.ts';
import { issueMessage } from '../../main/usecases/issue-message.ts';
import { showDocument } from '../../main/usecases/look-at-documents.ts';
import { practiceIssuer } from '../../main/usecases/practise.ts';
import { temporaryFolder } from '../helpers/folder.ts';
import { goodForm } from '../helpers/invoices.ts';
import { keepOfficialSchemas, officialSchemas } from '../helpers/official-schemas.ts';
import { practising, runProgram } from '../helpers/program.ts';

async function desk(withSchemas: boolean) {
  const userData = temporaryFolder();
  if (withSchemas) await keepOfficialSchemas(schemaStore(join(userData, 'schemas')));
  const { program } = await runProgram(userData);
  const company = await practising(program);
  const context = {
    ...program,
    isOnline: async () => true,
    validateBySchema: program.schemas.validate,
  };
  return { program, company, context };
}

const message: ReceiverMessage = {
  clave: '50619112600310199988800100001010000000077112345678',
  issuerNumber: '3101999888',
  message: '1',
  tax: 1_300_000n,
  taxCondition: '01',
  creditTax: 1_300_000n,
  expense: 0n,
  total: 11_300_000n,
  receiverNumber: practiceIssuer.identificationNumber,
};
const messageForm = { ...emptyMessageForm('05'), receivedId: 'received-1' };
const answered = {
  supplier: { name: 'Molinos del Sur S. A.', identification: { type: '02', number: '3101999888' } },
  currency: 'CRC',
};

test('without the schemas sealing goes on, and the document says it was not validated', async () => {
  const { program, company, context } = await desk(false);
  const issued = await issueInvoice(context, company, program.random.id(), goodForm());
  if (!issued.ok) throw new Error(issued.error.kind);
  const { db, store, bootId } = program;
  const shown = showDocument({ db, companyId: company.id }, issued.value.documentId, store, bootId);
  expect(shown.ok && [shown.value.clave, 'schemaSet' in shown.value]).toEqual([issued.value.clave, false]);
});

describe.skipIf(!officialSchemas)('with the schemas', () => {
  test('a document is validated before it is sealed, and says by which set', async () => {
    const { program, company, context } = await desk(true);
    const issued = await issueInvoice(context, company, program.random.id(), goodForm());
    if (!issued.ok) throw new Error(issued.error.kind);
    expect(schemaSetOf(program.db, issued.value.clave)).toBe('v4.4-2024');
    const { db, store, bootId } = program;
    const shown = showDocument({ db, companyId: company.id }, issued.value.documentId, store, bootId);
    expect(shown.ok && shown.value.schemaSet).toBe('v4.4-2024');
  });

  test('one that fails is not sealed: no number, no row, and the field is named', async () => {
    const { program, company, context } = await desk(true);
    const signer: typeof program.signer = {
      ...program.signer,
      // a mistake of the program's own, which only the schema sees
      sign: (companyId, xml, at) =>
        program.signer.sign(companyId, xml.replace(/<UnidadMedida>[^<]*/, '<UnidadMedida>Nada'), at),
    };
    const draftId = program.random.id();
    const issued = await issueInvoice({ ...context, signer }, company, draftId, goodForm());
    expect(issued.ok).toBe(false);
    const error = issued.ok ? undefined : issueError(issued.error);
    expect(error).toMatchObject({
      code: 'schema-refused',
      faults: [{ code: 'schema', values: { field: 'UnidadMedida' }, severity: 'blocks' }],
    });
    expect(program.db.prepare('select count(*) from document').pluck().get()).toBe(0);
    expect(program.db.prepare('select count(*) from schema_check').pluck().get()).toBe(0);
    // the draft is there, and goes through once the mistake is gone
    const again = await issueInvoice(context, company, draftId, goodForm());
    expect(again.ok && again.value.consecutivo.slice(-10)).toBe('0000000001');
  });

  test('a validating process that fails stops nothing', async () => {
    const { program, company, context } = await desk(true);
    const issued = await issueInvoice(
      { ...context, validateBySchema: async () => ({ kind: 'not-checked', why: 'failed' }) },
      company,
      program.random.id(),
      goodForm(),
    );
    expect(issued.ok && schemaSetOf(program.db, issued.value.clave)).toBeUndefined();
  });

  test('a mensaje receptor of the program is validated before it is sealed, and says by which set', async () => {
    const { program, company } = await desk(true);
    const issued = await program.received.answers.issue(company, message, messageForm, answered);
    if (!issued.ok) throw new Error(issued.error.code);
    const { db, store, bootId } = program;
    const shown = showDocument({ db, companyId: company.id }, issued.value.documentId, store, bootId);
    expect(shown.ok && shown.value.schemaSet).toBe('v4.4-2024');
  });

  test('a mensaje receptor that fails is not sealed, and the same document can be answered afterwards', async () => {
    const { program, company, context } = await desk(true);
    const signer: typeof program.signer = {
      ...program.signer,
      sign: (companyId, xml, at) =>
        program.signer.sign(companyId, xml.replace(/<Mensaje>1/, '<Mensaje>4'), at),
    };
    const refused = await issueMessage({ ...context, signer }, company, message, messageForm, answered);
    expect(refused.ok ? undefined : issueError(refused.error)).toMatchObject({
      code: 'schema-refused',
      faults: [{ code: 'schema', values: { field: 'Mensaje' }, severity: 'blocks' }],
    });
    expect(program.db.prepare('select count(*) from document').pluck().get()).toBe(0);
    expect(program.db.prepare('select count(*) from schema_check').pluck().get()).toBe(0);
    const again = await issueMessage(context, company, message, messageForm, answered);
    expect(again.ok && again.value.consecutivo.slice(-10)).toBe('0000000001');
  });
});
