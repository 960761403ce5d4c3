import { describe, expect, it } from 'vitest';
import { fieldOfRejection } from '../../../../domain/billing/field-of-rejection.ts';
import { emptyExoneration, emptyLine, emptyTax } from '../../../../domain/billing/new-form.ts';
import { goodDiscount, goodForm, goodLine } from '../../../helpers/invoices.ts';
import { goodReference } from '../../../helpers/references.ts';

const form = goodForm('01', {
  lines: [
    goodLine('a1'),
    emptyLine('blank'),
    goodLine('a2', {
      cabys: '8311100000000',
      discounts: [goodDiscount('d1'), goodDiscount('d2', { code: '' })],
      exoneration: emptyExoneration(),
      taxes: [
        { ...emptyTax('t1'), code: '02' },
        { ...emptyTax('t2'), code: '05' },
        { ...emptyTax('t3'), code: '04' },
      ],
      factoryIva: '02',
      ivaCode: '05',
    }),
    goodLine('a3', { discounts: [goodDiscount('d3')] }),
  ],
  references: [goodReference('r1'), goodReference('r2', { reason: '' })],
});

describe('the field a rejection is about', () => {
  it.each([
    ['-37', '', 'issuer.province'],
    ['-38', 'El receptor no existe', 'customer.identificationNumber'],
    ['-41', '', 'lines.a2.discounts.d2.code'],
    ['-41', 'En la línea 3 falta el código', 'lines.a3.discounts.d3.code'],
    ['-45', '', 'lines.a1.ivaCode'],
    ['-58', '', 'creditDays'],
    ['-110', '', 'lines.a2.cabys'],
    ['-111', '', 'lines.a1.cabys'],
    ['-125', '', 'lines.a2.exoneration.number'],
    ['-131', '', 'references.r2.reason'],
    ['-190', '', 'lines.a2.exoneration.rate'],
    ['-400', 'El CAByS de la l?nea: 2 no existe', 'lines.a2.cabys'],
    ['-411', 'La actividad del emisor no existe', 'activityCode'],
    ['-451', '', 'lines.a2.factoryIva'],
    ['-454', '', 'lines.a1.taxBase'],
    ['-459', '', 'lines.a2.taxes.t2.volume'],
    ['-471', '', 'lines.a2.taxes.t3.percentage'],
    ['-478', '', 'lines.a2.exoneration.article'],
    ['-505', '', 'lines.a2.ivaCode'],
    ['-508', '', 'customer.identificationNumber'],
    ['-509', '', 'lines.a1.cabys'],
    ['-513', '', 'lines.a1.ivaTax'],
    [' -513 ', '', 'lines.a1.ivaTax'],
  ])('%s %s is %s', (code, text, path) => {
    expect(fieldOfRejection(code, text, form)).toBe(path);
  });

  it.each([
    ['linea 2'],
    ['Línea de detalle N° 2'],
    ['LineaDetalle[2]'],
    ['línea número 2'],
    ['lÃ­nea 2'],
    ['l\ufffdnea #2'],
  ])('reads the line of "%s", blank ones of the form left out', (text) => {
    expect(fieldOfRejection('-45', `Error en ${text}: monto`, form)).toBe('lines.a2.ivaCode');
  });

  it('takes the first likely line when the one named is not there', () => {
    expect(fieldOfRejection('-478', 'línea 99', form)).toBe('lines.a2.exoneration.article');
  });

  it.each([
    ["cvc-minLength-valid: element 'Razon' of type", 'references'],
    ["The value '12' of element 'CodigoCABYS' is not valid in línea 3", 'lines.a3.cabys'],
    ["cvc-complex-type.2.4.a: 'PlazoCredito'", 'creditDays'],
    ['constructor hasOwnProperty toString', undefined],
    ['something else', undefined],
  ])('a schema violation "%s" is %s', (text, path) => {
    expect(fieldOfRejection('-1', text, form)).toBe(path);
  });

  it('the activity of the customer is meant when the text says so and there is one', () => {
    const text = 'La actividad del Receptor no existe';
    const customer = { ...form.customer, activityCode: '4100.1' };
    expect(fieldOfRejection('-411', text, { ...form, customer })).toBe('customer.activityCode');
    expect(fieldOfRejection('-411', text, form)).toBe('activityCode');
  });

  it('does NOT invent a field for what no field answers for, nor for codes nobody knows', () => {
    for (const code of ['-99', '-405', '-60', '-16', '-9999', '']) {
      expect(fieldOfRejection(code, 'línea 1', form)).toBeUndefined();
    }
  });

  it('points at the list when it is empty', () => {
    const empty = goodForm('03', { lines: [], references: [] });
    expect(fieldOfRejection('-45', '', empty)).toBe('lines');
    expect(fieldOfRejection('-131', '', empty)).toBe('references');
  });
});
