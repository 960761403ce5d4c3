import type { Company } from '../../domain/company/company.ts';
import { isSameMachine, type MachineTraits, type SealingHold } from '../../domain/company/installation.ts';
import type { SeriesKind } from '../../domain/numbering/series-kinds.ts';
import type { Random } from '../../domain/outbox/ports.ts';
import type { SeriesStore, Transactions } from '../../domain/outbox/store.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { InstallationFile } from '../backup/installation-file.ts';
import type { Terminal, TerminalBook } from '../db/terminals.ts';

/** What the terminals of this computer are held by, if by anything. */
export interface OwnTerminals {
  /** Binds a terminal that is nobody's. @returns why nothing may be sealed on the company's terminal; undefined: it is ours */
  hold(company: Company): SealingHold | undefined;
  /** "Esta computadora reemplaza a la otra": every terminal of this database is bound to this installation. */
  replaceOther(): void;
  /** The companies whose numbers only a person knows now (restored without journal and sealed files). */
  doubtNumbers(companyIds: readonly string[]): void;
  /** The last number of each kind, as the clerk knows it: numbers up to it are spent. Lower ones change nothing. */
  confirmNumbers(
    company: Company,
    last: readonly { readonly kind: SeriesKind; readonly lastNumber: number }[],
  ): Result<void, 'no-company' | 'disk-full' | 'disk-error'>;
}

export interface OwnTerminalsParts {
  readonly file: InstallationFile;
  readonly book: TerminalBook;
  readonly machine: MachineTraits;
  readonly random: Pick<Random, 'id'>;
  readonly store: Transactions & { readonly series: SeriesStore };
}

const terminalOf = ({ id, settings: { issuer } }: Company): Terminal | undefined =>
  issuer && { companyId: id, branch: issuer.branch, terminal: issuer.terminal };

/**
 * At the start: the installation's file and the database must name each other. Data that names nobody (of an older program, or begun
 * anew here) binds by itself; what names another installation waits for the clerk. The whole folder on another computer is another
 * installation too, so the file gets an id of its own there. @throws when the disk refuses the file
 */
export function ownTerminals({ file, book, machine, random, store }: OwnTerminalsParts): OwnTerminals {
  const kept = file.read();
  const newId = (): string => {
    const made = random.id();
    file.keep({ id: made, machine });
    return made;
  };
  const id = kept && isSameMachine(kept.machine, machine) ? kept.id : newId();
  if (book.installation() === undefined) book.takeOver(id);
  else if (book.installation() === id) book.bindFree(id);

  return {
    hold(company) {
      const terminal = terminalOf(company);
      if (!terminal) return undefined;
      const owner = book.ownerOf(terminal);
      if (owner !== undefined && owner !== id) return 'elsewhere';
      // One that nobody had before is this computer's from now on.
      if (owner === undefined) book.bind(terminal, id);
      return book.areNumbersUnknown(company.id) ? 'numbers-unknown' : undefined;
    },
    replaceOther() {
      book.takeOver(id);
    },
    doubtNumbers: (companyIds) => book.doubtNumbers(companyIds),
    confirmNumbers(company, last) {
      const terminal = terminalOf(company);
      if (!terminal) return fail('no-company');
      const done = store.atomically(() => {
        for (const { kind, lastNumber } of last)
          if (lastNumber > 0) store.series.raise({ ...terminal, kind }, lastNumber);
        book.confirmNumbers(company.id);
      });
      return done.ok ? ok(undefined) : fail(done.error === 'disk-full' ? 'disk-full' : 'disk-error');
    },
  };
}
