/**
 * Credit sales whose payments need a receipt (condition 08 or 10, DOMAIN.md section 7) are found without reading every document: the
 * condition stands in the form that was sealed, which never changes.
 */
export const creditSales = /* sql */ `
create index body_credit_sale on document_body (document_id)
  where json_extract(form, '$.saleCondition') in ('08', '10') and json_extract(form, '$.kind') = '01';
`;
