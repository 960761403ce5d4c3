/**
 * Payment methods of the SRI as e-Dinky takes them (API.md section 3.4). Codes 02 to 14 are in no table seen: not offered.
 * Everyday names are hints for the clerk and never sent.
 */
export const paymentCodes = ['01', '15', '16', '17', '18', '19', '20', '21'] as const;
export type PaymentCode = (typeof paymentCodes)[number];

export interface PaymentMethod {
  readonly code: PaymentCode;
  /** the service's own words, exact */
  readonly description: string;
  /** shown first in the list */
  readonly everyday: { readonly es: string; readonly en: string };
  /** more words a clerk may type to find it; no accents, lower case */
  readonly alsoFoundBy: readonly string[];
}

export const paymentMethods: Readonly<Record<PaymentCode, PaymentMethod>> = {
  '01': {
    code: '01',
    description: 'SIN UTILIZACIÓN DEL SISTEMA FINANCIERO',
    everyday: { es: 'Efectivo', en: 'Cash' },
    alsoFoundBy: ['billetes', 'caja', 'contado'],
  },
  '15': {
    code: '15',
    description: 'COMPENSACIÓN DE DEUDAS',
    everyday: { es: 'Cruce de cuentas', en: 'Set-off of debts' },
    alsoFoundBy: ['compensacion', 'deuda'],
  },
  '16': {
    code: '16',
    description: 'TARJETA DE DÉBITO',
    everyday: { es: 'Tarjeta de débito', en: 'Debit card' },
    alsoFoundBy: ['debito'],
  },
  '17': {
    code: '17',
    description: 'DINERO ELECTRÓNICO',
    everyday: { es: 'Dinero electrónico', en: 'Electronic money' },
    alsoFoundBy: ['billetera', 'celular'],
  },
  '18': {
    code: '18',
    description: 'TARJETA PREPAGO',
    everyday: { es: 'Tarjeta prepago', en: 'Prepaid card' },
    alsoFoundBy: ['recargable', 'regalo'],
  },
  '19': {
    code: '19',
    description: 'TARJETA DE CRÉDITO',
    everyday: { es: 'Tarjeta de crédito', en: 'Credit card' },
    alsoFoundBy: ['visa', 'mastercard', 'diners'],
  },
  '20': {
    code: '20',
    description: 'OTROS CON UTILIZACIÓN DEL SISTEMA FINANCIERO',
    // a credit sale not paid yet is reported as 20 too (API.md 11.1)
    everyday: { es: 'Transferencia, cheque o depósito', en: 'Transfer, cheque or deposit' },
    alsoFoundBy: ['transferencia', 'cheque', 'deposito', 'banco', 'credito', 'otros'],
  },
  '21': {
    code: '21',
    description: 'ENDOSO DE TÍTULOS',
    everyday: { es: 'Endoso de títulos', en: 'Endorsed title' },
    alsoFoundBy: ['titulo', 'endoso'],
  },
};

export const isPaymentCode = (text: string): text is PaymentCode =>
  // oxlint-disable-next-line no-unsafe-type-assertion -- widening only to ask whether it is a member
  (paymentCodes as readonly string[]).includes(text);
