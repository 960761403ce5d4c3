import type { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { schemaFiles, signatureSchema } from '../../domain/schemas/schema-files.ts';
import type { SchemaFault, SchemaVerdict } from '../../domain/schemas/verdict.ts';
import type { LoadedSchemas } from './schema-store.ts';

type Libxml2 = typeof import('libxml2-wasm');

/** libxml2 (WebAssembly) as it validates: one set of schemas, each compiled at its first document and then kept. */
export interface XmlValidator {
  validate(xml: Uint8Array): SchemaVerdict;
  dispose(): void;
}

/** A document has a thousand lines at most; a list of as many faults helps nobody. */
const faultsAtMost = 20;

/**
 * Nothing is loaded from disk or network: whatever a schema asks for, it gets the one file all of them import, from memory, or nothing
 * (the DTD that file names is not read). To be made once in a process: the provider is libxml2's own, for all that it loads.
 */
export async function xmlValidator({ set, files }: LoadedSchemas): Promise<XmlValidator> {
  const xml = await import('libxml2-wasm');
  const option = xml.ParseOption.XML_PARSE_NONET | xml.ParseOption.XML_PARSE_NO_XXE;
  const bytesOf = new Map(files.map(({ file, bytes }) => [file, bytes]));
  const compiled = new Map<string, XsdValidator>();
  xml.xmlCleanupInputProvider();
  xml.xmlRegisterInputProvider({
    match: () => true,
    open: (name) => {
      const bytes = name.endsWith(`/${signatureSchema}`) ? bytesOf.get(signatureSchema) : undefined;
      return bytes && xml.openBuffer(bytes);
    },
    read: (fd, buffer) => xml.readBuffer(fd, buffer),
    close: (fd) => {
      xml.closeBuffer(fd);
      return true;
    },
  });

  function validatorFor(namespace: string): XsdValidator | undefined {
    const known = compiled.get(namespace);
    if (known) return known;
    const row = schemaFiles.find((one) => one.set === set && one.targetNamespace === namespace);
    const bytes = row && bytesOf.get(row.file);
    if (!row || !bytes || row.file === signatureSchema) return undefined;
    // an address with folders above it, because the import climbs two
    const schema = xml.XmlDocument.fromBuffer(bytes, { url: `memory:///schemas/set/${row.file}`, option });
    try {
      const made = xml.XsdValidator.fromDoc(schema);
      compiled.set(namespace, made);
      return made;
    } finally {
      schema.dispose();
    }
  }

  function check(document: XmlDocument): SchemaVerdict {
    const validator = document.dtd ? undefined : validatorFor(document.root.namespaceUri);
    if (document.dtd) return { kind: 'not-checked', why: 'malformed' };
    if (!validator) return { kind: 'not-checked', why: 'unknown-kind' };
    try {
      validator.validate(document);
      return { kind: 'valid', set };
    } catch (error) {
      if (!(error instanceof xml.XmlValidateError)) throw error;
      return { kind: 'invalid', set, faults: faultsOf(error) };
    }
  }

  return {
    validate(bytes) {
      let document: XmlDocument;
      try {
        document = xml.XmlDocument.fromBuffer(bytes, { option });
      } catch (error) {
        if (error instanceof xml.XmlError) return { kind: 'not-checked', why: 'malformed' };
        throw error;
      }
      try {
        return check(document);
      } finally {
        document.dispose();
      }
    },
    dispose() {
      for (const validator of compiled.values()) validator.dispose();
      compiled.clear();
      xml.xmlCleanupInputProvider();
    },
  };
}

const named = /Element '(?:\{[^}]*\})?([^']+)'/;

function faultsOf(error: InstanceType<Libxml2['XmlValidateError']>): SchemaFault[] {
  const faults = error.details.slice(0, faultsAtMost).map(({ message, line }) => ({
    field: named.exec(message)?.[1] ?? '',
    line: Number.isInteger(line) && line > 0 ? line : 0,
    message: message.trim(),
  }));
  return faults.length > 0 ? faults : [{ field: '', line: 0, message: error.message }];
}
