import type { LineFaultCode } from '../../domain/billing/line-faults.ts';
import { type Words, fixed, letters } from './fault-words.ts';

/** Words of what a line carries: goods, taxes, exoneration, bundles. */
export const lineFaultWords: Readonly<Record<LineFaultCode, Words>> = {
  'left-out': fixed(
    'Este tipo de documento no lleva este dato; no saldrá.',
    'This kind of document has no such field; it will be left out.',
  ),
  'cabys-missing-in-note': fixed(
    'Falta el código CAByS; solo se omite en notas financieras o de documentos que no lo llevaban.',
    'The CAByS code is missing; only financial notes, or notes to documents without it, may omit it.',
  ),
  'cabys-not-in-catalogue': fixed(
    'Ese código CAByS no está en el catálogo oficial.',
    'That CAByS code is not in the official catalogue.',
  ),
  'cabys-not-found': fixed(
    'Ese código CAByS no está en el catálogo guardado; revíselo.',
    'That CAByS code is not in the stored catalogue; check it.',
  ),
  'cabys-suggests-rate': [
    ({ value }) => `El catálogo sugiere ${value('suggested')} % de IVA, no ${value('received')} %.`,
    ({ value }) => `The catalogue suggests ${value('suggested')} % VAT, not ${value('received')} %.`,
  ],
  'unit-of-service': fixed(
    'Esa unidad es de servicios y el código CAByS es de una mercancía.',
    'That unit is for services and the CAByS code is for goods.',
  ),
  'commercial-codes-too-many': [
    ({ value }) => `Son ${value('count')} códigos comerciales; caben ${value('max')}, con el propio.`,
    ({ value }) => `There are ${value('count')} commercial codes; ${value('max')} fit, with the own one.`,
  ],
  'commercial-code-type-unknown': fixed(
    'Elija de quién es el código comercial.',
    'Choose whose commercial code it is.',
  ),
  'serials-too-many': [
    ({ value }) => `Son ${value('count')} series; caben ${value('max')} por línea.`,
    ({ value }) => `There are ${value('count')} serials; ${value('max')} fit per line.`,
  ],
  'medicine-incomplete': fixed(
    'Un medicamento registrado lleva el registro y la forma farmacéutica.',
    'A registered medicine has its registry and its pharmaceutical form.',
  ),
  'tariff-heading-format': fixed(
    'La partida arancelaria son 12 dígitos.',
    'The tariff heading is 12 digits.',
  ),
  'tariff-heading-missing': fixed(
    'En exportación las mercancías llevan su partida arancelaria.',
    'Exported goods need their tariff heading.',
  ),
  'health-service-goods': fixed(
    'La devolución del IVA es de servicios de salud, y este código CAByS es de una mercancía.',
    'VAT is returned on health services, and this CAByS code is for goods.',
  ),
  'iva-tax-unknown': fixed('Elija el impuesto del IVA.', 'Choose the VAT tax.'),
  'iva-code-not-in-export': fixed(
    'En exportación use la tarifa exenta: el documento no tiene total para lo no sujeto.',
    'In exports use the exempt rate: the document has no total for what is not subject.',
  ),
  'iva-factor-decimals': letters(
    'El factor lleva hasta {max} decimales.',
    'The factor takes up to {max} decimals.',
  ),
  'factory-iva-unknown': fixed(
    'Diga si el IVA se cobra en fábrica o ya se cobró.',
    'Say whether VAT is being charged at the factory or was before.',
  ),
  'factory-iva-not-exempt': fixed(
    'Si el IVA ya se cobró en fábrica, la tarifa de la línea es exenta.',
    'If VAT was already charged at the factory, the rate of the line is exempt.',
  ),
  'factory-iva-base-zero': fixed(
    'Si el IVA se cobra en fábrica, la base imponible debe ser mayor que cero.',
    'If VAT is charged at the factory, the tax base must be above zero.',
  ),
  'tax-base-unused': fixed(
    'La base imponible se calcula sola; solo se escribe con IVA en fábrica o cálculo especial.',
    'The tax base is computed; it is only typed with VAT at the factory or special calculation.',
  ),
  'discount-free-not-borne': fixed(
    'En este documento lo regalado no lleva IVA: no hay dónde asumirlo.',
    'In this document what is given free bears no VAT: it cannot be borne.',
  ),
  'tax-code-unknown': fixed('Elija el impuesto.', 'Choose the tax.'),
  'tax-code-is-iva': fixed('El IVA se pone en su propio campo.', 'VAT goes in its own field.'),
  'tax-not-in-kind': fixed(
    'Este tipo de documento no lleva ese impuesto; no saldrá.',
    'This kind of document has no such tax; it will be left out.',
  ),
  'tax-decimals': letters('Caben {max} decimales.', '{max} decimals fit.'),
  'tax-too-large': [
    ({ value }) => `Debe ser menor que ${value('max')}.`,
    ({ value }) => `It must be less than ${value('max')}.`,
  ],
  'tax-rate-mismatch': [
    ({ value }) => `Ese impuesto lleva ${value('expected')} %, no ${value('received')} %.`,
    ({ value }) => `That tax takes ${value('expected')} %, not ${value('received')} %.`,
  ],
  'tax-volume-missing': fixed(
    'Falta el volumen de la unidad de consumo.',
    'The volume of the unit of consumption is needed.',
  ),
  'tax-alcohol-missing': fixed('Falta el porcentaje de alcohol.', 'The percentage of alcohol is needed.'),
  'tax-assumed-unused': fixed(
    'Ese impuesto no se puede asumir: se cobra al cliente.',
    'That tax cannot be borne: the customer is charged.',
  ),
  'exoneration-type-unknown': fixed('Elija el tipo de exoneración.', 'Choose the type of exemption.'),
  'exoneration-type-only-notes': fixed(
    'Ese tipo de exoneración solo se usa en notas de crédito y débito.',
    'That type of exemption is only used in credit and debit notes.',
  ),
  'exoneration-number-form': fixed(
    'Las autorizaciones se escriben como AL-00000000-00, con sus guiones.',
    'Authorisations are written like AL-00000000-00, with their dashes.',
  ),
  'exoneration-article-missing': fixed(
    'Con ese tipo de exoneración se pide el artículo de la ley.',
    'That type of exemption needs the article of the law.',
  ),
  'exoneration-article-format': fixed('Son de 1 a 6 dígitos.', 'It is 1 to 6 digits.'),
  'exoneration-institution-unknown': fixed(
    'Elija la institución que exoneró.',
    'Choose the institution that granted it.',
  ),
  'exoneration-date-format': fixed('Escriba la fecha de la exoneración.', 'Type the date of the exemption.'),
  'exoneration-date-future': fixed(
    'La fecha de la exoneración no puede ser futura.',
    'The date of the exemption cannot be in the future.',
  ),
  'exoneration-rate-over-line': [
    ({ value }) => `Son puntos de la tarifa: esta línea tiene ${value('max')}.`,
    ({ value }) => `These are points of the rate: this line has ${value('max')}.`,
  ],
  'exoneration-exceeds-tax': [
    ({ amount }) => `Se exoneran ${amount('exonerated')} y el IVA es ${amount('tax')}.`,
    ({ amount }) => `${amount('exonerated')} is exempted and the VAT is ${amount('tax')}.`,
  ],
  'exoneration-nothing': fixed('Con cero puntos no se exonera nada.', 'Zero points exempt nothing.'),
  'components-too-many': [
    ({ value }) => `Son ${value('count')} componentes; caben ${value('max')} por surtido.`,
    ({ value }) => `There are ${value('count')} parts; ${value('max')} fit in a bundle.`,
  ],
  'bundle-own-field': fixed(
    'En un surtido los impuestos son los de sus componentes; este no saldrá.',
    'In a bundle the taxes are those of its parts; this one will be left out.',
  ),
  'bundle-code-missing': fixed(
    'Un surtido lleva el código comercial del fabricante.',
    'A bundle carries its manufacturer’s commercial code.',
  ),
  'bundle-price-mismatch': [
    ({ amount }) => `Los componentes suman ${amount('components')} y el precio es ${amount('price')}.`,
    ({ amount }) => `The parts add up to ${amount('components')} and the price is ${amount('price')}.`,
  ],
};
