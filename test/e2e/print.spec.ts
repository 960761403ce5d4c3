import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type ElectronApplication, expect, type Page, test } from '@playwright/test';
import type { InvoiceForm } from '../../domain/billing/invoice-form.ts';
import { emptyInvoiceForm } from '../../domain/billing/new-form.ts';
import type { Issued } from '../../preload/contract/documents.ts';
import { goodForm, goodLine } from '../helpers/invoices.ts';
import { newUserData } from '../helpers/launch.ts';
import { pdfFonts, pdfPages, pdfPictures, pdfText } from '../helpers/pdf.ts';
import { plainPng } from '../helpers/png.ts';
import { answerFileDialog, testFile } from '../helpers/test-company.ts';
import { call } from './pages/call.ts';
import { DocumentsPage } from './pages/documents-page.ts';
import { live, verdictAfter } from './pages/life.ts';
import { SettingsPage } from './pages/settings-page.ts';

/** What comes out on paper, judged by programs that are not ours (poppler). */

const within = { timeout: 20_000 };
/** Points in a millimetre. */
const mm = 72 / 25.4;

test.describe('the printed form', () => {
  let app: ElectronApplication;
  let page: Page;
  let documents: DocumentsPage;
  let sale: Issued;
  const markup = 'Soda <b>Tres & Cía.</b> <script>document.body.append("GUION")</script>';
  test.beforeAll(async () => {
    const life = await live(newUserData(), '0.02');
    ({ app, page } = life);
    await life.practice.set(verdictAfter(0));
    documents = new DocumentsPage(page);
    sale = await sold({
      customer: { ...goodForm().customer, name: markup },
      lines: [goodLine('a1', { detail: 'Ñandutí «fino» áéíóú ₡', quantity: '2', unitPrice: '1000' })],
    });
  });
  test.afterAll(() => app.close());

  async function sold(changes: Partial<InvoiceForm>): Promise<Issued> {
    const { issuer } = (await call(page, 'company.current', undefined)).settings;
    if (issuer === undefined) throw new Error('the practice company has no issuer');
    const form = { ...emptyInvoiceForm('01', issuer), customer: goodForm().customer, ...changes };
    const issued = await call(page, 'invoices.issue', { draftId: crypto.randomUUID(), form });
    await documents.open(issued.consecutivo);
    await expect(documents.state('Aceptado')).toBeVisible(within);
    return issued;
  }

  /** "Guardar PDF" of a document, under the name the program proposes. @returns the path */
  async function savedPdf({ consecutivo, clave }: Issued, as: string): Promise<string> {
    const folder = test.info().outputPath(as);
    mkdirSync(folder, { recursive: true });
    await app.evaluate(({ dialog }, into) => {
      dialog.showSaveDialog = (async (options: { readonly defaultPath?: string }) => ({
        canceled: false,
        filePath: `${into}/${options.defaultPath?.split(/[\\/]/).at(-1)}`,
      })) as never;
    }, folder);
    await documents.open(consecutivo);
    await documents.action('Guardar PDF').press('Enter');
    await expect(documents.detail.getByText(`Guardado: ${clave}.pdf`)).toBeVisible(within);
    return join(folder, `${clave}.pdf`);
  }

  async function choosePrinting(label: string, words: string): Promise<void> {
    await new SettingsPage(page).goTo('Impresión');
    const form = page.getByRole('form', { name: 'Papel e impresora' });
    await form.getByLabel(label, { exact: true }).selectOption({ label: words });
    await form.getByRole('button', { name: 'Guardar' }).press('Enter');
    await expect(form).toContainText(/Guardado a las/);
  }

  test('is a PDF with every font inside, and says what the law asks for, names with markup as they are', async () => {
    const file = await savedPdf(sale, 'letter');
    const fonts = pdfFonts(file);
    expect(fonts.filter(({ name }) => /NotoSans/.test(name)).length).toBeGreaterThan(0);
    expect(fonts.filter(({ embedded }) => !embedded)).toEqual([]);
    const text = pdfText(file);
    expect(text).toContain('Factura electrónica');
    expect(text).toContain(sale.consecutivo);
    expect(text.replaceAll(' ', '')).toContain(sale.clave);
    expect(text).toContain('Ñandutí «fino» áéíóú ₡');
    expect(text).toContain(markup);
    expect(text).toContain('Aceptad');
    const { count, width, height } = pdfPages(file);
    // letter: 8.5 by 11 inches
    expect([count, width, height]).toEqual([1, 612, 792]);
    expect(pdfPictures(file)).toEqual([]);
  });

  test('"Guardar todo" puts XML, PDF and answer together', async () => {
    const folder = test.info().outputPath('contador');
    mkdirSync(folder);
    await answerFileDialog(app, folder);
    await documents.open(sale.consecutivo);
    await documents.action('Guardar todo').press('Enter');
    await expect(documents.detail.getByText('3 archivos guardados en contador')).toBeVisible(within);
    const { clave } = sale;
    const names = [`${clave}.pdf`, `${clave}.xml`, `${clave}_respuesta.xml`];
    expect(readdirSync(folder).toSorted()).toEqual(names.toSorted());
    expect(pdfText(join(folder, `${clave}.pdf`)).replaceAll(' ', '')).toContain(clave);
    const [xml, answer] = [`${clave}.xml`, `${clave}_respuesta.xml`].map((name) =>
      readFileSync(join(folder, name), 'utf8'),
    );
    expect(xml).toContain(`<Clave>${clave}</Clave>`);
    expect(xml).toContain('<FacturaElectronica');
    expect(answer).toContain('<MensajeHacienda');
    expect(answer).toContain(`<Clave>${clave}</Clave>`);
  });

  test('runs no script and loads nothing of others, even with their markup in its page', async () => {
    const asked: string[] = [];
    const spy = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end('body::after{content:"ESTILO AJENO"}');
    });
    await new Promise<void>((resolve) => spy.listen(0, '127.0.0.1', resolve));
    // the loopback address of the listener above
    const { port } = spy.address() as AddressInfo;
    const at = `http://127.0.0.1:${port}`;
    const picture = plainPng(7, 7, [255, 0, 0]).toString('base64');
    const hostile = [
      '<p>MARCA DEL ATAQUE</p>',
      '<script>document.body.append("GUION EN LINEA")</script>',
      `<script src="${at}/s.js"></script>`,
      '<img src="nada" onerror="document.body.append(\'GUION DE IMAGEN\')">',
      '<style>body::after{content:"ESTILO EN LINEA"}</style>',
      `<link rel="stylesheet" href="${at}/s.css">`,
      `<img src="${at}/s.png"><img src="file:///etc/hostname">`,
      `<img src="data:image/png;base64,${picture}">`,
      `<iframe src="${at}/s.html"></iframe>`,
      "<iframe srcdoc=\"<script>document.body.append('GUION DE MARCO')</script><style>body::after{content:'ESTILO DE MARCO'}</style>\"></iframe>",
      `<object data="${at}/s.svg"></object><embed src="${at}/s.pdf">`,
    ].join('');
    /** As if what is typed were not escaped: the next page to print is the program's own, with its own headers, and this in it. */
    const attack = (policy: 'with its policy' | 'without'): Promise<void> =>
      app.evaluate(
        ({ session }, [put, without]) => {
          const real = session.fromPartition.bind(session);
          session.fromPartition = (name, options) => {
            session.fromPartition = real;
            const own = real(name, options);
            const handle = own.protocol.handle.bind(own.protocol);
            own.protocol.handle = (scheme, answer) => {
              own.protocol.handle = handle;
              handle(scheme, async (request) => {
                const given = await answer(request);
                if (!request.url.endsWith('/document.html')) return given;
                const headers = new Headers(given.headers);
                if (without) headers.delete('content-security-policy');
                const html = await given.text();
                return new Response(html.replace('</body>', `${put}</body>`), { headers });
              });
            };
            return own;
          };
        },
        [hostile, policy === 'without'] as const,
      );
    try {
      await attack('with its policy');
      const file = await savedPdf(sale, 'attack');
      const text = pdfText(file);
      // it was in the page that was printed
      expect(text).toContain('MARCA DEL ATAQUE');
      expect(text).not.toMatch(/GUION (EN|DE)|ESTILO/);
      // what is drawn for a picture that did not come has another size
      expect(pdfPictures(file)).not.toContain('7 x 7');

      // the policy is what stops style and picture; scripts and requests have two more walls behind it
      await attack('without');
      const open = await savedPdf(sale, 'attack-without-policy');
      expect(pdfText(open)).toContain('ESTILO EN LINEA');
      expect(pdfText(open)).not.toMatch(/GUION (EN|DE)/);
      expect(pdfPictures(open)).toContain('7 x 7');
      expect(asked).toEqual([]);
    } finally {
      spy.close();
    }
  });

  test('Ajustes, Impresión: the logo is on it, and it speaks English when told to', async () => {
    await answerFileDialog(app, testFile('logo.png', plainPng(60, 20, [20, 90, 200])));
    await new SettingsPage(page).goTo('Impresión');
    await page.getByRole('button', { name: 'Elegir imagen…' }).press('Enter');
    await expect(page.getByRole('img', { name: 'Logo de la empresa' })).toBeVisible();
    await choosePrinting('Idioma de lo impreso', 'Inglés');
    const file = await savedPdf(sale, 'english');
    expect(pdfPictures(file)).toEqual(['60 x 20']);
    const text = pdfText(file);
    expect(text).toContain('The legal document is the XML file. This is its printed form.');
    expect(text).not.toContain('Factura electrónica');
    await choosePrinting('Idioma de lo impreso', 'Español, exportación en inglés');
    await page.getByRole('button', { name: 'Quitar' }).press('Enter');
    await expect(page.getByRole('button', { name: 'Elegir imagen…' })).toBeVisible();
  });

  test('on a roll of 80 mm it is one page, as long as its content', async () => {
    await choosePrinting('Papel', 'Tiquete de 80 mm');
    const short = await savedPdf(sale, 'ticket');
    const many = await sold({
      lines: Array.from({ length: 60 }, (_, index) =>
        goodLine(`l${index}`, { detail: `Artículo ${index + 1}`, quantity: '1', unitPrice: '100' }),
      ),
    });
    const long = await savedPdf(many, 'long-ticket');
    for (const file of [short, long]) {
      const { count, width } = pdfPages(file);
      expect(count).toBe(1);
      expect(Math.abs(width - 80 * mm)).toBeLessThan(1);
      expect(pdfFonts(file).filter(({ embedded }) => !embedded)).toEqual([]);
      expect(pdfText(file)).toContain('El documento legal es el archivo XML.');
    }
    const text = pdfText(long);
    expect(text).toContain('Artículo 60');
    // 59 lines more, each of two rows of type at least
    expect(pdfPages(long).height - pdfPages(short).height).toBeGreaterThan(59 * 6 * mm);
    expect(pdfPages(short).height).toBeLessThan(260 * mm);
  });
});
