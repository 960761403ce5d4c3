import { type Decimal, compareDecimals, decimal } from '../money/decimal.ts';
import type { FaultList } from './fault-list.ts';
import type { InvoiceFaultCode } from './invoice-faults.ts';

/** Cantidad: 16 digits of which 3 are decimals; PrecioUnitario: 18 of which 5 are. */
const limit = decimal('10000000000000');

export const quantityFaults = { zero: 'quantity-zero', tooLarge: 'quantity-too-large' } as const;
export const priceFaults = { zero: 'price-zero', tooLarge: 'price-too-large' } as const;

/** @returns the positive number, undefined when at fault */
export function readPositive(
  list: FaultList,
  path: string,
  value: Decimal | undefined,
  codes: { readonly zero?: InvoiceFaultCode; readonly tooLarge: InvoiceFaultCode },
): Decimal | undefined {
  if (value === undefined) return undefined;
  if (value.unscaled === 0n && codes.zero !== undefined) {
    list.block(codes.zero, path);
    return undefined;
  }
  if (compareDecimals(value, limit) >= 0) {
    list.block(codes.tooLarge, path, { max: '13' });
    return undefined;
  }
  return value;
}
