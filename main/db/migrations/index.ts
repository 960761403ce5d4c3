import { companies } from './0001-companies.ts';
import { documents } from './0002-documents.ts';
import { payments } from './0003-payments.ts';
import { abandoned } from './0004-abandoned.ts';
import { rowSums } from './0005-row-sums.ts';
import { clerkActions } from './0006-clerk-actions.ts';
import { identities } from './0007-identities.ts';
import { received } from './0008-received.ts';
import { lookups } from './0009-lookups.ts';
import { creditSales } from './0010-credit-sales.ts';

/** In order; the position is the version (`user_version`). Frozen once released: change nothing above the last line. */
export const migrations: readonly string[] = [
  companies,
  documents,
  payments,
  abandoned,
  rowSums,
  clerkActions,
  identities,
  received,
  lookups,
  creditSales,
];
