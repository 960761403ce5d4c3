import { costaRicaDay, identificationOf, issuedAtOf, paddedIdentification } from './comprobante-reading.ts';
import { cabysOf } from './judge-lines.ts';
import type { Notes } from './judge-notes.ts';
import type { KnownDocuments } from './known-documents.ts';
import { compared, minus, plus, same } from './paper-decimal.ts';
import { childOf, childrenOf, textAt, type XmlElement } from './xml-tree.ts';

/** InformacionReferencia and what it points at (DOMAIN.md 5.9, 5.10 and section 7). */

/** Their number is a clave (5.10). */
const byClave = new Set(['01', '02', '03', '04', '09', '11', '12', '15']);
/** Those a note or a receipt of ours corrects or pays: the document must be known here. */
const ofOurs = new Set(['01', '02', '03', '04', '17', '18']);
const receiptTypes = new Set(['01', '02', '03', '04', '07', '08', '10']);
/** CAByS and totals of a financial note are not those of the original (5.9). */
const financial = new Set(['09', '10']);

export interface ReferenceContext {
  readonly documents: KnownDocuments;
  /** whether a document of this issuer that was never received may be referred to: the sources disagree (5.10) */
  readonly unknownReference: 'accept' | 'refuse';
  /** when it was received, UTC ms */
  readonly receivedAt: number;
}

interface Reference {
  readonly type: string;
  readonly number: string;
  readonly code: string;
}

const referencesOf = (root: XmlElement): readonly Reference[] =>
  childrenOf(root, 'InformacionReferencia').map((one) => ({
    type: textAt(one, 'TipoDocIR') ?? '',
    number: textAt(one, 'Numero') ?? '',
    code: textAt(one, 'Codigo') ?? '',
  }));

/** Claves that a document corrects or pays. */
export const correctedClaves = (root: XmlElement): readonly string[] => [
  ...new Set(
    referencesOf(root)
      .filter(({ type, number }) => ofOurs.has(type) && /^\d{50}$/.test(number))
      .map(({ number }) => number),
  ),
];

export async function judgeReferences(
  root: XmlElement,
  kind: string,
  context: ReferenceContext,
  found: Notes,
): Promise<void> {
  for (const [index, reference] of childrenOf(root, 'InformacionReferencia').entries())
    judgeForm(reference, `referencia ${index + 1}`, kind, context.receivedAt, found);
  judgeNeed(root, kind, found);
  if (['02', '03', '10'].includes(kind)) await judgeOriginals(root, kind, context, found);
}

function judgeForm(
  reference: XmlElement,
  place: string,
  kind: string,
  receivedAt: number,
  found: Notes,
): void {
  const type = textAt(reference, 'TipoDocIR') ?? '';
  const number = textAt(reference, 'Numero');
  const wholeMonth = type === '13';
  if (!wholeMonth && number === undefined) found.say(`La ${place} no tiene número.`);
  if (byClave.has(type) && kind !== '08' && number !== undefined && !/^\d{50}$/.test(number))
    found.say(`El número de la ${place} no es una clave de 50 dígitos.`);
  if (!wholeMonth && ['Codigo', 'Razon'].some((name) => textAt(reference, name) === undefined)) {
    const text = `La ${place} no tiene código o razón.`;
    if (kind === '10') found.row(-131, text);
    else found.say(text);
  }
  if (
    (type === '16' && kind !== '08') ||
    (type === '09' && kind !== '02' && kind !== '03') ||
    (kind === '10' && !receiptTypes.has(type))
  )
    found.say(`El tipo de documento ${type} de la ${place} no se admite en este comprobante.`);
  if (textAt(reference, 'Codigo') === '12' && kind !== '03')
    found.say(`El código 12 de la ${place} solo se admite en la nota de crédito.`);
  judgeAge(textAt(reference, 'FechaEmisionIR') ?? '', `fecha de la ${place}`, receivedAt, found);
}

/** At most 10 years old (section 14). */
export function judgeAge(written: string, name: string, receivedAt: number, found: Notes): void {
  const at = issuedAtOf(written);
  if (Number.isNaN(at)) {
    found.row(-1, `La ${name} [${written}] no existe.`);
    return;
  }
  const today = costaRicaDay(receivedAt);
  const oldest = `${Number(today.slice(0, 4)) - 10}${today.slice(4)}`;
  if (costaRicaDay(at) < oldest) found.say(`La ${name} tiene más de 10 años.`);
}

/** What makes a reference necessary in a factura (section 2, 5.5). */
function judgeNeed(root: XmlElement, kind: string, found: Notes): void {
  if (kind !== '01' || childrenOf(root, 'InformacionReferencia').length > 0) return;
  const exonerated = childrenOf(root, 'DetalleServicio')
    .flatMap((detail) => childrenOf(detail, 'LineaDetalle'))
    .flatMap((line) => childrenOf(line, 'Impuesto'))
    .some((tax) => textAt(tax, 'Exoneracion', 'TipoDocumentoEX1') === '11');
  if (exonerated) found.say('Una factura con exoneración de tipo 11 necesita información de referencia.');
  if (textAt(root, 'CondicionVenta') === '12' && textAt(root, 'Receptor', 'Identificacion', 'Tipo') === '05')
    found.say(
      'Una factura de mercancía no nacionalizada a un extranjero necesita información de referencia.',
    );
}

async function judgeOriginals(
  root: XmlElement,
  kind: string,
  { documents, unknownReference }: ReferenceContext,
  found: Notes,
): Promise<void> {
  const own = paddedIdentification(identificationOf(root, 'Emisor'));
  const references = referencesOf(root).filter(
    ({ type, number }) => ofOurs.has(type) && /^\d{50}$/.test(number),
  );
  for (const { number: clave, code } of references) {
    const known = await documents.find(clave);
    if (known === undefined) {
      // Documents of others are not in this book; of its own it has all that came since it was begun.
      if (unknownReference === 'refuse' && clave.slice(9, 21) === own)
        found.say(`El comprobante de referencia [${clave}] no existe.`);
      continue;
    }
    if (known.state === 'rechazado') {
      found.say(`El comprobante de referencia [${clave}] fue rechazado.`);
      continue;
    }
    // Of a document of another computer the practice book has no more than its name.
    if (childOf(known.root, 'ResumenFactura') === undefined) continue;
    comparePartner(root, known.root, clave, found);
    if (kind === '10') comparePayment(root, known.root, clave, found);
    else if (!financial.has(code)) compareNote(root, known.root, clave, found);
  }
  const [only] = references;
  if (kind === '03' && only !== undefined && references.length === 1)
    await judgeWhatIsLeft(root, only, documents, found);
}

/** -508. A document without receiver, and a FEC, whose receiver is the issuer of the note, have nothing to compare. */
function comparePartner(root: XmlElement, original: XmlElement, clave: string, found: Notes): void {
  const before = identificationOf(original, 'Receptor');
  const now = identificationOf(root, 'Receptor');
  if (original.name === 'FacturaElectronicaCompra' || before === '' || before === now) return;
  found.row(-508, `El receptor no es el del comprobante de referencia [${clave}].`);
}

function compareNote(root: XmlElement, original: XmlElement, clave: string, found: Notes): void {
  const sold = new Set(cabysOf(original));
  for (const cabys of new Set(cabysOf(root)))
    if (!sold.has(cabys))
      found.row(-509, `El código CAByS ${cabys} no está en el comprobante de referencia [${clave}].`);
  const money = (document: XmlElement, name: string): string =>
    textAt(document, 'ResumenFactura', 'CodigoTipoMoneda', name) ?? '';
  if (money(root, 'CodigoMoneda') !== money(original, 'CodigoMoneda'))
    found.say(`La moneda no es la del comprobante de referencia [${clave}].`);
  else if (!same(money(root, 'TipoCambio'), money(original, 'TipoCambio')))
    found.say(`El tipo de cambio no es el del comprobante de referencia [${clave}].`);
}

/** A receipt pays a sale whose condition asks for receipts: 08 with 09, 10 with 11 (section 7). */
const paidBy: Readonly<Record<string, string>> = { '09': '08', '11': '10' };

function comparePayment(root: XmlElement, original: XmlElement, clave: string, found: Notes): void {
  // Notes to a sale have conditions of their own; what is paid is the sale.
  if (original.name.startsWith('Nota')) return;
  if (textAt(original, 'CondicionVenta') !== paidBy[textAt(root, 'CondicionVenta') ?? ''])
    found.say(
      `La condición de venta del comprobante de referencia [${clave}] no corresponde a la del recibo.`,
    );
}

const totalOf = (root: XmlElement): string => textAt(root, 'ResumenFactura', 'TotalComprobante') ?? '0';

/** Credit notes together are at most the original and its debit notes (5.10). Notes to several documents cannot be shared out: not counted. */
async function judgeWhatIsLeft(
  root: XmlElement,
  { number: clave, type }: Reference,
  documents: KnownDocuments,
  found: Notes,
): Promise<void> {
  const original = await documents.find(clave);
  if (original === undefined || childOf(original.root, 'ResumenFactura') === undefined || type === '03')
    return;
  const others = (await documents.referring(clave)).filter((note) => correctedClaves(note).length === 1);
  const sum = (name: string): string =>
    plus(...others.filter((note) => note.name === name).map((note) => totalOf(note)));
  const owed = plus(totalOf(original.root), sum('NotaDebitoElectronica'));
  const credited = plus(sum('NotaCreditoElectronica'), totalOf(root));
  if (compared(credited, owed) > 0)
    found.say(
      `Las notas de crédito suman ${credited} y superan el comprobante de referencia [${clave}] en ${minus(credited, owed)}.`,
    );
}
