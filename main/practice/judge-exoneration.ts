import { amount, costaRicaDay, issuedAtOf, near } from './comprobante-reading.ts';
import type { Notes } from './judge-notes.ts';
import type { TaxScope } from './judge-taxes.ts';
import { compared, hundredth, times } from './paper-decimal.ts';
import { registeredExonerations } from './practice-register.ts';
import type { TaxedItem, TaxRead } from './taxed-item.ts';
import { textAt, type XmlElement } from './xml-tree.ts';

/** Exonerations of a tax (DOMAIN.md 5.5 and 6.1 row 7). */

const onlyInNotes = new Set(['01', '05', '06', '07']);
const withArticle = new Set(['02', '03', '06', '07', '08']);
const noteKinds = new Set(['02', '03']);

export function judgeExoneration(
  exoneration: XmlElement,
  tax: TaxRead,
  item: TaxedItem,
  scope: TaxScope,
  found: Notes,
): void {
  const { place } = item;
  const type = textAt(exoneration, 'TipoDocumentoEX1') ?? '';
  const points = amount(exoneration, 'TarifaExonerada');
  const given = amount(exoneration, 'MontoExoneracion');
  const exact = hundredth(times(item.base ?? item.subtotal, points));
  if (!near(given, exact) || compared(given, tax.amount) > 0)
    found.row(-190, `El monto de exoneración de la ${place} no coincide con la tarifa exonerada.`);
  if (withArticle.has(type) && textAt(exoneration, 'Articulo') === undefined)
    found.row(-478, `La exoneración de la ${place} no indica el artículo.`);
  if (onlyInNotes.has(type) && !noteKinds.has(scope.kind))
    found.row(-125, `La exoneración de tipo ${type} de la ${place} solo se admite en notas.`);
  const issued = textAt(exoneration, 'FechaEmisionEX') ?? '';
  const issuedAt = issuedAtOf(issued);
  if (Number.isNaN(issuedAt) || issuedAt > scope.receivedAt)
    found.row(-125, `La fecha de la exoneración de la ${place} no es válida.`);
  if (type === '04' || type === '11')
    compareWithRegister(textAt(exoneration, 'NumeroDocumento') ?? '', issuedAt, points, item, scope, found);
}

/** What the register knows decides; a number it does not know is taken, so that real authorisations can be practised with. */
function compareWithRegister(
  number: string,
  issuedAt: number,
  points: string,
  { place, cabys }: TaxedItem,
  { receivedAt }: TaxScope,
  found: Notes,
): void {
  const known = registeredExonerations.find((one) => one.number === number);
  if (known === undefined) return;
  const said = `La exoneración ${number} de la ${place}`;
  if (Date.parse(known.expiresAt) < receivedAt) found.row(-125, `${said} está vencida.`);
  if (Number.isNaN(issuedAt) || costaRicaDay(issuedAt) !== known.issuedAt.slice(0, 10))
    found.row(-125, `${said} tiene otra fecha de emisión en nuestros registros.`);
  if (compared(points, known.points) > 0)
    found.row(-125, `${said} supera el porcentaje autorizado de ${known.points}.`);
  if (known.cabys.length > 0 && (cabys === undefined || !known.cabys.includes(cabys)))
    found.row(-125, `${said} no cubre el código CAByS de la línea.`);
}
