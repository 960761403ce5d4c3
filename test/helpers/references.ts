import type { OtherChargeForm, ReferenceForm } from '../../domain/billing/invoice-form.ts';

/** A clave as another issuer's document would have it. @param kind document code @param on `YYYY-MM-DD` */
export function someClave(kind = '01', on = '2026-11-02'): string {
  const [year = '', month = '', day = ''] = on.split('-');
  return `506${day}${month}${year.slice(2)}00310112345600100001${kind}0000000042148151623`;
}

/** A reference with nothing wrong: the annulment of an FE. */
export const goodReference = (id: string, changes: Partial<ReferenceForm> = {}): ReferenceForm => ({
  id,
  documentType: '01',
  otherText: '',
  number: someClave(),
  issuedOn: '2026-11-02',
  code: '01',
  codeOther: '',
  reason: 'Se anula la factura',
  ...changes,
});

/** The 10 % of a restaurant. */
export const goodCharge = (id: string, changes: Partial<OtherChargeForm> = {}): OtherChargeForm => ({
  id,
  type: '06',
  otherText: '',
  thirdPartyIdType: '',
  thirdPartyIdNumber: '',
  thirdPartyName: '',
  detail: 'Servicio',
  mode: 'percent',
  value: '10',
  ...changes,
});
