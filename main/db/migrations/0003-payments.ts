/** Payments of remote (e-Dinky) documents: OUTBOX.md sections 2 and 7. Times are UTC ms, amounts are decimal text. */
export const payments = /* sql */ `
`;
