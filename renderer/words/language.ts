import { create } from 'zustand';
import type { Language } from '../../domain/words/language.ts';

export type { Language };

/**
 * The words of a feature in both languages. Written as
 * `const es = {...}; const en: typeof es = {...}; export const copy = { es, en } satisfies Copy<typeof es>;`
 * so that a missing (or left-over) translation does not compile. A value is a string, or a function of what it quotes.
 */
export interface Copy<Words = Record<string, unknown>> {
  readonly es: Words;
  readonly en: Words;
}

interface LanguageStore {
  readonly language: Language;
  readonly setLanguage: (language: Language) => void;
}

/** The language of the window. The stored preference is applied to it at start; it is not stored by itself. */
export const useLanguage = create<LanguageStore>()((set) => ({
  language: 'es',
  setLanguage: (language) => set({ language }),
}));

/** The words of `copy` in the language of the window; the component is drawn again when it changes. */
export function useCopy<Words>(copy: Copy<Words>): Words {
  return copy[useLanguage((store) => store.language)];
}
