import { fail, ok, type Result } from '../../domain/result.ts';
import { signComprobante, type SigningKey } from './xades.ts';
import { verifyComprobante } from './verify.ts';

/**
 * Signs and, before anything may be stored or sent, has the result checked by an independent parser and canonicalisation. The
 * signer hashes its own text; this finds what it would miss (text that was not canonical, a wrong digest, a broken key).
 * @param serialNumber decimal, of the certificate that must have signed
 */
export async function signChecked(
  xml: string,
  key: SigningKey,
  serialNumber: string,
  signingTime: string,
): Promise<Result<Uint8Array, 'not-canonical' | 'self-check'>> {
  const signed = signComprobante(xml, key, signingTime);
  if (!signed.ok) return signed;
  const checked = await verifyComprobante(signed.value);
  if (
    !checked.ok ||
    checked.value.certificate.serialNumber !== serialNumber ||
    checked.value.signingTime !== signingTime
  )
    return fail('self-check');
  return ok(signed.value);
}
