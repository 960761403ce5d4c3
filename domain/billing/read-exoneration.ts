import { compareDecimals, decimal, formatDecimalTrimmed } from '../money/decimal.ts';
import { exonerationInstitutions, exonerationTypes, findCode } from './codes.ts';
import { type FaultList, requiredNumber, requiredText } from './fault-list.ts';
import type { ExonerationForm } from './invoice-form.ts';
import type { Exoneration } from './invoice.ts';
import { readReferenceDate } from './read-references.ts';
import type { LineContext } from './line-context.ts';
import { type ParsedLine, wholeRate } from './parsed-line.ts';
import { rateDecimals } from './parsed-taxes.ts';

/** How the register prints authorisations (DOMAIN.md 5.5). */
const registeredNumber = /^AL-\d{8}-\d{2}$/;
/** TarifaExonerada: 4 digits, 2 of them decimals. */
const rateLimit = decimal('100');

function readArticle(list: FaultList, path: string, typed: string): string | undefined {
  const text = typed.trim();
  if (text === '') return undefined;
  if (/^\d{1,6}$/.test(text)) return String(Number(text));
  list.block('exoneration-article-format', path);
  return undefined;
}

function readType(list: FaultList, path: string, form: ExonerationForm, kind: string) {
  const code = form.documentType.trim();
  const row = findCode(exonerationTypes, code);
  if (row === undefined) {
    list.block(code === '' ? 'required' : 'exoneration-type-unknown', `${path}.documentType`);
    return undefined;
  }
  if (row.onlyNotes && kind !== '02' && kind !== '03') {
    list.block('exoneration-type-only-notes', `${path}.documentType`);
  }
  if (row.needsArticle && form.article.trim() === '') {
    list.block('exoneration-article-missing', `${path}.article`);
  }
  if (row.registered && form.number.trim() !== '' && !registeredNumber.test(form.number.trim())) {
    list.warn('exoneration-number-form', `${path}.number`);
  }
  const otherText =
    code === '99' ? requiredText(list, `${path}.otherText`, form.otherText, { min: 5, max: 100 }) : undefined;
  return { documentType: code, ...(otherText !== undefined && { otherText }) };
}

function readInstitution(list: FaultList, path: string, form: ExonerationForm) {
  const institution = form.institution.trim();
  if (findCode(exonerationInstitutions, institution) === undefined) {
    list.block(institution === '' ? 'required' : 'exoneration-institution-unknown', `${path}.institution`);
    return undefined;
  }
  const institutionOther =
    institution === '99'
      ? requiredText(list, `${path}.institutionOther`, form.institutionOther, { min: 5, max: 160 })
      : undefined;
  return { institution, ...(institutionOther !== undefined && { institutionOther }) };
}

function readDate(list: FaultList, path: string, typed: string, today: string): string | undefined {
  const date = typed.trim() === '' ? undefined : readReferenceDate(typed);
  if (date === undefined) {
    list.block(typed.trim() === '' ? 'required' : 'exoneration-date-format', path);
    return undefined;
  }
  if (date.on > today) list.block('exoneration-date-future', path, { today });
  return date.at;
}

function readRate(list: FaultList, path: string, parsed: ParsedLine) {
  const rate = requiredNumber(list, path, parsed.exonerationRate, {
    decimals: rateDecimals,
    decimalsFault: 'tax-decimals',
  });
  if (rate === undefined) return undefined;
  const whole = wholeRate(parsed.iva, parsed.components.length > 0);
  if (whole !== undefined && compareDecimals(rate, whole) > 0) {
    list.block('exoneration-rate-over-line', path, { max: formatDecimalTrimmed(whole) });
  } else if (compareDecimals(rate, rateLimit) >= 0) {
    list.block('tax-too-large', path, { max: formatDecimalTrimmed(rateLimit) });
  } else if (rate.unscaled === 0n) list.warn('exoneration-nothing', path);
  return rate;
}

/**
 * Exoneracion (DOMAIN.md 5.5). Whether the register knows the authorisation is looked up elsewhere.
 * @param path `lines.<id>.exoneration`
 * @returns undefined when at fault
 */
export function readExoneration(
  list: FaultList,
  path: string,
  form: ExonerationForm,
  parsed: ParsedLine,
  { kind, today }: LineContext,
): Omit<Exoneration, 'amount'> | undefined {
  const type = readType(list, path, form, kind);
  const number = requiredText(list, `${path}.number`, form.number, { min: 3, max: 40 });
  const article = readArticle(list, `${path}.article`, form.article);
  const clause = readArticle(list, `${path}.clause`, form.clause);
  const institution = readInstitution(list, path, form);
  const issuedAt = readDate(list, `${path}.issuedOn`, form.issuedOn, today);
  const rate = readRate(list, `${path}.rate`, parsed);
  if (
    type === undefined ||
    number === undefined ||
    institution === undefined ||
    issuedAt === undefined ||
    rate === undefined
  ) {
    return undefined;
  }
  return {
    ...type,
    number,
    ...(article !== undefined && { article }),
    ...(clause !== undefined && { clause }),
    ...institution,
    issuedAt,
    rate,
  };
}
