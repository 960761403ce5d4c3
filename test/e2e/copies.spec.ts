import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { emptyInvoiceForm } from '../../domain/billing/new-form.ts';
import { goodForm, goodLine } from '../helpers/invoices.ts';
import { launch, newUserData } from '../helpers/launch.ts';
import { makeSchema } from '../helpers/schemas.ts';
import { allDocuments, call } from './pages/call.ts';
import { type Life, live, verdictAfter } from './pages/life.ts';
import { SettingsPage } from './pages/settings-page.ts';

test.setTimeout(120_000);
const within = { timeout: 30_000 };

async function issue({ page }: Life, customer: string): Promise<string> {
  const { issuer } = (await call(page, 'company.current', undefined)).settings;
  if (issuer === undefined) throw new Error('the practice company has no issuer');
  const good = goodForm();
  const form = {
    ...emptyInvoiceForm('01', issuer),
    customer: { ...good.customer, name: customer },
    lines: [goodLine('l1', { unitPrice: '1000' })],
  };
  return (await call(page, 'invoices.issue', { draftId: randomUUID(), form })).clave;
}

async function waitForAccepted(page: Page, claves: readonly string[]): Promise<void> {
  await expect
    .poll(
      async () =>
        (await allDocuments(page))
          .filter(({ state }) => state === 'accepted')
          .map(({ clave }) => clave)
          .toSorted(),
      within,
    )
    .toEqual(claves.toSorted());
}

/** POSTs by the authorities' own book, which no restore of ours touches. */
async function postsOf({ practice }: Life): Promise<Readonly<Record<string, number>>> {
  const posts: Record<string, number> = {};
  for (const { clave, arrived } of (await practice.view()).counters.posts) posts[clave] = arrived;
  return posts;
}

test('a copy is made and proved, its age is seen, and restored by one button: what came later is asked about, NOT sent again', async () => {
  const userData = newUserData();
  const life = await live(userData, '0.01');
  try {
    const { page } = life;
    await life.practice.set(verdictAfter(0));
    const before = await issue(life, 'Soda El Higuerón');
    await waitForAccepted(page, [before]);

    await new SettingsPage(page).goTo('Copias de seguridad');
    await page.getByRole('button', { name: 'Hacer una copia ahora' }).click();
    await expect(page.getByText('Copia hecha y comprobada')).toBeVisible(within);
    const copies = page.getByRole('table', { name: 'Copias en esta computadora' });
    const asked = copies.getByRole('row').filter({ hasText: 'Pedida' });
    await expect(asked.getByRole('cell').nth(1)).toHaveText('1');
    await expect(asked.getByRole('cell').nth(3)).toHaveText('Sí', within);
    await expect(page.getByText('Última copia comprobada')).toBeVisible();
    await expect(page.getByText(/\(hace un momento\)|\(hace \d+ s\)|\(ahora\)/)).toBeVisible();

    const after = await issue(life, 'Construcciones del Valle S.A.');
    await waitForAccepted(page, [before, after]);
    const draftId = randomUUID();
    await call(page, 'drafts.save', { id: draftId, form: goodForm() });
    expect(await postsOf(life)).toEqual({ [before]: 1, [after]: 1 });

    await asked.getByRole('button', { name: /^Restaurar esta copia/ }).click();
    await expect(page.getByRole('alert')).toContainText('ningún número se repite');
    await page.getByRole('button', { name: 'Sí, restaurar' }).click();
    await expect(page.getByText('Archivo anterior que se conserva')).toBeVisible(within);

    // Back from its sealed file, settled by asking; the one POST it ever had is still in its history.
    await waitForAccepted(page, [before, after]);
    const document = (await allDocuments(page)).find(({ clave }) => clave === after);
    const { attempts } = await call(page, 'documents.get', { id: document?.id ?? '' });
    expect(attempts.map(({ method }) => method)).toContain('GET');
    expect(attempts.filter(({ method }) => method === 'POST')).toHaveLength(1);
    expect(attempts.at(-1)?.method).toBe('GET');
    await life.practice.ready();
    expect(await postsOf(life)).toEqual({ [before]: 1, [after]: 1 });
    // The next number is the next one.
    const next = await issue(life, 'María Fernanda Solís Vargas');
    expect(Number(next.slice(31, 41))).toBe(Number(after.slice(31, 41)) + 1);
    await waitForAccepted(page, [before, after, next]);
    expect(await postsOf(life)).toEqual({ [before]: 1, [after]: 1, [next]: 1 });
    // What the copy did not know stays in the file that was kept.
    expect((await call(page, 'drafts.list', undefined)).map(({ id }) => id)).not.toContain(draftId);
    expect(
      readdirSync(userData).filter((name) => /^talonario\.sqlite\.replaced-\d+$/.test(name)),
    ).toHaveLength(1);
  } finally {
    await life.app.close();
  }
});

test('the folder on another computer issues NOTHING on its terminal until the clerk has said that it replaces the other', async () => {
  const userData = newUserData();
  const first = await live(userData, '0.01');
  await first.practice.set(verdictAfter(0));
  const here = await issue(first, 'Soda El Higuerón');
  await waitForAccepted(first.page, [here]);
  await first.app.close();
  // as the file would be on a computer that is another one
  const file = join(userData, 'installation.json');
  expect(existsSync(file)).toBe(true);
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replaceAll(/"(host|machine)":"[0-9a-f]+"/g, '"$1":"another"'),
  );

  const life = await live(userData, '0.01');
  try {
    const { page } = life;
    const hold = page.getByRole('alert').filter({ hasText: 'son de otra computadora' });
    await expect(hold).toBeVisible();
    await expect(issue(life, 'Nadie')).rejects.toThrow('terminal-elsewhere');
    expect(await allDocuments(page)).toHaveLength(1);
    await page.getByRole('button', { name: 'Esta computadora reemplaza a la otra' }).click();
    await expect(hold).toBeHidden();
    const next = await issue(life, 'Soda El Higuerón');
    expect(Number(next.slice(31, 41))).toBe(Number(here.slice(31, 41)) + 1);
  } finally {
    await life.app.close();
  }
});

test('data of an older version: a copy of it is made and proved first, then the program opens with everything', async () => {
  const userData = newUserData();
  mkdirSync(userData, { recursive: true });
  makeSchema(join(userData, 'talonario.sqlite'), 2);
  const app = await launch(userData);
  try {
    const page = await app.firstWindow();
    await expect(page.getByRole('main')).toBeVisible();
    await expect.poll(async () => (await call(page, 'app.start', undefined)).state, within).toBe('ready');
    const { copies } = await call(page, 'copies.view', { look: false });
    expect(copies).toMatchObject([{ why: 'before-migration', documents: 13, state: 'proved' }]);
    expect(await allDocuments(page)).toHaveLength(13);
  } finally {
    await app.close();
  }
});

test('carried on a stick to another computer: proved there, restored there, and nothing is issued before the clerk has chosen', async () => {
  const stick = test.info().outputPath('stick');
  mkdirSync(stick, { recursive: true });
  const first = await live(newUserData(), '0.01');
  await first.practice.set(verdictAfter(0));
  const clave = await issue(first, 'Soda El Higuerón');
  await waitForAccepted(first.page, [clave]);
  await first.app.evaluate(({ dialog }, folder) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [folder] });
  }, stick);
  await new SettingsPage(first.page).goTo('Copias de seguridad');
  await first.page.getByRole('button', { name: 'Copiar a…' }).click();
  await expect(first.page.getByText(/^Guardada y comprobada: talonario-/)).toBeVisible(within);
  await first.app.close();
  const file = readdirSync(stick).find((name) => name.endsWith('.sqlite')) ?? '';

  const app = await launch(test.info().outputPath('other-profile'), { env: { APP_PRACTICE: '1' } });
  try {
    const page = await app.firstWindow();
    await expect(page.getByRole('heading', { level: 1, name: 'Inicio' })).toBeVisible(within);
    await app.evaluate(
      ({ dialog }, chosen) => {
        dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
      },
      join(stick, file),
    );
    await new SettingsPage(page).goTo('Copias de seguridad');
    await page.getByRole('button', { name: 'Restaurar de un archivo…' }).click();
    await expect(page.getByRole('alert')).toContainText('(documentos: 1)', within);
    await page.getByRole('button', { name: 'Sí, restaurar' }).click();
    await expect(page.getByRole('alert').filter({ hasText: 'son de otra computadora' })).toBeVisible(within);
    expect((await allDocuments(page)).map((document) => [document.clave, document.state])).toEqual([
      [clave, 'accepted'],
    ]);
  } finally {
    await app.close();
  }
});
