import type { Finding } from '../../domain/practice/switches.ts';
import { kindOf, type ComprobanteKind } from './comprobante-kinds.ts';
import { structureFindings } from './comprobante-structure.ts';
import { judgeCharges } from './judge-charges.ts';
import { judgeIdentity, signatureSentence, type IdentityContext } from './judge-identity.ts';
import { judgeLines } from './judge-lines.ts';
import { judgeMessage } from './judge-message.ts';
import { Notes } from './judge-notes.ts';
import { judgeOtherTexts } from './judge-other-texts.ts';
import { judgeParties } from './judge-parties.ts';
import { judgeReceipt } from './judge-receipt.ts';
import { judgeReferences, type ReferenceContext } from './judge-references.ts';
import { judgeSummary } from './judge-summary.ts';
import type { XmlElement } from './xml-tree.ts';

/**
 * What the simulated Hacienda finds in a received comprobante or message. Levels as DOMAIN.md section 1: signature, structure and
 * formats, then cross-checks; a level with findings ends the examination. Codes are those of DOMAIN.md section 9; where no code is
 * known the finding has none and is told as a plain sentence, so that no code is invented.
 */
export type JudgeContext = IdentityContext & ReferenceContext;

export interface Judgement {
  readonly verdict: 'aceptado' | 'rechazado';
  readonly rows: readonly Finding[];
  /** refusals without a known code */
  readonly sentences: readonly string[];
}

export async function judgeComprobante(root: XmlElement, context: JudgeContext): Promise<Judgement> {
  const signature = signatureSentence(context.signature);
  if (signature !== undefined) return rejected([], [signature]);
  const kind = kindOf(root);
  if (kind === undefined) return rejected([], [`El tipo de comprobante ${root.name} no existe.`]);
  const structure = await structureFindings(root, kind);
  if (structure.length > 0) return rejected(structure, []);

  const found = new Notes();
  if (kind.family === 'message') await judgeMessage(root, context, found);
  else await judgeDocument(root, kind, context, found);
  return found.rows.length > 0 || found.sentences.length > 0
    ? rejected(found.rows, found.sentences)
    : { verdict: 'aceptado', rows: found.observations, sentences: [] };
}

async function judgeDocument(
  root: XmlElement,
  kind: ComprobanteKind,
  context: JudgeContext,
  found: Notes,
): Promise<void> {
  const [code = ''] = kind.codes;
  judgeIdentity(root, kind, context, found);
  judgeParties(root, kind, code, found);
  judgeOtherTexts(root, found);
  await judgeReferences(root, code, context, found);
  if (kind.family === 'receipt') {
    judgeReceipt(root, found);
    return;
  }
  judgeCharges(root, found);
  const sums = await judgeLines(root, code, context.receivedAt, found);
  judgeSummary(root, code, sums, found);
}

const rejected = (rows: readonly Finding[], sentences: readonly string[]): Judgement => ({
  verdict: 'rechazado',
  rows,
  sentences,
});
