import type { Language } from './language.ts';

/** One cause as three plain sentences. */
export interface Explanation {
  /** what happened */
  readonly happened: string;
  /** what it means for the document */
  readonly means: string;
  /** what to do now */
  readonly todo: string;
}

/**
 * rejection: the document is not valid and its number is spent. observation: accepted all the same. transport: of the call, the document
 * is what it was. Source: DOMAIN.md section 9, column "Kind".
 */
export type CauseKind = 'rejection' | 'observation' | 'transport';

/** What a screen can offer beside the sentence; each is one place of the program. */
export const causeActions = [
  /** a copy of the document, opened with the fault in focus */
  'correct',
  'company-settings',
  'key-settings',
  'numbering-settings',
  'sign-in-settings',
  'look-up-taxpayer',
  'look-up-cabys',
  'look-up-exoneration',
  'save-history',
  /** the clock of the computer: told, not done here */
  'set-clock',
  'nothing',
] as const;
export type CauseAction = (typeof causeActions)[number];

export interface CauseRow {
  readonly kind: CauseKind;
  readonly action: CauseAction;
  readonly words: Readonly<Record<Language, Explanation>>;
}

type Pair = readonly [es: string, en: string];

const meansOf: Readonly<Record<'rejection' | 'observation', Pair>> = {
  rejection: [
    'Este documento no vale y su número quedó gastado.',
    'This document is not valid and its number is spent.',
  ],
  observation: ['El documento está aceptado y vale.', 'The document is accepted and valid.'],
};

interface Told {
  readonly happened: Pair;
  readonly todo: Pair;
  readonly action: CauseAction;
}

const words = (happened: Pair, means: Pair, todo: Pair): CauseRow['words'] => ({
  es: { happened: happened[0], means: means[0], todo: todo[0] },
  en: { happened: happened[1], means: means[1], todo: todo[1] },
});

const ofVerdict =
  (kind: 'rejection' | 'observation') =>
  ({ happened, todo, action }: Told): CauseRow => ({
    kind,
    action,
    words: words(happened, meansOf[kind], todo),
  });

export const rejection = ofVerdict('rejection');
export const observation = ofVerdict('observation');

export const transport = ({ happened, means, todo, action }: Told & { readonly means: Pair }): CauseRow => ({
  kind: 'transport',
  action,
  words: words(happened, means, todo),
});
