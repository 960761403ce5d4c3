import { type Markup, nothing, page } from './markup.ts';
import type { PrintedDocument, PrintedParty } from './printable.ts';
import type { PrintedLine } from './printed-lines.ts';
import { printWords, type PrintWords } from './print-words.ts';

/** A document on a page of A4 or letter. */

const facts = (rows: readonly (readonly [string, string])[]): Markup =>
  page`<dl class="facts">
    ${rows.map(([label, text]) =>
      label === ''
        ? page`<dd class="wide">${text}</dd>`
        : page`<dt>${label}</dt>
      <dd>${text}</dd>`,
    )}
  </dl>`;

const party = ({ title, name, facts: rows }: PrintedParty): Markup =>
  page`<section class="keep">
    <h2>${title}</h2>
    <p class="party-name">${name}</p>
    ${facts(rows)}
  </section>`;

function head(document: PrintedDocument, words: PrintWords): Markup {
  const { issuer, watermark } = document;
  return page`<header class="head">
    ${document.logo ? page`<img class="logo" src="logo" alt="" />` : nothing}
    <div class="who">
      <p class="name">${issuer.name}</p>
      ${facts(issuer.facts)}
    </div>
    <div class="what">
      <h1>${document.title}</h1>
      <p><span class="label">${words.consecutivo}</span><br />${document.consecutivo}</p>
      <p><span class="label">${words.clave}</span></p>
      <p class="clave">${document.clave}</p>
      <p><span class="label">${words.issued}</span><br />${document.issued}</p>
      ${watermark === undefined ? nothing : page`<p class="mark">${watermark}: ${words.page}</p>`}
    </div>
  </header>`;
}

/** What has no column of its own: across the columns from the description on, so that it takes few rows. */
const extra = ({ more }: PrintedLine, before: number, across: number): Markup =>
  more.length === 0
    ? nothing
    : page`<tr class="extra">
        <td colspan="${before}"></td>
        <td colspan="${across}" class="more">${more.map((text) => page`<div>${text}</div>`)}</td>
      </tr>`;

const item = (line: PrintedLine, withDiscount: boolean, payments: boolean): Markup =>
  payments
    ? page`<tbody class="keep">
        <tr>
          <td class="row">${line.number}</td>
          <td>${line.detail}</td>
          <td class="number">${line.price}</td>
          <td class="number">${line.tax}</td>
          <td class="number">${line.total}</td>
        </tr>
        ${extra(line, 1, 4)}
      </tbody>`
    : page`<tbody class="keep">
        <tr>
          <td class="row">${line.number}</td>
          <td class="code">${line.codes.map((text) => page`<div>${text}</div>`)}</td>
          <td>${line.detail}</td>
          <td class="number">${line.quantity}</td>
          <td class="unit">${line.unit}</td>
          <td class="number">${line.price}</td>
          ${withDiscount ? page`<td class="number">${line.discount}</td>` : nothing}
          <td class="number">${line.tax}</td>
          <td class="number">${line.total}</td>
        </tr>
        ${extra(line, 2, withDiscount ? 7 : 6)}
      </tbody>`;

function lines(document: PrintedDocument, { line: words }: PrintWords): Markup {
  if (document.lines.length === 0) return nothing;
  const withDiscount = document.lines.some(({ discount }) => discount !== '');
  const heads = document.paymentLines
    ? page`<th class="row">${words.number}</th>
        <th>${words.detail}</th>
        <th class="number">${words.paid}</th>
        <th class="number">${words.tax}</th>
        <th class="number">${words.total}</th>`
    : page`<th class="row">${words.number}</th>
        <th>${words.code}</th>
        <th>${words.detail}</th>
        <th class="number">${words.quantity}</th>
        <th>${words.unit}</th>
        <th class="number">${words.price}</th>
        ${withDiscount ? page`<th class="number">${words.discount}</th>` : nothing}
        <th class="number">${words.tax}</th>
        <th class="number">${words.total}</th>`;
  return page`<table class="lines">
    <thead>
      <tr>
        ${heads}
      </tr>
    </thead>
    ${document.lines.map((line) => item(line, withDiscount, document.paymentLines))}
  </table>`;
}

function rest(document: PrintedDocument, words: PrintWords): Markup {
  return page`<div class="rest">
    ${
      document.charges.length === 0
        ? nothing
        : page`<section>
            <h2>${words.otherCharges}</h2>
            <table class="charges">
              <tbody>
                ${document.charges.map(
                  (charge) => page`<tr>
                    <td>${charge.text}</td>
                    <td class="number">${charge.amount}</td>
                  </tr>`,
                )}
              </tbody>
            </table>
          </section>`
    }
    ${
      document.references.length === 0
        ? nothing
        : page`<section>
            <h2>${words.references}</h2>
            ${document.references.map(
              (reference) => page`<p class="keep">
                ${reference.document}, ${reference.date}<br />${reference.number}<br /><span class="label"
                  >${reference.why}</span
                >
              </p>`,
            )}
          </section>`
    }
    ${
      document.notes === ''
        ? nothing
        : page`<section>
            <h2>${words.notes}</h2>
            <p class="notes">${document.notes}</p>
          </section>`
    }
  </div>`;
}

const totals = (document: PrintedDocument): Markup =>
  page`<table class="totals keep">
    <tbody>
      ${document.totals.map(
        (row) => page`<tr${row.main ? page` class="main"` : nothing}>
          <td>${row.label}</td>
          <td class="number">${row.text}</td>
        </tr>`,
      )}
    </tbody>
  </table>`;

/** What stands in `<body>`. */
export function sheetBody(document: PrintedDocument): Markup {
  const words = printWords[document.language];
  return page`${
    document.watermark === undefined ? nothing : page`<div class="watermark">${document.watermark}</div>`
  }
    ${head(document, words)}
    <div class="two">
      ${party(document.party)}
      <section class="keep">
        <h2>${words.saleCondition}</h2>
        ${facts(document.terms)}
      </section>
    </div>
    ${lines(document, words)}
    <div class="after">${rest(document, words)} ${totals(document)}</div>
    ${foot(document, words)}`;
}

function foot(document: PrintedDocument, words: PrintWords): Markup {
  return page`<footer class="foot keep">
    <p>${document.status}</p>
    ${document.situation === undefined ? nothing : page`<p>${document.situation}</p>`}
    ${document.legend === '' ? nothing : page`<p>${document.legend}</p>`}
    <p>${words.xmlIsLegal}</p>
  </footer>`;
}
