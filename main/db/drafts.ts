import { InvoiceForm } from '../../domain/billing/invoice-form.ts';
import type { Db } from './connection.ts';
import { fromJson, readable, readableOne } from './json-column.ts';

export interface Draft {
  readonly id: string;
  readonly form: InvoiceForm;
  /** UTC ms */
  readonly updatedAt: number;
}

interface DraftRow {
  readonly id: string;
  readonly form: string;
  readonly updatedAt: number;
}

const toDraft = (row: DraftRow): Draft => ({ ...row, form: fromJson(InvoiceForm, row.form) });

/** Newest first; one that cannot be read is left out, and stays in the database. */
export function listDrafts(db: Db, companyId: string, limit: number): readonly Draft[] {
  const rows = db
    .prepare<[string, number], DraftRow>(
      'select id, form, updated_at as updatedAt from draft where company_id = ? order by updated_at desc, id limit ?',
    )
    .all(companyId, limit);
  return readable(rows, toDraft);
}

export function countDrafts(db: Db, companyId: string): number {
  return (
    db.prepare<[string], number>('select count(*) from draft where company_id = ?').pluck().get(companyId) ??
    0
  );
}

export function findDraft(db: Db, companyId: string, id: string): Draft | undefined {
  const row = db
    .prepare<[string, string], DraftRow>(
      'select id, form, updated_at as updatedAt from draft where company_id = ? and id = ?',
    )
    .get(companyId, id);
  return row && readableOne(row, toDraft);
}

/**
 * Writes the draft whether it is new or not.
 * @returns false when the id belongs to another company, or the draft has become a document (a late save must not revive it)
 */
export function saveDraft(db: Db, companyId: string, id: string, form: InvoiceForm, at: number): boolean {
  return (
    db
      .prepare(
        `insert into draft (id, company_id, kind, form, created_at, updated_at)
           select @id, @companyId, @kind, @form, @at, @at where not exists (select 1 from document where id = @id)
         on conflict (id) do update set kind = excluded.kind, form = excluded.form, updated_at = excluded.updated_at
         where company_id = excluded.company_id`,
      )
      .run({ id, companyId, kind: form.kind, form: JSON.stringify(form), at }).changes === 1
  );
}

/** @returns false when there was none */
export function deleteDraft(db: Db, companyId: string, id: string): boolean {
  return db.prepare('delete from draft where company_id = ? and id = ?').run(companyId, id).changes === 1;
}
