import { z } from 'zod';
import { readJsonBody } from './json-body.ts';

export interface ErrorBody {
  /** the server's own sentence; '' when it gave none that can be read */
  readonly message: string;
  /** faults by field (E2, E5) */
  readonly fields: Readonly<Record<string, readonly string[]>>;
}

const words = z.union([z.string().transform((one) => [one]), z.array(z.string())]);
const Fields = z.record(z.string(), words);
const ErrorWire = z.object({
  message: z.string().optional().catch(undefined),
  error: z.union([z.string(), Fields]).optional().catch(undefined),
  errors: Fields.optional().catch(undefined),
});

/**
 * The five error shapes E1 to E5 of API.md section 2.4, HTML and nothing at all.
 * Never match on the wording: E1 texts contain amounts.
 */
export function readErrorBody(body: Uint8Array, contentType: string | undefined): ErrorBody {
  const parsed = ErrorWire.safeParse(readJsonBody(body, contentType));
  if (!parsed.success) return { message: '', fields: {} };
  const { message, error, errors } = parsed.data;
  const fields = typeof error === 'object' ? error : (errors ?? {});
  const candidates = [
    message,
    typeof error === 'string' ? error : undefined,
    Object.values(fields).flat()[0],
  ];
  return {
    message: (candidates.find((text) => text !== undefined && text.trim() !== '') ?? '')
      .trim()
      .slice(0, 1_000),
    fields,
  };
}

/**
 * The two amounts of "El total no puede superar los $42.54 del documento, valor calculado [64.4]" (API.md 3.3), as decimal
 * text. Either is left out when it cannot be read without guessing.
 */
export function amountsIn(sentence: string): { readonly limit?: string; readonly computed?: string } {
  const found = /\$\s*([\d.,]+).*?\[\s*([\d.,]+)\s*\]/s.exec(sentence);
  if (!found) return {};
  const limit = decimalText(found[1] ?? '');
  const computed = decimalText(found[2] ?? '');
  return { ...(limit === undefined ? {} : { limit }), ...(computed === undefined ? {} : { computed }) };
}

/** `1,042.54` and `1.042,54` are one number; `1,042` could be two, so it is none. */
function decimalText(text: string): string | undefined {
  if (/^\d+(\.\d+)?$/.test(text)) return text;
  if (/^\d{1,3}(,\d{3})+\.\d+$/.test(text)) return text.replaceAll(',', '');
  if (/^\d{1,3}(\.\d{3})+,\d+$/.test(text)) return text.replaceAll('.', '').replace(',', '.');
  if (/^\d+,\d{1,2}$/.test(text)) return text.replace(',', '.');
  return undefined;
}
