import type { XmlElement } from './xml-tree.ts';

/** What the authority remembers of other documents while it examines one. */
export interface KnownDocument {
  readonly root: XmlElement;
  /** null while it has no verdict */
  readonly state: 'aceptado' | 'rechazado' | null;
}

export interface KnownDocuments {
  /** @returns undefined for a clave it never received */
  find(clave: string): Promise<KnownDocument | undefined>;
  /** Documents received before the one examined that refer to the clave and were not rejected. */
  referring(clave: string): Promise<readonly XmlElement[]>;
  /** A message of that receiver about the clave was accepted before. */
  confirmed(clave: string, receiver: string): boolean;
}

/** For a document of which it is certain that it refers to none. */
export const noKnownDocuments: KnownDocuments = {
  find: async () => undefined,
  referring: async () => [],
  confirmed: () => false,
};
