import type { CabysKnowledge } from '../../domain/billing/line-context.ts';
import type { InvoiceForm } from '../../domain/billing/invoice-form.ts';
import type { InvoiceFault, InvoiceFaultCode } from '../../domain/billing/invoice-faults.ts';
import { readInvoice } from '../../domain/billing/read-invoice.ts';
import type { Company } from '../../domain/company/company.ts';
import { costaRicaDate } from '../../domain/numbering/costa-rica-time.ts';
import type { Clock } from '../../domain/outbox/ports.ts';
import { catalogueFacts } from '../db/cabys.ts';
import type { Db } from '../db/connection.ts';
import { originFaults } from './origin-document.ts';
import { cabysRate, knowsPlace } from './places-and-goods.ts';

export interface CheckContext {
  readonly db: Db;
  readonly clock: Pick<Clock, 'now'>;
  readonly company: Company;
}

/** Faults that need more than the form: the catalogues of this computer. The others the page finds by itself at each keystroke. */
const ofCatalogues: ReadonlySet<InvoiceFaultCode> = new Set([
  'cabys-not-found',
  'cabys-suggests-rate',
  'location-unknown',
]);

/**
 * What the catalogue at hand says of a code. A file of the clerk's may be an old one, so what it lacks is never certain to be refused:
 * `unknown` warns and `absent` is not said.
 */
function cabysKnowledge(db: Db, company: Company): ((code: string) => CabysKnowledge) | undefined {
  if (!catalogueFacts(db)) return undefined;
  const rateOf = cabysRate(db, company);
  return (code) => {
    const rate = rateOf(code);
    if (rate === undefined) return 'unknown';
    return rate === '' ? undefined : { rate };
  };
}

/** What only main knows of a form: its CAByS codes and places against the tables here, and the document it was made from. */
export function checkForm({ db, clock, company }: CheckContext, form: InvoiceForm): readonly InvoiceFault[] {
  const { issuer } = company.settings;
  if (!issuer) return [];
  const cabys = cabysKnowledge(db, company);
  const { faults } = readInvoice(form, {
    issuer,
    today: costaRicaDate(clock.now()),
    knowsLocation: knowsPlace(db),
    ...(cabys && { cabys }),
  });
  return [
    ...faults.filter(({ code }) => ofCatalogues.has(code)),
    ...originFaults({ db, companyId: company.id }, form),
  ];
}
