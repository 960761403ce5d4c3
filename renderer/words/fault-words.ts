/** What a sentence quotes: `value('max')` the text as it is, `amount('left')` and `quantity('left')` decimals as people read them. */
export interface Quoted {
  readonly value: (name: string) => string;
  /** of money: two decimals at least */
  readonly amount: (name: string) => string;
  /** of things: no decimals that say nothing */
  readonly quantity: (name: string) => string;
}
type Sentence = (quoted: Quoted) => string;
export type Words = readonly [es: Sentence, en: Sentence];

export const fixed = (es: string, en: string): Words => [() => es, () => en];
export const letters = (es: string, en: string): Words => [
  ({ value }) => es.replace('{max}', value('max')),
  ({ value }) => en.replace('{max}', value('max')),
];
