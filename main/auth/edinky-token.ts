import type { Token, TokenFault, TokenSource } from '../../domain/outbox/ports.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { SecretStore } from './secret-store.ts';

/** Visible ASCII, what a header can carry. */
const sendable = /^[\x21-\x7e]{1,8192}$/;

/** A token as pasted, without what people paste with it: blanks, quotes, the word Bearer. @returns undefined when it cannot be one */
export function tidyPastedToken(text: string): string | undefined {
  const tidy = text
    .trim()
    .replace(/^(["'])(.*)\1$/s, '$2')
    .replace(/^bearer\s+/i, '')
    .trim();
  return sendable.test(tidy) ? tidy : undefined;
}

/**
 * e-Dinky has no sign-in that we know: the clerk pastes a token, and only a 401 tells that it ended (API.md section 1). From then on
 * nothing is sent until another one is pasted. The generation is the version of the stored token.
 */
export function edinkyToken(secrets: Pick<SecretStore, 'get' | 'version'>): TokenSource {
  const refused = new Map<string, number>();

  const current = async (companyId: string): Promise<Result<Token, TokenFault>> => {
    const generation = await secrets.version(companyId, ['edinky-token']);
    const stored = await secrets.get(companyId, 'edinky-token');
    if (!stored.ok || stored.value === undefined || stored.value === '') return fail({ kind: 'missing' });
    if ((refused.get(companyId) ?? -1) >= generation) return fail({ kind: 'credentials' });
    const value = tidyPastedToken(stored.value);
    return value === undefined ? fail({ kind: 'credentials' }) : ok({ value, generation });
  };

  return {
    current,
    renewed: (companyId, refusedGeneration) => {
      refused.set(companyId, Math.max(refusedGeneration, refused.get(companyId) ?? -1));
      return current(companyId);
    },
  };
}
