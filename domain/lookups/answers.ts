import { z } from 'zod';

/** What the public look-ups of DOMAIN.md section 11 say, in our words. Zod, because answers are kept as JSON and read back. */

const text = z.string();
/** decimal text of a machine: `517.25` */
const DecimalText = z.string().regex(/^\d+(?:\.\d+)?$/);
export const IsoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

export const TaxpayerActivity = z.object({
  /** 6 characters, either spelling: `620100` or `6201.0` (DOMAIN.md 4.3) */
  code: text,
  description: text,
  active: z.boolean(),
  primary: z.boolean(),
});
export type TaxpayerActivity = z.infer<typeof TaxpayerActivity>;

export const Taxpayer = z.object({
  name: text,
  /** Nota 4; '' when it was not said */
  identificationType: text,
  /** as the register words it; '' when it was not said */
  regime: text,
  status: text,
  /** owes; has returns missing */
  overdue: z.boolean(),
  omitted: z.boolean(),
  activities: z.array(TaxpayerActivity),
});
export type Taxpayer = z.infer<typeof Taxpayer>;

export const CabysEntry = z.object({
  /** 13 digits */
  code: text,
  description: text,
  /** percent, decimal text: `13`; absent when the source does not say a number */
  rate: z.exactOptional(DecimalText),
});
export type CabysEntry = z.infer<typeof CabysEntry>;

export const CabysEntries = z.array(CabysEntry);

export const Exoneration = z.object({
  /** AL-00000000-00 */
  number: text,
  /** who it was given to; '' when it was not said */
  identification: text,
  issuedOn: z.exactOptional(IsoDate),
  expiresOn: z.exactOptional(IsoDate),
  /** As answered. Whether it counts on 13 or on 100 is unknown (DOMAIN.md section 16, 11). */
  percentage: z.exactOptional(DecimalText),
  /** code of the table of documents; '' when it was not said */
  documentType: text,
  documentTypeName: text,
  /** code of the table of institutions; '' when it was not said */
  institution: text,
  institutionName: text,
  /** it holds for these codes alone; undefined when it holds for whatever it says on paper */
  cabys: z.exactOptional(z.array(text)),
});
export type Exoneration = z.infer<typeof Exoneration>;

export const ExchangeRate = z.object({
  /** colones for one unit, as the bank sells it */
  sale: DecimalText,
  buy: z.exactOptional(DecimalText),
  /** the day it is of, by the service */
  on: IsoDate,
});
export type ExchangeRate = z.infer<typeof ExchangeRate>;

/** Inscribed as a producer (agropecuario) or in fishing; what else the lists say is not needed here. */
export const ProducerRegistration = z.object({
  name: text,
  /** anything but an active registration is said as it is worded */
  status: text,
});
export type ProducerRegistration = z.infer<typeof ProducerRegistration>;

/** Why a look-up says nothing. None of them stops anything. */
export const lookupTroubles = [
  /** no address: the practice company before its simulator runs, or a setting left empty */
  'no-address',
  'offline',
  'timeout',
  /** too many questions at once from this program: asked again by the next key */
  'busy',
  'server-error',
  /** the service did not like the question (HTTP 400 and its like) */
  'refused',
  /** an answer that is not one of the documented shapes */
  'unreadable',
] as const;
export const LookupTrouble = z.enum(lookupTroubles);
export type LookupTrouble = z.infer<typeof LookupTrouble>;

/** What came of one question to the service. */
export type Looked<T> =
  | { readonly kind: 'found'; readonly value: T }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'unavailable'; readonly why: LookupTrouble }
  /** the service asked for a pause (429); UTC ms */
  | { readonly kind: 'resting'; readonly until: number };

/** What a look-up answers the clerk: from the service, or from what was kept of an earlier answer. */
export type LookupAnswer<T> =
  | {
      readonly kind: 'found';
      readonly value: T;
      /** UTC ms: when the service said so */
      readonly fetchedAt: number;
      /** an earlier answer, because the service could not be asked now */
      readonly instead?: LookupTrouble | 'resting';
    }
  | { readonly kind: 'not-found'; readonly fetchedAt: number }
  | { readonly kind: 'unavailable'; readonly why: LookupTrouble }
  | { readonly kind: 'resting'; readonly until: number };

/** Does this look like the number of an identification that the register can be asked for? 9 to 12 digits (DOMAIN.md section 11). */
export const isLookupNumber = (digits: string): boolean => /^[1-9]\d{8,11}$/.test(digits);

/** AL-00000000-00, the only form `/fe/ex` takes. */
export const isExonerationNumber = (typed: string): boolean => /^AL-\d{8}-\d{2}$/.test(typed);
