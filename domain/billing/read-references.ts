import { readClave } from '../numbering/clave.ts';
import { isCalendarDate } from '../numbering/costa-rica-time.ts';
import { findCode } from './codes.ts';
import { type FaultList, optionalText, requiredText } from './fault-list.ts';
import type { InvoiceForm, InvoiceKind, ReferenceForm } from './invoice-form.ts';
import type { Reference } from './invoice.ts';
import { readIssuedDate } from './issued-date.ts';
import { kindFields } from './kind-fields.ts';
import {
  type ReferenceTypeRow,
  foreignSupplier,
  monthInArrears,
  referenceCodes,
  referenceDocumentTypes,
} from './reference-codes.ts';

/** InformacionReferencia: at most (schema). */
export const maxReferences = 10;
/** A referenced document may be this many years old (DOMAIN.md 5.10). */
const oldestYears = 10;

/** A row of the form nobody filled in. */
export const isBlankReference = (form: ReferenceForm): boolean =>
  [
    form.documentType,
    form.otherText,
    form.number,
    form.issuedOn,
    form.code,
    form.codeOther,
    form.reason,
  ].every((text) => text.trim() === '');

/** The same day so many years before; 29 February becomes 28. */
function yearsBefore(on: string, years: number): string {
  const day = `${String(Number(on.slice(0, 4)) - years).padStart(4, '0')}${on.slice(4)}`;
  return isCalendarDate(day) ? day : `${day.slice(0, 8)}28`;
}

function readDate(list: FaultList, path: string, typed: string, today: string): string | undefined {
  if (typed.trim() === '') {
    list.block('required', path);
    return undefined;
  }
  const date = readIssuedDate(typed);
  if (date === undefined) {
    list.block('reference-date-format', path);
    return undefined;
  }
  const oldest = yearsBefore(today, oldestYears);
  if (date.on > today) list.block('reference-date-future', path);
  else if (date.on < oldest) list.block('reference-date-too-old', path, { oldest });
  return date.issuedAt;
}

interface Reading {
  readonly list: FaultList;
  readonly kind: InvoiceKind;
  readonly today: string;
  readonly revision: boolean;
}

function readType(
  { list, kind, revision }: Reading,
  path: string,
  typed: string,
): ReferenceTypeRow | undefined {
  const type = typed.trim();
  if (type === '') {
    list.block('required', path);
    return undefined;
  }
  const row = findCode(referenceDocumentTypes, type);
  if (row === undefined) list.block('reference-type-unknown', path);
  else if (row.revision2026 && !revision) list.block('reference-revision-off', path, { code: type });
  else if (!row.kinds.includes(kind)) list.block('reference-type-not-allowed', path, { type });
  return row;
}

function readNumber(
  { list, kind }: Reading,
  path: string,
  form: ReferenceForm,
  row: ReferenceTypeRow,
): string | undefined {
  if (row.code === monthInArrears && form.number.trim() === '') return undefined;
  // a clave may be pasted in groups; the number of a contract is kept as it is
  const bare = form.number.replaceAll(/\s/g, '');
  const typed = /^\d{50}$/.test(bare) ? bare : form.number;
  const number = requiredText(list, `${path}number`, typed, { max: 50 });
  if (number === undefined) return undefined;
  const clave = readClave(number);
  if (clave === undefined) {
    // what a seller who cannot issue gives has a number of its own
    if (row.needsClave && kind !== '08') list.block('reference-clave-format', `${path}number`);
    return number;
  }
  const claveKind = clave.consecutivo.slice(8, 10);
  if (row.claveKind !== undefined && row.claveKind !== claveKind) {
    list.warn('reference-clave-kind', `${path}number`, { type: row.code, kind: claveKind });
  }
  const date = readIssuedDate(form.issuedOn);
  if (date !== undefined && date.on !== clave.issuedOn && row.needsClave) {
    list.warn('reference-clave-date', `${path}issuedOn`, { on: clave.issuedOn });
  }
  return number;
}

interface ReferenceWhy {
  readonly code?: string;
  readonly codeOther?: string;
  readonly reason?: string;
}

/** @returns undefined when at fault */
function readWhy(
  { list, kind, revision }: Reading,
  path: string,
  form: ReferenceForm,
  asked: boolean,
): ReferenceWhy | undefined {
  const code = form.code.trim();
  let codeOther: string | undefined;
  if (code === '') {
    if (asked) list.block('reference-incomplete', `${path}code`);
  } else {
    const row = findCode(referenceCodes, code);
    if (row === undefined) list.block('reference-code-unknown', `${path}code`);
    else if (row.revision2026 && !revision) list.block('reference-revision-off', `${path}code`, { code });
    else if (!row.kinds.includes(kind)) list.block('reference-code-not-allowed', `${path}code`, { code });
    if (code === '99')
      codeOther = requiredText(list, `${path}codeOther`, form.codeOther, { min: 5, max: 100 });
  }
  const missing = form.reason.trim() === '';
  if (missing && asked) list.block('reference-incomplete', `${path}reason`);
  const reason = optionalText(list, `${path}reason`, form.reason, { min: 3, max: 180 });
  return {
    ...(code !== '' && { code }),
    ...(codeOther !== undefined && { codeOther }),
    ...(reason !== undefined && { reason }),
  };
}

function readReference(reading: Reading, form: ReferenceForm): Reference | undefined {
  const { list, today } = reading;
  const path = `references.${form.id}.`;
  const row = readType(reading, `${path}documentType`, form.documentType);
  const otherText =
    row?.code === '99'
      ? requiredText(list, `${path}otherText`, form.otherText, { min: 5, max: 100 })
      : undefined;
  const number = row === undefined ? undefined : readNumber(reading, path, form, row);
  const issuedAt = readDate(list, `${path}issuedOn`, form.issuedOn, today);
  const why = readWhy(reading, path, form, row?.code !== monthInArrears);
  if (row === undefined || issuedAt === undefined) return undefined;
  return {
    documentType: row.code,
    ...(otherText !== undefined && { otherText }),
    ...(number !== undefined && { number }),
    issuedAt,
    ...why,
  };
}

/** What asks for a reference though the kind does not (DOMAIN.md section 2, 5.5), and what a FEC's seller asks for (section 7). */
function checkPresence(list: FaultList, form: InvoiceForm, used: readonly ReferenceForm[]): void {
  const types = new Set(used.map((reference) => reference.documentType.trim()));
  const foreigner = form.customer.identificationType.trim() === '05';
  if (form.kind === '08') {
    if (foreigner && !types.has(foreignSupplier)) {
      list.block('foreign-supplier-unreferenced', 'references', { type: foreignSupplier });
      return;
    }
    if (!foreigner && types.has(foreignSupplier)) {
      list.warn('foreign-supplier-not-foreign', 'customer.identificationType');
    }
  }
  if (used.length > 0) return;
  if (kindFields[form.kind].references === 'required') list.block('references-missing', 'references');
  if (form.kind !== '01') return;
  if (form.lines.some((line) => line.exoneration?.documentType.trim() === '11')) {
    list.block('reference-for-exoneration', 'references');
  } else if (foreigner && form.saleCondition.trim() === '12') {
    list.block('reference-for-foreigner', 'references');
  }
}

/**
 * InformacionReferencia (DOMAIN.md 5.9, 5.10): which types and codes the kind has, number, date, code and reason.
 * @param today `YYYY-MM-DD`
 * @param revision see `acceptsRevision2026`
 * @returns those without fault, in order; blank rows are left out
 */
export function readReferences(
  list: FaultList,
  form: InvoiceForm,
  today: string,
  revision: boolean,
): readonly Reference[] {
  const used = form.references.filter((reference) => !isBlankReference(reference));
  checkPresence(list, form, used);
  if (used.length > maxReferences) {
    list.block('references-too-many', 'references', {
      max: String(maxReferences),
      count: String(used.length),
    });
  }
  const reading: Reading = { list, kind: form.kind, today, revision };
  return used.flatMap((reference) => readReference(reading, reference) ?? []);
}
