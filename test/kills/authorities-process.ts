import { startAuthorities } from '../../main/practice/authorities.ts';
import { ok } from '../../domain/result.ts';
import type { VerifyComprobante } from '../../domain/signing/signing.ts';
import { AuthoritiesQuestion } from './authorities.ts';

/**
 * The practice authorities in a process of their own: the outbox is killed, they are not, and what they counted is theirs. Every
 * signature counts as good: the documents here are unsigned, and signing has its own tests. Argument: the folder.
 */
const verify: VerifyComprobante = async () =>
  ok({
    certificate: {
      holder: 'DISTRIBUIDORA DEL ESTE',
      holderIdentification: '3101123456',
      issuer: 'CN=PRACTICA',
      serialNumber: '1',
      validFrom: 0,
      validUntil: Date.now() * 2,
    },
    signingTime: new Date().toISOString(),
    policyId: 'x',
    rootName: 'FacturaElectronica',
    clave: '',
  });

const [, , folder = ''] = process.argv;
const authorities = await startAuthorities({ folder, verify });
const { idpUrl, logoutUrl, haciendaApiUrl, control } = authorities;
// Slow enough that kills fall between a request's effect and its answer.
await control.set({ slowMs: 10, hacienda: { quota: 'off', processingMinMs: 0, processingMaxMs: 0 } });
process.send?.({ idpUrl, logoutUrl, apiUrl: haciendaApiUrl });
process.on('message', (message) => {
  const question = AuthoritiesQuestion.parse(message);
  if (question.ask === 'cut-answer')
    control.provoke({ endpoint: 'post', outcome: question.outcome, times: 1 });
  process.send?.(question.ask === 'counters' ? control.counters() : {});
});
process.on('disconnect', () => process.exit(0));
