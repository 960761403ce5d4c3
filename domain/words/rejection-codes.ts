import { observation, rejection, type CauseRow } from './cause-row.ts';

const correct = ['Corríjalo en un documento nuevo.', 'Correct it in a new document.'] as const;
const inNew = (es: string, en: string): CauseRow =>
  rejection({ happened: [es, en], todo: correct, action: 'correct' });

/** Amounts that this program computed: where they look right, somebody else must see them. */
const computed = (es: string, en: string): CauseRow =>
  rejection({
    happened: [es, en],
    todo: [
      'Corríjalo en un documento nuevo; si los montos se ven bien, guarde la historia y muéstresela a su contador.',
      'Correct it in a new document; if the amounts look right, save the history and show it to your accountant.',
    ],
    action: 'correct',
  });

/** Codes of DetalleMensaje: DOMAIN.md section 9. No official catalogue exists; unknown ones will come, and show their own text. */
export const rejectionCodes: Readonly<Record<string, CauseRow>> = {
  '-1': rejection({
    happened: [
      'Un dato no tiene la forma que pide el esquema.',
      'A value is not of the form that the schema asks for.',
    ],
    todo: [
      'Lea el texto: nombra el campo. Corríjalo en un documento nuevo.',
      'Read the text: it names the field. Correct it in a new document.',
    ],
    action: 'correct',
  }),
  '-16': observation({
    happened: ['Se envió fuera del plazo permitido.', 'It was sent after the time allowed.'],
    todo: [
      'No hace falta hacer nada; si se repite, revise la conexión.',
      'Nothing to do; if it happens again, look at the connection.',
    ],
    action: 'nothing',
  }),
  '-37': observation({
    happened: [
      'La ubicación del emisor no es la que tiene Hacienda.',
      'The issuer’s location is not the one Hacienda has.',
    ],
    todo: [
      'Corrija la dirección de la empresa en Ajustes, o en el registro de Hacienda.',
      'Correct the company’s address in Settings, or in Hacienda’s register.',
    ],
    action: 'company-settings',
  }),
  '-38': rejection({
    happened: [
      'La identificación del cliente no es válida o no está en los registros.',
      'The customer’s identification is not valid or not in the registers.',
    ],
    todo: [
      'Confírmela con el cliente y corríjala en un documento nuevo.',
      'Check it with the customer and correct it in a new document.',
    ],
    action: 'look-up-taxpayer',
  }),
  '-41': inNew('Un descuento no dice de qué tipo es.', 'A discount does not say its kind.'),
  '-45': computed(
    'El impuesto de una línea no es base por tarifa.',
    'The tax of a line is not base times rate.',
  ),
  '-53': observation({
    happened: ['La hora no es la oficial.', 'The time is not the official one.'],
    todo: ['Ponga en hora esta computadora.', 'Set the clock of this computer.'],
    action: 'set-clock',
  }),
  '-58': rejection({
    happened: ['El plazo del crédito no es válido.', 'The credit term is not valid.'],
    todo: [
      'Escriba los días de crédito, con números, en un documento nuevo.',
      'Type the days of credit, in figures, in a new document.',
    ],
    action: 'correct',
  }),
  '-60': rejection({
    happened: [
      'La llave criptográfica es de otra identificación que la del emisor.',
      'The key belongs to another identification than the issuer’s.',
    ],
    todo: [
      'Elija en Ajustes la llave de esta empresa y corríjalo en un documento nuevo.',
      'Choose this company’s key in Settings and correct it in a new document.',
    ],
    action: 'key-settings',
  }),
  '-99': rejection({
    happened: ['Ese número ya existe en Hacienda.', 'That number already exists at Hacienda.'],
    todo: [
      'Otra computadora o programa usa esta numeración: revise la sucursal y la terminal en Ajustes antes de corregirlo.',
      'Another computer or program uses this numbering: check branch and terminal in Settings before correcting it.',
    ],
    action: 'numbering-settings',
  }),
  '-110': computed(
    'El total de servicios no coincide con las líneas.',
    'The total of services does not match the lines.',
  ),
  '-111': computed(
    'El total de mercancías no coincide con las líneas.',
    'The total of goods does not match the lines.',
  ),
  '-125': rejection({
    happened: ['La exoneración no es válida.', 'The exoneration is not valid.'],
    todo: [
      'Confirme el número, la fecha y el vencimiento de la exoneración con el cliente y corríjala en un documento nuevo.',
      'Check its number, date and expiry with the customer and correct it in a new document.',
    ],
    action: 'look-up-exoneration',
  }),
  '-131': inNew('A la referencia le falta el código o la razón.', 'The reference lacks its code or reason.'),
  '-190': computed(
    'El monto exonerado no es base por tarifa exonerada.',
    'The exonerated amount is not base times exonerated rate.',
  ),
  '-400': rejection({
    happened: ['Un código CAByS no existe en el catálogo.', 'A CAByS code is not in the catalogue.'],
    todo: [
      'Busque el código correcto del producto y corríjalo en un documento nuevo.',
      'Look up the product’s right code and correct it in a new document.',
    ],
    action: 'look-up-cabys',
  }),
  '-405': rejection({
    happened: [
      'La fecha de la clave no es la del documento.',
      'The date in the clave is not the document’s.',
    ],
    todo: [
      'Ponga en hora esta computadora y corríjalo en un documento nuevo.',
      'Set the clock of this computer and correct it in a new document.',
    ],
    action: 'set-clock',
  }),
  '-411': rejection({
    happened: [
      'La actividad económica no existe en el registro.',
      'The economic activity is not in the register.',
    ],
    todo: [
      'Corrija la actividad en la empresa o en el cliente y haga un documento nuevo.',
      'Correct the activity of the company or of the customer and make a new document.',
    ],
    action: 'company-settings',
  }),
  '-451': inNew(
    'Una línea con IVA cobrado en fábrica lleva otra tarifa.',
    'A line with VAT charged at the factory has another rate.',
  ),
  '-454': computed(
    'La base imponible de una línea no es la correcta.',
    'The taxable base of a line is not right.',
  ),
  '-459': inNew('A un impuesto de bebidas le falta el volumen.', 'A tax on drinks lacks its volume.'),
  '-471': inNew(
    'El alcohol absoluto de una línea no es correcto.',
    'The absolute alcohol of a line is not right.',
  ),
  '-473': inNew(
    'El impuesto por alcohol absoluto de una línea no es correcto.',
    'The tax on the absolute alcohol of a line is not right.',
  ),
  '-478': inNew(
    'A la exoneración le falta el artículo o el inciso.',
    'The exoneration lacks its article or clause.',
  ),
  '-487': computed(
    'El desglose de impuestos no suma el total de impuestos.',
    'The breakdown of taxes does not add up to the total tax.',
  ),
  '-505': inNew(
    'El código de tarifa y la tarifa no van juntos.',
    'The rate’s code and the rate do not go together.',
  ),
  '-508': inNew(
    'El documento de referencia es de otro cliente.',
    'The document referred to is of another customer.',
  ),
  '-509': inNew(
    'Un CAByS no está en el documento de referencia.',
    'A CAByS code is not in the document referred to.',
  ),
  '-513': inNew(
    'Una línea no lleva ningún impuesto de la familia del IVA.',
    'A line has no tax of the VAT family.',
  ),
};
