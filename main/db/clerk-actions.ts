import type {
  ClerkAction,
  ClerkActionKind,
  ClerkActionStore,
  DocumentMove,
} from '../../domain/outbox/clerk-action.ts';
import type { Db } from './connection.ts';

/** The columns as the CHECKs of the table keep them; kinds are written by this program only. */
interface ClerkActionRow {
  readonly companyId: string;
  readonly subjectKind: ClerkAction['subjectKind'];
  readonly subjectId: string;
  readonly kind: ClerkActionKind;
  readonly at: number;
  readonly who: string;
  readonly bootId: string;
  readonly detail: string | null;
}

const columns = `company_id as companyId, subject_kind as subjectKind, subject_id as subjectId, kind, at, who,
  boot_id as bootId, detail`;

const toAction = ({ detail, ...row }: ClerkActionRow): ClerkAction => ({
  ...row,
  ...(detail === null ? {} : { detail }),
});

/** What people did with documents, payment lists and the ways to the services. */
export function clerkActionStore(db: Db): ClerkActionStore {
  const add = db.prepare<[Omit<ClerkAction, 'detail'> & { readonly detail: string | null }]>(
    `insert into clerk_action (company_id, subject_kind, subject_id, kind, at, who, boot_id, detail)
     values (@companyId, @subjectKind, @subjectId, @kind, @at, @who, @bootId, @detail)`,
  );
  const copiedFrom = db
    .prepare<[string], string>(
      "select subject_id from clerk_action where kind = 'copy-to-draft' and detail = ? limit 1",
    )
    .pluck();
  const of = db.prepare<[string, string, string], ClerkActionRow>(
    `select ${columns} from clerk_action where company_id = ? and subject_kind = ? and subject_id = ? order by id`,
  );
  return {
    add({ detail, ...action }) {
      add.run({ ...action, at: Math.round(action.at), detail: detail ?? null });
    },
    copiedFrom: (draftId) => copiedFrom.get(draftId),
    of: (companyId, subjectKind, subjectId) => of.all(companyId, subjectKind, subjectId).map(toAction),
  };
}

/** Every change of state of a document since this is kept, oldest first. */
export const documentMoves = (db: Db, documentId: string): readonly DocumentMove[] =>
  db
    .prepare<[string], DocumentMove>(
      `select at, from_state as "from", to_state as "to", reason from document_move
       where seq = (select seq from document where id = ?) order by n`,
    )
    .all(documentId);

interface IssuedCopy {
  readonly draftId: string;
  readonly documentId: string;
  readonly at: number;
  /** what the journal says that the draft was copied from */
  readonly copyOf: string | null;
}

/**
 * Notes on the document that a draft was copied from that the draft was issued. Nothing when it was not a copy. An older database does
 * not know of the draft any more; the document itself may be one that it knows.
 */
export function noteCopied(db: Db): (issued: IssuedCopy) => void {
  const note = db.prepare<[IssuedCopy]>(
    `insert into clerk_action (company_id, subject_kind, subject_id, kind, at, who, boot_id, detail)
     select company_id, subject_kind, subject_id, 'copied-into', @at, '', boot_id, @documentId
     from clerk_action where kind = 'copy-to-draft' and detail = @draftId limit 1`,
  );
  const noteForgotten = db.prepare<[IssuedCopy]>(
    `insert into clerk_action (company_id, subject_kind, subject_id, kind, at, who, boot_id, detail)
     select company_id, 'document', id, 'copied-into', @at, '', '', @documentId from document where id = @copyOf`,
  );
  return (issued) => {
    if (note.run(issued).changes === 0 && issued.copyOf !== null) noteForgotten.run(issued);
  };
}
