import { type Markup, nothing, page } from './markup.ts';
import type { PrintedDocument, PrintedParty } from './printable.ts';
import type { PrintedLine } from './printed-lines.ts';
import { printWords } from './print-words.ts';

/** A document on the roll of a ticket printer, 80 or 58 mm: one column. */

const pair = (label: string, text: string): Markup =>
  page`<p class="pair"><span>${label}</span><span class="number">${text}</span></p>`;

const rule: Markup = { markup: '<div class="rule"></div>' };

const facts = (rows: PrintedParty['facts']): readonly Markup[] =>
  rows.map(([label, text]) =>
    label === '' ? page`<p>${text}</p>` : page`<p><span class="label">${label}:</span> ${text}</p>`,
  );

const lineOf = (line: PrintedLine, payments: boolean): Markup =>
  page`<div class="line keep">
    ${
      payments
        ? pair(line.detail, line.total)
        : page`<p>${line.detail}</p>
            ${pair(`${line.quantity} ${line.unit} × ${line.price}`, line.total)}`
    }
    ${line.codes[0] === undefined ? nothing : page`<p class="more">${line.codes.join(' · ')}</p>`}
    ${line.more.map((text) => page`<p class="more">${text}</p>`)}
  </div>`;

/** What stands in `<body>`. */
export function ticketBody(document: PrintedDocument): Markup {
  const words = printWords[document.language];
  const { issuer, party } = document;
  return page`<div class="center">
      ${document.logo ? page`<img class="logo" src="logo" alt="" />` : nothing}
      <p class="name">${issuer.name}</p>
      ${facts(issuer.facts)}
      <h1>${document.title}</h1>
      ${
        document.watermark === undefined
          ? nothing
          : page`<p class="mark">${document.watermark}: ${words.page}</p>`
      }
      <p><span class="label">${words.consecutivo}</span><br />${document.consecutivo}</p>
      <p class="clave"><span class="label">${words.clave}</span><br />${document.clave}</p>
      <p>${document.issued}</p>
    </div>
    ${rule}
    <p><span class="label">${party.title}:</span> ${party.name}</p>
    ${facts(party.facts)} ${facts(document.terms)} ${rule}
    ${document.lines.map((line) => lineOf(line, document.paymentLines))}
    ${document.charges.map((charge) => pair(charge.text, charge.amount))} ${rule}
    ${document.totals.map((row) =>
      row.main
        ? page`<p class="pair main"><span>${row.label}</span><span class="number">${row.text}</span></p>`
        : pair(row.label, row.text),
    )}
    ${
      document.references.length === 0
        ? nothing
        : page`${rule}
            <p class="label">${words.references}</p>
            ${document.references.map(
              (reference) =>
                page`<p class="more">${reference.document} ${reference.number}, ${reference.date}. ${reference.why}</p>`,
            )}`
    }
    ${document.notes === '' ? nothing : page`${rule}<p class="notes">${document.notes}</p>`}
    <div class="foot">
      <p>${document.status}</p>
      ${document.situation === undefined ? nothing : page`<p>${document.situation}</p>`}
      ${document.legend === '' ? nothing : page`<p>${document.legend}</p>`}
      <p>${words.xmlIsLegal}</p>
    </div>`;
}
