import { near } from './comprobante-reading.ts';
import { judgeItem } from './judge-item.ts';
import type { Notes } from './judge-notes.ts';
import { judgeTaxes, type TaxScope } from './judge-taxes.ts';
import { plus, roundedTo, times } from './paper-decimal.ts';
import { itemOfComponent, type TaxedItem } from './taxed-item.ts';
import { childrenOf, type XmlElement } from './xml-tree.ts';

/** Components of a surtido: each like a line; each tax of the main line is theirs times its quantity (DOMAIN.md 6.1 row 6). */
export function judgeBundle(bundle: XmlElement, main: TaxedItem, scope: TaxScope, found: Notes): void {
  const components = childrenOf(bundle, 'LineaDetalleSurtido').map((component, index) =>
    itemOfComponent(component, `${main.place}, componente ${index + 1}`),
  );
  for (const component of components) {
    judgeItem(component, found);
    judgeTaxes(component, { ...scope, bundle: false }, found);
  }
  for (const tax of main.taxes) {
    const inside = components.flatMap(({ taxes }) => taxes.filter(({ code }) => code === tax.code));
    const exact = times(plus(...inside.map(({ amount }) => amount)), main.quantity);
    if (!near(tax.amount, exact))
      found.differs(-45, `Monto del impuesto ${tax.code} (${main.place})`, tax.amount, roundedTo(5, exact));
  }
}
