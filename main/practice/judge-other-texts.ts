import type { Notes } from './judge-notes.ts';
import { textAt, type XmlElement } from './xml-tree.ts';

/** Every text of "otros" is there exactly when its code is 99 (DOMAIN.md 4.3). Discounts have a code of their own: judge-lines.ts. */
const pairs: readonly (readonly [parent: string, code: string, text: string])[] = [
  ['Impuesto', 'Codigo', 'CodigoImpuestoOTRO'],
  ['ImpuestoSurtido', 'CodigoImpuestoSurtido', 'CodigoImpuestoOTROSurtido'],
  ['Exoneracion', 'TipoDocumentoEX1', 'TipoDocumentoOTRO'],
  ['Exoneracion', 'NombreInstitucion', 'NombreInstitucionOtros'],
  ['OtrosCargos', 'TipoDocumentoOC', 'TipoDocumentoOTROS'],
  ['MedioPago', 'TipoMedioPago', 'MedioPagoOtros'],
  ['InformacionReferencia', 'TipoDocIR', 'TipoDocRefOTRO'],
  ['InformacionReferencia', 'Codigo', 'CodigoReferenciaOTRO'],
];

export function judgeOtherTexts(root: XmlElement, found: Notes): void {
  check(root, 'CondicionVenta', 'CondicionVentaOtros', found);
  const waiting: XmlElement[] = [...root.children];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const [parent, code, text] of pairs) if (next.name === parent) check(next, code, text, found);
    if (next.name !== 'Signature' && next.name !== 'Otros') waiting.push(...next.children);
  }
}

function check(element: XmlElement, code: string, text: string, found: Notes): void {
  if ((textAt(element, code) === '99') !== (textAt(element, text) !== undefined))
    found.say(`${text} se indica cuando ${code} es 99, y solo entonces.`);
}
