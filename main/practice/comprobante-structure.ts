import type { Finding } from '../../domain/practice/switches.ts';
import { formats } from './comprobante-formats.ts';
import type { ComprobanteKind } from './comprobante-kinds.ts';
import { timeSlice } from './time-slice.ts';
import type { XmlElement } from './xml-tree.ts';

/** Looks whether a document has the structure of its kind (comprobante-kinds.ts) and its leaves their formats (comprobante-formats.ts). */

interface Place {
  readonly name: string;
  readonly least: number;
  readonly most: number;
}

const placesOf = new Map<string, readonly Place[]>();
function places(order: string): readonly Place[] {
  const known = placesOf.get(order);
  if (known !== undefined) return known;
  const made = order.split(' ').map((item): Place => {
    const match = /^(\w+?)(\?|\{(\d+),(\d+)\})?$/.exec(item);
    if (match === null) throw new RangeError(`bad notation: ${item}`);
    const [, name = '', count = '', least = '1', most = '1'] = match;
    return count === '?' ? { name, least: 0, most: 1 } : { name, least: Number(least), most: Number(most) };
  });
  placesOf.set(order, made);
  return made;
}

const most = 20;

/**
 * First level of the authority's validation: children in order and number, then formats. Texts imitate a schema validator's.
 * @returns at most 20 findings, code -1
 */
export async function structureFindings(
  root: XmlElement,
  kind: ComprobanteKind,
): Promise<readonly Finding[]> {
  const slice = timeSlice();
  const findings: Finding[] = [];
  const report = (text: string): void => {
    if (findings.length < most) findings.push({ code: -1, text });
  };
  /** Elements still to be looked at, the next one last. */
  const waiting: { readonly element: XmlElement; readonly parent: string }[] = [
    { element: root, parent: '' },
  ];
  const visit = (element: XmlElement, parent: string): void => {
    const order = kind.orders[`${parent}/${element.name}`] ?? kind.orders[element.name];
    if (order === undefined) {
      const format = formats[`${parent}/${element.name}`] ?? formats[element.name];
      if (format !== undefined && (element.children.length > 0 || !format.test(element.text)))
        report(
          `cvc-type.3.1.3: The value '${element.text.slice(0, 60)}' of element '${element.name}' is not valid.`,
        );
      else if (element.name === 'CondicionVenta' && !kind.saleConditions.includes(element.text))
        report(
          `cvc-enumeration-valid: Value '${element.text.slice(0, 60)}' of element 'CondicionVenta' is not facet-valid with respect to enumeration '[${kind.saleConditions.join(', ')}]'.`,
        );
      return;
    }
    let next = 0;
    for (const place of places(order)) {
      let count = 0;
      while (element.children[next]?.name === place.name && count < place.most) {
        count++;
        next++;
      }
      if (count < place.least) {
        const found = element.children[next]?.name;
        report(
          found === undefined
            ? `cvc-complex-type.2.4.b: The content of element '${element.name}' is not complete. One of '{${place.name}}' is expected.`
            : `cvc-complex-type.2.4.a: Invalid content was found starting with element '${found}'. One of '{${place.name}}' is expected.`,
        );
        return;
      }
    }
    const extra = element.children[next];
    if (extra !== undefined)
      report(
        `cvc-complex-type.2.4.a: Invalid content was found starting with element '${extra.name}'. No child element is expected at this point.`,
      );
    for (const child of element.children.toReversed()) {
      if (child.namespace === kind.namespace) waiting.push({ element: child, parent: element.name });
      else if (child.name !== 'Signature' && element.name !== 'Otros')
        report(`cvc-complex-type.2.4.a: Element '${child.name}' is in a foreign namespace.`);
    }
  };
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    visit(next.element, next.parent);
    if (slice.over()) await slice.giveWay();
  }
  return findings;
}
