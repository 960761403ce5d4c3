import type { ComprobanteFault } from '../../domain/billing/comprobante-fault.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { type Fields, readGroup, Unreadable } from './fields.ts';
import { namespaceOf, receiverMessageRoot, rootNames } from './namespaces.ts';
import { openXml, type XmlElement, type XmlLimits } from './open-xml.ts';

/**
 * A document of 1,000 lines with two taxes, discounts and codes each has some 80,000 tags in 3 MB; an ordinary one 100 in 10 KB.
 * What is beyond this was not made to be read.
 */
const limits: XmlLimits = { bytes: 10 * 1024 * 1024, tags: 500_000, depth: 64 };

const signatureNamespace = 'http://www.w3.org/2000/09/xmldsig#';
const known: ReadonlySet<string> = new Set([
  ...Object.values(rootNames),
  receiverMessageRoot,
  'MensajeHacienda',
]);
/** Hacienda's own namespaces, of this regime (`cdn.comprobanteselectronicos.go.cr`) and of the ones before (`tribunet`). */
const versioned = /^https?:\/\/[a-z.]*\.go\.cr\/.*\/v(\d{1,2})\.(\d{1,2})\/[A-Za-z]+$/;
const version = { major: 4, minor: 4 };

function otherRoot(root: XmlElement): ComprobanteFault {
  if (known.has(root.name) && root.namespace === namespaceOf(root.name))
    return { code: 'other-document', root: root.name };
  const [, major, minor] = versioned.exec(root.namespace) ?? [];
  if (major === undefined || minor === undefined) return { code: 'unknown-document' };
  const difference = Number(major) - version.major || Number(minor) - version.minor;
  if (difference === 0) return { code: 'unknown-document' };
  return { code: difference < 0 ? 'older-version' : 'newer-version', version: `${major}.${minor}` };
}

/**
 * Opens bytes of others and reads the document in them completely; the signatures, at most five, are left to the verifier.
 * @param readerOf what reads a document with this root; undefined for roots that were not asked for
 */
export function readDocument<T>(
  bytes: Uint8Array,
  readerOf: (root: string) => ((fields: Fields) => T) | undefined,
): Result<T, ComprobanteFault> {
  const opened = openXml(bytes, limits);
  if (!opened.ok) return fail({ code: opened.error });
  const root = opened.value;
  const read = root.namespace === namespaceOf(root.name) ? readerOf(root.name) : undefined;
  if (!read) return fail(otherRoot(root));
  try {
    return ok(
      readGroup(root, root.name, (fields) => {
        fields.take('Signature', 5, signatureNamespace);
        return read(fields);
      }),
    );
  } catch (error) {
    if (error instanceof Unreadable) return fail(error.fault);
    throw error;
  }
}
