import { createHash } from 'node:crypto';
import type { Environment } from '../../domain/company/company.ts';
import type { SealedFacts } from '../../domain/outbox/store.ts';
import { readSealed } from '../comprobante/read-sealed.ts';

/**
 * What a signed document says of itself, where row and journal are both gone. Only one whose signature holds is believed: nothing
 * else tells whether its bytes are still what was signed.
 * @returns undefined otherwise
 */
export async function sealedFacts(found: {
  readonly companyId: string;
  readonly environment: Environment;
  readonly clave: string;
  readonly xml: Uint8Array;
  /** of the row to be */
  readonly id: string;
}): Promise<SealedFacts | undefined> {
  const { companyId, environment, clave, xml, id } = found;
  const says = readSealed(xml);
  if (says?.clave !== clave) return undefined;
  // Loaded for this one day: it brings the whole verification with it.
  const { verifyComprobante } = await import('../signer/verify.ts');
  const verified = await verifyComprobante(xml);
  if (!verified.ok) return undefined;
  return {
    ...says,
    id,
    companyId,
    environment,
    xmlSha256: createHash('sha256').update(xml).digest('hex'),
    sealedAt: Date.parse(says.issuedAt),
    // The form as typed is in none of both: the document cannot be repeated from it.
    form: 'null',
  };
}
