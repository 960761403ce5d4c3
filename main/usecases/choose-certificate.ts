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
 * @throws when the disk refuses the file; the one before stays in use
 */
export async function chooseCertificate(
  context: ChooseCertificateContext,
  company: Company,
  pin: string,
): Promise<Result<CertificateView, P12Fault | 'signer-died' | 'cancelled'>> {
  const picked = await context.pickFile();
  if (picked === undefined) return fail('cancelled');
  if (picked === 'too-large') return fail('too-large');
  const opened = await context.signer.open(company.id, picked, pin);
  if (!opened.ok) return opened;
  try {
    context.certificates.keep(company.id, picked, opened.value);
  } catch (error) {
    // Otherwise the signing process would go on with a key that is not the one on file.
    await context.signer.close(company.id);
    throw error;
  }
  await context.secrets.set(company.id, 'p12-pin', pin);
  const view = await certificateView(context, company);
  if (!view) throw new Error('the certificate was kept and cannot be read back');
  return ok(view);
}

/** The PIN alone, for a certificate that was chosen before and whose PIN was not kept. Kept only when it opens the file. */
export async function givePin(
  context: CompanyContext & { readonly signer: Signer },
  company: Company,
  pin: string,
): Promise<Result<CertificateView, P12Fault | 'signer-died' | 'certificate-missing'>> {
  const p12 = context.certificates.p12(company.id);
  if (!p12) return fail('certificate-missing');
  const opened = await context.signer.open(company.id, p12, pin);
  if (!opened.ok) return opened;
  await context.secrets.set(company.id, 'p12-pin', pin);
  const view = await certificateView(context, company);
  return view ? ok(view) : fail('certificate-missing');
}
