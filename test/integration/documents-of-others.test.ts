import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { InvoiceKind } from '../../domain/billing/invoice-form.ts';
import { readComprobante } from '../../main/comprobante/read-comprobante.ts';
import { writeComprobante } from '../../main/comprobante/write-comprobante.ts';
import { signChecked } from '../../main/signer/self-check.ts';
import { allKinds, anyInvoiceOf } from '../helpers/any-invoice.ts';
import { comparable } from '../helpers/comparable.ts';
import { identityOf } from '../helpers/exact-invoices.ts';
import { documentFiles, judgeBySchema, missingJudges } from '../helpers/judges.ts';
import { testSigningTime, testTaxpayer } from '../helpers/taxpayers.ts';

/** Documents as other programs write them: ours, rewritten by machine into other shapes of the same content. */
const rootOf = {
  '01': 'FacturaElectronica',
  '02': 'NotaDebitoElectronica',
  '03': 'NotaCreditoElectronica',
  '04': 'TiqueteElectronico',
  '08': 'FacturaElectronicaCompra',
  '09': 'FacturaElectronicaExportacion',
  '10': 'ReciboElectronicoPago',
} as const;
const taxpayer = await testTaxpayer();
const perKind = 6;
const seed = Number(process.env['FC_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

async function signedTexts(kind: InvoiceKind): Promise<readonly string[]> {
  const invoices = fc.sample(anyInvoiceOf(kind), { numRuns: perKind, seed });
  return Promise.all(
    invoices.map(async (invoice, index) => {
      const xml = writeComprobante(invoice, identityOf(kind, index + 1));
      const result = await signChecked(xml, taxpayer.key, taxpayer.opened.info.serialNumber, testSigningTime);
      if (!result.ok) throw new Error(result.error);
      return new TextDecoder().decode(result.value).replace(/^<\?xml[^>]*\?>/, '');
    }),
  );
}

/** Tags of the document itself, not those of its signature, which has prefixes already. */
const ownTag = /<(\/?)([A-Z]\w*)(?=[ >])/g;
const signature = /<ds:Signature[\s\S]*<\/ds:Signature>/;
const xsi = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
/** Leaves with words: their text as CDATA. */
const wordyLeaf = /<(Nombre|Detalle|OtrasSenas|Razon|OtroTexto)>([^<]*)</g;
const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
const asCdata = (text: string): string =>
  `<![CDATA[${unescaped(text).replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
/** Between tags that are not those of one leaf. */
const betweenElements = /(<\/\w+(?::\w+)?>)(?=<)/g;

const shapes: Readonly<Record<string, (xml: string) => string>> = {
  'a declaration and a BOM': (xml) =>
    `\ufeff<?xml version="1.0" encoding="UTF-8" standalone="no"?>\r\n${xml}\r\n`,
  'a prefix on every element': (xml) => xml.replace(' xmlns=', ' xmlns:fe=').replaceAll(ownTag, '<$1fe:$2'),
  'other namespaces declared before and after its own, and a schemaLocation': (xml) =>
    xml.replace(
      / xmlns="([^"]*)"/,
      ` xmlns:xsd="http://www.w3.org/2001/XMLSchema" ${xsi} xmlns='$1' xmlns:ds="http://www.w3.org/2000/09/xmldsig#" xsi:schemaLocation="$1 $1.xsd"`,
    ),
  'blanks and CRLF between elements': (xml) => xml.replaceAll(betweenElements, '$1\r\n\t  '),
  'comments and instructions everywhere': (xml) =>
    `<?pi x?><!-- <Clave> -->${xml.replaceAll(betweenElements, '$1<!-- & -->')}<!-- end -->`.replaceAll(
      /<Detalle>/g,
      '<Detalle><!-- d --><?pi d?>',
    ),
  'CDATA for its words': (xml) =>
    xml.replaceAll(wordyLeaf, (_, name: string, text: string) => `<${name}>${asCdata(text)}<`),
  'references for its letters': (xml) =>
    xml.replaceAll(wordyLeaf, (_, name: string, text: string) => {
      const letters = Array.from(unescaped(text), (letter, index) =>
        index % 2 === 0 ? `&#x${letter.codePointAt(0)?.toString(16)};` : `&#${letter.codePointAt(0)};`,
      );
      return `<${name}>${letters.join('')}<`;
    }),
  'three signatures': (xml) => {
    const [first = ''] = signature.exec(xml) ?? [];
    // Ids are unique in a document
    const again = (number: number): string =>
      first.replaceAll(/(Id="|URI="#|Target="#|ObjectReference="#)/g, `$1n${number}`);
    return xml.replace(signature, () => first + again(2) + again(3));
  },
  'numbers with idle zeros, blanks and a plus': (xml) =>
    xml.replaceAll(
      /<(SubTotal|MontoTotal|TotalVenta|TotalComprobante)>(\d+)(\.\d+)?</g,
      (_, name, whole, fraction) => `<${name}> +00${whole}${fraction ?? '.'}000\n<`,
    ),
};

describe.skipIf(missingJudges(['xmllint'], true) !== undefined)(`documents of others (seed ${seed})`, () => {
  describe.each(allKinds)('of kind %s', (kind) => {
    test.each(Object.entries(shapes))('with %s are still valid, and read equal', async (_, rewrite) => {
      const plain = await signedTexts(kind);
      const rewritten = plain.map((xml) => Buffer.from(rewrite(xml)));
      rewritten.forEach((bytes, index) => expect(bytes.toString()).not.toBe(plain[index]));
      const judgement = judgeBySchema(rootOf[kind], documentFiles(rewritten));
      expect(
        judgement.words.split('\n').filter((line) => line !== '' && !line.endsWith(' validates')),
      ).toEqual([]);
      expect(judgement.status).toBe(0);
      for (const [index, bytes] of rewritten.entries()) {
        const original = readComprobante(Buffer.from(plain[index] ?? ''));
        expect(original.ok).toBe(true);
        expect(comparable(readComprobante(bytes))).toEqual(comparable(original));
      }
    });
  });
});
