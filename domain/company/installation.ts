/**
 * (branch, terminal) belongs to one installation (OUTBOX.md section 6, "Two PCs"): two computers that give numbers of the same series
 * would give one number to two sales.
 */

/** What a computer is known by. Hashes only: they are compared, never sent. */
export interface MachineTraits {
  /** of the name of the computer */
  readonly host: string;
  /** of the identity the system gives it, where one can be read */
  readonly machine?: string;
}

/** Why nothing is sealed on a terminal until the clerk has said something. */
export type SealingHold =
  /** the terminal is bound to another installation: the database or the whole folder came from there */
  | 'elsewhere'
  /** restored without journal and sealed files: the last number of each series is for a person to say (section 8) */
  | 'numbers-unknown';

/**
 * The system's identity decides where both are known: a computer that is renamed is the same one. Where it is not known, the name
 * does, and a false alarm costs one click.
 */
export function isSameMachine(known: MachineTraits, now: MachineTraits): boolean {
  if (known.machine !== undefined && now.machine !== undefined) return known.machine === now.machine;
  return known.host === now.host;
}
