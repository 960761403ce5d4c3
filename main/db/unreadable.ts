import { z } from 'zod';
import { InvoiceForm, PartyForm } from '../../domain/billing/invoice-form.ts';
import type { Db } from './connection.ts';
import { fromJson, readableOne } from './json-column.ts';
import { StoredProductFields } from './products.ts';

export interface UnreadableRows {
  readonly drafts: number;
  readonly customers: number;
  readonly products: number;
}

/** How many rows of what the clerk keeps cannot be read: lists leave them out, and nothing deletes them. */
export function countUnreadable(db: Db): UnreadableRows {
  const count = (sql: string, schema: z.ZodType): number => {
    let unreadable = 0;
    for (const text of db.prepare<[], string>(sql).pluck().iterate())
      if (readableOne(text, (json) => fromJson(schema, json) ?? null) === undefined) unreadable++;
    return unreadable;
  };
  return {
    drafts: count('select form from draft not indexed', InvoiceForm),
    customers: count('select party from customer not indexed', PartyForm),
    products: count('select product from product not indexed', StoredProductFields),
  };
}
