import type { InvoiceFaultCode } from '../../domain/billing/invoice-faults.ts';
import type { Fault } from '../../domain/fault.ts';
import type { MessageFaultCode } from '../../domain/received/message-faults.ts';
import type { PaymentFaultCode } from '../../domain/payments/payment-list.ts';
import { documentFaultWords } from './document-faults.ts';
import { lineFaultWords } from './line-faults.ts';
import { type Words, fixed, letters } from './fault-words.ts';
import type { Formats } from './formats.ts';
import { formats } from './formats.ts';
import { type Language, useLanguage } from './language.ts';
import { messageFaultWords } from './message-faults.ts';

export type FormFaultCode = InvoiceFaultCode | PaymentFaultCode | MessageFaultCode;

/** A code that is added without its words does not compile. One sentence at the field: what is wrong and how it is right. */
const words: Readonly<Record<FormFaultCode, Words>> = {
  ...documentFaultWords,
  ...messageFaultWords,
  ...lineFaultWords,
  required: fixed('Falta este dato.', 'This is needed.'),
  'text-short': [
    ({ value }) => `Se piden al menos ${value('min')} caracteres; tiene ${value('length')}.`,
    ({ value }) => `At least ${value('min')} characters are asked; it has ${value('length')}.`,
  ],
  'text-long': [
    ({ value }) => `Tiene ${value('length')} caracteres; caben ${value('max')}.`,
    ({ value }) => `It has ${value('length')} characters; ${value('max')} fit.`,
  ],
  'text-characters': fixed(
    'Tiene un carácter invisible que Hacienda no acepta; escríbalo de nuevo.',
    'It holds an invisible character that Hacienda does not take; type it again.',
  ),
  'number-letters': fixed('Aquí va un número, sin letras.', 'A number goes here, without letters.'),
  'number-malformed': fixed(
    'Ese número no se entiende; escríbalo como 1234,50.',
    'That number is unclear; write it like 1234.50.',
  ),
  'number-negative': fixed('No puede ser negativo.', 'It cannot be negative.'),
  'number-ambiguous': [
    ({ amount }) =>
      `¿Es ${amount('asThousands')} o ${amount('asDecimals')}? Escríbalo sin separar los miles, o con todos sus decimales.`,
    ({ amount }) =>
      `Is it ${amount('asThousands')} or ${amount('asDecimals')}? Write it without thousands marks, or with all its decimals.`,
  ],
  'identification-type-unknown': fixed(
    'Elija el tipo de identificación.',
    'Choose the type of identification.',
  ),
  'identification-type-not-allowed': fixed(
    'Ese tipo de identificación no se permite en este documento.',
    'That type of identification is not allowed in this document.',
  ),
  'identification-format': fixed(
    'El número no tiene la forma de ese tipo de identificación.',
    'The number does not have the form of that type of identification.',
  ),
  'identification-letters-too-early': [
    ({ value }) => `Las cédulas jurídicas con letras existen desde ${value('from')}.`,
    ({ value }) => `Legal ids with letters exist since ${value('from')}.`,
  ],
  'identification-letters-issuer': fixed(
    'Hacienda aún no dice cómo se forma la clave de un emisor cuya cédula lleva letras.',
    'Hacienda has not said how the clave of an issuer with letters in its id is made.',
  ),
  'activity-format': fixed(
    'El código de actividad son 6 dígitos, o 4 dígitos, punto y 1 dígito.',
    'The activity code is 6 digits, or 4 digits, a point and 1 digit.',
  ),
  'activity-not-of-issuer': fixed(
    'Esa actividad no está entre las de la empresa.',
    'That activity is not one of the company’s.',
  ),
  'province-format': fixed('La provincia es un dígito, del 1 al 7.', 'The province is one digit, 1 to 7.'),
  'canton-format': fixed('El cantón son dos dígitos.', 'The canton is two digits.'),
  'district-format': fixed('El distrito son dos dígitos.', 'The district is two digits.'),
  'location-of-foreigner': fixed(
    'Un extranjero no domiciliado no lleva dirección en Costa Rica.',
    'A foreigner without domicile has no address in Costa Rica.',
  ),
  'foreign-address-unused': fixed(
    'La dirección extranjera solo se escribe para extranjeros no domiciliados; aquí no saldrá.',
    'The foreign address is only written for foreigners without domicile; it will be left out.',
  ),
  'phone-country-format': fixed(
    'El código de país son de 1 a 3 dígitos.',
    'The country code is 1 to 3 digits.',
  ),
  'phone-format': fixed(
    'El teléfono son de 3 a 20 dígitos, sin guiones.',
    'The phone is 3 to 20 digits, without dashes.',
  ),
  'phone-short': fixed('Tiene menos de 8 dígitos; revíselo.', 'It has fewer than 8 digits; check it.'),
  'email-format': fixed(
    'Ese correo no está completo; ejemplo: nombre@empresa.cr.',
    'That e-mail is not complete; like name@company.cr.',
  ),
  'emails-too-many': [
    ({ value }) => `Son ${value('count')} correos; caben ${value('max')}.`,
    ({ value }) => `There are ${value('count')} e-mails; ${value('max')} fit.`,
  ],
  'branch-format': fixed('La sucursal son 3 dígitos, desde 001.', 'The branch is 3 digits, from 001.'),
  'terminal-format': fixed(
    'La terminal son 5 dígitos, desde 00001.',
    'The terminal is 5 digits, from 00001.',
  ),
  'sale-condition-unknown': fixed('Elija la condición de venta.', 'Choose the condition of sale.'),
  'credit-days-format': fixed(
    'El plazo son días enteros, de 1 a 99999.',
    'The term is whole days, 1 to 99999.',
  ),
  'currency-unknown': fixed('Elija la moneda.', 'Choose the currency.'),
  'exchange-rate-not-one': fixed('En colones el tipo de cambio es 1.', 'In colones the exchange rate is 1.'),
  'exchange-rate-decimals': letters('Caben {max} decimales.', '{max} decimals fit.'),
  'exchange-rate-zero': fixed(
    'El tipo de cambio debe ser mayor que cero.',
    'The exchange rate must be above zero.',
  ),
  'exchange-rate-too-large': letters('Caben {max} dígitos enteros.', '{max} integer digits fit.'),
  'date-before-schema': fixed(
    'La fecha de esta computadora es anterior a la versión 4.4 de los comprobantes; corrija el reloj.',
    'This computer’s date is earlier than version 4.4 of the documents; set the clock right.',
  ),
  'lines-missing': fixed('Agregue al menos una línea.', 'Add at least one line.'),
  'lines-too-many': [
    ({ value }) => `Son ${value('count')} líneas; caben ${value('max')} en un documento.`,
    ({ value }) => `There are ${value('count')} lines; ${value('max')} fit in one document.`,
  ],
  'cabys-format': fixed('El código CAByS son 13 dígitos.', 'The CAByS code is 13 digits.'),
  'quantity-decimals': letters(
    'La cantidad lleva hasta {max} decimales.',
    'The quantity takes up to {max} decimals.',
  ),
  'quantity-zero': fixed('La cantidad debe ser mayor que cero.', 'The quantity must be above zero.'),
  'quantity-too-large': letters('Caben {max} dígitos enteros.', '{max} integer digits fit.'),
  'unit-unknown': fixed('Elija la unidad de medida.', 'Choose the unit.'),
  'unit-undescribed': fixed(
    'Con «Otros» conviene decir la unidad comercial.',
    'With “Otros” the commercial unit should be named.',
  ),
  'price-decimals': letters(
    'El precio lleva hasta {max} decimales.',
    'The price takes up to {max} decimals.',
  ),
  'price-zero': fixed(
    'El precio debe ser mayor que cero; lo que se regala lleva descuento.',
    'The price must be above zero; what is given away takes a discount.',
  ),
  'price-too-large': letters('Caben {max} dígitos enteros.', '{max} integer digits fit.'),
  'iva-code-unknown': fixed('Elija la tarifa del IVA.', 'Choose the VAT rate.'),
  'iva-code-not-allowed': fixed(
    'Esa tarifa del IVA solo se usa en notas de crédito y débito.',
    'That VAT rate is only used in credit and debit notes.',
  ),
  'iva-rate-mismatch': [
    ({ value }) => `Ese código de IVA lleva ${value('expected')} %, no ${value('received')} %.`,
    ({ value }) => `That VAT code takes ${value('expected')} %, not ${value('received')} %.`,
  ],
  'transaction-type-unknown': fixed('Elija el tipo de transacción.', 'Choose the type of transaction.'),
  'transaction-type-not-allowed': fixed(
    'Un tiquete no lleva tipo de transacción.',
    'A tiquete has no type of transaction.',
  ),
  'discounts-too-many': [
    ({ value }) => `Son ${value('count')} descuentos; caben ${value('max')} por línea.`,
    ({ value }) => `There are ${value('count')} discounts; ${value('max')} fit per line.`,
  ],
  'discount-code-missing': fixed('Elija el motivo del descuento.', 'Choose the reason of the discount.'),
  'discount-code-unknown': fixed('Elija el motivo del descuento.', 'Choose the reason of the discount.'),
  'discount-decimals': letters(
    'El descuento lleva hasta {max} decimales.',
    'The discount takes up to {max} decimals.',
  ),
  'discount-over-100': fixed('El descuento no puede pasar del 100 %.', 'The discount cannot exceed 100 %.'),
  'discount-exceeds-left': [
    ({ amount }) => `El descuento es ${amount('discount')} y solo quedan ${amount('left')}.`,
    ({ amount }) => `The discount is ${amount('discount')} and only ${amount('left')} is left.`,
  ],
  'discount-not-whole-line': [
    ({ amount }) => `Con ese motivo se regala la línea entera: el descuento debe ser ${amount('left')}.`,
    ({ amount }) => `With that reason the whole line is free: the discount must be ${amount('left')}.`,
  ],
  'line-too-large': fixed(
    'El monto de la línea no cabe en el documento (13 dígitos enteros).',
    'The amount of the line does not fit the document (13 integer digits).',
  ),
  'total-too-large': fixed(
    'El total no cabe en el documento (13 dígitos enteros).',
    'The total does not fit the document (13 integer digits).',
  ),
  'payment-means-missing': fixed('Diga cómo se pagó.', 'Say how it was paid.'),
  'payment-means-too-many': [
    ({ value }) => `Son ${value('count')} medios de pago; caben ${value('max')}.`,
    ({ value }) => `There are ${value('count')} means of payment; ${value('max')} fit.`,
  ],
  'payment-mean-unknown': fixed('Elija el medio de pago.', 'Choose the means of payment.'),
  'payment-decimals': letters(
    'El monto lleva hasta {max} decimales.',
    'The amount takes up to {max} decimals.',
  ),
  'payment-zero': fixed('El monto debe ser mayor que cero.', 'The amount must be above zero.'),
  'payment-means-difference': [
    ({ value, amount }) =>
      value('difference').startsWith('-')
        ? `Los medios de pago suman ${amount('sum')}: sobran ${amount('difference').replace('-', '')}.`
        : `Los medios de pago suman ${amount('sum')}: faltan ${amount('difference')}.`,
    ({ value, amount }) =>
      value('difference').startsWith('-')
        ? `The means of payment add up to ${amount('sum')}: ${amount('difference').replace('-', '')} too much.`
        : `The means of payment add up to ${amount('sum')}: ${amount('difference')} missing.`,
  ],

  'payment-amount-empty': fixed('Escriba el monto.', 'Type the amount.'),
  'payment-amount-format': fixed(
    'Ese monto no se entiende; escríbalo como 12,50.',
    'That amount is unclear; write it like 12.50.',
  ),
  'payment-amount-ambiguous': [
    ({ amount }) =>
      `¿Es ${amount('asThousands')} o ${amount('asDecimals')}? Escríbalo sin separar los miles, o con dos decimales.`,
    ({ amount }) =>
      `Is it ${amount('asThousands')} or ${amount('asDecimals')}? Write it without thousands marks, or with two decimals.`,
  ],
  'payment-amount-decimals': [
    ({ value }) => `El monto lleva hasta ${value('most')} decimales.`,
    ({ value }) => `The amount takes up to ${value('most')} decimals.`,
  ],
  'payment-amount-too-large': [
    ({ value }) => `Caben ${value('digits')} dígitos enteros.`,
    ({ value }) => `${value('digits')} integer digits fit.`,
  ],
  'payment-amount-not-positive': fixed('El monto debe ser mayor que cero.', 'The amount must be above zero.'),
  'payment-code-unknown': fixed('Elija la forma de pago.', 'Choose the form of payment.'),
  // The service's own sentence, as it would come back (API.md 3.6).
  'payment-sum-over-total': [
    ({ value }) =>
      `El total no puede superar los $${value('total')} del documento, valor calculado [${value('sum')}]`,
    ({ value }) =>
      `The total cannot exceed the document’s $${value('total')}, computed value [${value('sum')}]`,
  ],
  'payment-cash-over-limit': [
    ({ amount }) =>
      `En operaciones de más de $${amount('limit')} el efectivo puede quitarle al comprador el gasto y el crédito de IVA.`,
    ({ amount }) =>
      `In operations over $${amount('limit')} cash may cost the buyer the expense and the VAT credit.`,
  ],
};

const isKnown = (code: string): code is FormFaultCode => Object.hasOwn(words, code);

/** One sentence for a fault at its field. A code this version does not know is shown by its own name. */
export function faultSentence(fault: Pick<Fault, 'code' | 'values'>, language: Language): string {
  if (!isKnown(fault.code)) return fault.code;
  const format: Formats = formats(language);
  const value = (name: string): string => fault.values?.[name] ?? '';
  return words[fault.code][language === 'es' ? 0 : 1]({
    value,
    amount: (name) => format.amount(value(name)),
    quantity: (name) => format.decimal(value(name)),
  });
}

/** `const say = useFaultWords(); say(fault)`: the sentence in the language of the window. */
export function useFaultWords(): (fault: Pick<Fault, 'code' | 'values'>) => string {
  const language = useLanguage((store) => store.language);
  return (fault) => faultSentence(fault, language);
}
