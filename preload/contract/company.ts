import { z } from 'zod';
import { CompanySettings, Environment, Service } from '../../domain/company/company.ts';

/** Times in every view are UTC ms; the renderer formats them. */
export const At = z.int();

export const CompanySummary = z.object({ id: z.string(), environment: Environment, label: z.string() });
export type CompanySummary = z.infer<typeof CompanySummary>;

export const CertificateView = z.object({
  holder: z.string(),
  identification: z.string(),
  issuer: z.string(),
  validFrom: At,
  validUntil: At,
  /** `other-holder`: somebody else's certificate (Hacienda refuses with -60) */
  fitness: z.enum(['fit', 'expires-soon', 'expired', 'not-yet-valid', 'other-holder']),
  /** false when the PIN must be asked again (no key store, or unreadable) */
  pinKept: z.boolean(),
});
export type CertificateView = z.infer<typeof CertificateView>;

/** One run of numbers of this installation's branch and terminal. */
export const SeriesView = z.object({
  kind: z.string(),
  branch: z.string(),
  terminal: z.string(),
  /** 0 = none taken yet */
  lastNumber: z.int(),
});
export type SeriesView = z.infer<typeof SeriesView>;

export const CompanyView = z.object({
  id: z.string(),
  environment: Environment,
  settings: CompanySettings,
  certificate: CertificateView.optional(),
  /** nothing is sealed before the clerk has said something: see domain/company/installation.ts */
  sealingHold: z.enum(['elsewhere', 'numbers-unknown']).optional(),
  credentials: z.object({
    haciendaUser: z.string().optional(),
    haciendaPassword: z.boolean(),
    edinkyToken: z.boolean(),
    /** `session`: the system has no key store, so secrets are forgotten at exit */
    kept: z.enum(['keystore', 'session']),
  }),
});
export type CompanyView = z.infer<typeof CompanyView>;

export const Preferences = z.object({
  language: z.enum(['es', 'en']),
  theme: z.enum(['system', 'light', 'dark']),
});
export type Preferences = z.infer<typeof Preferences>;

export const StartView = z.object({
  /** `first-run`: no company yet. Others than `ready` and `first-run`: the database could not be opened; nothing was changed */
  state: z.enum(['ready', 'first-run', 'damaged', 'newer', 'locked', 'disk', 'not-migrated']),
  detail: z.string().optional(),
  /** where the damaged file was kept, and the newest copy that can be offered */
  keptAs: z.string().optional(),
  /** what was newer in the damaged file than in the copy, and came back out of it */
  salvaged: z.object({ drafts: z.int(), customers: z.int(), products: z.int() }).optional(),
  /** claves of sealed documents that the start could not bring back: neither row nor file is left */
  lost: z.array(z.string()).optional(),
  /** what was damaged in the stored data and is put right, as far as it could be; absent when nothing was */
  damage: z
    .object({
      /** claves whose row was written anew; what is not certain of them is asked at Hacienda */
      mended: z.array(z.string()),
      /** claves that nothing could put right: shown, and going nowhere */
      isolated: z.array(z.string()),
      /** signed documents put back from the second copy */
      bytesBack: z.int(),
      /** second copies, and lines of their journal, written again */
      filesBack: z.int(),
      linesBack: z.int(),
      /** documents whose rows were gone, taken up again from their second copies */
      adopted: z.int(),
      /** answers of Hacienda that are asked for again */
      answersAsked: z.int(),
      /** claves whose signed bytes are left nowhere */
      bytesLost: z.array(z.string()),
      companies: z.int(),
      payments: z.int(),
      /** drafts, customers, products and payments that cannot be read; they stay in the database */
      unreadable: z.int(),
      /** counts, indexes and notes that were made anew */
      others: z.int(),
    })
    .optional(),
  lastCopyAt: At.optional(),
  company: CompanyView.optional(),
  companies: z.array(CompanySummary),
  preferences: Preferences,
  platform: z.enum(['darwin', 'win32', 'linux']),
  versions: z.object({ app: z.string(), electron: z.string(), node: z.string(), sqlite: z.string() }),
});
export type StartView = z.infer<typeof StartView>;

export const ConnectionTry = z.object({
  service: Service,
  outcome: z.enum(['ok', 'unreachable', 'credentials', 'access', 'missing', 'later']),
});
export type ConnectionTry = z.infer<typeof ConnectionTry>;
