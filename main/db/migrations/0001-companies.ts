/** Companies, what is being written (drafts), and what is picked from (customers, products). Times are UTC ms. */
export const companies = /* sql */ `
create table meta (
  key text primary key,
  value text not null
) strict;

create table company (
  id text primary key,
  environment text not null check (environment in ('practice', 'test', 'production')),
  settings text not null check (json_valid(settings)),
  created_at integer not null
) strict;

create table draft (
  id text primary key,
  company_id text not null references company (id),
  kind text not null,
  form text not null check (json_valid(form)),
  created_at integer not null,
  updated_at integer not null
) strict;
create index draft_by_company on draft (company_id, updated_at desc);

create table customer (
  id text primary key,
  company_id text not null references company (id),
  name text not null,
  identification_number text not null,
  party text not null check (json_valid(party)),
  used_at integer not null
) strict;
create index customer_by_use on customer (company_id, used_at desc);
create virtual table customer_text using fts5 (
  name, identification_number, content = 'customer', content_rowid = 'rowid', tokenize = "trigram remove_diacritics 1"
);
create trigger customer_text_insert after insert on customer begin
  insert into customer_text (rowid, name, identification_number) values (new.rowid, new.name, new.identification_number);
end;
create trigger customer_text_update after update on customer begin
  insert into customer_text (customer_text, rowid, name, identification_number)
    values ('delete', old.rowid, old.name, old.identification_number);
  insert into customer_text (rowid, name, identification_number) values (new.rowid, new.name, new.identification_number);
end;

create table product (
  id text primary key,
  company_id text not null references company (id),
  code text not null,
  detail text not null,
  product text not null check (json_valid(product)),
  used_at integer not null
) strict;
create index product_by_use on product (company_id, used_at desc);
create virtual table product_text using fts5 (
  code, detail, content = 'product', content_rowid = 'rowid', tokenize = "trigram remove_diacritics 1"
);
create trigger product_text_insert after insert on product begin
  insert into product_text (rowid, code, detail) values (new.rowid, new.code, new.detail);
end;
create trigger product_text_update after update on product begin
  insert into product_text (product_text, rowid, code, detail) values ('delete', old.rowid, old.code, old.detail);
  insert into product_text (rowid, code, detail) values (new.rowid, new.code, new.detail);
end;
`;
