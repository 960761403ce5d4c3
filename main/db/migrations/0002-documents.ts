/** Sealed documents, their attempts, lanes and the quota ledger: OUTBOX.md section 2. Times are UTC ms, money at scale 5. */
export const documents = /* sql */ `
create table series (
  company_id text not null references company (id),
  branch text not null,
  terminal text not null,
  kind text not null,
  last_number integer not null check (last_number between 0 and 9999999999),
  primary key (company_id, branch, terminal, kind)
) strict;

-- Moved at every step of the outbox, therefore small: the bytes are in document_body.
create table document (
  seq integer primary key,
  id text not null unique,
  company_id text not null references company (id),
  environment text not null check (environment in ('practice', 'test', 'production')),
  kind text not null,
  branch text not null,
  terminal text not null,
  consecutivo text not null check (length(consecutivo) = 20 and consecutivo not glob '*[^0-9]*'),
  clave text not null unique check (length(clave) = 50 and clave not glob '*[^0-9]*'),
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
    'accepted', 'rejected', 'needs_fix', 'needs_person', 'quarantined')),
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

  check ((receiver_type is null) = (receiver_number is null)),
  check (state <> 'sending' or (boot_id is not null and sent_at is not null)),
  check ((state = 'unknown') <= (doubt is not null)),
  check (state not in ('received', 'processing', 'accepted', 'rejected') or received_at is not null),
  -- I2: never on the way to a POST once the authority has it
  check (state not in ('queued', 'sending', 'held', 'sealed') or received_at is null),
  check (state not in ('unknown', 'received', 'processing') or next_at is not null),
  check (state not in ('needs_fix', 'needs_person') or reason is not null),
  -- I10: final only with the authority's answer stored
  check (state not in ('accepted', 'rejected') or answer_verdict is state),
  foreign key (id, answer_verdict) references document_answer (document_id, verdict) deferrable initially deferred
) strict;
create index document_newest on document (company_id, sealed_at desc, seq desc);
create index document_newest_by_state on document (company_id, state, sealed_at desc, seq desc);
create index document_newest_by_kind on document (company_id, kind, sealed_at desc, seq desc);
create index document_due on document (company_id, state, next_at, seq)
  where state in ('queued', 'unknown', 'received', 'processing');
create index document_at_start on document (state, seq) where state in ('sending', 'quarantined');
create index document_dependent on document (depends_on) where depends_on is not null;

create table document_body (
  document_id text primary key references document (id),
  xml blob not null,
  form text not null check (json_valid(form))
) strict, without rowid;

create table document_answer (
  document_id text primary key references document (id),
  verdict text not null check (verdict in ('accepted', 'rejected')),
  detail text not null,
  stored_at integer not null,
  xml blob not null check (length(xml) > 0),
  unique (document_id, verdict)
) strict;

create table document_count (
  company_id text not null references company (id),
  state text not null,
  n integer not null check (n >= 0),
  primary key (company_id, state)
) strict, without rowid;
create trigger document_counted after insert on document begin
  insert into document_count (company_id, state, n) values (new.company_id, new.state, 1)
    on conflict (company_id, state) do update set n = n + 1;
end;
create trigger document_recounted after update of state on document when old.state <> new.state begin
  update document_count set n = n - 1 where company_id = old.company_id and state = old.state;
  insert into document_count (company_id, state, n) values (new.company_id, new.state, 1)
    on conflict (company_id, state) do update set n = n + 1;
end;

-- I3, I1, I4: a sealed document stays, with the identity and the bytes it was sealed with.
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
create trigger document_final before update of state on document
when old.state in ('accepted', 'rejected') and new.state <> old.state begin
  select raise(abort, 'a final document stays final');
end;
create trigger body_kept before delete on document_body begin
  select raise(abort, 'sealed bytes are never deleted');
end;
create trigger body_frozen before update on document_body
when old.document_id is not new.document_id or old.form is not new.form
  or (select state from document where id = new.document_id) <> 'quarantined'
begin
  select raise(abort, 'sealed bytes change only by repair of a quarantined document');
end;
create trigger answer_kept before delete on document_answer begin
  select raise(abort, 'an answer is never deleted');
end;
create trigger answer_frozen before update on document_answer begin
  select raise(abort, 'an answer does not change');
end;

-- Newest first by rowid, never ranked (PERFORMANCE.md), so no column sizes. The number is a part of the clave.
create virtual table document_text using fts5 (
  clave, customer_name, amount_text,
  content = 'document', content_rowid = 'seq', columnsize = 0, tokenize = "trigram remove_diacritics 1"
);
create trigger document_text_insert after insert on document begin
  insert into document_text (rowid, clave, customer_name, amount_text)
    values (new.seq, new.clave, new.customer_name, new.amount_text);
end;

-- One row per call to the outside, opened before it, completed once.
create table attempt (
  id integer primary key,
  subject_kind text not null check (subject_kind in ('document', 'payment_slot')),
  subject_id text not null,
  company_id text not null references company (id),
  service text not null check (service in ('hacienda', 'edinky')),
  kind text not null check (kind in ('POST', 'GET', 'PUT')),
  n integer not null check (n > 0),
  boot_id text not null,
  started_at integer not null,
  started_mono integer not null,
  bytes_sha256 text,
  ended_at integer,
  result text,
  status integer,
  cause text,
  location text,
  server_at integer,
  body_sha256 text,
  raw_text text,
  unique (subject_kind, subject_id, n),
  check ((ended_at is null) = (result is null)),
  check (ended_at is not null or (status is null and cause is null and location is null and server_at is null
    and body_sha256 is null and raw_text is null))
) strict;
create index attempt_open on attempt (id) where ended_at is null;
create trigger attempt_kept before delete on attempt begin
  select raise(abort, 'an attempt is never deleted');
end;
create trigger attempt_completed_once before update on attempt
when old.ended_at is not null or old.id is not new.id or old.subject_kind is not new.subject_kind
  or old.subject_id is not new.subject_id or old.company_id is not new.company_id or old.service is not new.service
  or old.kind is not new.kind or old.n is not new.n or old.boot_id is not new.boot_id
  or old.started_at is not new.started_at or old.started_mono is not new.started_mono
  or old.bytes_sha256 is not new.bytes_sha256
begin
  select raise(abort, 'an attempt is completed once');
end;

create table charge (
  id integer primary key,
  company_id text not null references company (id),
  service text not null check (service in ('hacienda', 'edinky')),
  kind text not null check (kind in ('POST', 'GET', 'PUT')),
  at integer not null,
  attempt_id integer not null references attempt (id)
) strict;
create index charge_by_time on charge (company_id, service, at);
create trigger charge_kept before delete on charge begin
  select raise(abort, 'a charge is never deleted');
end;
create trigger charge_frozen before update on charge begin
  select raise(abort, 'a charge does not change');
end;

create table lane (
  company_id text not null references company (id),
  service text not null check (service in ('hacienda', 'edinky')),
  state text not null check (state in ('open', 'need_token', 'throttled', 'backoff', 'blocked_credentials',
    'blocked_access', 'offline', 'clock_bad')),
  since integer not null,
  until_at integer,
  reason text,
  failures integer not null check (failures >= 0),
  refusals integer not null check (refusals >= 0),
  refused_generation integer not null,
  last_pass_at integer,
  settle_horizon_ms integer,
  skew_ms integer,
  rate_limit integer,
  rate_remaining integer,
  rate_reset_at integer,
  rate_read_at integer,
  latest_at integer not null,
  went_back_at integer,
  primary key (company_id, service),
  check ((state in ('throttled', 'backoff', 'offline')) = (until_at is not null)),
  check (state = 'open' or reason is not null)
) strict, without rowid;
`;
