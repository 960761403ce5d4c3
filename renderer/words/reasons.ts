/** The words themselves are in the domain: what is exported to a file says the same as the screen. */
export * from '../../domain/words/reasons.ts';
