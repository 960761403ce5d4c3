import type { Result } from '../result.ts';

/** What signing knows and answers. Types only: main/signer does it; use cases and the practice authority take it as a parameter. */

/** A certificate as people and rules see it. Nothing in here is secret. */
export interface CertificateInfo {
  /** subject CN */
  readonly holder: string;
  /**
   * Subject serialNumber in the comprobante's number format: `CPJ-3-101-123456` -> `3101123456`, `CPF-01-1234-5678` ->
   * `112345678` (no leading zero, DOMAIN.md 3.1). '' when the certificate names none.
   */
  readonly holderIdentification: string;
  /** RFC 2253 order, as XAdES writes it: `CN=CA PERSONA JURIDICA, OU=DGT, O=MINISTERIO DE HACIENDA, C=CR` */
  readonly issuer: string;
  /** decimal */
  readonly serialNumber: string;
  /** UTC ms, inclusive */
  readonly validFrom: number;
  /** UTC ms, inclusive */
  readonly validUntil: number;
}

/** Why a .p12 could not be opened. */
export const p12Faults = [
  'wrong-pin',
  'not-p12',
  'no-key',
  'no-certificate',
  /** none of its certificates belongs to its key */
  'key-mismatch',
  /** a cipher, a key kind (not RSA >= 2048) or a password form nobody here can read */
  'unsupported',
  'too-large',
] as const;
export type P12Fault = (typeof p12Faults)[number];

/** Why a certificate may not sign for an issuer now. */
export type CertificateFault = 'expired' | 'not-yet-valid' | 'other-holder';

export const signFaults = [
  ...p12Faults,
  /** nothing is kept for this company (file or PIN missing) */
  'no-secrets',
  'expired',
  'not-yet-valid',
  /** the text is not the canonical XML of main/comprobante: a mistake of the program */
  'not-canonical',
  /** the independent check did not agree with the signature: nothing was returned, nothing may be stored */
  'self-check',
  /** the signing process ended before it answered; the next call starts another */
  'signer-died',
] as const;
export type SignFault = (typeof signFaults)[number];

/** What the signing process needs to open a company's key again after it was restarted. */
export interface SignerSecrets {
  readonly p12: Uint8Array;
  readonly pin: string;
}

/** The client of the process that alone holds the keys. Rejects only when the secrets of a company cannot be asked for. */
export interface Signer {
  /** Opens the container and keeps its key in the process under `companyId`, in place of any other. */
  open(
    companyId: string,
    p12: Uint8Array,
    pin: string,
  ): Promise<Result<CertificateInfo, P12Fault | 'signer-died'>>;
  /**
   * Signs canonical XML (main/comprobante). Opens the company's key by itself when the process does not have it.
   * @param signingTime RFC 3339 with offset, FechaEmision's form
   * @returns the exact bytes to store and send, already checked by an independent canonicalisation
   */
  sign(companyId: string, xml: string, signingTime: string): Promise<Result<Uint8Array, SignFault>>;
  /** Forgets the company's key. */
  close(companyId: string): Promise<void>;
  /** Ends the process; pending calls fail with `signer-died`. A later call starts it again. */
  stop(): void;
}

/** What a signed comprobante says about itself, all of it checked against its digests and signature. */
export interface VerifiedComprobante {
  readonly certificate: CertificateInfo;
  /** RFC 3339 as written */
  readonly signingTime: string;
  readonly policyId: string;
  /** local name of the root: `FacturaElectronica` */
  readonly rootName: string;
  /** 50 digits; '' when the document has none */
  readonly clave: string;
}

export type VerifyFault =
  | 'no-signature'
  /** the content, the key or the signed properties are not what was signed */
  | 'bad-digest'
  | 'bad-signature'
  /** signature without SignaturePolicyIdentifier (DOMAIN.md section 10: rejected) */
  | 'no-policy'
  | 'malformed'
  | 'doctype';
export type VerifyComprobante = (bytes: Uint8Array) => Promise<Result<VerifiedComprobante, VerifyFault>>;
