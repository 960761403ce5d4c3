import { z } from 'zod';
import type { ExchangeRate, Looked } from '../../../domain/lookups/answers.ts';
import type { HttpRequest, HttpResult } from '../../../domain/outbox/ports.ts';
import { type Asked, looked } from './asked.ts';
import { LooseDay, LooseDecimal, type LookupAddress, lookupRequest } from './wire.ts';

export const dollarRequest = (address: LookupAddress): HttpRequest =>
  lookupRequest(address, '/indicadores/tc/dolar');

/** @param from @param to `YYYY-MM-DD` */
export const dollarHistoryRequest = (address: LookupAddress, from: string, to: string): HttpRequest =>
  lookupRequest(address, '/indicadores/tc/dolar/historico', { d: from, h: to });

export const euroRequest = (address: LookupAddress): HttpRequest =>
  lookupRequest(address, '/indicadores/tc/euro');

const unreadable = { kind: 'unavailable', why: 'unreadable' } as const;
const RateWire = z.object({ fecha: LooseDay, valor: LooseDecimal });
const DollarWire = z.object({ venta: RateWire, compra: RateWire.optional().catch(undefined) });

export function dollarResult(got: HttpResult): Asked<ExchangeRate> {
  return looked(got, (body): Looked<ExchangeRate> => {
    const wire = DollarWire.safeParse(body);
    if (!wire.success) return unreadable;
    const { venta, compra } = wire.data;
    return {
      kind: 'found',
      value: { sale: venta.valor, on: venta.fecha, ...(compra ? { buy: compra.valor } : {}) },
    };
  });
}

const HistoryWire = z.array(
  z.object({ fecha: LooseDay, venta: LooseDecimal, compra: LooseDecimal.optional().catch(undefined) }),
);

/** The rate of `on`, or of the last day before it that the answer has. */
export function dollarHistoryResult(got: HttpResult, on: string): Asked<ExchangeRate> {
  return looked(got, (body): Looked<ExchangeRate> => {
    const wire = HistoryWire.safeParse(body);
    if (!wire.success) return unreadable;
    const before = wire.data
      .filter(({ fecha }) => fecha <= on)
      .toSorted((a, b) => (a.fecha < b.fecha ? 1 : -1));
    const [newest] = before;
    if (!newest) return { kind: 'not-found' };
    const { fecha, venta, compra } = newest;
    return {
      kind: 'found',
      value: { sale: venta, on: fecha, ...(compra === undefined ? {} : { buy: compra }) },
    };
  });
}

const EuroWire = z.object({ fecha: LooseDay, colones: LooseDecimal });

/** One figure, which is not said to be a sale or a purchase. */
export function euroResult(got: HttpResult): Asked<ExchangeRate> {
  return looked(got, (body): Looked<ExchangeRate> => {
    const wire = EuroWire.safeParse(body);
    return wire.success
      ? { kind: 'found', value: { sale: wire.data.colones, on: wire.data.fecha } }
      : unreadable;
  });
}
