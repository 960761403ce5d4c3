/** Why a fault exists: the rejection it foresees when a code for it is known (DOMAIN.md section 9), and where the rule is written. */
export interface FaultRule {
  readonly rejection?: string;
  readonly source: string;
}

/** The two sources most rules come from. */
export const schema = 'v4.4 schema';
export const official = 'Anexos y Estructuras v4.4';
