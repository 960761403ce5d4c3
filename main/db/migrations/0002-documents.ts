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
`;
