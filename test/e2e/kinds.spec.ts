import { type ElectronApplication, expect, type Page, test } from '@playwright/test';
import { costaRicaDate } from '../../domain/numbering/costa-rica-time.ts';
import { newUserData } from '../helpers/launch.ts';
import { allDocuments } from './pages/call.ts';
import { InvoicePage, type TypedReference } from './pages/invoice-page.ts';
import { IssuedPanel } from './pages/issued-panel.ts';
import { live, verdictAfter } from './pages/life.ts';

const timeScale = '0.02';
const finalWithin = { timeout: 20_000 };
const hammer = { detail: 'Martillo de uña', cabys: '4291100000100', quantity: '2', price: '5000' };
/** An adviser's hour: CAByS that begin with 5 to 9 are services. */
const advice = { detail: 'Asesoría', cabys: '8311100000000', quantity: '1', price: '20000' };

test.describe('a document of every kind, from its form to "Aceptado", by keys', () => {
  let app: ElectronApplication;
  let page: Page;
  let form: InvoicePage;
  test.beforeAll(async () => {
    const life = await live(newUserData(), timeScale);
    ({ app, page } = life);
    await life.practice.set(verdictAfter(0));
    form = new InvoicePage(page);
  });
  test.afterAll(() => app.close());

  /** Issues what is typed and waits for the authority's own word. @returns its clave */
  async function accepted(short: string): Promise<string> {
    await form.issue();
    const panel = new IssuedPanel(page);
    await expect(panel.title).toHaveText(new RegExp(`^Guardado aquí como ${short} \\d{20}$`));
    await expect(panel.says('Aceptado', 'Sí')).toBeVisible(finalWithin);
    return (await panel.clave.textContent()) ?? '';
  }
  /** The customer known to the practice company; the cursor goes on by itself once it is taken. */
  async function pickCustomer(): Promise<void> {
    await form.pick('Construcciones', /Construcciones del Valle/);
    await expect(form.field('Identificación')).toBeFocused();
  }
  const today = (): string => costaRicaDate(Date.now());

  /** An accepted invoice to refer to, made once. */
  let made: string | undefined;
  async function invoiceClave(): Promise<string> {
    if (made !== undefined) return made;
    await form.openKind('01');
    await pickCustomer();
    await form.goToLines();
    await form.typeLine(hammer);
    made = await accepted('FE');
    return made;
  }
  const toInvoice = async (more: Partial<TypedReference>): Promise<TypedReference> => ({
    type: 'Factura electrónica',
    number: await invoiceClave(),
    issuedOn: today(),
    code: 'Corrige el monto',
    reason: 'Ajuste de precio',
    ...more,
  });

  test('factura, with the service of 10 % by one key and an exoneration', async () => {
    await form.openKind('01');
    await pickCustomer();
    await form.goToLines();
    await form.typeLine({ ...hammer, price: '10000', quantity: '1' });
    const details = await form.openDetails(1);
    await form.openPart(details, 'Exoneración');
    await details.getByRole('button', { name: 'Agregar exoneración' }).press('Enter');
    await form.choose(form.field('Documento que exonera', details), 'Zona franca');
    await form.write(form.field('Número', details), '7210');
    await form.write(form.field('Artículo', details), '20');
    await form.choose(form.field('Institución', details), 'Ministerio de Hacienda');
    await form.field('Fecha del documento', details).fill('2026-01-15');
    await form.write(form.field('Puntos exonerados', details), '13');
    await expect(details).toContainText('Exonerado: 1 300,00');
    await expect(form.figure('Exonerado')).toHaveText('10 000,00');
    await page.keyboard.press('ControlOrMeta+Shift+s');
    await expect(form.field('Valor', form.row('Cargo 1'))).toBeFocused();
    await expect(form.figure('Otros cargos')).toHaveText('1 000,00');
    await expect(form.figure('Total')).toHaveText('₡11 000,00');
    await accepted('FE');
  });

  test('tiquete of a health service paid by card: its IVA goes back', async () => {
    await form.openKind('04');
    await form.goToLines();
    await form.typeLine({ ...advice, detail: 'Consulta médica', cabys: '9312200000000' });
    const details = await form.openDetails(1);
    await details.getByRole('checkbox', { name: 'Servicio de salud' }).press('Space');
    await form.choose(form.field('Medio de pago 1'), 'Tarjeta');
    await expect(form.figure('IVA devuelto')).toHaveText('− 2 600,00');
    await expect(form.figure('Total')).toHaveText('₡20 000,00');
    await accepted('TE');
  });

  test('nota de crédito that annuls an invoice', async () => {
    const reference = await toInvoice({ code: 'Anula el documento', reason: 'Venta anulada' });
    await form.openKind('03');
    await pickCustomer();
    await form.typeReference(1, reference);
    await form.goToLines();
    await form.typeLine(hammer);
    await expect(form.figure('Total')).toHaveText('₡11 300,00');
    await accepted('NC');
  });

  test('nota de débito, reached by changing a credit note into one', async () => {
    const reference = await toInvoice({});
    await form.openKind('03');
    await page.keyboard.press('ControlOrMeta+Shift+k');
    await expect(page.getByRole('radio', { name: 'Nota de débito' })).toBeChecked();
    await pickCustomer();
    await form.typeReference(1, reference);
    await form.goToLines();
    await form.typeLine({ ...hammer, quantity: '1', price: '500' });
    await accepted('ND');
  });

  test('factura de compra from somebody who cannot issue', async () => {
    await form.openKind('08');
    await expect(page.getByRole('heading', { name: 'Proveedor' })).toBeVisible();
    await form.typeParty({ name: 'Rosa Elena Vindas Mora', type: 'Cédula física', number: '107890123' });
    await page.getByText('Más datos del proveedor').press('Enter');
    for (const [label, text] of [
      ['Provincia', '1'],
      ['Cantón', '01'],
      ['Distrito', '01'],
      ['Otras señas', 'Contiguo a la escuela'],
    ] as const) {
      await form.write(form.field(label), text);
    }
    await form.typeReference(1, {
      type: 'Comprobante de régimen especial',
      number: '0045',
      issuedOn: today(),
      code: 'Referencia a otro documento',
      reason: 'Compra de verduras',
    });
    await form.goToLines();
    await form.typeLine({ detail: 'Tomate', cabys: '0123400000000', quantity: '10', price: '900' });
    await accepted('FEC');
  });

  test('factura de exportación to a buyer abroad, in dollars', async () => {
    await form.openKind('09');
    await expect(page.getByRole('heading', { name: 'Comprador en el exterior' })).toBeVisible();
    await form.typeParty({ name: 'Acme Tools Inc.', type: 'Extranjero no domiciliado', number: 'US123456' });
    await form.write(form.field('Dirección en el extranjero'), '12 Main Street, Springfield');
    await form.goToLines();
    await form.typeLine(hammer);
    // what is exported is exempt unless said otherwise
    await expect(form.cell('IVA', 1)).toHaveValue('10');
    const details = await form.openDetails(1);
    await form.openPart(details, 'Códigos, series y más');
    await form.write(form.field('Partida arancelaria', details), '820520000000');
    await form.choose(form.field('Moneda'), 'USD · dólar estadounidense');
    await form.write(form.field('Tipo de cambio'), '512,35');
    await accepted('FEE');
  });

  test('recibo de pago of a credit sale', async () => {
    await form.openKind('01');
    await pickCustomer();
    await form.goToLines();
    await form.typeLine(hammer);
    await form.choose(form.field('Condición de venta'), 'Venta a crédito en IVA hasta 90 días');
    await form.write(form.field('Plazo en días'), '60');
    const clave = await accepted('FE');

    await form.openKind('10');
    await pickCustomer();
    await form.typeReference(1, {
      type: 'Factura electrónica',
      number: clave,
      issuedOn: today(),
      code: 'Referencia a otro documento',
      reason: 'Abono 1',
    });
    await form.typePayment(1, { detail: 'Abono 1 de la factura', amount: '5000' });
    await expect(form.figure('IVA 13 %')).toHaveText('650,00');
    await accepted('REP');
    expect((await allDocuments(page))[0]?.kind).toBe('10');
  });
});
