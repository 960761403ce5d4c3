/**
 * Documents of suppliers: their bytes as they came, and what was found in them. Which messages answered one is written nowhere here: a
 * message is a document whose identity begins with the clave it answers (0007-identities.ts). Times are UTC ms.
 */
export const received = /* sql */ `
create table received_document (
  seq integer primary key,
  id text not null unique check (id <> ''),
  company_id text not null references company (id),
  clave text not null check (length(clave) = 50 and clave not glob '*[^0-9]*'),
  kind text not null check (kind in ('01', '02', '03', '04', '08', '09', '10')),
  consecutivo text not null check (length(consecutivo) = 20 and consecutivo not glob '*[^0-9]*'),
  issuer_name text not null,
  issuer_type text not null,
  issuer_number text not null check (issuer_number <> ''),
  -- FechaEmision as written, and the instant it is
  issued_at text not null check (issued_at <> ''),
  issued_ms integer not null,
  currency text not null check (length(currency) = 3),
  -- scale 5, in its own currency
  total integer not null check (total >= 0),
  tax integer not null check (tax >= 0),
  file_name text not null,
  xml_sha256 text not null check (length(xml_sha256) = 64 and xml_sha256 not glob '*[^0-9a-f]*'),
  imported_at integer not null,
  checks text not null check (json_valid(checks)),
  problem integer not null check (problem in (0, 1)),
  unique (company_id, clave)
) strict;
create index received_newest on received_document (company_id, issued_ms desc, seq desc);
create index received_by_number on received_document (company_id, issuer_number, consecutivo);

create table received_body (
  received_id text primary key references received_document (id),
  xml blob not null check (length(xml) > 0)
) strict, without rowid;

-- Hacienda's message about it, as the supplier gave it.
create table received_answer (
  received_id text primary key references received_document (id),
  verdict text not null check (verdict in ('accepted', 'rejected')),
  proved integer not null check (proved in (0, 1)),
  detail text not null,
  stored_at integer not null,
  xml blob not null check (length(xml) > 0)
) strict, without rowid;

-- What was answered is kept, with the bytes it was answered on; what nobody answered may be thrown away.
create trigger received_kept before delete on received_document
when exists (select 1 from document where company_id = old.company_id
  and clave > old.clave || '-' and clave < old.clave || '.') begin
  select raise(abort, 'an answered document is never deleted');
end;
create trigger received_frozen before update on received_document
when old.id is not new.id or old.company_id is not new.company_id or old.clave is not new.clave
  or old.kind is not new.kind or old.consecutivo is not new.consecutivo or old.issuer_name is not new.issuer_name
  or old.issuer_type is not new.issuer_type or old.issuer_number is not new.issuer_number
  or old.issued_at is not new.issued_at or old.issued_ms is not new.issued_ms or old.currency is not new.currency
  or old.total is not new.total or old.tax is not new.tax or old.file_name is not new.file_name
  or old.xml_sha256 is not new.xml_sha256 or old.imported_at is not new.imported_at
begin
  select raise(abort, 'what was received does not change');
end;
create trigger received_body_kept before delete on received_body
when exists (select 1 from received_document as r join document as d on d.company_id = r.company_id
  and d.clave > r.clave || '-' and d.clave < r.clave || '.' where r.id = old.received_id) begin
  select raise(abort, 'the bytes of an answered document are never deleted');
end;
create trigger received_body_frozen before update on received_body begin
  select raise(abort, 'received bytes do not change');
end;
create trigger received_answer_kept before delete on received_answer
when exists (select 1 from received_document as r join document as d on d.company_id = r.company_id
  and d.clave > r.clave || '-' and d.clave < r.clave || '.' where r.id = old.received_id) begin
  select raise(abort, 'the answer of an answered document is never deleted');
end;
`;
