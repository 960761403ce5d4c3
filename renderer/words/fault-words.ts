/** What a sentence quotes: `value('max')` is the text as it is, `amount('left')` a decimal as people read it. */
export interface Quoted {
  readonly value: (name: string) => string;
  readonly amount: (name: string) => string;
}
type Sentence = (quoted: Quoted) => string;
export type Words = readonly [es: Sentence, en: Sentence];

export const fixed = (es: string, en: string): Words => [() => es, () => en];
export const letters = (es: string, en: string): Words => [
  ({ value }) => es.replace('{max}', value('max')),
  ({ value }) => en.replace('{max}', value('max')),
];
