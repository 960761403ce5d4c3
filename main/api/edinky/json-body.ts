/**
 * JSON of e-Dinky with every number kept as its source text: `12.20` stays "12.20" and an id of 20 digits keeps them all
 * (API.md section 9, rows 4 and 6: money is text here and a number there; never a float in between).
 * @returns undefined when the bytes are not UTF-8 JSON, or the server says they are HTML
 */
export function readJsonBody(body: Uint8Array, contentType: string | undefined): unknown {
  if (contentType !== undefined && /html|xml/i.test(contentType)) return undefined;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    return JSON.parse(text, numberAsSourceText);
  } catch {
    return undefined;
  }
}

// The third argument is ES2026 (JSON.parse source text access); V8 has it since 11.4, TypeScript's lib does not type it yet.
function numberAsSourceText(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  return typeof value === 'number' ? (context?.source ?? String(value)) : value;
}
