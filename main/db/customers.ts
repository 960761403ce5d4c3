import { PartyForm } from '../../domain/billing/invoice-form.ts';
import type { Db } from './connection.ts';
import { fromJson, readable, readableOne } from './json-column.ts';
import { prefixPattern, trigramQuery } from './text-search.ts';

export interface StoredCustomer {
  readonly id: string;
  readonly party: PartyForm;
}

interface CustomerRow {
  readonly id: string;
  readonly party: string;
}

const toCustomer = (row: CustomerRow): StoredCustomer => ({
  id: row.id,
  party: fromJson(PartyForm, row.party),
});
const atMost = 20;

/** At most 20, the latest used first. Words shorter than three letters match the start of the name or number. */
export function searchCustomers(db: Db, companyId: string, text: string): readonly StoredCustomer[] {
  const query = trigramQuery(text);
  const rows = query
    ? db
        .prepare<[string, string, number], CustomerRow>(
          `select id, party from customer where company_id = ?
             and rowid in (select rowid from customer_text where customer_text match ?) order by used_at desc limit ?`,
        )
        .all(companyId, query, atMost)
    : db
        .prepare<[string, string, string, number], CustomerRow>(
          String.raw`select id, party from customer where company_id = ?
             and (name like ? escape '\' or identification_number like ? escape '\') order by used_at desc limit ?`,
        )
        .all(companyId, prefixPattern(text.trim()), prefixPattern(text.trim()), atMost);
  return readable(rows, toCustomer);
}

/** New or changed; `usedAt` brings it to the front of the next search. @returns false when the id is another company's */
export function saveCustomer(db: Db, companyId: string, customer: StoredCustomer, usedAt: number): boolean {
  const { id, party } = customer;
  return (
    db
      .prepare(
        `insert into customer (id, company_id, name, identification_number, party, used_at) values (?, ?, ?, ?, ?, ?)
         on conflict (id) do update set name = excluded.name, identification_number = excluded.identification_number,
           party = excluded.party, used_at = excluded.used_at where company_id = excluded.company_id`,
      )
      .run(id, companyId, party.name, party.identificationNumber, JSON.stringify(party), usedAt).changes >= 1
  );
}

/** The one with this identification, so that "create" twice is one customer. */
export function findCustomerByIdentification(
  db: Db,
  companyId: string,
  number: string,
): StoredCustomer | undefined {
  const row = db
    .prepare<[string, string], CustomerRow>(
      "select id, party from customer where company_id = ? and identification_number = ? and identification_number <> '' limit 1",
    )
    .get(companyId, number);
  return row && readableOne(row, toCustomer);
}
