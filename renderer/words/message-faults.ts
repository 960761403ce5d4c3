import type { MessageFaultCode } from '../../domain/received/message-faults.ts';
import { type Words, fixed } from './fault-words.ts';

/** Words of the answer to a received document. */
export const messageFaultWords: Readonly<Record<MessageFaultCode, Words>> = {
  'message-detail-missing': fixed(
    'Diga por qué: al aceptar en parte o rechazar se pide una explicación.',
    'Say why: accepting in part or rejecting asks for an explanation.',
  ),
  'message-detail-short': [
    ({ value }) => `Se piden al menos ${value('min')} caracteres; tiene ${value('length')}.`,
    ({ value }) => `At least ${value('min')} characters are asked; it has ${value('length')}.`,
  ],
  'message-detail-long': [
    ({ value }) => `Tiene ${value('length')} caracteres; caben ${value('max')}.`,
    ({ value }) => `It has ${value('length')} characters; ${value('max')} fit.`,
  ],
  'message-text-characters': fixed(
    'Tiene un carácter invisible que Hacienda no acepta; escríbalo de nuevo.',
    'It holds an invisible character that Hacienda does not take; type it again.',
  ),
  'message-kind-not-confirmable': fixed(
    'Solo se aceptan o rechazan facturas y notas de crédito y débito.',
    'Only invoices and credit and debit notes are accepted or rejected.',
  ),
  'message-not-ours': fixed(
    'Este documento no viene a nombre de la empresa.',
    'This document is not addressed to the company.',
  ),
  'message-receiver-number': fixed(
    'La respuesta solo admite identificaciones de 9 a 12 dígitos, sin letras; Hacienda aún no dice cómo responder con otra.',
    'The answer only takes identifications of 9 to 12 digits, without letters; Hacienda has not said how to answer with another.',
  ),
  'message-activity-format': fixed(
    'El código de actividad son 6 dígitos, o 4 dígitos, punto y 1 dígito.',
    'The activity code is 6 digits, or 4 digits, a point and 1 digit.',
  ),
  'message-activity-not-of-company': fixed(
    'Esa actividad no está entre las de la empresa.',
    'That activity is not one of the company’s.',
  ),
  'message-activity-unused': fixed(
    'Con proporcionalidad no se dice la actividad; no se enviará.',
    'With proportionality the activity is not said; it will be left out.',
  ),
  'message-condition-unknown': fixed('Elija la condición del impuesto.', 'Choose the condition of the tax.'),
  'message-amounts-unused': fixed(
    'Este monto no se dice con proporcionalidad ni al rechazar; no se enviará.',
    'This amount is not said with proportionality nor when rejecting; it will be left out.',
  ),
  'message-amount-format': fixed(
    'Ese monto no se entiende; escríbalo como 1234,50.',
    'That amount is unclear; write it like 1234.50.',
  ),
  'message-amount-ambiguous': [
    ({ amount }) =>
      `¿Es ${amount('asThousands')} o ${amount('asDecimals')}? Escríbalo sin separar los miles, o con todos sus decimales.`,
    ({ amount }) =>
      `Is it ${amount('asThousands')} or ${amount('asDecimals')}? Write it without thousands marks, or with all its decimals.`,
  ],
  'message-amount-too-large': fixed('Caben 13 dígitos enteros.', '13 integer digits fit.'),
  'message-credit-over-tax': [
    ({ amount }) =>
      `El impuesto del documento es ${amount('tax')}; no se puede acreditar ${amount('amount')}.`,
    ({ amount }) => `The tax of the document is ${amount('tax')}; ${amount('amount')} cannot be credited.`,
  ],
  'message-amounts-difference': [
    ({ amount }) =>
      `Crédito y gasto suman ${amount('sum')} y el impuesto es ${amount('tax')}; conviene que sumen lo mismo.`,
    ({ amount }) =>
      `Credit and expense add up to ${amount('sum')} and the tax is ${amount('tax')}; they should be the same.`,
  ],
};
