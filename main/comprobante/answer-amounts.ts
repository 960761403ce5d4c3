import type { AmountMismatch } from '../../domain/outbox/answer-check.ts';
import { atScale5, elementText } from '../../domain/outbox/compare-answer.ts';

/**
 * Whether MensajeHacienda repeats the amounts of the document it answers (DOMAIN.md section 9): MontoTotalImpuesto and TotalFactura,
 * against ResumenFactura of a comprobante and the fields of the same name of a mensaje receptor. What either leaves out is not compared.
 * A refusal at the door repeats nothing: its header says DESCONOCIDO and its total is zero.
 * @param answerXml, sealedXml already read as XML
 */
export function amountMismatches(answerXml: string, sealedXml: string): readonly AmountMismatch[] {
  if (elementText(answerXml, 'NombreEmisor') === 'DESCONOCIDO') return [];
  const pairs = [
    { field: 'tax', theirs: 'MontoTotalImpuesto', ours: ['TotalImpuesto', 'MontoTotalImpuesto'] },
    { field: 'total', theirs: 'TotalFactura', ours: ['TotalComprobante', 'TotalFactura'] },
  ] as const;
  return pairs.flatMap(({ field, theirs, ours }) => {
    const found = elementText(answerXml, theirs);
    const sealed = ours.map((name) => elementText(sealedXml, name)).find((text) => text !== undefined);
    if (found === undefined || sealed === undefined) return [];
    const [a, b] = [atScale5(sealed), atScale5(found)];
    return a !== undefined && a === b ? [] : [{ field, ours: sealed, theirs: found }];
  });
}
