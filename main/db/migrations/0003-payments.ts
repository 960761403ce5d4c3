/** Payments of remote (e-Dinky) documents: OUTBOX.md sections 2 and 7. Times are UTC ms, amounts are decimal text. */
export const payments = /* sql */ `
create table payment_slot (
  id text primary key,
  company_id text not null references company (id),
  remote_id text not null check (remote_id <> ''),
  total text,
  total_from text check (total_from in ('service', 'clerk')),
  state text not null check (state in ('new', 'confirmed', 'acked', 'queued', 'sending', 'unknown', 'conflict', 'needs_fix', 'needs_person', 'frozen')),
  reason text not null,
  state_since integer not null,
  base_list text check (json_valid(base_list)),
  desired_list text not null check (json_valid(desired_list)),
  desired_rev integer not null check (desired_rev >= 0),
  desired_by text not null check (desired_by in ('clerk', 'service')),
  acked_rev integer not null check (acked_rev between 0 and desired_rev),
  in_flight_rev integer check (in_flight_rev between 1 and desired_rev),
  in_flight text check (json_valid(in_flight)),
  doubts_rev integer not null,
  doubts_count integer not null check (doubts_count >= 0),
  given_up integer not null check (given_up in (0, 1)),
  readings integer not null check (readings >= 0),
  failures integer not null check (failures >= 0),
  next_at integer,
  sentence text not null,
  draft text check (json_valid(draft)),
  read_at integer,
  stage text check (stage in ('unsent', 'sent', 'authorised', 'unclear')),
  number text,
  customer_name text,
  updated_at integer not null,
  unique (company_id, remote_id),
  check ((total is null) = (total_from is null)),
  check ((in_flight_rev is null) = (in_flight is null)),
  check (state not in ('sending', 'unknown', 'acked') or in_flight_rev is not null),
  check (state not in ('new', 'confirmed') or (acked_rev = desired_rev and in_flight_rev is null)),
  check (state not in ('queued', 'needs_fix') or desired_rev > acked_rev),
  check (state <> 'sending' or next_at is null)
) strict;
create index payment_slot_due on payment_slot (company_id, next_at) where next_at is not null;
create index payment_slot_by_change on payment_slot (company_id, updated_at desc);
create trigger payment_slot_stays before delete on payment_slot begin
  select raise(abort, 'a payment slot is never deleted');
end;
create trigger payment_slot_forward before update on payment_slot
  when new.acked_rev < old.acked_rev or new.desired_rev < old.desired_rev
    or new.company_id <> old.company_id or new.remote_id <> old.remote_id begin
  select raise(abort, 'a payment slot never goes back to an older revision');
end;

create table payment_revision (
  slot_id text not null references payment_slot (id),
  rev integer not null check (rev >= 1),
  saved_at integer not null,
  saved_by text not null check (saved_by in ('clerk', 'service')),
  who text not null,
  list text not null check (json_valid(list)),
  primary key (slot_id, rev)
) strict, without rowid;
create trigger payment_revision_no_update before update on payment_revision begin
  select raise(abort, 'payment_revision is append-only');
end;
create trigger payment_revision_no_delete before delete on payment_revision begin
  select raise(abort, 'payment_revision is append-only');
end;

create table payment_fate (
  id integer primary key,
  slot_id text not null,
  rev integer not null,
  at integer not null,
  fate text not null check (fate in ('waiting', 'superseded', 'sending', 'accepted', 'applied', 'refused', 'unknown', 'conflict', 'held', 'discarded')),
  sentence text not null,
  foreign key (slot_id, rev) references payment_revision (slot_id, rev)
) strict;
create index payment_fate_by_revision on payment_fate (slot_id, rev, id);
create trigger payment_fate_no_update before update on payment_fate begin
  select raise(abort, 'payment_fate is append-only');
end;
create trigger payment_fate_no_delete before delete on payment_fate begin
  select raise(abort, 'payment_fate is append-only');
end;

create table remote_payment (
  slot_id text not null references payment_slot (id),
  payment_id text not null,
  position integer not null,
  amount text not null,
  code text not null,
  method text not null,
  dated_on text not null,
  status text not null check (status in ('pending', 'completed', 'failed', 'cancelled', 'other')),
  raw_status text not null,
  primary key (slot_id, payment_id)
) strict, without rowid;

create table payment_append (
  company_id text primary key references company (id),
  proven_by text not null check (proven_by in ('reading', 'sum-of-422')),
  proven_at integer not null
) strict;
`;
