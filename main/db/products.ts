import { z } from 'zod';
import type { Db } from './connection.ts';
import { fromJson, readable } from './json-column.ts';
import { prefixPattern, trigramQuery } from './text-search.ts';

/** What a line takes from a product; every field as typed. */
export const StoredProductFields = z.object({
  code: z.string(),
  detail: z.string(),
  cabys: z.string(),
  unit: z.string(),
  unitPrice: z.string(),
  ivaCode: z.string(),
  ivaRate: z.string(),
});
export interface StoredProduct {
  readonly id: string;
  readonly product: z.infer<typeof StoredProductFields>;
}

interface ProductRow {
  readonly id: string;
  readonly product: string;
}

const toProduct = (row: ProductRow): StoredProduct => ({
  id: row.id,
  product: fromJson(StoredProductFields, row.product),
});
const atMost = 20;

/** At most 20, the latest used first. Words shorter than three letters match the start of the code or the detail. */
export function searchProducts(db: Db, companyId: string, text: string): readonly StoredProduct[] {
  const query = trigramQuery(text);
  const rows = query
    ? db
        .prepare<[string, string, number], ProductRow>(
          `select id, product from product where company_id = ?
             and rowid in (select rowid from product_text where product_text match ?) order by used_at desc limit ?`,
        )
        .all(companyId, query, atMost)
    : db
        .prepare<[string, string, string, number], ProductRow>(
          String.raw`select id, product from product where company_id = ?
             and (code like ? escape '\' or detail like ? escape '\') order by used_at desc limit ?`,
        )
        .all(companyId, prefixPattern(text.trim()), prefixPattern(text.trim()), atMost);
  return readable(rows, toProduct);
}

/** @returns false when the id is another company's */
export function saveProduct(
  db: Db,
  companyId: string,
  { id, product }: StoredProduct,
  usedAt: number,
): boolean {
  return (
    db
      .prepare(
        `insert into product (id, company_id, code, detail, product, used_at) values (?, ?, ?, ?, ?, ?)
         on conflict (id) do update set code = excluded.code, detail = excluded.detail, product = excluded.product,
           used_at = excluded.used_at where company_id = excluded.company_id`,
      )
      .run(id, companyId, product.code, product.detail, JSON.stringify(product), usedAt).changes >= 1
  );
}
