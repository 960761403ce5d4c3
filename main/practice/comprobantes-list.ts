import { z } from 'zod';
import { bareAnswer, jsonAnswer, type Answer, type Call } from './answer.ts';
import { paddedIdentification } from './comprobante-reading.ts';
import { causeHeader } from './idp.ts';
import type { Ledger } from './ledger.ts';
import { StoredParties, type Party } from './reception-envelope.ts';

/**
 * GET /comprobantes and /comprobantes/{clave} (DOMAIN.md 13.4): accepted ones, newest first; notes also under what they correct.
 * @param path of the resource, without a slash behind
 * @param omitted that many of the newest are left out
 */
export function comprobantes(call: Call, path: string, ledger: Ledger, omitted: number): Answer {
  const notes = Map.groupBy(ledger.notes(call.at), ({ original }) => original);
  const notesOf = (
    clave: string,
    kind: string,
  ): readonly { readonly clave: string; readonly fecha: string }[] =>
    (notes.get(clave) ?? [])
      .filter(({ consecutivo }) => consecutivo.slice(8, 10) === kind)
      .map(({ key, fecha }) => ({ clave: key, fecha }));
  const all = ledger
    .comprobantes(-1, 0)
    // A message is no document of its own: only what has a clave is listed.
    .filter(
      ({ key, clave, state, hidden_until }) =>
        key === clave && state === 'aceptado' && hidden_until <= call.at,
    )
    .slice(omitted)
    .map((row) => {
      const { emisor, receptor } = StoredParties.parse(JSON.parse(row.parties));
      return {
        code: (party: Party | undefined): string =>
          party === undefined
            ? ''
            : party.tipoIdentificacion + paddedIdentification(party.numeroIdentificacion),
        emisor,
        receptor,
        wire: {
          clave: row.key,
          fecha: row.fecha,
          emisor: { ...emisor, nombre: '' },
          ...(receptor === undefined ? {} : { receptor: { ...receptor, nombre: '' } }),
          notasCredito: notesOf(row.key, '03'),
          notasDebito: notesOf(row.key, '02'),
        },
      };
    });
  const one = call.path.slice(path.length + 1);
  if (one !== '') {
    const found = all.find(({ wire }) => wire.clave === one);
    return found === undefined
      ? bareAnswer(404, causeHeader(`No existe el recurso con Clave = [${one}]`))
      : jsonAnswer(200, found.wire);
  }
  const Page = z.object({
    offset: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(50).default(50),
    emisor: z
      .string()
      .regex(/^\d{14}$/)
      .optional(),
    receptor: z
      .string()
      .regex(/^\d{14}$/)
      .optional(),
  });
  const query = Page.safeParse(Object.fromEntries(call.query));
  if (!query.success)
    return bareAnswer(400, {
      ...causeHeader(`El parámetro [${query.error.issues[0]?.path.join('.') ?? ''}] no es válido`),
      'validation-exception': 'true',
    });
  const { offset, limit, emisor, receptor } = query.data;
  const matching = all.filter(
    (row) =>
      (emisor === undefined || row.code(row.emisor) === emisor) &&
      (receptor === undefined || row.code(row.receptor) === receptor),
  );
  const page = matching.slice(offset, offset + limit).map(({ wire }) => wire);
  return jsonAnswer(page.length === matching.length ? 200 : 206, page, {
    'accept-range': 'resource 50',
    'content-range': `${offset}-${offset + page.length}/${matching.length}`,
  });
}
