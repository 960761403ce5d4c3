import type { Comprobante } from '../../domain/billing/comprobante.ts';
import type { Customer, Issuer, Location, Phone } from '../../domain/billing/invoice.ts';
import {
  currencies,
  documentKinds,
  identificationTypes,
  paymentMeanCodes,
  saleConditions,
} from '../../domain/billing/codes.ts';
import { formatAmount } from '../../domain/money/amount.ts';
import { formatDecimalTrimmed } from '../../domain/money/decimal.ts';
import { formats } from '../../domain/words/formats.ts';
import type { Language } from '../../domain/words/language.ts';
import { nameOf } from './code-words.ts';
import { type PrintedCharge, printedCharges } from './printed-charges.ts';
import { type PrintedLine, printedLines } from './printed-lines.ts';
import { type PrintedReference, printedReferences } from './printed-references.ts';
import { type PrintedTotal, printedTotals } from './printed-totals.ts';
import { printWords } from './print-words.ts';

/** What the program knows of a document besides its XML. */
export interface PrintFacts {
  readonly language: Language;
  readonly environment: 'practice' | 'test' | 'production';
  readonly state:
    | { readonly kind: 'waiting' | 'received' }
    /** the authority's answer is stored; when it was, UTC ms */
    | { readonly kind: 'accepted' | 'rejected'; readonly at: number };
  /** the line at the foot; '' = none */
  readonly legend: string;
  /** whether there is a company's logo to show */
  readonly logo: boolean;
  /** name of a place by its codes: "San José, Escazú, San Rafael"; undefined when it is not known */
  readonly placeName: (location: Location) => string | undefined;
}

export interface PrintedParty {
  readonly title: string;
  readonly name: string;
  /** label ('' = none) and text */
  readonly facts: readonly (readonly [label: string, text: string])[];
}

/** A document as it is laid out: every code a word, every number as people read it. Layouts only place it. */
export interface PrintedDocument {
  readonly language: Language;
  readonly kind: string;
  /** "Factura electrónica" */
  readonly title: string;
  /** clave and consecutivo stand together with the title (DOMAIN.md section 15) */
  readonly clave: string;
  readonly consecutivo: string;
  readonly issued: string;
  /** across the page; absent for a real document */
  readonly watermark?: string;
  readonly logo: boolean;
  readonly status: string;
  readonly situation?: string;
  readonly issuer: PrintedParty;
  readonly party: PrintedParty;
  readonly terms: readonly (readonly [label: string, text: string])[];
  /** a REP's lines are payments: no quantity, no price */
  readonly paymentLines: boolean;
  readonly lines: readonly PrintedLine[];
  readonly charges: readonly PrintedCharge[];
  readonly totals: readonly PrintedTotal[];
  readonly references: readonly PrintedReference[];
  readonly notes: string;
  readonly legend: string;
}

const phoneText = ({ country, number }: Phone): string => `+${country} ${number}`;

function partyFacts(
  party: Issuer | Customer,
  activityCode: string | undefined,
  facts: PrintFacts,
): PrintedParty['facts'] {
  const words = printWords[facts.language];
  const found: (readonly [string, string])[] = [];
  const { identification, location, tradeName, phone } = party;
  if (tradeName !== undefined && tradeName !== party.name) found.push(['', tradeName]);
  if (identification)
    found.push([nameOf(identificationTypes, identification.type, facts.language), identification.number]);
  if (activityCode !== undefined) found.push([words.activity, activityCode]);
  if ('registry8707' in party && party.registry8707 !== undefined)
    found.push([words.registry8707, party.registry8707]);
  if (location) {
    const place = facts.placeName(location) ?? `${location.province}-${location.canton}-${location.district}`;
    found.push([
      words.address,
      [location.address, location.barrio, place]
        .filter((text) => text !== undefined && text !== '')
        .join(', '),
    ]);
  }
  if ('foreignAddress' in party && party.foreignAddress !== undefined)
    found.push([words.address, party.foreignAddress]);
  if (phone) found.push([words.phone, phoneText(phone)]);
  const emails = 'emails' in party ? party.emails : party.email === undefined ? [] : [party.email];
  if (emails.length > 0) found.push([words.email, emails.join(', ')]);
  return found;
}

/** In a FEC the other party sells, and the taxpayer who issues buys. */
function otherTitle(kind: string, language: Language): string {
  const words = printWords[language];
  return kind === '08' ? words.seller : words.customer;
}

function termsOf({ invoice }: Comprobante, language: Language): PrintedDocument['terms'] {
  const words = printWords[language];
  const { money, decimal } = formats(language);
  const condition = invoice.saleConditionOther ?? nameOf(saleConditions, invoice.saleCondition, language);
  const terms: (readonly [string, string])[] = [
    [
      words.saleCondition,
      invoice.creditDays === undefined ? condition : `${condition}, ${words.creditDays(invoice.creditDays)}`,
    ],
  ];
  if (invoice.paymentMeans.length > 0) {
    const several = invoice.paymentMeans.length > 1;
    terms.push([
      words.paymentMeans,
      invoice.paymentMeans
        .map((mean) => {
          const name = mean.otherText ?? nameOf(paymentMeanCodes, mean.code, language);
          return several ? `${name} ${money(formatAmount(mean.amount), invoice.currency)}` : name;
        })
        .join('; '),
    ]);
  }
  terms.push([words.currency, nameOf(currencies, invoice.currency, language)]);
  if (invoice.currency !== 'CRC')
    terms.push([words.exchangeRate, decimal(formatDecimalTrimmed(invoice.exchangeRate))]);
  return terms;
}

export function statusText({ state, language }: PrintFacts): string {
  const { status } = printWords[language];
  if (state.kind === 'accepted' || state.kind === 'rejected')
    return status[state.kind](formats(language).issued(state.at));
  return status[state.kind];
}

export function watermarkText({ environment, language }: PrintFacts): string | undefined {
  const words = printWords[language];
  if (environment === 'production') return undefined;
  return environment === 'practice' ? words.practice : words.test;
}

/** Everything DOMAIN.md section 15 asks of the printed form, from the XML that was signed: the print cannot say anything else. */
export function printable(comprobante: Comprobante, facts: PrintFacts): PrintedDocument {
  const { identity, invoice } = comprobante;
  const { language } = facts;
  const words = printWords[language];
  const { customer, issuer } = invoice;
  const watermark = watermarkText(facts);
  const situation = identity.clave[41];
  return {
    language,
    kind: invoice.kind,
    title: nameOf(documentKinds, invoice.kind, language),
    clave: identity.clave,
    consecutivo: identity.consecutivo,
    issued: formats(language).issued(Date.parse(identity.issuedAt)),
    ...(watermark === undefined ? {} : { watermark }),
    logo: facts.logo,
    status: statusText(facts),
    ...(situation === '2' || situation === '3' ? { situation: words.situation[situation] } : {}),
    issuer: {
      title: words.issuer,
      name: issuer.name,
      facts: partyFacts(issuer, invoice.activityCode, facts),
    },
    party: {
      title: otherTitle(invoice.kind, language),
      name: customer?.name ?? words.withoutCustomer,
      facts: customer ? partyFacts(customer, customer.activityCode, facts) : [],
    },
    terms: termsOf(comprobante, language),
    paymentLines: invoice.kind === '10',
    lines: printedLines(invoice, language),
    charges: printedCharges(invoice, language),
    totals: printedTotals(invoice, language),
    references: printedReferences(invoice.references, language),
    notes: invoice.notes ?? '',
    legend: facts.legend,
  };
}
