import { expect, it } from 'vitest';
import { isPaymentCode, paymentCodes, paymentMethods } from '../../../../domain/payments/codes.ts';

it('offers the eight codes of the service with its own descriptions', () => {
  expect(paymentCodes.map((code) => [code, paymentMethods[code].description])).toEqual([
    ['01', 'SIN UTILIZACIÓN DEL SISTEMA FINANCIERO'],
    ['15', 'COMPENSACIÓN DE DEUDAS'],
    ['16', 'TARJETA DE DÉBITO'],
    ['17', 'DINERO ELECTRÓNICO'],
    ['18', 'TARJETA PREPAGO'],
    ['19', 'TARJETA DE CRÉDITO'],
    ['20', 'OTROS CON UTILIZACIÓN DEL SISTEMA FINANCIERO'],
    ['21', 'ENDOSO DE TÍTULOS'],
  ]);
});

it('names every code as itself, and no two alike', () => {
  for (const code of paymentCodes) expect(paymentMethods[code].code).toBe(code);
  expect(new Set(paymentCodes.map((code) => paymentMethods[code].everyday.es)).size).toBe(
    paymentCodes.length,
  );
});

it.each(['1', '02', '14', '22', '', 'toString'])('does NOT know the code "%s"', (code) => {
  expect(isPaymentCode(code)).toBe(false);
});
