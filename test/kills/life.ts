import { z } from 'zod';

/** One life of the outbox: what its process is told when it starts, and what it says on its own pipe (fd 3) while it lives. */

export const companyId = 'c1';
export const branch = '001';
export const issuer = { type: '02', number: '3101123456' } as const;

/**
 * Another code for every seal, as in the product, and yet known beforehand: the names of the files follow from it.
 * @param nth 0 for the first seal of a life
 */
export const securityCodeOf = (first: string, nth: number): string =>
  String((Number(first) + nth * 7_919) % 1e8).padStart(8, '0');

export const LifeOrders = z.object({
  /** holds the database and the sealed documents */
  folder: z.string(),
  idpUrl: z.url(),
  logoutUrl: z.url(),
  apiUrl: z.url(),
  /** 5 digits, one for each folder: documents of one chain of lives share no number with those of another */
  terminal: z.string(),
  /** 8 digits, other ones in each life, see securityCodeOf: a second clave for one sale would differ in them */
  securityCode: z.string(),
  /** drafts to seal one after the other, by id; those that are documents already are left alone */
  sales: z.array(z.string()),
  /** fills the disk before the first sale until so many bytes are free; taken away after the first refusal, or at the end */
  leaveFreeBytes: z.int().optional(),
  /** SIGKILLs itself when the disk has refused something for the first time */
  dieAtRefusal: z.boolean().default(false),
});
export type LifeOrders = z.infer<typeof LifeOrders>;

const DocumentSeen = z.object({ id: z.string(), clave: z.string(), state: z.string() });

export const LifeWord = z.discriminatedUnion('said', [
  /** every document of the database once the recovery is done, before anything is sealed or sent */
  z.object({ said: z.literal('recovered'), documents: z.array(DocumentSeen) }),
  /** the clerk was told that it is kept */
  z.object({
    said: z.literal('sealed'),
    id: z.string(),
    clave: z.string(),
    consecutivo: z.string(),
    xmlSha256: z.string(),
  }),
  /** the clerk was told that nothing was issued; the draft is kept */
  z.object({
    said: z.literal('refused'),
    what: z.enum(['open', 'recovery', 'draft', 'seal']),
    kind: z.string(),
  }),
  /** the outbox says that the disk refuses, or (no fault) takes writes again */
  z.object({ said: z.literal('storage'), fault: z.string().optional() }),
  /** the clerk let a document go that the program held because of a doubtful commit */
  z.object({ said: z.literal('released'), id: z.string() }),
  /** a port or the program broke a promise; what was injected shows here only when it was not handled */
  z.object({ said: z.literal('error'), where: z.string(), text: z.string() }),
  /** every sale is final */
  z.object({ said: z.literal('done') }),
]);
export type LifeWord = z.infer<typeof LifeWord>;
