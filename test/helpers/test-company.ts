import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ElectronApplication, expect, type Page, test } from '@playwright/test';
import { practiceCredentials, practiceEdinkyToken } from '../../domain/practice/credentials.ts';
import { type Authorities, startAuthorities } from '../../main/practice/authorities.ts';
import { makePracticeP12, type PracticeTaxpayer } from '../../main/signer/practice-certificate.ts';
import { verifyComprobante } from '../../main/signer/verify.ts';
import { call } from '../e2e/pages/call.ts';
import { goodIssuer } from './invoices.ts';

/** A company of the environment "test" whose Hacienda and e-Dinky are simulated outside the program, in the process of the test. */

export const testPin = '4321';
export const testPassword = practiceCredentials.password;

const dayMs = 86_400_000;

/** The .p12 of the test company's issuer, valid since yesterday, with `testPin`; or with something else of it. */
export const issuerP12 = (changes: Partial<PracticeTaxpayer> = {}): Promise<Uint8Array> => {
  const { name, identificationNumber } = goodIssuer();
  return makePracticeP12({
    name,
    identification: { type: '02', number: identificationNumber },
    pin: testPin,
    validFrom: Date.now() - dayMs,
    ...changes,
  });
};

/** Simulated authorities in a folder of the running test, verdicts at once. */
export async function outsideAuthorities(): Promise<Authorities> {
  const folder = test.info().outputPath('authorities');
  const authorities = await startAuthorities({ folder, verify: verifyComprobante });
  await authorities.control.processingMs(0);
  return authorities;
}

/** A file of the running test. @returns its path */
export function testFile(name: string, bytes: Uint8Array | string): string {
  const folder = test.info().outputPath('files');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

/** The next file dialogs are answered with this file; undefined = the clerk cancels. */
export const answerFileDialog = (app: ElectronApplication, path: string | undefined): Promise<void> =>
  app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () =>
      chosen === undefined ? { canceled: true, filePaths: [] } : { canceled: false, filePaths: [chosen] };
  }, path);

/** Saves the company; it is the open one afterwards. Nothing secret and no key yet. @param quota requests an hour; 0 = none known */
export async function addTestCompany(page: Page, authorities: Authorities, quotaPerHour = 0): Promise<void> {
  await call(page, 'company.save', {
    environment: 'test',
    settings: {
      version: 1,
      label: 'Empresa de pruebas',
      issuer: goodIssuer(),
      hacienda: {
        idpUrl: authorities.idpUrl,
        logoutUrl: authorities.logoutUrl,
        clientId: practiceCredentials.clientId,
        apiUrl: authorities.haciendaApiUrl,
        callbackUrl: '',
        quotaPerHour,
        quotaPerDay: 0,
      },
      edinky: { apiUrl: authorities.edinkyApiUrl },
    },
  });
}

/** The company with everything it needs to issue and to send, open in the window. */
export async function openTestCompany(
  app: ElectronApplication,
  page: Page,
  authorities: Authorities,
): Promise<void> {
  await expect(page.getByRole('button', { name: /Practicar/ })).toBeVisible({ timeout: 20_000 });
  await addTestCompany(page, authorities);
  await answerFileDialog(app, testFile('llave.p12', await issuerP12()));
  await call(page, 'certificate.choose', { pin: testPin });
  await call(page, 'credentials.saveHacienda', { user: practiceCredentials.user, password: testPassword });
  await call(page, 'credentials.saveEdinky', { token: practiceEdinkyToken });
  await page.reload();
  await expect(page.getByRole('contentinfo', { name: 'Estado' })).toBeVisible();
}
