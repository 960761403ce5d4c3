import type { HttpRequest, HttpResult } from '../../../domain/outbox/ports.ts';
import type { ProbeResult } from '../../../domain/outbox/edinky-api.ts';
import { doubtfulStatus, troubleOf } from '../trouble.ts';
import { edinkyRequest, type EdinkyAddress } from './answer.ts';

/** Is the pasted token alive? `GET /users/my/information`; its body is undocumented and not looked at (API.md section 1). */
export const probeRequest = (address: EdinkyAddress): HttpRequest =>
  edinkyRequest(address, 'GET', 'users/my/information');

export function probeResult(got: HttpResult): ProbeResult {
  if (got.phase === 'answered' && got.status >= 200 && got.status < 300) return { kind: 'alive' };
  const outcome = troubleOf(got);
  if ('answer' in outcome) return doubtfulStatus(outcome.answer.status);
  return outcome.trouble.kind === 'unauthorized' ? { kind: 'dead' } : outcome.trouble;
}
