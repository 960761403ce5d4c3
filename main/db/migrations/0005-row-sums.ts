/**
 * A sum beside what decides sending and numbering (main/db/row-sum.ts): a byte that flips inside a row is seen, although the page
 * around it is still in order. NULL only in rows written before this step; the first start afterwards sums them.
 */
export const rowSums = /* sql */ `
alter table document add column sealed_sum integer;
alter table document add column moving_sum integer;
alter table document_body add column form_sum integer;
alter table document_answer add column row_sum integer;
alter table series add column row_sum integer;
alter table company add column row_sum integer;
alter table payment_slot add column identity_sum integer;
alter table payment_slot add column row_sum integer;
`;
