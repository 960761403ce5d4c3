import type { Company } from '../../domain/company/company.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { P12Fault, Signer } from '../../domain/signing/signing.ts';
import type { CertificateView } from '../../preload/contract/company.ts';
import { certificateView, type CompanyContext } from './show-company.ts';

export interface ChooseCertificateContext extends CompanyContext {
  readonly signer: Signer;
  /** lets the clerk choose a .p12; undefined when he does not. Read in main: the page never names a path */
  readonly pickFile: () => Promise<Uint8Array | 'too-large' | undefined>;
}

/**
 * Opens the chosen .p12 with the PIN in the signing process and, only when that worked, keeps both: the file as it is, the PIN
 * in the key store. One that is expired or somebody else's is kept too and said to be so: sealing refuses it.
 */
export async function chooseCertificate(
  context: ChooseCertificateContext,
  company: Company,
  pin: string,
): Promise<Result<CertificateView, P12Fault | 'signer-died' | 'cancelled' | 'disk'>> {
  const picked = await context.pickFile();
  if (picked === undefined) return fail('cancelled');
  if (picked === 'too-large') return fail('too-large');
  const opened = await context.signer.open(company.id, picked, pin);
  if (!opened.ok) return opened;
  try {
    context.certificates.keep(company.id, picked, opened.value);
  } catch {
    return fail('disk');
  }
  await context.secrets.set(company.id, 'p12-pin', pin);
  const view = await certificateView(context, company);
  if (!view) throw new Error('the certificate was kept and cannot be read back');
  return ok(view);
}
