import type { OwnDocument } from '../../domain/reconciliation/compare.ts';
import { dayAfter, firstDayOf, type Month, startsAt } from '../../domain/reconciliation/month.ts';
import { isMessageIdentity } from '../../domain/numbering/identity.ts';
import { readClave } from '../../domain/numbering/clave.ts';
import type { Db } from './connection.ts';
import { judged, wholeColumns, type WholeRow } from './document-row.ts';

/** The index is by sealing; a document rebuilt from the journal may have been sealed a moment beside its day. */
const marginMs = 2 * 24 * 3_600_000;

/**
 * Documents of a company whose clave has its day in the month, oldest first. A damaged row is listed as quarantined. Mensajes receptores
 * are not among them: Hacienda lists comprobantes, and a message would be looked for under a clave of somebody else.
 */
export function ownDocuments(db: Db, companyId: string, month: Month): readonly OwnDocument[] {
  const [first, after] = [firstDayOf(month), dayAfter(month)];
  return db
    .prepare<[string, number, number], WholeRow>(
      `select ${wholeColumns} from document indexed by document_newest
       where company_id = ? and sealed_at >= ? and sealed_at < ? order by sealed_at, seq`,
    )
    .all(companyId, startsAt(first) - marginMs, startsAt(after) + marginMs)
    .filter(({ clave, issuedAt }) => {
      if (isMessageIdentity(clave)) return false;
      const day = readClave(clave)?.issuedOn ?? issuedAt.slice(0, 10);
      return day >= first && day < after;
    })
    .map(toOwn);
}

function toOwn(row: WholeRow): OwnDocument {
  const { state, receivedAt } = judged(row);
  const issuedAt = Date.parse(row.issuedAt);
  return {
    id: row.id,
    clave: row.clave,
    kind: row.kind,
    consecutivo: row.consecutivo,
    customerName: row.customerName,
    total: /^\d+$/.test(row.total) ? BigInt(row.total) : 0n,
    currency: row.currency,
    issuedAt: Number.isNaN(issuedAt) ? row.sealedAt : issuedAt,
    state,
    ...(receivedAt === undefined ? {} : { receivedAt }),
    issuer: { type: row.issuerType, number: row.issuerNumber },
    ...(row.receiverType === null || row.receiverNumber === null
      ? {}
      : { receiver: { type: row.receiverType, number: row.receiverNumber } }),
  };
}
