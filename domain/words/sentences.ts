/** What a refusal or notice says, one plain sentence each. Codes become sentences in this folder and nowhere else. */
export interface Sentences {
  /** what happened */
  readonly happened: string;
  /** what it means for the clerk */
  readonly means: string;
  /** what to do now; '' when there is nothing to do */
  readonly todo: string;
}

export const sentences = (happened: string, means: string, todo: string): Sentences => ({
  happened,
  means,
  todo,
});
