import { paddedIdentification } from './comprobante-reading.ts';
import type { KnownDocuments } from './known-documents.ts';
import type { Ledger } from './ledger.ts';
import { readXmlTree, type XmlElement } from './xml-tree.ts';

async function treeOf(xml: Buffer): Promise<XmlElement> {
  const tree = await readXmlTree(xml.toString('utf8'));
  if (!tree.ok) throw new Error('a stored comprobante was readable when it was received');
  return tree.value;
}

/** What the book knows while the document at `seq` is examined. */
export const knownInLedger = (ledger: Ledger, seq: number): KnownDocuments => ({
  async find(clave) {
    const row = ledger.comprobante(clave);
    return row === undefined ? undefined : { root: await treeOf(row.xml), state: row.state };
  },
  referring: async (clave) => Promise.all(ledger.referring(clave, seq).map(treeOf)),
  confirmed: (clave, receiver) => ledger.confirmed(clave, paddedIdentification(receiver)),
});
