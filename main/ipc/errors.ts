import { assertNever } from '../../domain/assert-never.ts';
import type { CertificateFault, P12Fault, SignFault } from '../../domain/signing/signing.ts';
import type { CallError } from '../../preload/contract/errors.ts';
import type { IssueFault } from '../usecases/issue-invoice.ts';
import type { SchemaRefusal } from '../usecases/validate-signed.ts';

/** Faults of the use cases as codes of the contract. The sentence is the renderer's. */

const certificateError = (fault: CertificateFault): CallError => ({ code: `certificate-${fault}` });

function signError(fault: SignFault): CallError {
  switch (fault) {
    case 'no-secrets':
      return { code: 'pin-missing' };
    case 'expired':
    case 'not-yet-valid':
      return certificateError(fault);
    case 'not-canonical':
    case 'self-check':
    case 'signer-died':
      return { code: 'signer-failed', detail: fault };
    default:
      return p12Error(fault);
  }
}

export const saveCompanyError = (fault: 'not-found' | 'not-allowed-now' | 'terminal-taken'): CallError =>
  fault === 'terminal-taken'
    ? { code: 'faults', faults: [{ code: fault, path: 'terminal', severity: 'blocks' }] }
    : { code: fault };

export const p12Error = (fault: P12Fault): CallError => ({ code: `p12-${fault}` });

export function issueError(fault: IssueFault): CallError {
  switch (fault.kind) {
    case 'faults':
      return {
        code: 'faults',
        faults: fault.faults.map(({ values, ...one }) => ({
          ...one,
          ...(values ? { values: { ...values } } : {}),
        })),
      };
    case 'no-issuer':
      return { code: 'no-company' };
    case 'draft-gone':
      return { code: 'draft-gone' };
    case 'held':
      return { code: fault.hold === 'elsewhere' ? 'terminal-elsewhere' : fault.hold };
    case 'certificate-missing':
      return { code: 'certificate-missing' };
    case 'certificate':
      return certificateError(fault.fault);
    case 'sealing':
      return sealError(fault.fault);
    default:
      return assertNever(fault);
  }
}

function sealError(fault: Extract<IssueFault, { kind: 'sealing' }>['fault']): CallError {
  switch (fault.kind) {
    case 'disk-full':
      return { code: 'disk-full' };
    case 'io':
      return { code: 'disk-error' };
    case 'damaged':
      return { code: 'database-unavailable' };
    case 'clock-bad':
      return { code: 'clock-wrong', detail: `${Math.round(fault.skewMs / 1_000)} s` };
    case 'predecessor':
      return { code: 'not-allowed-now' };
    case 'issued-before':
      return { code: 'issued-before' };
    case 'original-arrived':
      return { code: 'original-arrived' };
    case 'answered-before':
      return { code: 'answered-before' };
    case 'build':
      return typeof fault.error === 'string' ? signError(fault.error) : schemaError(fault.error);
    default:
      return assertNever(fault);
  }
}

const schemaError = ({ set, faults }: SchemaRefusal): CallError => ({
  code: 'schema-refused',
  faults: faults.map(({ field }) => ({
    code: 'schema',
    path: '',
    values: { field },
    severity: 'blocks',
  })),
  detail: [set, ...faults.map(({ message }) => message)].join('\n'),
});

const fullDisk = /^(?:SQLITE_FULL|ENOSPC|EDQUOT)$/;
const damagedStore = /^SQLITE_(?:CORRUPT|NOTADB)/;
const badDisk = /^SQLITE_(?:IOERR|READONLY|CANTOPEN)/;
/** Node names the file only in errors of the file system. */
const isAboutFile = (error: Error): boolean => 'path' in error && 'syscall' in error;

/**
 * What was thrown, for the clerk: a disk or a database that fails while the program runs is not "something unexpected".
 * Codes: https://sqlite.org/rescode.html and Node's errno names.
 */
export function thrownError(error: unknown): CallError {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string')
    return { code: 'internal' };
  const { code } = error;
  if (fullDisk.test(code)) return { code: 'disk-full' };
  if (damagedStore.test(code)) return { code: 'database-unavailable', detail: code };
  if (badDisk.test(code) || isAboutFile(error)) return { code: 'disk-error', detail: code };
  return { code: 'internal' };
}
