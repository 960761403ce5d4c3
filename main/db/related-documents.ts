import type { Db } from './connection.ts';

/** Documents by what they were made from. SQL of the related views only; the documents themselves are read by document-list.ts. */

/** Ids of what was sealed with this document as its origin, newest first. */
export const madeFrom = (db: Db, companyId: string, originId: string): readonly string[] =>
  db
    .prepare<[string, string], string>(
      'select id from document where depends_on = ? and company_id = ? order by sealed_at desc, seq desc',
    )
    .pluck()
    .all(originId, companyId);

/** Id of the document with this clave, unless it never came to be. */
export const standingByClave = (db: Db, companyId: string, clave: string): string | undefined =>
  db
    .prepare<[string, string], string>(
      "select id from document where clave = ? and company_id = ? and state not in ('rejected', 'abandoned')",
    )
    .pluck()
    .get(clave, companyId);

/**
 * Ids of credit sales with condition 08 or 10 that were not refused, newest first (the index `body_credit_sale`).
 * @param limit as many as a screen shows
 */
export const creditSaleIds = (db: Db, companyId: string, limit: number): readonly string[] =>
  db
    .prepare<[string, number], string>(
      `select document.id from document_body as body indexed by body_credit_sale
         join document on document.id = body.document_id
       where json_extract(form, '$.saleCondition') in ('08', '10') and json_extract(form, '$.kind') = '01'
         and document.company_id = ? and document.state not in ('rejected', 'abandoned')
       order by document.sealed_at desc, document.seq desc limit ?`,
    )
    .pluck()
    .all(companyId, limit);
