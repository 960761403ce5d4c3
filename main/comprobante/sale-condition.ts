import type { Invoice } from '../../domain/billing/invoice.ts';
import { leaf, optionalLeaf, plainLeaf } from './canonical-xml.ts';

/** CondicionVenta, its text and the credit term in days: all kinds but REP, which has only the condition. */
export const saleConditionXml = (invoice: Invoice): string =>
  leaf('CondicionVenta', invoice.saleCondition) +
  optionalLeaf('CondicionVentaOtros', invoice.saleConditionOther) +
  (invoice.creditDays === undefined ? '' : plainLeaf('PlazoCredito', invoice.creditDays.toString()));
