import { referenceCodes, referenceDocumentTypes } from '../../domain/billing/reference-codes.ts';
import type { Reference } from '../../domain/billing/invoice.ts';
import { formats } from '../../domain/words/formats.ts';
import type { Language } from '../../domain/words/language.ts';
import { nameOf } from './code-words.ts';

export interface PrintedReference {
  readonly document: string;
  readonly number: string;
  readonly date: string;
  readonly why: string;
}

export function printedReferences(
  references: readonly Reference[],
  language: Language,
): readonly PrintedReference[] {
  const { issuedDate } = formats(language);
  return references.map((reference) => {
    const at = Date.parse(reference.issuedAt);
    const code =
      reference.codeOther ??
      (reference.code === undefined ? undefined : nameOf(referenceCodes, reference.code, language));
    return {
      document: reference.otherText ?? nameOf(referenceDocumentTypes, reference.documentType, language),
      number: reference.number ?? '',
      date: Number.isNaN(at) ? reference.issuedAt : issuedDate(at),
      why: [code, reference.reason].filter((text) => text !== undefined && text !== '').join(': '),
    };
  });
}
