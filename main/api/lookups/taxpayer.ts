import { z } from 'zod';
import type { Looked, Taxpayer } from '../../../domain/lookups/answers.ts';
import type { HttpRequest, HttpResult } from '../../../domain/outbox/ports.ts';
import { type Asked, looked } from './asked.ts';
import { LooseText, type LookupAddress, lookupRequest } from './wire.ts';

/** @param number 9 to 12 digits */
export const taxpayerRequest = (address: LookupAddress, number: string): HttpRequest =>
  lookupRequest(address, '/fe/ae', { identificacion: number });

const ActivityWire = z.object({
  estado: LooseText,
  tipo: LooseText,
  codigo: LooseText,
  descripcion: LooseText,
});
const TaxpayerWire = z.object({
  nombre: LooseText,
  tipoIdentificacion: LooseText,
  regimen: z.object({ descripcion: LooseText }).nullish().catch(undefined),
  situacion: z.object({ moroso: LooseText, omiso: LooseText, estado: LooseText }).nullish().catch(undefined),
  actividades: z.array(ActivityWire).nullish().catch(undefined),
});

const yes = (text: string | undefined): boolean => /^s[ií]$/i.test(text ?? '');

/** A code that came as a number has lost its leading zero: `11101` is `011101`. */
const activityCode = (code: string): string => (/^\d{1,6}$/.test(code) ? code.padStart(6, '0') : code);

export function taxpayerResult(got: HttpResult): Asked<Taxpayer> {
  return looked(got, (body): Looked<Taxpayer> => {
    const wire = TaxpayerWire.safeParse(body);
    if (!wire.success || wire.data.nombre === '') return { kind: 'unavailable', why: 'unreadable' };
    const { nombre, tipoIdentificacion, regimen, situacion, actividades } = wire.data;
    return {
      kind: 'found',
      value: {
        name: nombre,
        identificationType: /^\d$/.test(tipoIdentificacion) ? `0${tipoIdentificacion}` : tipoIdentificacion,
        regime: regimen?.descripcion ?? '',
        status: situacion?.estado ?? '',
        overdue: yes(situacion?.moroso),
        omitted: yes(situacion?.omiso),
        activities: (actividades ?? [])
          .filter(({ codigo }) => codigo !== '')
          .map(({ estado, tipo, codigo, descripcion }) => ({
            code: activityCode(codigo),
            description: descripcion,
            active: !/^i/i.test(estado),
            primary: /^p/i.test(tipo),
          })),
      },
    };
  });
}
