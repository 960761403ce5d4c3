import { assertNever } from '../../domain/assert-never.ts';
import type { SignFault } from '../../domain/signing/signing.ts';
import { checkValidity } from './certificate.ts';
import { SignerRequest, type SignerAnswer } from './messages.ts';
import { openPkcs12, type OpenedP12 } from './pkcs12.ts';
import { signChecked } from './self-check.ts';
import { signingKey, type SigningKey } from './xades.ts';

/** How the signing process hears and answers; Electron's parent port in the program, a plain child process in tests. */
export interface SignerPort {
  onMessage(listener: (message: unknown) => void): void;
  post(answer: SignerAnswer): void;
}

interface OpenKey {
  readonly opened: OpenedP12;
  readonly key: SigningKey;
}

/**
 * The signing process: keys by company, opened and used here, handed out by no message. One request at a time, in order. Nothing
 * is written anywhere: no log, no file.
 * @param now UTC ms
 */
export function serveSigner(port: SignerPort, now: () => number): void {
  const keys = new Map<string, OpenKey>();

  async function answer(request: SignerRequest): Promise<SignerAnswer> {
    const { id } = request;
    const failed = (fault: SignFault): SignerAnswer => ({ id, kind: 'failed', fault });
    switch (request.kind) {
      case 'open': {
        keys.delete(request.companyId);
        const opened = openPkcs12(request.p12, request.pin, now());
        if (!opened.ok) return failed(opened.error);
        const { certificate, privateKey, info } = opened.value;
        keys.set(request.companyId, { opened: opened.value, key: signingKey(privateKey, certificate) });
        return { id, kind: 'opened', certificate: info };
      }
      case 'sign': {
        const open = keys.get(request.companyId);
        if (!open) return { id, kind: 'not-open' };
        const { info } = open.opened;
        const at = Date.parse(request.signingTime);
        if (Number.isNaN(at)) return failed('not-canonical');
        const valid = checkValidity(info, at);
        if (!valid.ok) return failed(valid.error);
        const signed = await signChecked(request.xml, open.key, info.serialNumber, request.signingTime);
        return signed.ok ? { id, kind: 'signed', bytes: signed.value } : failed(signed.error);
      }
      case 'close':
        keys.delete(request.companyId);
        return { id, kind: 'closed' };
      default:
        return assertNever(request);
    }
  }

  let turn: Promise<void> = Promise.resolve();
  port.onMessage((message) => {
    const request = SignerRequest.parse(message);
    // a rejection here is a broken assumption: it ends the process, and the client says `signer-died`
    turn = turn.then(async () => port.post(await answer(request)));
  });
}
