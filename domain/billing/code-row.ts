/** The words shown for a code. */
export interface CodeName {
  readonly es: string;
  readonly en: string;
}

export interface CodeRow {
  readonly code: string;
  readonly name: CodeName;
}
