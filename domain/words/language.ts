/** The languages of the program: Spanish by default, English complete (UX.md, "Words"). */
export type Language = 'es' | 'en';
