import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeDocumentIdentity } from '../../domain/numbering/clave.ts';
import type { PracticeCounters } from '../../domain/practice/switches.ts';
import { type Db, openDatabase } from '../../main/db/connection.ts';
import type { Addresses } from './authorities.ts';
import { branch, companyId, issuer, type LifeWord, securityCodeOf } from './life.ts';
import { type Cut, type LifeEnd, runLife, type Traced } from './run-life.ts';

/** A broken promise: the run stops, and the folder stays as it is. */
export class Broken extends Error {}

type SealedWord = Extract<LifeWord, { said: 'sealed' }>;

export interface ChainParts {
  /** made when missing; one for each chain */
  readonly folder: string;
  /** 5 digits, one for each chain of the same authorities */
  readonly terminal: string;
  readonly addresses: Addresses;
  /** of compiled scripts: a start is twice as fast */
  readonly compileCache: string;
  /** [0, 1) */
  readonly random: () => number;
}

/** What one chain of lives came to, checked against the authorities' own counters. */
export interface ChainTotals {
  readonly sealed: number;
  readonly acknowledged: number;
  readonly recoveries: number;
  readonly posts: number;
  /** POSTs of a clave beyond its first: each was one too many, for none of the first was refused or lost here */
  readonly doubled: number;
  readonly charges: number;
}

export interface LifeChoice {
  readonly newSales: number;
  readonly cut: Cut;
  readonly dieAtRefusal?: boolean;
  /** only on a disk of its own: it is filled */
  readonly leaveFreeBytes?: number;
}

export interface Chain {
  /** One life of the process on this folder, and what it left checked. */
  live(choice: LifeChoice): Promise<LifeEnd>;
  /** A last life in peace; everything is accepted afterwards. Checked against what the authorities counted. */
  settle(counters: () => Promise<PracticeCounters>): Promise<ChainTotals>;
}

interface Row {
  readonly id: string;
  readonly clave: string;
  readonly consecutivo: string;
  readonly state: string;
  readonly xmlSha256: string;
  readonly issuedAt: string;
  readonly sale: string;
  readonly xml: Uint8Array;
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function must(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Broken(what);
}

const repeated = (values: readonly string[]): readonly string[] =>
  values.filter((value, index) => values.indexOf(value) !== index);

/** Many lives of the outbox on one folder, one after the other, each cut off in its own way. */
export function chain(parts: ChainParts): Chain {
  const { folder, terminal } = parts;
  mkdirSync(folder, { recursive: true });
  const sales: string[] = [];
  const acknowledged = new Map<string, SealedWord>();
  /** every row that a start has shown after its recovery: from then on it is there for good */
  const shown = new Map<string, string>();
  let recoveries = 0;
  let lastNumber = 0;

  const complain = (what: string): string => `${what} (in ${folder})`;

  const securityCode = (): string =>
    String(Math.floor(parts.random() * 1e8))
      .padStart(8, '0')
      .slice(0, 8);

  /** The claves that the next life may give, so that its files can be watched by name. */
  const tracedOf = (code: string, count: number): Traced => {
    const at = Date.now();
    // The nth seal has at most the nth next number: a smaller one where seals before it failed.
    const identities = Array.from({ length: Math.min(8, count + 3) }, (_, nth) =>
      Array.from({ length: nth + 1 }, (__, index) =>
        makeDocumentIdentity({
          branch,
          terminal,
          kind: '01',
          number: lastNumber + 1 + index,
          at,
          identification: issuer,
          situation: '1',
          securityCode: securityCodeOf(code, nth),
        }),
      ),
    ).flat();
    return {
      claves: identities.map(({ clave }) => clave),
      month: identities[0]?.issuedAt.slice(0, 7) ?? '',
    };
  };

  const rowsOf = (db: Db): readonly Row[] =>
    db
      .prepare<[], Row>(
        `select d.id, d.clave, d.consecutivo, d.state, d.xml_sha256 as xmlSha256, d.issued_at as issuedAt,
           d.customer_name as sale, b.xml
         from document d join document_body b on b.document_id = d.id order by d.seq`,
      )
      .all();

  /** What holds at any moment, whatever was cut off. */
  const checkRows = (db: Db): readonly Row[] => {
    const integrity = db.pragma('integrity_check', { simple: true });
    must(integrity === 'ok', complain(`integrity_check: ${String(integrity)}`));
    must(
      (db.pragma('foreign_key_check') as unknown[]).length === 0,
      complain('foreign_key_check finds something'),
    );
    const rows = rowsOf(db);
    const byId = new Map(rows.map((row) => [row.id, row]));
    for (const { id, clave, consecutivo, xmlSha256 } of acknowledged.values()) {
      const row = byId.get(id);
      must(row !== undefined, complain(`${id} was acknowledged and is lost`));
      must(
        row.clave === clave && row.consecutivo === consecutivo,
        complain(`${id} has another clave than the clerk was told`),
      );
      must(row.xmlSha256 === xmlSha256, complain(`${id} has another hash than it was sealed with`));
    }
    for (const [id, clave] of shown) {
      must(byId.get(id)?.clave === clave, complain(`${id} was there with clave ${clave} and is not now`));
    }
    for (const row of rows) {
      must(sha256(row.xml) === row.xmlSha256, complain(`the bytes of ${row.id} are not those sealed`));
      // Before a start has looked: a commit that the disk refused, whose file was thrown away, may be there all the same.
      if (!acknowledged.has(row.id) && !shown.has(row.id)) continue;
      const file = join(folder, 'sealed', companyId, row.issuedAt.slice(0, 7), `${row.clave}.xml`);
      must(existsSync(file), complain(`${row.id} has no second copy`));
      must(sha256(readFileSync(file)) === row.xmlSha256, complain(`the second copy of ${row.id} differs`));
    }
    must(repeated(rows.map(({ sale }) => sale)).length === 0, complain('a sale has two documents'));
    must(
      repeated(rows.map(({ consecutivo }) => consecutivo)).length === 0,
      complain('a number was given twice'),
    );
    const late = db
      .prepare<[], number>(
        `select count(*) from attempt a join document d on a.subject_kind = 'document' and a.subject_id = d.id
         where a.kind = 'POST' and a.started_at > d.received_at`,
      )
      .pluck()
      .get();
    must(late === 0, complain('a POST began after "received" was committed'));
    lastNumber = Math.max(
      lastNumber,
      db.prepare<[], number>('select coalesce(max(last_number), 0) from series').pluck().get() ?? 0,
    );
    return rows;
  };

  /** On a copy: the next start must find what the kill left, not what looking at it made of it. */
  const checkRemains = (): void => {
    if (!existsSync(join(folder, 'talonario.sqlite'))) {
      must(acknowledged.size === 0, complain('the database is gone'));
      return;
    }
    const copy = mkdtempSync(`${folder}-copy-`);
    for (const ending of ['', '-wal'])
      if (existsSync(join(folder, `talonario.sqlite${ending}`)))
        cpSync(join(folder, `talonario.sqlite${ending}`), join(copy, `talonario.sqlite${ending}`));
    const opened = openDatabase(join(copy, 'talonario.sqlite'));
    must(opened.ok, complain(`what is left does not open: ${JSON.stringify(opened)}`));
    checkRows(opened.value);
    opened.value.close();
    rmSync(copy, { recursive: true });
  };

  const live = async (choice: LifeChoice): Promise<LifeEnd> => {
    const { newSales, cut, dieAtRefusal = false, leaveFreeBytes } = choice;
    for (let n = 0; n < newSales; n++) sales.push(`venta-${sales.length + 1}`);
    const code = securityCode();
    // Sales that an earlier life did not get to: the clerk still has them.
    const open = sales.filter((sale) => !acknowledged.has(sale));
    const life = await runLife(
      {
        folder,
        ...parts.addresses,
        terminal,
        securityCode: code,
        sales: open,
        dieAtRefusal,
        ...(leaveFreeBytes === undefined ? {} : { leaveFreeBytes }),
      },
      cut,
      { compileCache: parts.compileCache, traced: tracedOf(code, open.length) },
    );
    for (const word of life.words) {
      if (word.said === 'error') throw new Broken(complain(`${word.where}: ${word.text}`));
      if (word.said === 'recovered') {
        recoveries += 1;
        for (const { id, clave } of word.documents) {
          must((shown.get(id) ?? clave) === clave, complain(`${id} has another clave after the recovery`));
          shown.set(id, clave);
        }
        for (const { id } of acknowledged.values())
          must(
            word.documents.some((document) => document.id === id),
            complain(`${id} was acknowledged and is not there after the recovery`),
          );
      }
      if (word.said !== 'sealed') continue;
      const before = acknowledged.get(word.id);
      must(before === undefined || before.clave === word.clave, complain(`${word.id} got two claves`));
      acknowledged.set(word.id, word);
    }
    if (life.end.kind === 'ended')
      must(
        life.end.status === 0,
        complain(`it ended with ${life.end.status}: ${JSON.stringify(life.words)}`),
      );
    checkRemains();
    return life;
  };

  return {
    live,
    async settle(counters) {
      const { end } = await live({ newSales: 0, cut: { how: 'none' } });
      must(end.kind === 'ended', complain('nobody killed it, and it did not end'));
      const opened = openDatabase(join(folder, 'talonario.sqlite'));
      must(opened.ok, complain('the settled database does not open'));
      const db = opened.value;
      const rows = checkRows(db);
      must(
        rows.every(({ state }) => state === 'accepted'),
        complain('not everything is accepted'),
      );
      must(rows.length === sales.length, complain(`${sales.length} sales, ${rows.length} documents`));
      const attempts = db
        .prepare<[], { clave: string; count: number }>(
          `select d.clave, count(*) as count from attempt a join document d on a.subject_id = d.id
           where a.kind = 'POST' group by d.clave`,
        )
        .all();
      const charges = db.prepare<[], number>('select count(*) from charge').pluck().get() ?? 0;
      db.close();
      const counted = await counters();
      const mine = counted.posts.filter(({ clave }) => clave.slice(24, 29) === terminal);
      const known = new Set(rows.map(({ clave }) => clave));
      for (const { clave, arrived, accepted } of mine) {
        must(known.has(clave), complain(`the authorities were sent ${clave}, which is no document`));
        must(accepted, complain(`${clave} is accepted here and not there`));
        const noted = attempts.find((attempt) => attempt.clave === clave)?.count ?? 0;
        must(
          arrived <= noted,
          complain(`${arrived} POSTs of ${clave}, ${noted} of them noted before the call`),
        );
      }
      for (const { consecutivo, claves } of counted.numbers)
        must(
          consecutivo.slice(3, 8) !== terminal || claves === 1,
          complain(`the authorities were sent ${claves} claves of ${consecutivo}`),
        );
      must(mine.length === rows.length, complain('accepted without having arrived'));
      const posts = mine.reduce((sum, { arrived }) => sum + arrived, 0);
      return {
        sealed: rows.length,
        acknowledged: acknowledged.size,
        recoveries,
        posts,
        doubled: posts - mine.length,
        charges,
      };
    },
  };
}
