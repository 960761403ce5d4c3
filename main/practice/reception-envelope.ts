import { z } from 'zod';
import { kindOf } from './comprobante-kinds.ts';
import { identificationOf, issuedAtOf, paddedIdentification } from './comprobante-reading.ts';
import { correctedClaves } from './judge-references.ts';
import { readXmlTree, textAt, type XmlElement } from './xml-tree.ts';

/** The body of POST /recepcion (DOMAIN.md 13.1), and that it says what the document inside says. */

export const Party = z.object({
  tipoIdentificacion: z.string().regex(/^0[1-6]$/),
  numeroIdentificacion: z.string().regex(/^[0-9A-Za-z]{1,12}$/),
});
export type Party = z.infer<typeof Party>;
export const ReceptionBody = z.object({
  clave: z.string().regex(/^\d{50}$/),
  fecha: z.string().refine((text) => !Number.isNaN(issuedAtOf(text))),
  emisor: Party,
  receptor: Party.optional(),
  callbackUrl: z.url({ protocol: /^https?$/ }).optional(),
  consecutivoReceptor: z
    .string()
    .regex(/^\d{20}$/)
    .optional(),
  comprobanteXml: z.string().min(1),
});
export type ReceptionBody = z.infer<typeof ReceptionBody>;

export const StoredParties = z.object({
  emisor: Party,
  receptor: Party.optional(),
  elsewhere: z.boolean().optional(),
});
export type StoredParties = z.infer<typeof StoredParties>;

/** @returns the sentence of `X-Error-Cause` when it cannot be used */
export function readBody(bytes: Buffer): ReceptionBody | string {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return 'El cuerpo de la solicitud no es JSON en UTF-8';
  }
  const parsed = ReceptionBody.safeParse(value);
  if (parsed.success) return parsed.data;
  const path = parsed.error.issues[0]?.path.join('.') ?? '';
  return `El campo [${path}] falta o no tiene el formato correcto`;
}

const base64Text = /^[A-Za-z0-9+/]+={0,2}$/;

/** A document as it is received. */
export interface Received {
  readonly root: XmlElement;
  readonly bytes: Buffer;
  /** the clave; of a message `{clave}-{consecutivoReceptor}` */
  readonly key: string;
  readonly consecutivo: string;
  /** who numbered it, padded to 12 */
  readonly issuer: string;
  /** claves it corrects or pays */
  readonly corrects: readonly string[];
}

/** Under what the body is received and asked for. */
export const keyOfBody = ({ clave, consecutivoReceptor }: ReceptionBody): string =>
  consecutivoReceptor === undefined ? clave : `${clave}-${consecutivoReceptor}`;

/** The same of a body not read yet, for the counters; undefined when it has no clave. */
export function keyInText(body: string): string | undefined {
  const clave = /"clave"\s*:\s*"(\d{50})"/.exec(body)?.[1];
  const consecutivo = /"consecutivoReceptor"\s*:\s*"(\d{20})"/.exec(body)?.[1];
  return clave === undefined || consecutivo === undefined ? clave : `${clave}-${consecutivo}`;
}

/** What the envelope says must be what the document says. @returns the sentence of `X-Error-Cause` when it is not */
export async function readComprobante(body: ReceptionBody): Promise<Received | string> {
  if (body.comprobanteXml.length % 4 !== 0 || !base64Text.test(body.comprobanteXml))
    return 'El campo [comprobanteXml] no es base64';
  const bytes = Buffer.from(body.comprobanteXml, 'base64');
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return 'El comprobante no está en UTF-8';
  }
  const tree = await readXmlTree(text);
  if (!tree.ok)
    return tree.error === 'doctype'
      ? 'El comprobante no puede tener DOCTYPE'
      : 'El comprobante no es un XML bien formado';
  const root = tree.value;
  if (textAt(root, 'Clave') !== body.clave) return 'La clave no coincide con la del comprobante';
  const wrong = root.name === 'MensajeReceptor' ? messageMismatch(body, root) : documentMismatch(body, root);
  if (wrong !== undefined) return wrong;
  const message = root.name === 'MensajeReceptor';
  const own = kindOf(root)?.own === 'Receptor' ? 'Receptor' : 'Emisor';
  const issuer = message ? textAt(root, 'NumeroCedulaReceptor') : identificationOf(root, own);
  return {
    root,
    bytes,
    key: keyOfBody(body),
    consecutivo: textAt(root, message ? 'NumeroConsecutivoReceptor' : 'NumeroConsecutivo') ?? '',
    issuer: paddedIdentification(issuer ?? ''),
    corrects: correctedClaves(root),
  };
}

/** Unpadded or zero-padded to 12 both work (DOMAIN.md 13.1). */
const sameNumber = (one: string, other: string): boolean =>
  paddedIdentification(one) === paddedIdentification(other);

function documentMismatch(body: ReceptionBody, root: XmlElement): string | undefined {
  if (body.consecutivoReceptor !== undefined)
    return 'El campo [consecutivoReceptor] solo se indica con un mensaje de receptor';
  if (issuedAtOf(textAt(root, 'FechaEmision') ?? '') !== issuedAtOf(body.fecha))
    return 'La fecha no coincide con la del comprobante';
  // Of a FEC the sources disagree whether `emisor` is the issuing company or the XML's Emisor (DOMAIN.md 13.1): both are taken.
  const swapped = kindOf(root)?.own === 'Receptor';
  for (const [name, other, party] of [
    ['Emisor', 'Receptor', body.emisor],
    ['Receptor', 'Emisor', body.receptor],
  ] as const) {
    if (party === undefined || names(root, name, party) || (swapped && names(root, other, party))) continue;
    return `La identificación del ${name.toLowerCase()} no coincide con la del comprobante`;
  }
  return undefined;
}

const names = (root: XmlElement, name: 'Emisor' | 'Receptor', party: Party): boolean =>
  sameNumber(identificationOf(root, name), party.numeroIdentificacion) &&
  textAt(root, name, 'Identificacion', 'Tipo') === party.tipoIdentificacion;

/** The supplier is `emisor`, the confirming taxpayer `receptor`; whose date `fecha` is, no source says (DOMAIN.md section 8). */
function messageMismatch(body: ReceptionBody, root: XmlElement): string | undefined {
  if (body.consecutivoReceptor === undefined)
    return 'El campo [consecutivoReceptor] falta o no tiene el formato correcto';
  if (textAt(root, 'NumeroConsecutivoReceptor') !== body.consecutivoReceptor)
    return 'El consecutivo del receptor no coincide con el del mensaje';
  for (const [name, party] of [
    ['Emisor', body.emisor],
    ['Receptor', body.receptor],
  ] as const)
    if (
      party !== undefined &&
      !sameNumber(textAt(root, `NumeroCedula${name}`) ?? '', party.numeroIdentificacion)
    )
      return `La identificación del ${name.toLowerCase()} no coincide con la del comprobante`;
  return undefined;
}
