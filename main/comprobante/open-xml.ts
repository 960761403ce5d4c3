import { fail, ok, type Result } from '../../domain/result.ts';

/**
 * Opens XML 1.0 of others as a plain tree, and refuses what a document of Hacienda never has: DOCTYPE and with it every entity,
 * other encodings, more bytes, tags or depth than it needs. One pass without recursion, whose time grows with the length only.
 * Strict where public parsers for JavaScript are not: control characters, bare ampersands, `]]>`, references to characters that
 * do not exist. Sources: https://www.w3.org/TR/xml/ (5th edition), https://www.w3.org/TR/xml-names/
 */

export interface XmlElement {
  /** local name */
  readonly name: string;
  /** '' = none */
  readonly namespace: string;
  /** without prefix and in no namespace; those of a namespace (xsi:schemaLocation) are checked and left out */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** own character data, joined; line ends are LF */
  readonly text: string;
  /** what stands between its tags, as it is written */
  readonly inner: string;
}

export type XmlFault = 'too-large' | 'not-utf-8' | 'doctype' | 'malformed' | 'too-many-tags' | 'too-deep';

export interface XmlLimits {
  readonly bytes: number;
  /** tags, comments and attributes together */
  readonly tags: number;
  readonly depth: number;
}

/** Thrown inside, caught at the edge. */
class Refused extends Error {
  readonly fault: XmlFault;
  constructor(fault: XmlFault) {
    super(fault);
    this.fault = fault;
  }
}

const malformed = (): never => {
  throw new Refused('malformed');
};

// oxlint-disable-next-line no-control-regex -- exactly the characters XML 1.0 forbids (section 2.2, Char)
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;
const declaration =
  /^<\?xml[ \t\n]+version[ \t\n]*=[ \t\n]*(?:"1\.\d"|'1\.\d')(?:[ \t\n]+encoding[ \t\n]*=[ \t\n]*(?:"([\w.-]+)"|'([\w.-]+)'))?(?:[ \t\n]+standalone[ \t\n]*=[ \t\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\n]*\?>/;

/** NCName (xml-names section 3): a Name without colon. */
const nameStart =
  'A-Z_a-z\\u{C0}-\\u{D6}\\u{D8}-\\u{F6}\\u{F8}-\\u{2FF}\\u{370}-\\u{37D}\\u{37F}-\\u{1FFF}\\u{200C}\\u{200D}\\u{2070}-\\u{218F}\\u{2C00}-\\u{2FEF}\\u{3001}-\\u{D7FF}\\u{F900}-\\u{FDCF}\\u{FDF0}-\\u{FFFD}\\u{10000}-\\u{EFFFF}';
const ncName = `[${nameStart}][${nameStart}\\-.0-9\\u{B7}\\u{300}-\\u{36F}\\u{203F}\\u{2040}]*`;
const tagName = new RegExp(`(?:(${ncName}):)?(${ncName})`, 'uy');
const attributePattern = new RegExp(
  `[ \\t\\n]+(?:(${ncName}):)?(${ncName})[ \\t\\n]*=[ \\t\\n]*(?:"([^"<]*)"|'([^'<]*)')`,
  'uy',
);
const tagEnd = /[ \t\n]*(\/?)>/y;
const blank = /^[ \t\n]*$/;

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function referred(name: string): string {
  const found = Object.hasOwn(named, name) ? named[name] : undefined;
  if (found !== undefined) return found;
  const [, hex, decimal] = /^#(?:x([0-9a-fA-F]{1,8})|([0-9]{1,8}))$/.exec(name) ?? malformed();
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) malformed();
  const character = String.fromCodePoint(code);
  return forbidden.test(character) ? malformed() : character;
}

/** Text with its references resolved; an entity nobody can have declared is a fault. */
function resolved(text: string): string {
  let amp = text.indexOf('&');
  if (amp === -1) return text;
  let written = '';
  let done = 0;
  for (; amp !== -1; amp = text.indexOf('&', done)) {
    const end = text.indexOf(';', amp);
    // the longest there is: &#x10FFFF; with a few zeros before
    if (end === -1 || end - amp > 12) malformed();
    written += text.slice(done, amp) + referred(text.slice(amp + 1, end));
    done = end + 1;
  }
  return written + text.slice(done);
}

/** Declarations of one element, and what stood around it. */
interface Scope {
  readonly declared: ReadonlyMap<string, string>;
  readonly around: Scope | undefined;
}

const xmlNamespace = 'http://www.w3.org/XML/1998/namespace';
const xmlnsNamespace = 'http://www.w3.org/2000/xmlns/';

function namespaceIn(scope: Scope | undefined, prefix: string): string {
  if (prefix === 'xml') return xmlNamespace;
  for (let at = scope; at; at = at.around) {
    const found = at.declared.get(prefix);
    if (found !== undefined) return found;
  }
  return prefix === '' ? '' : malformed();
}

interface OpenElement {
  /** as it is written, with its prefix */
  readonly tag: string;
  readonly name: string;
  readonly namespace: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly scope: Scope | undefined;
  readonly children: XmlElement[];
  readonly contentAt: number;
  text: string;
}

const noAttributes: ReadonlyMap<string, string> = new Map();

interface RawAttribute {
  readonly prefix: string;
  readonly name: string;
  readonly value: string;
}

function declareIn(declared: Map<string, string>, { prefix, name, value }: RawAttribute): void {
  const declares = prefix === '' ? '' : name;
  const isXml = declares === 'xml';
  if (declared.has(declares) || declares === 'xmlns' || (declares !== '' && value === '')) malformed();
  if (isXml !== (value === xmlNamespace) || value === xmlnsNamespace) malformed();
  declared.set(declares, value);
}

class Reading {
  readonly #text: string;
  readonly #limits: XmlLimits;
  readonly #open: OpenElement[] = [];
  #root: XmlElement | undefined;
  #count = 0;

  constructor(text: string, limits: XmlLimits) {
    this.#text = text;
    this.#limits = limits;
  }

  read(from: number): XmlElement {
    const text = this.#text;
    let at = from;
    for (;;) {
      const tag = text.indexOf('<', at);
      this.#characters(text.slice(at, tag === -1 ? text.length : tag));
      if (tag === -1) break;
      this.#counted();
      at = this.#markup(tag);
    }
    return this.#open.length > 0 || !this.#root ? malformed() : this.#root;
  }

  #counted(): void {
    this.#count += 1;
    if (this.#count > this.#limits.tags) throw new Refused('too-many-tags');
  }

  #characters(text: string): void {
    const inside = this.#open.at(-1);
    if (!inside) {
      if (!blank.test(text)) malformed();
    } else if (text !== '') {
      if (text.includes(']]>')) malformed();
      inside.text += resolved(text);
    }
  }

  /** @returns where the markup that begins at `tag` has ended */
  #markup(tag: number): number {
    const text = this.#text;
    switch (text[tag + 1]) {
      case '/':
        return this.#endTag(tag);
      case '?': {
        const end = text.indexOf('?>', tag + 2);
        tagName.lastIndex = tag + 2;
        const [target] = tagName.exec(text) ?? malformed();
        const next = text[tag + 2 + target.length] ?? '';
        if (end === -1 || target.toLowerCase() === 'xml' || !/[ \t\n?]/.test(next)) malformed();
        return end + 2;
      }
      case '!':
        return this.#declarationOrData(tag);
      default:
        return this.#startTag(tag);
    }
  }

  #declarationOrData(tag: number): number {
    const text = this.#text;
    if (text.startsWith('<!--', tag)) {
      const end = text.indexOf('--', tag + 4);
      return end === -1 || text[end + 2] !== '>' ? malformed() : end + 3;
    }
    const inside = this.#open.at(-1);
    if (text.startsWith('<![CDATA[', tag) && inside) {
      const end = text.indexOf(']]>', tag + 9);
      if (end === -1) malformed();
      inside.text += text.slice(tag + 9, end);
      return end + 3;
    }
    throw new Refused(/^<!(?:DOCTYPE|ENTITY)/i.test(text.slice(tag, tag + 9)) ? 'doctype' : 'malformed');
  }

  #endTag(tag: number): number {
    const text = this.#text;
    const open = this.#open.pop() ?? malformed();
    const nameEnd = tag + 2 + open.tag.length;
    if (!text.startsWith(open.tag, tag + 2)) malformed();
    tagEnd.lastIndex = nameEnd;
    const end = tagEnd.exec(text) ?? malformed();
    if (end[1] !== '') malformed();
    this.#close(open, tag);
    return nameEnd + end[0].length;
  }

  #close(open: OpenElement, contentEnd: number): void {
    const { name, namespace, attributes, children, text } = open;
    const inner = children.length > 0 || text !== '' ? this.#text.slice(open.contentAt, contentEnd) : '';
    const element: XmlElement = { name, namespace, attributes, children, text, inner };
    const parent = this.#open.at(-1);
    if (parent) parent.children.push(element);
    else this.#root = element;
  }

  #startTag(tag: number): number {
    const text = this.#text;
    if (this.#open.length === 0 && this.#root) malformed();
    if (this.#open.length >= this.#limits.depth) throw new Refused('too-deep');
    tagName.lastIndex = tag + 1;
    const [written, prefix = '', name = ''] = tagName.exec(text) ?? malformed();
    let at = tag + 1 + written.length;
    const raw: RawAttribute[] = [];
    for (;;) {
      attributePattern.lastIndex = at;
      const match = attributePattern.exec(text);
      if (!match) break;
      this.#counted();
      const value = match[3] ?? match[4] ?? '';
      raw.push({ prefix: match[1] ?? '', name: match[2] ?? '', value: attributeText(value) });
      at += match[0].length;
    }
    tagEnd.lastIndex = at;
    const end = tagEnd.exec(text) ?? malformed();
    at += end[0].length;
    const scope = this.#scopeOf(raw);
    const open: OpenElement = {
      tag: written,
      name,
      namespace: prefix === 'xmlns' ? malformed() : namespaceIn(scope, prefix),
      attributes: attributesOf(raw, scope),
      scope,
      children: [],
      contentAt: at,
      text: '',
    };
    if (end[1] === '/') this.#close(open, at);
    else this.#open.push(open);
    return at;
  }

  #scopeOf(raw: readonly RawAttribute[]): Scope | undefined {
    const around = this.#open.at(-1)?.scope;
    if (raw.length === 0) return around;
    const declared = new Map<string, string>();
    for (const attribute of raw) if (isDeclaration(attribute)) declareIn(declared, attribute);
    return declared.size === 0 ? around : { declared, around };
  }
}

const isDeclaration = ({ prefix, name }: RawAttribute): boolean =>
  prefix === 'xmlns' || (prefix === '' && name === 'xmlns');

/** Attribute-value normalisation (section 3.3.3): written blanks become spaces, referred ones stay. */
const attributeText = (value: string): string => resolved(value.replace(/[\t\n]/g, ' '));

function attributesOf(raw: readonly RawAttribute[], scope: Scope | undefined): ReadonlyMap<string, string> {
  if (raw.length === 0) return noAttributes;
  const seen = new Set<string>();
  const attributes = new Map<string, string>();
  for (const attribute of raw) {
    if (isDeclaration(attribute)) continue;
    const { prefix, name, value } = attribute;
    const expanded = prefix === '' ? name : `${namespaceIn(scope, prefix)} ${name}`;
    if (seen.has(expanded)) malformed();
    seen.add(expanded);
    if (prefix === '') attributes.set(name, value);
  }
  return attributes;
}

/** UTF-8 with or without BOM; NUL betrays UTF-16 and UTF-32. */
function decoded(bytes: Uint8Array): string {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Refused('not-utf-8');
  }
  if (text.includes('\0')) throw new Refused('not-utf-8');
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

/** @returns where the document begins after its XML declaration */
function afterDeclaration(text: string): number {
  if (!/^<\?xml[ \t\n]/.test(text)) return 0;
  const [whole, ...encodings] = declaration.exec(text) ?? malformed();
  const encoding = encodings.find((found) => found !== undefined);
  if (encoding !== undefined && encoding.toLowerCase() !== 'utf-8') throw new Refused('not-utf-8');
  return whole.length;
}

/** @param bytes as received */
export function openXml(bytes: Uint8Array, limits: XmlLimits): Result<XmlElement, XmlFault> {
  if (bytes.length > limits.bytes) return fail('too-large');
  try {
    const text = decoded(bytes);
    if (forbidden.test(text)) return fail('malformed');
    return ok(new Reading(text, limits).read(afterDeclaration(text)));
  } catch (error) {
    if (error instanceof Refused) return fail(error.fault);
    throw error;
  }
}
