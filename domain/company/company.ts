import { z } from 'zod';

/**
 * A company and how it reaches its authorities. No secret is ever in here: passwords, PIN and tokens live in the system's
 * key store, the .p12 in a file of its own.
 */
export const Environment = z.enum(['practice', 'test', 'production']);
export type Environment = z.infer<typeof Environment>;
export const Service = z.enum(['hacienda', 'edinky']);
export type Service = z.infer<typeof Service>;

const text = z.string().max(500);

/** Emisor and numbering in Costa Rica, as typed in Ajustes; `readIssuer` (domain/billing) checks it. */
export const IssuerForm = z.object({
  name: text,
  identificationType: text,
  identificationNumber: text,
  tradeName: text,
  registry8707: text,
  province: text,
  canton: text,
  district: text,
  barrio: text,
  address: text,
  phoneCountry: text,
  phone: text,
  /** 1 to 4 */
  emails: z.array(text).max(8),
  /** 6 characters each (`620100` or `6201.0`); the first is the default */
  activityCodes: z.array(text).max(20),
  softwareProvider: text,
  /** 3 digits */
  branch: text,
  /** 5 digits */
  terminal: text,
});
export type IssuerForm = z.infer<typeof IssuerForm>;

/**
 * Which party of a factura de compra (08) the POST to Hacienda calls its issuer: the company, who signs it and owns the credentials, or
 * the seller, as in the XML. No source settles it (DOMAIN.md 13.1, 16.5).
 */
export const FecIssuer = z.enum(['company', 'seller']);
export type FecIssuer = z.infer<typeof FecIssuer>;

export const HaciendaSettings = z.object({
  idpUrl: z.url(),
  logoutUrl: z.url(),
  clientId: text,
  /** base of `recepcion`, with or without the final slash */
  apiUrl: z.url(),
  /** optional, sent with the POST as it is; '' = none */
  callbackUrl: z.union([z.literal(''), z.url()]),
  /** requests in any rolling window, POST and GET together; 0 = no limit known (DOMAIN.md 13.3) */
  quotaPerHour: z.int().min(0),
  quotaPerDay: z.int().min(0),
  /** `fecIssuerOf`: settings stored before there was the choice have none */
  fecIssuer: FecIssuer.exactOptional(),
});
export type HaciendaSettings = z.infer<typeof HaciendaSettings>;

/** The company comes first: the token of the POST is its own. */
export const fecIssuerOf = ({ fecIssuer }: Pick<HaciendaSettings, 'fecIssuer'>): FecIssuer =>
  fecIssuer ?? 'company';

export const EdinkySettings = z.object({
  /** host with `/api/v1` */
  apiUrl: z.url(),
});
export type EdinkySettings = z.infer<typeof EdinkySettings>;

export const LookupSettings = z.object({
  /** base of the public look-ups (DOMAIN.md section 11) */
  url: z.url(),
  /** folder of the official schema files (DOMAIN.md section 17) */
  schemasUrl: z.url(),
});
export type LookupSettings = z.infer<typeof LookupSettings>;

export const CompanySettings = z.object({
  version: z.literal(1),
  /** shown in the switcher */
  label: text,
  issuer: IssuerForm.optional(),
  hacienda: HaciendaSettings.optional(),
  edinky: EdinkySettings.optional(),
  /** absent: the known addresses, or in the practice company those of its simulator */
  lookups: LookupSettings.optional(),
});
export type CompanySettings = z.infer<typeof CompanySettings>;

export interface Company {
  readonly id: string;
  readonly environment: Environment;
  readonly settings: CompanySettings;
}
