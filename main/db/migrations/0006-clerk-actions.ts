/**
 * Who did what, and every change of state of a document: what the timeline and its file for the accountant show beside the attempts.
 * Times are UTC ms.
 */
export const clerkActions = /* sql */ `
create table clerk_action (
  id integer primary key,
  company_id text not null references company (id),
  subject_kind text not null check (subject_kind in ('document', 'payment_slot', 'lane')),
  subject_id text not null check (subject_id <> ''),
  kind text not null check (kind <> ''),
  at integer not null,
  who text not null,
  boot_id text not null,
  detail text
) strict;
create index clerk_action_by_subject on clerk_action (subject_kind, subject_id, id);
-- which document a draft was copied from: asked when that draft is issued
create index clerk_action_by_draft on clerk_action (detail) where kind = 'copy-to-draft';
create trigger clerk_action_kept before delete on clerk_action begin
  select raise(abort, 'what a person did is never deleted');
end;
create trigger clerk_action_frozen before update on clerk_action begin
  select raise(abort, 'what a person did does not change');
end;

-- By the document's place, not its id: rows of documents that move together share a page.
create table document_move (
  seq integer not null,
  n integer not null,
  at integer not null,
  from_state text not null,
  to_state text not null,
  reason text not null,
  primary key (seq, n)
) strict, without rowid;
create trigger document_moved after update of state on document when old.state <> new.state begin
  insert into document_move (seq, n, at, from_state, to_state, reason)
    values (new.seq, 1 + coalesce((select max(n) from document_move where seq = new.seq), 0),
      new.state_since, old.state, new.state, coalesce(new.reason, ''));
end;
create trigger document_move_kept before delete on document_move begin
  select raise(abort, 'a change of state is never deleted');
end;
create trigger document_move_frozen before update on document_move begin
  select raise(abort, 'a change of state does not change');
end;
`;
