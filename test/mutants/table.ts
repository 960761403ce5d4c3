import { aroundACall } from './around-a-call.ts';
import type { Mutant } from './mutant.ts';
import { paying } from './paying.ts';
import { postResults } from './post-results.ts';
import { questions } from './questions.ts';
import { restoring } from './restoring.ts';
import { stored } from './stored.ts';
import { way } from './way.ts';

/** Every row of OUTBOX.md sections 2 and 4 to 8, broken on purpose. */
export const mutants: readonly Mutant[] = [
  ...stored,
  ...aroundACall,
  ...postResults,
  ...questions,
  ...way,
  ...paying,
  ...restoring,
];
