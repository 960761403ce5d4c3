import type { Db } from './connection.ts';

/** Which installation a terminal's numbers belong to, and which numbers nobody knows. Rows of `meta`: facts of this installation. */
export interface TerminalBook {
  /** the installation this database belongs to; undefined in one of an older program, and in a new one */
  installation(): string | undefined;
  ownerOf(terminal: Terminal): string | undefined;
  bind(terminal: Terminal, installation: string): void;
  /** Binds what companies and series name and nobody owns yet. */
  bindFree(installation: string): void;
  /** The database belongs to `installation` from now on, and with it every terminal that is bound. */
  takeOver(installation: string): void;
  /** The last numbers of these companies are for a person to confirm. */
  doubtNumbers(companyIds: readonly string[]): void;
  areNumbersUnknown(companyId: string): boolean;
  confirmNumbers(companyId: string): void;
}

export interface Terminal {
  readonly companyId: string;
  readonly branch: string;
  readonly terminal: string;
}

const keyOf = ({ companyId, branch, terminal }: Terminal): string =>
  `terminal ${companyId} ${branch} ${terminal}`;
const doubtOf = (companyId: string): string => `numbers-unknown ${companyId}`;

export function terminalBook(db: Db): TerminalBook {
  const read = db.prepare<[string], string>('select value from meta where key = ?').pluck();
  const write = db.prepare<[string, string]>(
    'insert into meta (key, value) values (?, ?) on conflict (key) do update set value = excluded.value',
  );
  const clear = db.prepare<[string]>('delete from meta where key = ?');
  const bindCompanies = db.prepare<[string]>(
    `insert into meta (key, value)
     select 'terminal ' || id || ' ' || (settings ->> '$.issuer.branch') || ' ' || (settings ->> '$.issuer.terminal'), ?
     from company where settings ->> '$.issuer.terminal' is not null
     on conflict (key) do nothing`,
  );
  const bindSeries = db.prepare<[string]>(
    `insert into meta (key, value)
     select distinct 'terminal ' || company_id || ' ' || branch || ' ' || terminal, ? from series where true
     on conflict (key) do nothing`,
  );
  const rebind = db.prepare<[string]>("update meta set value = ? where key like 'terminal %'");
  return {
    installation: () => read.get('installation'),
    ownerOf: (terminal) => read.get(keyOf(terminal)),
    bind(terminal, installation) {
      write.run(keyOf(terminal), installation);
    },
    bindFree(installation) {
      db.transaction(() => {
        bindCompanies.run(installation);
        bindSeries.run(installation);
      })();
    },
    takeOver(installation) {
      db.transaction(() => {
        write.run('installation', installation);
        rebind.run(installation);
        bindCompanies.run(installation);
        bindSeries.run(installation);
      })();
    },
    doubtNumbers(companyIds) {
      db.transaction(() => {
        for (const id of companyIds) write.run(doubtOf(id), '1');
      })();
    },
    areNumbersUnknown: (companyId) => read.get(doubtOf(companyId)) !== undefined,
    confirmNumbers(companyId) {
      clear.run(doubtOf(companyId));
    },
  };
}
