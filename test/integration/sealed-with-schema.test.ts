import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { schemaSetOf } from '../../main/db/lookups.ts';
import { issueError } from '../../main/ipc/errors.ts';
import { schemaStore } from '../../main/schemas/schema-store.ts';
import { issueInvoice } from '../../main/usecases/issue-invoice.ts';
import { showDocument } from '../../main/usecases/look-at-documents.ts';
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
});
