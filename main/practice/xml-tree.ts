import { fail, ok, type Result } from '../../domain/result.ts';
import { timeSlice } from './time-slice.ts';

/**
 * Reads XML 1.0 without DTD into a plain tree, in slices: a document of 1,000 lines (1.5 MB) must not hold up the window that
 * shares this thread, so the reader gives way every few milliseconds. Refuses what a comprobante never has (DOCTYPE, entities).
 */

export interface XmlElement {
  /** local name */
  readonly name: string;
  /** '' = none */
  readonly namespace: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** own character data, joined */
  readonly text: string;
}

export type XmlFault = 'doctype' | 'malformed';

interface OpenElement {
  readonly tag: string;
  readonly name: string;
  readonly namespace: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly scope: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  text: string;
}

const maxDepth = 40;
const namePattern = String.raw`[\p{L}_][\p{L}\p{N}\p{M}._-]*`;
const qualified = new RegExp(`^(?:(${namePattern}):)?(${namePattern})$`, 'u');
const attribute = new RegExp(
  String.raw`\s+(${namePattern}(?::${namePattern})?)\s*=\s*("[^"<]*"|'[^'<]*')`,
  'uy',
);
const xmlNamespace = 'http://www.w3.org/XML/1998/namespace';
const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
// oxlint-disable-next-line no-control-regex -- exactly the characters XML 1.0 forbids (section 2.2)
const forbiddenCharacter = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u;

class Malformed extends Error {}

function resolved(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(/&([^;\s&]{0,10});?/g, (whole, name: string) => {
    if (!whole.endsWith(';')) throw new Malformed('bare ampersand');
    const hex = /^#x([0-9a-f]{1,6})$/i.exec(name);
    const decimal = /^#(\d{1,7})$/.exec(name);
    const code = hex ? Number.parseInt(hex[1] ?? '', 16) : decimal ? Number(decimal[1]) : undefined;
    const character =
      code === undefined ? named[name] : code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
    if (character === undefined || forbiddenCharacter.test(character))
      throw new Malformed('unknown reference');
    return character;
  });
}

/** Tags already taken apart: a document repeats some fifty of them thousands of times. */
type Names = Map<string, { readonly prefix: string; readonly name: string }>;
const noAttributes: ReadonlyMap<string, string> = new Map();

function opened(inside: string, outer: ReadonlyMap<string, string>, names: Names): OpenElement {
  const end = inside.search(/\s/);
  const tag = end === -1 ? inside : inside.slice(0, end);
  let parts = names.get(tag);
  if (parts === undefined) {
    const match = qualified.exec(tag);
    if (match === null) throw new Malformed('bad name');
    parts = { prefix: match[1] ?? '', name: match[2] ?? '' };
    names.set(tag, parts);
  }
  const { prefix, name } = parts;
  const made = (attributes: ReadonlyMap<string, string>, scope: ReadonlyMap<string, string>): OpenElement => {
    const namespace = scope.get(prefix);
    if (namespace === undefined && prefix !== '') throw new Malformed('undeclared prefix');
    return { tag, name, namespace: namespace ?? '', attributes, scope, children: [], text: '' };
  };
  if (end === -1) return made(noAttributes, outer);
  const attributes = new Map<string, string>();
  let scope = outer;
  attribute.lastIndex = tag.length;
  let read = tag.length;
  for (let found = attribute.exec(inside); found !== null; found = attribute.exec(inside)) {
    const [, key = '', quoted = ''] = found;
    const value = resolved(quoted.slice(1, -1));
    if (attributes.has(key)) throw new Malformed('repeated attribute');
    attributes.set(key, value);
    if (key === 'xmlns' || key.startsWith('xmlns:'))
      scope = new Map(scope).set(key === 'xmlns' ? '' : key.slice(6), value);
    read = attribute.lastIndex;
  }
  if (inside.slice(read).trim() !== '') throw new Malformed('bad attribute');
  return made(attributes, scope);
}

/**
 * @param text the decoded document; a BOM in front is tolerated
 * @returns the root. `doctype`: it has one, nothing of it was read. `malformed`: not well-formed, or deeper than 40
 */
export async function readXmlTree(text: string): Promise<Result<XmlElement, XmlFault>> {
  const source = text.startsWith('\u{feff}') ? text.slice(1) : text;
  if (/<!DOCTYPE/i.test(source)) return fail('doctype');
  try {
    return ok(await tree(source));
  } catch (error) {
    if (error instanceof Malformed) return fail('malformed');
    throw error;
  }
}

async function tree(source: string): Promise<XmlElement> {
  if (forbiddenCharacter.test(source)) throw new Malformed('forbidden character');
  const stack: OpenElement[] = [];
  let root: XmlElement | undefined;
  let at = 0;
  const slice = timeSlice();
  const names: Names = new Map();

  const characters = (upTo: number): void => {
    if (upTo === at) return;
    const raw = source.slice(at, upTo);
    const top = stack.at(-1);
    if (top !== undefined) top.text += resolved(raw);
    else if (raw.trim() !== '') throw new Malformed('text outside the root');
  };
  const closed = (element: OpenElement): void => {
    const { name, namespace, attributes, children, text } = element;
    const done: XmlElement = { name, namespace, attributes, children, text };
    const parent = stack.at(-1);
    if (parent !== undefined) parent.children.push(done);
    else if (root === undefined) root = done;
    else throw new Malformed('second root');
  };
  /** @returns the position after `mark`, searched from `from` */
  const after = (mark: string, from: number): number => {
    const found = source.indexOf(mark, from);
    if (found === -1) throw new Malformed(`no ${mark}`);
    return found + mark.length;
  };

  for (let open = source.indexOf('<'); open !== -1; open = source.indexOf('<', at)) {
    characters(open);
    if (source.startsWith('<!--', open)) at = after('-->', open + 4);
    else if (source.startsWith('<![CDATA[', open)) {
      at = after(']]>', open);
      const top = stack.at(-1);
      if (top === undefined) throw new Malformed('text outside the root');
      top.text += source.slice(open + 9, at - 3);
    } else if (source.startsWith('<?', open)) {
      at = after('?>', open);
      if (/^<\?xml\s/.test(source.slice(open, open + 6)) && open !== 0)
        throw new Malformed('late declaration');
    } else if (source.startsWith('</', open)) {
      at = after('>', open);
      const top = stack.pop();
      if (top === undefined || top.tag !== source.slice(open + 2, at - 1).trimEnd())
        throw new Malformed('tags do not match');
      closed(top);
    } else {
      at = tagEnd(source, open);
      const empty = source[at - 2] === '/';
      const element = opened(
        source.slice(open + 1, at - (empty ? 2 : 1)),
        stack.at(-1)?.scope ?? new Map([['xml', xmlNamespace]]),
        names,
      );
      if (empty) closed(element);
      else stack.push(element);
      if (stack.length > maxDepth) throw new Malformed('too deep');
    }
    if (slice.over()) await slice.giveWay();
  }
  characters(source.length);
  if (root === undefined || stack.length > 0) throw new Malformed('not closed');
  return root;
}

/** @returns the position after the `>` that ends the tag opened at `open`; a `>` inside quotes does not end it */
function tagEnd(source: string, open: number): number {
  const close = source.indexOf('>', open);
  // Nearly every tag: no quote in it, so the first > is its end.
  const tag = close === -1 ? '' : source.slice(open + 1, close);
  if (tag !== '' && !/["'<]/.test(tag)) return close + 1;
  let quote = '';
  for (let i = open + 1; i < source.length; i++) {
    const character = source.charAt(i);
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '>') return i + 1;
    else if (character === '"' || character === "'") quote = character;
    else if (character === '<') throw new Malformed('tag inside a tag');
  }
  throw new Malformed('tag not closed');
}

/** The first child of that name, whatever its namespace. */
export const childOf = (element: XmlElement, name: string): XmlElement | undefined =>
  element.children.find((child) => child.name === name);

export const childrenOf = (element: XmlElement, name: string): readonly XmlElement[] =>
  element.children.filter((child) => child.name === name);

/** Text at the end of a path of first children; undefined when a step is missing. */
export function textAt(element: XmlElement, ...path: readonly string[]): string | undefined {
  let here: XmlElement | undefined = element;
  for (const name of path) here = here && childOf(here, name);
  return here?.text;
}
