/**
 * Mensajes receptores among the documents, and what was found when an answer of the authority was looked at (DOMAIN.md sections 8, 9).
 *
 * A message has no clave of its own (domain/numbering/identity.ts): the CHECK on the clave lets both forms in. A CHECK cannot be changed
 * in place: the table is built anew, as 0004-abandoned.ts did. Rows keep their `seq`, so search index, changes of state and sums stay
 * what they are.
 *
 * Verification: NULL only in answers stored before this step, which nobody looked at. An answer that does not hold is kept aside, for it
 * settles nothing and must not stand where the one that does is to come.
 */
export const identities = /* sql */ `
create table document_new (
  seq integer primary key,
  id text not null unique,
  company_id text not null references company (id),
  environment text not null check (environment in ('practice', 'test', 'production')),
  kind text not null,
  branch text not null,
  terminal text not null,
  consecutivo text not null check (length(consecutivo) = 20 and consecutivo not glob '*[^0-9]*'),
  -- or of a mensaje receptor: the clave it answers and its own number (DOMAIN.md 3.3)
  clave text not null unique check (
    (length(clave) = 50 and clave not glob '*[^0-9]*')
    or (length(clave) = 71 and substr(clave, 51) = '-' || consecutivo
      and substr(clave, 1, 50) not glob '*[^0-9]*')),
  xml_sha256 text not null check (length(xml_sha256) = 64),
  situation text not null check (situation in ('1', '2', '3')),
  issued_at text not null,
  sealed_at integer not null,
  customer_name text not null,
  total integer not null check (total >= 0),
  amount_text text not null,
  currency text not null,
  issuer_type text not null,
  issuer_number text not null,
  receiver_type text,
  receiver_number text,
  callback_url text,
  depends_on text references document (id),

  state text not null check (state in ('sealed', 'held', 'queued', 'sending', 'unknown', 'received', 'processing',
    'accepted', 'rejected', 'needs_fix', 'needs_person', 'quarantined', 'abandoned')),
  state_since integer not null,
  boot_id text,
  next_at integer,
  reason text,
  posts integer not null default 0 check (posts >= 0),
  sent_at integer,
  sent_boot text,
  sent_mono integer,
  received_at integer,
  polls integer not null default 0 check (polls >= 0),
  not_found integer not null default 0 check (not_found >= 0),
  not_found_at integer,
  doubt text check (doubt in ('ordinary', 'duplicate')),
  foreign_duplicate integer not null default 0 check (foreign_duplicate in (0, 1)),
  settle_gets integer not null default 0 check (settle_gets between 0 and 3),
  lonely_doubts integer not null default 0,
  last_doubt_at integer,
  cause text,
  location text,
  raw_text text,
  answer_verdict text check (answer_verdict in ('accepted', 'rejected')),
  intent text check (intent in ('abandon')),
  rounds integer not null default 0 check (rounds >= 0),
  unanswered integer not null default 0 check (unanswered >= 0),
  sealed_sum integer,
  moving_sum integer,

  check ((receiver_type is null) = (receiver_number is null)),
  check (state <> 'sending' or (boot_id is not null and sent_at is not null)),
  check ((state = 'unknown') <= (doubt is not null)),
  check (state not in ('received', 'processing', 'accepted', 'rejected') or received_at is not null),
  -- I2: never on the way to a POST once the authority has it
  check (state not in ('queued', 'sending', 'held', 'sealed') or received_at is null),
  -- I1, I2: what was given up is never on the way to a POST again; what the authority has cannot be given up
  check (state not in ('queued', 'sending', 'held', 'sealed') or intent is null),
  check (state <> 'abandoned' or (received_at is null and next_at is null)),
  check (state not in ('unknown', 'received', 'processing') or next_at is not null),
  check (state not in ('needs_fix', 'needs_person') or reason is not null),
  -- I10: final only with the authority's answer stored
  check (state not in ('accepted', 'rejected') or answer_verdict is state),
  foreign key (id, answer_verdict) references document_answer (document_id, verdict) deferrable initially deferred
) strict;
-- a row that no CHECK lets pass was damaged: it is mended by the program (document-audit.ts), and must not keep it from opening
pragma ignore_check_constraints = on;
insert into document_new (
  seq, id, company_id, environment, kind, branch, terminal, consecutivo, clave, xml_sha256,
  situation, issued_at, sealed_at, customer_name, total, amount_text, currency, issuer_type,
  issuer_number, receiver_type, receiver_number, callback_url, depends_on, state, state_since,
  boot_id, next_at, reason, posts, sent_at, sent_boot, sent_mono, received_at, polls, not_found,
  not_found_at, doubt, foreign_duplicate, settle_gets, lonely_doubts, last_doubt_at, cause,
  location, raw_text, answer_verdict,
  intent, rounds, unanswered, sealed_sum, moving_sum
) select
  seq, id, company_id, environment, kind, branch, terminal, consecutivo, clave, xml_sha256,
  situation, issued_at, sealed_at, customer_name, total, amount_text, currency, issuer_type,
  issuer_number, receiver_type, receiver_number, callback_url, depends_on, state, state_since,
  boot_id, next_at, reason, posts, sent_at, sent_boot, sent_mono, received_at, polls, not_found,
  not_found_at, doubt, foreign_duplicate, settle_gets, lonely_doubts, last_doubt_at, cause,
  location, raw_text, answer_verdict,
  intent, rounds, unanswered, sealed_sum, moving_sum
from document;
pragma ignore_check_constraints = off;
-- names the table that goes: a rename would stop at it
drop trigger body_frozen;
drop table document;
alter table document_new rename to document;
create index document_newest on document (company_id, sealed_at desc, seq desc);
create index document_newest_by_state on document (company_id, state, sealed_at desc, seq desc);
create index document_newest_by_kind on document (company_id, kind, sealed_at desc, seq desc);
create index document_due on document (company_id, state, next_at, seq)
  where state in ('queued', 'unknown', 'received', 'processing');
create index document_at_start on document (state, seq) where state in ('sending', 'quarantined');
create index document_dependent on document (depends_on) where depends_on is not null;
create trigger document_counted after insert on document begin
  insert into document_count (company_id, state, n) values (new.company_id, new.state, 1)
    on conflict (company_id, state) do update set n = n + 1;
end;
create trigger document_recounted after update of state on document when old.state <> new.state begin
  update document_count set n = n - 1 where company_id = old.company_id and state = old.state;
  insert into document_count (company_id, state, n) values (new.company_id, new.state, 1)
    on conflict (company_id, state) do update set n = n + 1;
end;

create trigger document_kept before delete on document begin
  select raise(abort, 'a sealed document is never deleted');
end;
create trigger document_frozen before update on document
when old.id is not new.id or old.company_id is not new.company_id or old.environment is not new.environment
  or old.kind is not new.kind or old.branch is not new.branch or old.terminal is not new.terminal
  or old.consecutivo is not new.consecutivo or old.clave is not new.clave or old.xml_sha256 is not new.xml_sha256
  or old.situation is not new.situation or old.issued_at is not new.issued_at or old.sealed_at is not new.sealed_at
  or old.customer_name is not new.customer_name or old.total is not new.total or old.currency is not new.currency
  or old.amount_text is not new.amount_text or old.issuer_type is not new.issuer_type
  or old.issuer_number is not new.issuer_number or old.receiver_type is not new.receiver_type
  or old.receiver_number is not new.receiver_number or old.callback_url is not new.callback_url
  or old.depends_on is not new.depends_on
begin
  select raise(abort, 'what was sealed does not change');
end;
create trigger document_never_unreceived before update on document
when old.received_at is not null and new.received_at is null begin
  select raise(abort, 'a received document stays received');
end;
create trigger document_given_up_for_good before update on document
when old.intent is not null and new.intent is null begin
  select raise(abort, 'a document that was given up is not taken back');
end;
create trigger document_final before update of state on document
when old.state in ('accepted', 'rejected', 'abandoned') and new.state <> old.state begin
  select raise(abort, 'a final document stays final');
end;
create trigger body_frozen before update on document_body
when old.document_id is not new.document_id or old.form is not new.form
  or (select state from document where id = new.document_id) <> 'quarantined'
begin
  select raise(abort, 'sealed bytes change only by repair of a quarantined document');
end;
create trigger document_text_insert after insert on document begin
  insert into document_text (rowid, clave, customer_name, amount_text)
    values (new.seq, new.clave, new.customer_name, new.amount_text);
end;
create trigger document_moved after update of state on document when old.state <> new.state begin
  insert into document_move (seq, n, at, from_state, to_state, reason)
    values (new.seq, 1 + coalesce((select max(n) from document_move where seq = new.seq), 0),
      new.state_since, old.state, new.state, coalesce(new.reason, ''));
end;

alter table document_answer add column verification text
  check (verification in ('intact', 'altered', 'unsigned', 'unclear'));
alter table document_answer add column signer text;
-- JSON: which amounts differ from the sealed ones
alter table document_answer add column mismatches text check (mismatches is null or json_valid(mismatches));

create table answer_aside (
  id integer primary key,
  document_id text not null references document (id),
  verdict text not null check (verdict in ('accepted', 'rejected')),
  detail text not null,
  stored_at integer not null,
  xml blob not null check (length(xml) > 0),
  xml_sha256 text not null check (length(xml_sha256) = 64),
  verification text not null check (verification in ('altered', 'unsigned')),
  signer text,
  unique (document_id, xml_sha256)
) strict;
create trigger answer_aside_kept before delete on answer_aside begin
  select raise(abort, 'an answer is never deleted');
end;
create trigger answer_aside_frozen before update on answer_aside begin
  select raise(abort, 'an answer does not change');
end;
`;
