import {
  judgeComprobante,
  type JudgeContext,
  type Judgement,
} from '../../main/practice/judge-comprobante.ts';
import type { KnownDocument, KnownDocuments } from '../../main/practice/known-documents.ts';
import { noKnownDocuments } from '../../main/practice/known-documents.ts';
import { readXmlTree, type XmlElement } from '../../main/practice/xml-tree.ts';
import { trustingVerify } from './practice.ts';
import { testNow } from './taxpayers.ts';

/** The examination of the simulated Hacienda without its reception. */
export const trusted = await trustingVerify(new Uint8Array());

export const accepted: Judgement = { verdict: 'aceptado', rows: [], sentences: [] };

export async function treeOf(xml: string): Promise<XmlElement> {
  const tree = await readXmlTree(xml);
  if (!tree.ok) throw new Error(tree.error);
  return tree.value;
}

export async function judge(xml: string, changes: Partial<JudgeContext> = {}): Promise<Judgement> {
  return judgeComprobante(await treeOf(xml), {
    signature: trusted,
    numberUsed: false,
    receivedAt: testNow + 5_000,
    documents: noKnownDocuments,
    unknownReference: 'accept',
    ...changes,
  });
}

/** A book with these documents in it. @param others documents that refer to any clave asked for */
export const knowing = (
  documents: Readonly<Record<string, KnownDocument>>,
  others: readonly XmlElement[] = [],
  confirmed = false,
): KnownDocuments => ({
  find: async (clave) => documents[clave],
  referring: async () => others,
  confirmed: () => confirmed,
});

/** Everything that was found, codes and sentences, as one text. */
export const told = ({ rows, sentences }: Judgement): string =>
  [...rows.map(({ code, text }) => `${code} ${text}`), ...sentences].join('\n');

/** Replaces the first text of an element. @throws when there is none: a spoilt document must be another one */
export const set =
  (name: string, value: string) =>
  (xml: string): string =>
    changed(xml, xml.replace(new RegExp(`(<${name}>)[^<]*`), `$1${value}`));

export const replaced =
  (pattern: RegExp | string, by: string) =>
  (xml: string): string =>
    changed(xml, xml.replace(pattern, by));

/** One change after the other. */
export const all =
  (...changes: readonly ((xml: string) => string)[]) =>
  (xml: string): string =>
    changes.reduce((text, change) => change(text), xml);

function changed(before: string, after: string): string {
  if (before === after) throw new Error('nothing was changed');
  return after;
}
