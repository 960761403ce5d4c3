import { near } from './comprobante-reading.ts';
import type { Notes } from './judge-notes.ts';
import { compared, minus, plus, roundedTo, times } from './paper-decimal.ts';
import { unknownCabys } from './practice-register.ts';
import type { TaxedItem } from './taxed-item.ts';

/** Product, discounts and subtotal: the same for a line and for a component. */
export function judgeItem({ place, cabys, quantity, price, total, ...item }: TaxedItem, found: Notes): void {
  if (cabys !== undefined && (!/^\d{13}$/.test(cabys) || unknownCabys.has(cabys)))
    found.row(-400, `El código CAByS ${cabys} de la ${place} no existe en el catálogo.`);
  const product = times(quantity, price);
  if (!near(total, product)) found.differs(undefined, `MontoTotal (${place})`, total, roundedTo(5, product));
  for (const discount of item.discounts)
    if (discount.code === '99' && !discount.explained)
      found.row(-41, `Un descuento de la ${place} no tiene su código o su naturaleza.`);
  const discounted = plus(...item.discounts.map((discount) => discount.amount));
  if (compared(discounted, total) > 0) found.say(`Los descuentos de la ${place} superan su monto total.`);
  else found.equal(undefined, `SubTotal (${place})`, item.subtotal, minus(total, discounted));
}
