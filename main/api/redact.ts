/** What stands where a secret stood. */
export const redacted = '[…]';

/** Longest first characters of a secret that are looked for: servers also quote tokens cut short. */
const prefixLength = 16;

/**
 * Takes out of text from outside whatever could sign somebody in: the secrets of this call (whole, cut short, or URL-encoded), any
 * bearer token or JWT, and values named like a password or token. A clave and other digits stay: they are evidence.
 */
export function redact(text: string, secrets: readonly string[]): string {
  let out = text;
  for (const secret of secrets) {
    if (secret === '') continue;
    for (const spelling of new Set([secret, encodeURIComponent(secret)])) {
      out = out.replaceAll(spelling, redacted);
      if (spelling.length > prefixLength) out = withoutStart(out, spelling.slice(0, prefixLength));
    }
  }
  return out
    .replaceAll(/\b(bearer|basic)\s+[\w.~+/=-]{8,}/gi, `$1 ${redacted}`)
    .replaceAll(/\beyJ[\w-]{6,}(?:\.[\w-]*)*/g, redacted)
    .replaceAll(
      /((?:access_|refresh_|id_)?token|password|client_secret)(["']?\s*[:=]\s*["']?)[^\s"'&,;}]+/gi,
      `$1$2${redacted}`,
    );
}

function withoutStart(text: string, start: string): string {
  const escaped = start.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return text.replaceAll(new RegExp(`${escaped}[^\\s"'<>,;]*`, 'g'), redacted);
}
