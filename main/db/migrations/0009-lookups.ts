/**
 * What was looked up and may be answered again, the CAByS catalogue, places brought in, and which set of schemas a document was
 * validated with. Times are UTC ms. All but `schema_check` can be fetched or imported again.
 */
export const lookups = /* sql */ `
-- source: the address asked, or 'practice': what a simulator says is never said to a real company
create table lookup_answer (
  source text not null,
  kind text not null,
  key text not null,
  fetched_at integer not null,
  -- json; null: the service said there is none
  answer text,
  primary key (source, kind, key)
) strict, without rowid;
create table lookup_rest (
  source text primary key,
  until integer not null
) strict, without rowid;

-- One row per file brought in, and one per source of single answers (state 'online', whose file_name is the source).
-- 'loading' becomes 'current' in one step, when the file is in whole; the one before is 'old' from then on, and taken away bit by bit.
create table cabys_import (
  id integer primary key,
  file_name text not null,
  file_at integer,
  imported_at integer not null,
  row_count integer not null,
  state text not null
) strict;
create unique index cabys_import_current on cabys_import (state) where state = 'current';
create table cabys (
  id integer primary key,
  import_id integer not null references cabys_import (id),
  code text not null,
  description text not null,
  -- percent, decimal text; null: not said
  rate text
) strict;
create unique index cabys_by_code on cabys (import_id, code);
create virtual table cabys_text using fts5 (
  code, description, content = 'cabys', content_rowid = 'id', tokenize = "trigram remove_diacritics 1"
);
create trigger cabys_text_insert after insert on cabys begin
  insert into cabys_text (rowid, code, description) values (new.id, new.code, new.description);
end;
create trigger cabys_text_update after update on cabys begin
  insert into cabys_text (cabys_text, rowid, code, description) values ('delete', old.id, old.code, old.description);
  insert into cabys_text (rowid, code, description) values (new.id, new.code, new.description);
end;
create trigger cabys_text_delete after delete on cabys begin
  insert into cabys_text (cabys_text, rowid, code, description) values ('delete', old.id, old.code, old.description);
end;
create table cabys_use (
  code text primary key,
  used_at integer not null
) strict, without rowid;
create index cabys_use_latest on cabys_use (used_at desc);

create table place_import (
  id integer primary key check (id = 1),
  file_name text not null,
  imported_at integer not null
) strict;
create table place (
  province text not null,
  canton text not null,
  district text not null,
  province_name text not null,
  canton_name text not null,
  district_name text not null,
  primary key (province, canton, district)
) strict, without rowid;

create table schema_check (
  clave text primary key,
  schema_set text not null,
  at integer not null
) strict, without rowid;
`;
