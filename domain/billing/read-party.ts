import { type IdentificationTypeRow, findCode, identificationTypes, juridicaLettersFrom } from './codes.ts';
import { type FaultList, optionalText, requiredText } from './fault-list.ts';
import type { InvoiceKind, PartyForm } from './invoice-form.ts';
import type { Customer, Identification, Location, Phone } from './invoice.ts';
import { type KindFields, kindFields } from './kind-fields.ts';

/** What a number may be typed with for the eye: removed before it is checked. */
const withoutSeparators = (typed: string): string => typed.replaceAll(/[\s.\-()/]/g, '');

/** 6 digits, or 4 digits, point, digit: the two spellings that live together (DOMAIN.md 4.3). */
const activityForm = /^(?:\d{6}|\d{4}\.\d)$/;

/** local@domain.tld without spaces nor `<>()[],;:"` (DOMAIN.md 4.3). */
const emailForm = /^[^\s<>()[\],;:"@]+@[^\s<>()[\],;:"@.]+(?:\.[^\s<>()[\],;:"@.]+)+$/;

export function readActivity(list: FaultList, path: string, typed: string): string | undefined {
  const text = typed.trim();
  if (!activityForm.test(text)) {
    list.block('activity-format', path);
    return undefined;
  }
  return text;
}

/** @param path of the field that holds it */
export function readEmail(list: FaultList, path: string, typed: string): string | undefined {
  const text = optionalText(list, path, typed, { max: 160 });
  if (text === undefined) return undefined;
  if (!emailForm.test(text)) {
    list.block('email-format', path);
    return undefined;
  }
  return text;
}

/** `country` counts only when there is a number. @returns undefined when there is none or it is at fault */
export function readPhone(
  list: FaultList,
  prefix: string,
  form: { readonly phoneCountry: string; readonly phone: string },
): Phone | undefined {
  const number = withoutSeparators(form.phone);
  if (number === '') return undefined;
  const country = withoutSeparators(form.phoneCountry).replace(/^\+/, '');
  let good = true;
  if (country === '') {
    list.block('required', `${prefix}phoneCountry`);
    good = false;
  } else if (!/^\d{1,3}$/.test(country)) {
    list.block('phone-country-format', `${prefix}phoneCountry`);
    good = false;
  }
  if (!/^\d{3,20}$/.test(number) || BigInt(number) < 100n) {
    list.block('phone-format', `${prefix}phone`);
    return undefined;
  }
  if (number.length < 8) list.warn('phone-short', `${prefix}phone`);
  return good ? { country, number } : undefined;
}

interface LocationForm {
  readonly province: string;
  readonly canton: string;
  readonly district: string;
  readonly barrio: string;
  readonly address: string;
}

export const hasLocation = (form: LocationForm): boolean =>
  [form.province, form.canton, form.district, form.barrio, form.address].some((text) => text.trim() !== '');

/** Whether the table of places at hand has this combination. */
export type KnowsLocation = (province: string, canton: string, district: string) => boolean;

/**
 * Codes are checked for form only: the official table of v4.4 is not at hand (DOMAIN.md 5.14).
 * @param knows when given, a combination it does not have warns; it never blocks, for the table may be older than the place
 */
export function readLocation(
  list: FaultList,
  prefix: string,
  form: LocationForm,
  addressMax: number,
  knows?: KnowsLocation,
): Location | undefined {
  const coded = (
    field: 'province' | 'canton' | 'district',
    shape: RegExp,
    fault: 'province-format' | 'canton-format' | 'district-format',
  ): string | undefined => {
    const text = form[field].trim();
    if (text === '') {
      list.block('required', prefix + field);
      return undefined;
    }
    if (!shape.test(text)) {
      list.block(fault, prefix + field);
      return undefined;
    }
    return text;
  };
  const province = coded('province', /^[1-9]$/, 'province-format');
  const canton = coded('canton', /^(?!00)\d\d$/, 'canton-format');
  const district = coded('district', /^(?!00)\d\d$/, 'district-format');
  if (
    province !== undefined &&
    canton !== undefined &&
    district !== undefined &&
    knows?.(province, canton, district) === false
  ) {
    list.warn('location-unknown', `${prefix}district`, { province, canton, district });
  }
  const barrio = optionalText(list, `${prefix}barrio`, form.barrio, { min: 5, max: 50 });
  const address = requiredText(list, `${prefix}address`, form.address, { min: 5, max: addressMax });
  if (province === undefined || canton === undefined || district === undefined || address === undefined) {
    return undefined;
  }
  return { province, canton, district, address, ...(barrio !== undefined && { barrio }) };
}

/** Paths of the two fields, where a form names them otherwise than a party does. */
export interface IdentificationPaths {
  readonly type: string;
  readonly number: string;
}

/** @param prefix of the party */
export const partyIdentificationPaths = (prefix: string): IdentificationPaths => ({
  type: `${prefix}identificationType`,
  number: `${prefix}identificationNumber`,
});

/**
 * The number without separators, checked by its type (DOMAIN.md 3.1).
 * @param allowed whether the type may stand here
 * @param today `YYYY-MM-DD`, for the day letters begin; undefined when there is no day (letters pass)
 */
export function readIdentification(
  list: FaultList,
  { type: typePath, number: numberPath }: IdentificationPaths,
  form: { readonly identificationType: string; readonly identificationNumber: string },
  allowed: (row: IdentificationTypeRow) => boolean,
  today?: string,
): Identification | undefined {
  const type = form.identificationType.trim();
  const typed = form.identificationNumber.trim();
  if (type === '') {
    list.block('required', typePath);
    return undefined;
  }
  const row = findCode(identificationTypes, type);
  if (row === undefined) {
    list.block('identification-type-unknown', typePath);
    return undefined;
  }
  const permitted = allowed(row);
  if (!permitted) list.block('identification-type-not-allowed', typePath, { type });
  if (typed === '') {
    list.block('required', numberPath);
    return undefined;
  }
  // letters are written in capitals in the registers; a passport number is kept as it is on the passport
  const bare = withoutSeparators(typed);
  const number = type === '02' ? bare.toUpperCase() : bare;
  if (!row.form.test(number)) {
    list.block('identification-format', numberPath, { type });
    return undefined;
  }
  if (type === '02' && /[A-Z]/.test(number) && today !== undefined && today < juridicaLettersFrom) {
    list.block('identification-letters-too-early', numberPath, { from: juridicaLettersFrom });
    return undefined;
  }
  return permitted ? { type, number } : undefined;
}

/** Whether anything about the customer was typed; the phone's country is there from the start and says nothing. */
const isNamed = (form: PartyForm): boolean =>
  Object.entries(form).some(([field, text]) => field !== 'phoneCountry' && text.trim() !== '');

/** Which sale condition a type asks for where the kind alone does not allow it (DOMAIN.md 3.1, section 7). */
const neededConditions: Readonly<Record<string, string>> = { '01-05': '12', '08-06': '13' };

/** The other party of a FEC is the XML's Emisor, elsewhere it is the Receptor. */
function readPartyIdentification(
  list: FaultList,
  form: PartyForm,
  { kind, saleCondition }: CustomerContext,
  today: string,
): Identification | undefined {
  const type = form.identificationType.trim();
  const needed = neededConditions[`${kind}-${type}`];
  if (needed !== undefined && needed !== saleCondition.trim()) {
    list.block('identification-needs-condition', 'customer.identificationType', { type, condition: needed });
  }
  return readIdentification(
    list,
    partyIdentificationPaths('customer.'),
    form,
    (row) => needed !== undefined || (kind === '08' ? row.issuerIn : row.customerIn).includes(kind),
    today,
  );
}

interface PartyPlace {
  readonly location?: Location;
  readonly foreignAddress?: string;
}

/** Ubicacion and OtrasSenasExtranjero (DOMAIN.md 4.2, 4.4). */
function readPlace(
  list: FaultList,
  form: PartyForm,
  fields: KindFields,
  kind: InvoiceKind,
  knows: KnowsLocation | undefined,
): PartyPlace {
  const prefix = 'customer.';
  const type = form.identificationType.trim();
  const foreigner = type === '05';
  // the seller of a FEC gives its address like every Emisor, unless it lives abroad or is no taxpayer
  const wanted = kind === '08' && !foreigner && type !== '06';
  let location: Location | undefined;
  if (fields.partyLocation && (wanted || hasLocation(form))) {
    // the schema takes 250 characters, the text says 160 for the receptor (DOMAIN.md 4.3)
    if (foreigner) list.block('location-of-foreigner', `${prefix}province`);
    else location = readLocation(list, prefix, form, kind === '08' ? 250 : 160, knows);
  }
  let foreignAddress: string | undefined;
  if (fields.foreignAddress && foreigner) {
    foreignAddress = requiredText(list, `${prefix}foreignAddress`, form.foreignAddress, { min: 5, max: 300 });
  } else if (form.foreignAddress.trim() !== '') {
    list.warn('foreign-address-unused', `${prefix}foreignAddress`);
  }
  return {
    ...(location !== undefined && { location }),
    ...(foreignAddress !== undefined && { foreignAddress }),
  };
}

/** What the rest of the document says that counts for the other party. */
export interface CustomerContext {
  readonly kind: InvoiceKind;
  readonly saleCondition: string;
}

/**
 * The other party, by the kind (kind-fields.ts; DOMAIN.md 2, 3.1, 4.2, 4.4): the Receptor, in a FEC (08) the seller, who is the XML's
 * Emisor. What the kind has no field for is not written, for a stored customer brings it along.
 * @returns undefined when there is none or it is at fault
 */
export function readCustomer(
  list: FaultList,
  form: PartyForm,
  context: CustomerContext,
  today: string,
  knows?: KnowsLocation,
): Customer | undefined {
  const { kind } = context;
  const fields = kindFields[kind];
  const prefix = 'customer.';
  if (fields.party === 'optional' && !isNamed(form)) return undefined;

  const name = requiredText(list, `${prefix}name`, form.name, { min: kind === '08' ? 5 : 3, max: 100 });
  const wantsIdentification =
    fields.partyIdentification === 'required' ||
    form.identificationType.trim() !== '' ||
    form.identificationNumber.trim() !== '';
  const identification = wantsIdentification
    ? readPartyIdentification(list, form, context, today)
    : undefined;
  const tradeName = fields.partyTradeName
    ? optionalText(list, `${prefix}tradeName`, form.tradeName, { min: 3, max: 80 })
    : undefined;
  const activityCode =
    fields.partyActivity !== 'none' && form.activityCode.trim() !== ''
      ? readActivity(list, `${prefix}activityCode`, form.activityCode)
      : undefined;
  const place = readPlace(list, form, fields, kind, knows);
  const phone = fields.partyPhone ? readPhone(list, prefix, form) : undefined;
  const email = readEmail(list, `${prefix}email`, form.email);

  if (name === undefined) return undefined;
  return {
    name,
    ...(identification !== undefined && { identification }),
    ...(tradeName !== undefined && { tradeName }),
    ...(activityCode !== undefined && { activityCode }),
    ...place,
    ...(phone !== undefined && { phone }),
    ...(email !== undefined && { email }),
  };
}
