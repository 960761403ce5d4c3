import type { ComprobanteFault } from '../../domain/billing/comprobante-fault.ts';
import { fail } from '../../domain/result.ts';
import { readAuthorityAnswer } from '../comprobante/read-answer.ts';
import { readComprobante } from '../comprobante/read-comprobante.ts';
import { verifySignatures } from '../signer/verify.ts';
import { verifyMessage } from '../signer/verify-message.ts';
import type { FileReaders, ReadingFault } from './inspect-file.ts';

/** What the clerk is told of a file that is no readable comprobante. */
function readingFault(fault: ComprobanteFault): ReadingFault {
  switch (fault.code) {
    case 'too-large':
      return { code: 'too-large' };
    case 'doctype':
    case 'too-many-tags':
    case 'too-deep':
      return { code: 'hostile', detail: fault.code };
    case 'older-version':
    case 'newer-version':
      return { code: 'other-version', detail: fault.version };
    case 'other-document':
      return { code: 'other-document', detail: fault.root };
    case 'unknown-document':
      return { code: 'other-document' };
    case 'not-utf-8':
    case 'malformed':
      return { code: 'not-readable', detail: fault.code };
    default:
      return { code: 'not-readable', detail: `${fault.code}: ${fault.path}` };
  }
}

/** The real readers, for the reading process. */
export const fileReaders: FileReaders = {
  readComprobante(bytes) {
    const read = readComprobante(bytes);
    return read.ok ? read : fail(readingFault(read.error));
  },
  verify: verifySignatures,
  readAnswer: readAuthorityAnswer,
  verifyAnswer: verifyMessage,
};
