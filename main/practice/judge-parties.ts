import type { ComprobanteKind } from './comprobante-kinds.ts';
import type { Notes } from './judge-notes.ts';
import { registeredTaxpayers, unknownActivities, unregisteredNumbers } from './practice-register.ts';
import { childOf, childrenOf, textAt, type XmlElement } from './xml-tree.ts';

/** Issuer and receiver: identifications, activities, locations (DOMAIN.md 3.1, 4.3, 4.4, 5.14). */

const numberForms: Readonly<Record<string, RegExp>> = {
  '01': /^[1-9]\d{8}$/,
  // Letters are possible since 1 November 2026 (DOMAIN.md section 1).
  '02': /^[0-9A-Za-z]{10}$/,
  '03': /^[1-9]\d{10,11}$/,
  '04': /^\d{10}$/,
  '05': /^[0-9A-Za-z]{1,20}$/,
  '06': /^[0-9A-Za-z]{1,20}$/,
};
/** Kinds whose receiver may be a foreigner without domicile; a factura only with condition 12. */
const foreignReceivers = new Set(['02', '03', '04', '09']);
/** Cantons of each province, DOMAIN.md 5.14; districts are not known whole. */
const cantons: Readonly<Record<string, number>> = { 1: 20, 2: 16, 3: 8, 4: 10, 5: 11, 6: 13, 7: 6 };
const activityForm = /^(\d{6}|\d{4}\.\d)$/;

export function judgeParties(root: XmlElement, kind: ComprobanteKind, code: string, found: Notes): void {
  judgeIssuer(root, kind, code, found);
  judgeReceiver(root, code, found);
  for (const name of ['CodigoActividadEmisor', 'CodigoActividadReceptor'])
    judgeActivity(textAt(root, name), found);
}

export function judgeActivity(code: string | undefined, found: Notes): void {
  if (code !== undefined && (!activityForm.test(code) || unknownActivities.has(code)))
    found.row(-411, `El código de actividad económica ${code} no existe en el registro.`);
}

const identificationIn = (
  party: XmlElement | undefined,
): { readonly type: string; readonly number: string } | undefined => {
  const inside = party && childOf(party, 'Identificacion');
  return inside && { type: textAt(inside, 'Tipo') ?? '', number: textAt(inside, 'Numero') ?? '' };
};
const wellFormed = ({ type, number }: { readonly type: string; readonly number: string }): boolean =>
  numberForms[type]?.test(number) === true;

function judgeIssuer(root: XmlElement, kind: ComprobanteKind, code: string, found: Notes): void {
  const issuer = childOf(root, 'Emisor');
  const identification = identificationIn(issuer);
  if (issuer === undefined || identification === undefined) return;
  if (!wellFormed(identification))
    found.say(`La identificación del emisor ${identification.number} no tiene la forma de su tipo.`);
  const { type } = identification;
  const purchase = code === '08';
  if (type === '05' && !(purchase && hasReference(root, '16')))
    found.say(
      'Un emisor extranjero no domiciliado solo se admite en la factura de compra con referencia 16.',
    );
  if (type === '06' && !(purchase && textAt(root, 'CondicionVenta') === '13'))
    found.say('Un emisor no contribuyente solo se admite en la factura de compra con condición 13.');
  const location = childOf(issuer, 'Ubicacion');
  if (location === undefined && kind.family === 'sale' && !(purchase && ['05', '06'].includes(type)))
    found.say('Falta la ubicación del emisor.');
  judgeForeignAddress(issuer, type, 'emisor', found);
  judgeLocation(location, 'emisor', found);
  const registered = registeredTaxpayers.find(({ number }) => number === identification.number)?.location;
  if (location !== undefined && registered !== undefined) {
    const written = ['Provincia', 'Canton', 'Distrito'].map((name) => textAt(location, name) ?? '');
    if (written.join('-') !== registered.join('-'))
      found.observe(-37, 'La ubicación del emisor no coincide con la registrada.');
  }
}

function judgeReceiver(root: XmlElement, code: string, found: Notes): void {
  const receiver = childOf(root, 'Receptor');
  if (receiver === undefined) return;
  const identification = identificationIn(receiver);
  if (identification === undefined) {
    if (code === '09') found.say('Falta la identificación del receptor.');
    return;
  }
  const { type, number } = identification;
  const foreign = foreignReceivers.has(code) || (code === '01' && textAt(root, 'CondicionVenta') === '12');
  if (!wellFormed(identification))
    found.row(-38, `La identificación del receptor ${number} no tiene la forma de su tipo.`);
  else if (type === '06' || (type === '05' && !foreign))
    found.row(-38, `El tipo de identificación ${type} del receptor no se admite en este comprobante.`);
  else if (type !== '05' && unregisteredNumbers.has(number))
    found.row(-38, `La identificación del receptor ${number} no se encuentra registrada.`);
  if (type === '05' && childOf(receiver, 'Ubicacion') !== undefined)
    found.say('Un receptor extranjero no lleva ubicación en el país.');
  judgeForeignAddress(receiver, type, 'receptor', found);
  judgeLocation(childOf(receiver, 'Ubicacion'), 'receptor', found);
}

function judgeForeignAddress(party: XmlElement, type: string, name: string, found: Notes): void {
  if (type === '05' && textAt(party, 'OtrasSenasExtranjero') === undefined)
    found.say(`Faltan las señas en el extranjero del ${name}.`);
}

function judgeLocation(location: XmlElement | undefined, name: string, found: Notes): void {
  if (location === undefined) return;
  const province = textAt(location, 'Provincia') ?? '';
  const canton = Number(textAt(location, 'Canton'));
  const district = Number(textAt(location, 'Distrito'));
  if (canton < 1 || canton > (cantons[province] ?? 0) || district < 1)
    found.say(`La ubicación del ${name} no existe.`);
}

const hasReference = (root: XmlElement, type: string): boolean =>
  childrenOf(root, 'InformacionReferencia').some((reference) => textAt(reference, 'TipoDocIR') === type);
