import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { practicePin } from '../../domain/practice/credentials.ts';
import { chooseCertificate } from '../../main/usecases/choose-certificate.ts';
import { saveCompany } from '../../main/usecases/save-company.ts';
import { showCompany } from '../../main/usecases/show-company.ts';
import { temporaryFolder } from '../helpers/folder.ts';
import { runProgram } from '../helpers/program.ts';

async function withCompany() {
  const folder = temporaryFolder();
  const { program } = await runProgram(folder);
  const saved = saveCompany(program, { environment: 'test', settings: { version: 1, label: 'Una' } });
  if (!saved.ok) throw new Error(saved.error);
  return { folder, program, company: saved.value };
}

test('a password that the disk refused is NOT said to be kept', async () => {
  const { folder, program, company } = await withCompany();
  expect(await showCompany(program, company)).toMatchObject({ credentials: { kept: 'keystore' } });
  writeFileSync(join(folder, 'secrets'), 'a file where the folder should be');
  await program.secrets.set(company.id, 'hacienda-password', 'x');
  expect(await showCompany(program, company)).toMatchObject({
    credentials: { haciendaPassword: true, kept: 'session' },
  });
  rmSync(join(folder, 'secrets'));
  await program.secrets.set(company.id, 'hacienda-password', 'x');
  expect(await showCompany(program, company)).toMatchObject({ credentials: { kept: 'keystore' } });
});

test('a certificate that the disk refused is NOT signed with', async () => {
  const { folder, program, company } = await withCompany();
  const { p12 } = await program.makePracticeCertificate();
  writeFileSync(join(folder, 'keys'), 'a file where the folder should be');
  const chosen = chooseCertificate({ ...program, pickFile: async () => p12 }, company, practicePin);
  await expect(chosen).rejects.toThrow('EEXIST');
  expect(await program.signer.sign(company.id, '<F/>', '2026-11-20T09:30:00-06:00')).toEqual({
    ok: false,
    error: 'no-secrets',
  });
});
