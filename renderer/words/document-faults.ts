import type { DocumentFaultCode } from '../../domain/billing/document-faults.ts';
import { type Words, fixed, letters } from './fault-words.ts';

/** Words of what is outside the lines: parties by kind, charges, references, notes, receipts. */
export const documentFaultWords: Readonly<Record<DocumentFaultCode, Words>> = {
  'identification-needs-condition': [
    ({ value }) =>
      value('condition') === '12'
        ? 'En una factura, a un extranjero no domiciliado solo se le vende con la condición «Mercancía no nacionalizada».'
        : 'A quien no es contribuyente solo se le compra con la condición «Bienes usados de no contribuyente».',
    ({ value }) =>
      value('condition') === '12'
        ? 'In an invoice, a foreigner without domicile is only sold to with the condition “Goods not cleared through customs”.'
        : 'From somebody who is no taxpayer one only buys with the condition “Used goods from a non-taxpayer”.',
  ],
  'foreign-supplier-unreferenced': fixed(
    'Al comprar a un extranjero no domiciliado se pide su comprobante en las referencias.',
    'A purchase from a foreigner without domicile needs that seller’s document among the references.',
  ),
  'foreign-supplier-not-foreign': fixed(
    'La referencia dice que el proveedor no está domiciliado, pero su identificación es de aquí.',
    'The reference says that the supplier has no domicile here, but the identification is from here.',
  ),
  'location-unknown': fixed(
    'Ese distrito no está en la lista de este programa; revíselo. Si es nuevo, siga adelante.',
    'That district is not in this program’s list; check it. If it is new, go on.',
  ),
  'registry-8707-missing': fixed(
    'Se venden bebidas alcohólicas y la empresa no tiene su registro de la ley 8707 en Ajustes.',
    'Alcoholic drinks are sold and the company has no law 8707 registry in Settings.',
  ),

  'charges-too-many': [
    ({ value }) => `Son ${value('count')} cargos; caben ${value('max')} en un documento.`,
    ({ value }) => `There are ${value('count')} charges; ${value('max')} fit in one document.`,
  ],
  'charge-type-unknown': fixed('Elija el tipo de cargo.', 'Choose the type of charge.'),
  'charge-decimals': letters(
    'El cargo lleva hasta {max} decimales.',
    'The charge takes up to {max} decimals.',
  ),
  'charge-zero': fixed('El cargo debe ser mayor que cero.', 'The charge must be above zero.'),
  'charge-too-large': letters('Caben {max} dígitos enteros.', '{max} integer digits fit.'),
  'lines-missing-beside-charges': fixed(
    'Agregue una línea: sin líneas solo van cobros de un tercero, depósitos, multas e intereses.',
    'Add a line: without lines only third-party charges, deposits, fines and interest may stand.',
  ),

  'references-missing': fixed(
    'Este documento debe decir a cuál otro se refiere.',
    'This document must say which other one it refers to.',
  ),
  'reference-for-exoneration': fixed(
    'Con esa exoneración la factura debe llevar una referencia.',
    'With that exoneration the invoice must carry a reference.',
  ),
  'reference-for-foreigner': fixed(
    'La venta de mercancía no nacionalizada a un extranjero debe llevar una referencia.',
    'A sale of goods not cleared through customs to a foreigner must carry a reference.',
  ),
  'references-too-many': [
    ({ value }) => `Son ${value('count')} referencias; caben ${value('max')}.`,
    ({ value }) => `There are ${value('count')} references; ${value('max')} fit.`,
  ],
  'reference-type-unknown': fixed('Elija el tipo de documento.', 'Choose the type of document.'),
  'reference-type-not-allowed': fixed(
    'A ese tipo de documento no se puede referir este.',
    'This document cannot refer to that type.',
  ),
  'reference-code-unknown': fixed('Elija el motivo de la referencia.', 'Choose the reason of the reference.'),
  'reference-code-not-allowed': fixed(
    'Ese motivo no se usa en este documento.',
    'That reason is not used in this document.',
  ),
  'reference-revision-off': [
    ({ value }) =>
      `El código ${value('code')} es de la revisión de abril de 2026, que los esquemas de Hacienda aún rechazan.`,
    ({ value }) =>
      `Code ${value('code')} belongs to the revision of April 2026, which Hacienda’s schemas still refuse.`,
  ],
  'reference-incomplete': fixed(
    'La referencia debe decir el motivo, en código y en palabras.',
    'The reference must say why, by code and in words.',
  ),
  'reference-clave-format': fixed(
    'Aquí va la clave del documento: 50 dígitos que empiezan con 506.',
    'The clave of the document goes here: 50 digits that begin with 506.',
  ),
  'reference-clave-kind': fixed(
    'Esa clave es de otro tipo de documento; revise el tipo o la clave.',
    'That clave belongs to another type of document; check the type or the clave.',
  ),
  'reference-clave-date': [
    ({ value }) => `Según su clave, ese documento es del ${value('on')}.`,
    ({ value }) => `By its clave, that document is of ${value('on')}.`,
  ],
  'reference-date-format': fixed('Esa fecha no existe.', 'That date does not exist.'),
  'reference-date-future': fixed(
    'El documento de referencia no puede ser de una fecha futura.',
    'The document referred to cannot be of a future date.',
  ),
  'reference-date-too-old': [
    ({ value }) => `El documento de referencia no puede ser anterior al ${value('oldest')}.`,
    ({ value }) => `The document referred to cannot be earlier than ${value('oldest')}.`,
  ],

  'note-exceeds-left': [
    ({ amount }) => `La nota es por ${amount('amount')} y solo quedan ${amount('left')} por acreditar.`,
    ({ amount }) => `The note is for ${amount('amount')} and only ${amount('left')} is left to credit.`,
  ],
  'note-exceeds-left-quantity': [
    ({ quantity }) => `Son ${quantity('quantity')} y lo que queda por devolver es ${quantity('left')}.`,
    ({ quantity }) => `It is ${quantity('quantity')} and what is left to return is ${quantity('left')}.`,
  ],
  'note-other-customer': fixed(
    'La nota debe llevar el mismo cliente que el documento que corrige.',
    'The note must have the same customer as the document it corrects.',
  ),
  'note-other-cabys': [
    ({ value }) => `El código CAByS ${value('cabys')} no está en el documento que se corrige.`,
    ({ value }) => `CAByS code ${value('cabys')} is not in the document being corrected.`,
  ],
  'note-other-currency': [
    ({ value }) => `El documento que se corrige lleva ${value('expected')}, no ${value('received')}.`,
    ({ value }) => `The document being corrected has ${value('expected')}, not ${value('received')}.`,
  ],
  'note-other-document': fixed(
    'Las referencias de la nota no incluyen el documento que corrige.',
    'The references of the note do not include the document it corrects.',
  ),

  'receipt-exceeds-owed': [
    ({ amount }) => `El pago es de ${amount('amount')} y solo se deben ${amount('owed')}.`,
    ({ amount }) => `The payment is ${amount('amount')} and only ${amount('owed')} is owed.`,
  ],
  'receipt-other-customer': fixed(
    'El recibo debe llevar el mismo cliente que la factura que se paga.',
    'The receipt must have the same customer as the invoice being paid.',
  ),
  'receipt-other-currency': [
    ({ value }) => `La factura que se paga lleva ${value('expected')}, no ${value('received')}.`,
    ({ value }) => `The invoice being paid has ${value('expected')}, not ${value('received')}.`,
  ],
};
