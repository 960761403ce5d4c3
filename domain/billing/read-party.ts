import { type IdentificationTypeRow, findCode, identificationTypes, juridicaLettersFrom } from './codes.ts';
import { type FaultList, optionalText, requiredText } from './fault-list.ts';
import type { InvoiceKind, PartyForm } from './invoice-form.ts';
import type { Customer, Identification, Location, Phone } from './invoice.ts';

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

/** Codes are checked for form only: the official table of v4.4 is not at hand (DOMAIN.md 5.14). */
export function readLocation(
  list: FaultList,
  prefix: string,
  form: LocationForm,
  addressMax: number,
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
  const barrio = optionalText(list, `${prefix}barrio`, form.barrio, { min: 5, max: 50 });
  const address = requiredText(list, `${prefix}address`, form.address, { min: 5, max: addressMax });
  if (province === undefined || canton === undefined || district === undefined || address === undefined) {
    return undefined;
  }
  return { province, canton, district, address, ...(barrio !== undefined && { barrio }) };
}

/**
 * The number without separators, checked by its type (DOMAIN.md 3.1).
 * @param allowed whether the type may stand here
 * @param today `YYYY-MM-DD`, for the day letters begin; undefined when there is no day (letters pass)
 */
export function readIdentification(
  list: FaultList,
  prefix: string,
  form: { readonly identificationType: string; readonly identificationNumber: string },
  allowed: (row: IdentificationTypeRow) => boolean,
  today?: string,
): Identification | undefined {
  const typePath = `${prefix}identificationType`;
  const numberPath = `${prefix}identificationNumber`;
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

/**
 * Receptor: required with identification in an FE (01), optional in a tiquete (04) as is its identification (DOMAIN.md 2, 4.2).
 * @returns undefined when there is none or it is at fault
 */
export function readCustomer(
  list: FaultList,
  form: PartyForm,
  kind: InvoiceKind,
  today: string,
): Customer | undefined {
  const prefix = 'customer.';
  if (kind === '04' && !isNamed(form)) return undefined;

  const name = requiredText(list, `${prefix}name`, form.name, { min: 3, max: 100 });
  const wantsIdentification =
    kind === '01' || form.identificationType.trim() !== '' || form.identificationNumber.trim() !== '';
  const identification = wantsIdentification
    ? readIdentification(list, prefix, form, (row) => row.customerIn.includes(kind), today)
    : undefined;
  const foreigner = form.identificationType.trim() === '05';
  const tradeName = optionalText(list, `${prefix}tradeName`, form.tradeName, { min: 3, max: 80 });
  // a tiquete has no CodigoActividadReceptor: what the stored customer brings along is simply not written
  const activityCode =
    kind === '01' && form.activityCode.trim() !== ''
      ? readActivity(list, `${prefix}activityCode`, form.activityCode)
      : undefined;

  let location: Location | undefined;
  if (hasLocation(form)) {
    // the schema takes 250 characters, the text says 160 for the receptor (DOMAIN.md 4.3)
    if (foreigner) list.block('location-of-foreigner', `${prefix}province`);
    else location = readLocation(list, prefix, form, 160);
  }
  let foreignAddress: string | undefined;
  if (foreigner) {
    foreignAddress = requiredText(list, `${prefix}foreignAddress`, form.foreignAddress, { min: 5, max: 300 });
  } else if (form.foreignAddress.trim() !== '') {
    list.warn('foreign-address-unused', `${prefix}foreignAddress`);
  }
  const phone = readPhone(list, prefix, form);
  const email = readEmail(list, `${prefix}email`, form.email);

  if (name === undefined) return undefined;
  return {
    name,
    ...(identification !== undefined && { identification }),
    ...(tradeName !== undefined && { tradeName }),
    ...(activityCode !== undefined && { activityCode }),
    ...(location !== undefined && { location }),
    ...(foreignAddress !== undefined && { foreignAddress }),
    ...(phone !== undefined && { phone }),
    ...(email !== undefined && { email }),
  };
}
