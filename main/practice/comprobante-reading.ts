import { plus, roundedTo, same } from './paper-decimal.ts';
import { childOf, childrenOf, textAt, type XmlElement } from './xml-tree.ts';

/** Small readings that every part of the examination needs. */

/** Text of a number field; what is absent counts as 0. */
export const amount = (element: XmlElement, name: string): string => textAt(element, name) ?? '0';

export const sumOf = (elements: readonly XmlElement[], ...path: readonly string[]): string =>
  plus(...elements.map((element) => textAt(element, ...path) ?? '0'));

/** Exact at 5 decimals, or rounded to 2 as many accepted documents do (DOMAIN.md section 6: the tolerance is unknown). */
export function near(written: string, exact: string): boolean {
  return same(written, roundedTo(5, exact)) || same(written, roundedTo(2, exact));
}

export const linesOf = (root: XmlElement): readonly XmlElement[] => {
  const detail = childOf(root, 'DetalleServicio');
  return detail === undefined ? [] : childrenOf(detail, 'LineaDetalle');
};

const costaRicaOffsetMs = -6 * 3_600_000;

/** Calendar day in Costa Rica, `YYYY-MM-DD` (UTC-06:00 all year). */
export const costaRicaDay = (at: number): string =>
  new Date(at + costaRicaOffsetMs).toISOString().slice(0, 10);

/** FechaEmision in UTC ms; without an offset it is Costa Rica's. NaN for a day that does not exist. */
export const issuedAtOf = (text: string): number =>
  Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}-06:00`);

/** 12 digits of the clave (DOMAIN.md 3.1). */
export const paddedIdentification = (number: string): string => number.padStart(12, '0');

/** Whom a message or comprobante names in `Emisor` or `Receptor`; '' when it names nobody. */
export const identificationOf = (root: XmlElement, party: 'Emisor' | 'Receptor'): string =>
  textAt(root, party, 'Identificacion', 'Numero') ?? '';

/** Two digits of a clave that say the kind of document (DOMAIN.md 3.2, 3.3). */
export const kindInClave = (clave: string): string => clave.slice(29, 31);
