import { z } from 'zod';
import type { Exoneration, Looked } from '../../../domain/lookups/answers.ts';
import type { HttpRequest, HttpResult } from '../../../domain/outbox/ports.ts';
import { type Asked, looked } from './asked.ts';
import { LooseDay, LooseDecimal, LooseText, type LookupAddress, lookupRequest } from './wire.ts';

/** @param number AL-00000000-00 */
export const exonerationRequest = (address: LookupAddress, number: string): HttpRequest =>
  lookupRequest(address, '/fe/ex', { autorizacion: number });

/** Codes of single goods come as text, or as an object that holds the code. */
const CabysWire = z.union([z.string(), z.object({ codigo: LooseText }).transform(({ codigo }) => codigo)]);
const ExonerationWire = z.object({
  numeroDocumento: LooseText,
  identificacion: LooseText,
  fechaEmision: LooseDay.optional().catch(undefined),
  fechaVencimiento: LooseDay.optional().catch(undefined),
  porcentajeExoneracion: LooseDecimal.optional().catch(undefined),
  tipoDocumento: z.object({ codigo: LooseText, descripcion: LooseText }).nullish().catch(undefined),
  CodigoInstitucion: LooseText.optional().catch(undefined),
  nombreInstitucion: LooseText,
  poseeCabys: z.union([z.boolean(), z.string()]).optional().catch(undefined),
  cabys: z.array(CabysWire).nullish().catch(undefined),
});

const twoDigits = (code: string): string => (/^\d$/.test(code) ? `0${code}` : code);
const isYes = (said: boolean | string | undefined): boolean =>
  said === true || (typeof said === 'string' && /^(?:s[ií]?|true|1)$/i.test(said.trim()));

export function exonerationResult(got: HttpResult, number: string): Asked<Exoneration> {
  return looked(got, (body): Looked<Exoneration> => {
    const wire = ExonerationWire.safeParse(body);
    if (!wire.success || (wire.data.numeroDocumento === '' && wire.data.porcentajeExoneracion === undefined))
      return { kind: 'unavailable', why: 'unreadable' };
    const said = wire.data;
    return {
      kind: 'found',
      value: {
        number: said.numeroDocumento === '' ? number : said.numeroDocumento,
        identification: said.identificacion,
        ...(said.fechaEmision === undefined ? {} : { issuedOn: said.fechaEmision }),
        ...(said.fechaVencimiento === undefined ? {} : { expiresOn: said.fechaVencimiento }),
        ...(said.porcentajeExoneracion === undefined ? {} : { percentage: said.porcentajeExoneracion }),
        documentType: twoDigits(said.tipoDocumento?.codigo ?? ''),
        documentTypeName: said.tipoDocumento?.descripcion ?? '',
        institution: twoDigits(said.CodigoInstitucion ?? ''),
        institutionName: said.nombreInstitucion,
        ...(isYes(said.poseeCabys) ? { cabys: said.cabys ?? [] } : {}),
      },
    };
  });
}
