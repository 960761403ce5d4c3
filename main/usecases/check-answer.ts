import type { AnswerCheck } from '../../domain/outbox/answer-check.ts';
import type { AuthorityAnswer } from '../../domain/outbox/results.ts';
import { amountMismatches } from '../comprobante/answer-amounts.ts';

/**
 * Looks at the authority's answer before it may settle anything: whether its bytes are what the certificate inside signed, and whether
 * it repeats the sealed amounts (DOMAIN.md section 9). Who issued that certificate is not asked: no root of it is part of the program.
 */
export async function checkAnswer(answer: AuthorityAnswer, sealedXml: Uint8Array): Promise<AnswerCheck> {
  // Loaded with the first answer, not with the program: it brings the whole verification with it.
  const { verifyMessage } = await import('../signer/verify-message.ts');
  const verified = await verifyMessage(answer.xml);
  const text = new TextDecoder();
  return {
    signature: verified.ok ? 'intact' : verified.error,
    ...(verified.ok && verified.value.signer !== '' ? { signer: verified.value.signer } : {}),
    mismatches: amountMismatches(text.decode(answer.xml), text.decode(sealedXml)),
  };
}
