import { z } from 'zod';
import { signFaults } from '../../domain/signing/signing.ts';

/** What passes between the program and the signing process, parsed on arrival on both sides. The key is in none of them. */

const id = z.int().min(1);
const companyId = z.string().min(1).max(64);
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

export const SignerRequest = z.discriminatedUnion('kind', [
  z.object({ id, kind: z.literal('open'), companyId, p12: bytes, pin: z.string().max(1_000) }),
  z.object({ id, kind: z.literal('sign'), companyId, xml: z.string(), signingTime: z.string().max(40) }),
  z.object({ id, kind: z.literal('close'), companyId }),
]);
export type SignerRequest = z.infer<typeof SignerRequest>;

const CertificateFields = z.object({
  holder: z.string(),
  holderIdentification: z.string(),
  issuer: z.string(),
  serialNumber: z.string(),
  validFrom: z.number(),
  validUntil: z.number(),
});

export const SignerAnswer = z.discriminatedUnion('kind', [
  z.object({ id, kind: z.literal('opened'), certificate: CertificateFields }),
  z.object({ id, kind: z.literal('signed'), bytes }),
  z.object({ id, kind: z.literal('closed') }),
  /** `sign` for a company whose key this process does not have (it was started after the key was opened) */
  z.object({ id, kind: z.literal('not-open') }),
  z.object({ id, kind: z.literal('failed'), fault: z.enum(signFaults) }),
]);
export type SignerAnswer = z.infer<typeof SignerAnswer>;
