import { createHash } from 'node:crypto';
import { fail, ok, type Result } from '../../domain/result.ts';
import { type Db, versionOf } from './connection.ts';

/** What a database holds, told so that a copy of it can be compared. */
export interface Contents {
  /** `user_version` */
  readonly schema: number;
  /** rows of every table that is the program's own (the search index keeps its own books) */
  readonly rows: Readonly<Record<string, number>>;
}

export interface ContentsFault {
  readonly kind: 'integrity' | 'foreign-keys' | 'document-bytes';
  /** SQLite's own words, or the claves */
  readonly detail: string;
}

/** Tables of the program, of whichever schema. */
export function tablesOf(db: Db): readonly string[] {
  return db
    .prepare<[], string>(
      "select name from pragma_table_list where schema = 'main' and type = 'table' and name not like 'sqlite\\_%' escape '\\' order by name",
    )
    .pluck()
    .all();
}

/** Of one moment: nothing else writes on this connection meanwhile. */
export function contentsOf(db: Db): Contents {
  const rows = tablesOf(db).map((table): [string, number] => [
    table,
    // a name out of the schema itself, where no parameter can stand
    db.prepare<[], number>(`select count(*) from "${table}"`).pluck().get() ?? 0,
  ]);
  return { schema: versionOf(db), rows: Object.fromEntries(rows) };
}

interface SealedRow {
  readonly clave: string;
  readonly sha256: string;
  readonly xml: Buffer;
}

/** Claves of sealed documents whose bytes are not those that were sealed; what is quarantined is known to be so, and on its way back. */
function spoiltDocuments(db: Db): readonly string[] {
  if (!tablesOf(db).includes('document_body')) return [];
  const spoilt: string[] = [];
  const rows = db
    .prepare<[], SealedRow>(
      `select clave, xml_sha256 as sha256, xml from document join document_body on document_id = id
       where state <> 'quarantined'`,
    )
    .iterate();
  for (const { clave, sha256, xml } of rows)
    if (createHash('sha256').update(xml).digest('hex') !== sha256) spoilt.push(clave);
  const bodiless = db
    .prepare<[], string>(
      "select clave from document where state <> 'quarantined' and id not in (select document_id from document_body)",
    )
    .pluck()
    .all();
  return [...spoilt, ...bodiless];
}

/** Looks at every page, every reference and the bytes of every sealed document. Slow: some seconds for a big file. */
export function checkContents(db: Db): Result<Contents, ContentsFault> {
  const integrity = db.pragma('integrity_check(1)', { simple: true });
  if (integrity !== 'ok') return fail({ kind: 'integrity', detail: String(integrity) });
  const astray: unknown = db.pragma('foreign_key_check');
  if (Array.isArray(astray) && astray.length > 0)
    return fail({ kind: 'foreign-keys', detail: String(astray.length) });
  const spoilt = spoiltDocuments(db);
  if (spoilt.length > 0) return fail({ kind: 'document-bytes', detail: spoilt.slice(0, 20).join(' ') });
  return ok(contentsOf(db));
}

/** @returns the first table that does not hold as many rows; undefined when they hold the same */
export function differenceOf(wanted: Contents, found: Contents): string | undefined {
  if (wanted.schema !== found.schema) return `schema ${found.schema} instead of ${wanted.schema}`;
  const names = new Set([...Object.keys(wanted.rows), ...Object.keys(found.rows)]);
  for (const name of names) {
    const [was, is] = [wanted.rows[name], found.rows[name]];
    if (was !== is) return `${name}: ${is ?? 'no'} rows instead of ${was ?? 'none'}`;
  }
  return undefined;
}
