import { amount } from './comprobante-reading.ts';
import type { Notes } from './judge-notes.ts';
import { compared } from './paper-decimal.ts';
import { childOf, childrenOf, textAt, type XmlElement } from './xml-tree.ts';

/** Otros cargos (DOMAIN.md 5.11). */
export function judgeCharges(root: XmlElement, found: Notes): void {
  for (const [index, charge] of childrenOf(root, 'OtrosCargos').entries()) {
    const place = `otro cargo ${index + 1}`;
    if (compared(amount(charge, 'MontoCargo'), '0') <= 0)
      found.say(`El monto del ${place} debe ser mayor que cero.`);
    const ofAnother =
      childOf(charge, 'IdentificacionTercero') !== undefined && textAt(charge, 'NombreTercero') !== undefined;
    if (textAt(charge, 'TipoDocumentoOC') === '04' && !ofAnother)
      found.say(`El ${place} se cobra por un tercero y no dice quién es.`);
  }
}
