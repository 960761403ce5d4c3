import { copyFileSync, existsSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { InvoiceForm, PartyForm } from '../../domain/billing/invoice-form.ts';
import type { Db } from './connection.ts';
import { saveCustomer } from './customers.ts';
import { saveDraft } from './drafts.ts';
import { fromJson, readableOne } from './json-column.ts';
import { saveProduct, StoredProductFields } from './products.ts';

/** How many rows of what the clerk keeps were newer in the damaged file, and came back. */
export interface Salvaged {
  readonly drafts: number;
  readonly customers: number;
  readonly products: number;
}

const Kept = z.object({ id: z.string(), companyId: z.string(), at: z.int(), json: z.string() });
type Kept = z.infer<typeof Kept>;

const isSqlites = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_');

/** Every row that can be reached from either end of the table; what lies between two damaged pages is out of reach. */
function reachable(damaged: Db, columns: string, table: string): readonly Kept[] {
  const found = new Map<string, Kept>();
  for (const direction of ['asc', 'desc'])
    try {
      const rows = damaged
        .prepare<[]>(`select ${columns} from ${table} not indexed order by rowid ${direction}`)
        .iterate();
      for (const row of rows) {
        const read = Kept.safeParse(row);
        if (read.success) found.set(read.data.id, read.data);
      }
    } catch (error) {
      if (!isSqlites(error)) throw error;
    }
  return [...found.values()];
}

interface KeptTable {
  readonly table: keyof Salvaged;
  readonly columns: string;
  readonly from: string;
  /** @returns false when the row that is there stays */
  readonly take: (row: Kept) => boolean;
}

/** Reads a copy of the damaged file, so that the file itself stays as it is. @returns undefined when SQLite cannot open it at all */
function withCopy<T>(file: string, aside: string, work: (damaged: Db) => T): T | undefined {
  const endings = ['', '-wal'] as const;
  let damaged: Db | undefined;
  try {
    for (const ending of endings) if (existsSync(file + ending)) copyFileSync(file + ending, aside + ending);
    damaged = new Database(aside);
    damaged.pragma('locking_mode = EXCLUSIVE');
    return work(damaged);
  } catch (error) {
    if (!isSqlites(error)) throw error;
    return undefined;
  } finally {
    damaged?.close();
    for (const ending of [...endings, '-shm', '-journal']) rmSync(aside + ending, { force: true });
  }
}

/**
 * Drafts, customers and products that the damaged file has and the database in its place has not, or has older. Only whole rows that
 * can be read; drafts that have become documents do not come back.
 * @param aside free path beside, for a copy of the damaged file
 * @throws what the disk throws
 */
export function salvage(db: Db, damagedFile: string, aside: string): Salvaged {
  const counts = { drafts: 0, customers: 0, products: 0 };
  const knows = db.prepare<[string], number>('select 1 from company where id = ?').pluck();
  const newer = (sql: string): ((row: Kept) => boolean) => {
    const at = db.prepare<[string], number>(sql).pluck();
    return (row) => row.at > (at.get(row.id) ?? -1);
  };
  const newerDraft = newer('select updated_at from draft where id = ?');
  const newerCustomer = newer('select used_at from customer where id = ?');
  const newerProduct = newer('select used_at from product where id = ?');
  const tables: readonly KeptTable[] = [
    {
      table: 'drafts',
      columns: 'id, company_id as companyId, updated_at as at, form as json',
      from: 'draft',
      take: (row) => {
        const form = readableOne(row.json, (json) => fromJson(InvoiceForm, json));
        return form !== undefined && newerDraft(row) && saveDraft(db, row.companyId, row.id, form, row.at);
      },
    },
    {
      table: 'customers',
      columns: 'id, company_id as companyId, used_at as at, party as json',
      from: 'customer',
      take: (row) => {
        const party = readableOne(row.json, (json) => fromJson(PartyForm, json));
        const { id } = row;
        return (
          party !== undefined && newerCustomer(row) && saveCustomer(db, row.companyId, { id, party }, row.at)
        );
      },
    },
    {
      table: 'products',
      columns: 'id, company_id as companyId, used_at as at, product as json',
      from: 'product',
      take: (row) => {
        const product = readableOne(row.json, (json) => fromJson(StoredProductFields, json));
        const { id } = row;
        return (
          product !== undefined &&
          newerProduct(row) &&
          saveProduct(db, row.companyId, { id, product }, row.at)
        );
      },
    },
  ];
  withCopy(damagedFile, aside, (damaged) => {
    for (const { table, columns, from, take } of tables) {
      const rows = reachable(damaged, columns, from);
      db.transaction(() => {
        for (const row of rows) if (knows.get(row.companyId) === 1 && take(row)) counts[table]++;
      }).immediate();
    }
  });
  return counts;
}
