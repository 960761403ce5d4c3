import { expect, test } from 'vitest';
import {
  emptyComponent,
  emptyInvoiceForm,
  emptyLine,
  emptyOtherCharge,
  emptyReference,
  emptyTax,
} from '../../../../../domain/billing/new-form.ts';
import type { InvoiceForm, InvoiceKind } from '../../../../../domain/billing/invoice-form.ts';
import { copy } from '../../../../../renderer/features/invoice/copy.ts';
import { fieldLabel, lineFieldLabel } from '../../../../../renderer/features/invoice/field-label.ts';
import { nearPaths } from '../../../../../renderer/features/invoice/focus-path.ts';

const line = {
  ...emptyLine('b'),
  taxes: [emptyTax('t')],
  components: [{ ...emptyComponent('c'), taxes: [emptyTax('u')] }],
};
const form = (kind: InvoiceKind): InvoiceForm => ({
  ...emptyInvoiceForm(kind, { activityCodes: [] }),
  lines: [emptyLine('a'), line],
  otherCharges: [emptyOtherCharge('o')],
  references: [emptyReference('r')],
});

test.each([
  ['01', 'customer.name', 'Cliente · Nombre'],
  ['08', 'customer.name', 'Proveedor · Nombre'],
  ['09', 'customer.foreignAddress', 'Comprador en el exterior · Dirección en el extranjero'],
  ['01', 'lines.b.cabys', 'Línea 2 · CAByS'],
  ['01', 'lines.b.taxes.t.rate', 'Línea 2 · Impuesto 1 · Tarifa %'],
  ['01', 'lines.b.exoneration.number', 'Línea 2 · Exoneración · Número'],
  ['01', 'lines.b.components.c.cabys', 'Línea 2 · Parte 1 · CAByS'],
  ['01', 'lines.b.components.c.taxes.u.rate', 'Línea 2 · Parte 1 · Impuesto 1'],
  ['01', 'lines.b.serials.3', 'Línea 2 · Serie 4'],
  ['01', 'lines', 'Líneas'],
  ['10', 'lines', 'Pagos recibidos'],
  ['10', 'lines.b.unitPrice', 'Pago 2 · Precio'],
  ['01', 'otherCharges.o.value', 'Cargo 1 · Valor'],
  ['03', 'references.r.number', 'Referencia 1 · Número o clave'],
  ['03', 'references', 'Documentos de referencia'],
] as const)('in kind %s the field at %s is called "%s"', (kind, path, label) => {
  expect(fieldLabel(path, form(kind), copy.es)).toBe(label);
});

test('at the line itself the number of the line is left out', () => {
  expect(lineFieldLabel('lines.b.taxes.t.rate', line, copy.es)).toBe('Impuesto 1 · Tarifa %');
});

test.each([
  ['lines.a.serials.3', ['lines.a.serials.3', 'lines.a.serials']],
  ['lines.a.cabys', ['lines.a.cabys']],
  ['references.r.number', ['references.r.number', 'references.r', 'references']],
])('a fault at %s is looked for at %j', (path, paths) => {
  expect(nearPaths(path)).toEqual(paths);
});
