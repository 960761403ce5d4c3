import type { CabysEntry } from '../../domain/lookups/answers.ts';

/** A pause in typing after which the service is asked. */
const pauseMs = 350;

/** What this computer knows, at once; only where it knows nothing, what the service says. Never rejects. */
export type CabysSearch = (text: string) => Promise<readonly CabysEntry[]>;

/** One field's search: a question that was typed over is not asked. */
export function cabysSearch(pause: (ms: number) => Promise<void> = waited): CabysSearch {
  let latest = 0;
  return async (text) => {
    latest += 1;
    const turn = latest;
    const own = await window.api.call('cabys.search', { text });
    if (own.ok && own.value.length > 0) return own.value;
    const digits = text.replaceAll(/[\s.-]/g, '');
    const isCode = /^\d+$/.test(digits);
    if (isCode ? digits.length !== 13 : text.trim().length < 3) return [];
    await pause(pauseMs);
    return turn === latest ? online(text, isCode ? digits : undefined) : [];
  };
}

async function online(text: string, code: string | undefined): Promise<readonly CabysEntry[]> {
  if (code === undefined) {
    const said = await window.api.call('cabys.searchOnline', { text });
    return said.ok && said.value.kind === 'found' ? said.value.value : [];
  }
  const said = await window.api.call('cabys.find', { code });
  return said.ok && said.value.kind === 'found' ? [said.value.value] : [];
}

const waited = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
