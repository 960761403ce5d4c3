import { DatabaseBackup } from 'lucide-react';
import type { CopiesView } from '../../preload/contract/copies.ts';
import type { Formats } from '../words/formats.ts';
import type { Language } from '../words/language.ts';
import type { StripPart } from './strip-parts.ts';

/** One is made a day; older than this, something keeps it from being made. */
const staleMs = 48 * 3_600_000;

const words = {
  es: { stale: (ago: string) => `Última copia comprobada: ${ago}`, none: 'Sin copia comprobada' },
  en: { stale: (ago: string) => `Last proved copy: ${ago}`, none: 'No proved copy' },
} satisfies Record<Language, unknown>;

/** The age of the newest proved copy, where it is no longer a matter of course. Ajustes has it always. */
export function stripOfCopies(
  copies: CopiesView | undefined,
  now: number,
  format: Formats,
  language: Language,
): StripPart | undefined {
  if (!copies) return undefined;
  const { provedAt, failed } = copies;
  const isStale = provedAt !== undefined && now - provedAt > staleMs;
  // Before the first copy of an installation there is nothing to warn of, unless it failed.
  if (!isStale && !failed) return undefined;
  const text = words[language];
  return {
    id: 'copies',
    icon: DatabaseBackup,
    tone: 'warning',
    text: provedAt === undefined ? text.none : text.stale(format.ago(provedAt, now)),
    route: { screen: 'settings', section: 'copies' },
  };
}
