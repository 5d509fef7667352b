// Pages as tests look at them: parsed by the standard's own rules, every error kept.
import { type DefaultTreeAdapterTypes, parse } from 'parse5';

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

export interface Page {
  readonly root: Node;
  /** Codes of parse errors, with their lines. */
  readonly errors: readonly string[];
}

export function parsed(html: string): Page {
  const errors: string[] = [];
  const root = parse(html, { sourceCodeLocationInfo: true, onParseError: (e) => errors.push(`${e.code} ${e.startLine}:${e.startCol}`) });
  return { root, errors: [...errors, ...unended(root, html)] };
}

const empty = new Set(['meta', 'br', 'col', 'img', 'link', 'hr', 'input']);

/** What the parser mends without a word: elements without an end of their own, ends without an element, elements that nobody wrote. */
function unended(root: Node, html: string): string[] {
  const elements = all(root, '*');
  const named = (e: Element) => `${e.tagName} ${e.sourceCodeLocation?.startLine}`;
  const wrong = elements.flatMap((e) => {
    const at = e.sourceCodeLocation;
    if (!at?.startTag) return [`not written: ${named(e)}`];
    const itself = html.slice(at.startTag.startOffset, at.startTag.endOffset).endsWith('/>');
    return at.endTag || empty.has(e.tagName) || itself ? [] : [`not ended: ${named(e)}`];
  });
  const ends = html.match(/<\/[a-z]/gi)?.length ?? 0;
  const ended = elements.filter((e) => e.sourceCodeLocation?.endTag).length;
  return ends === ended ? wrong : [...wrong, `${ends} ends of ${ended} elements`];
}

const isElement = (n: Node): n is Element => 'tagName' in n;
const childrenOf = (n: Node): readonly Node[] => ('childNodes' in n ? n.childNodes : []);

/** Elements below, in order: those of a tag, perhaps of a class. */
export function all(within: Node, tag: string, ofClass?: string): Element[] {
  return childrenOf(within).flatMap((n) => {
    const own = isElement(n) && (tag === '*' || n.tagName === tag) && (ofClass === undefined || classes(n).includes(ofClass)) ? [n] : [];
    return [...own, ...all(n, tag, ofClass)];
  });
}

export const attribute = (e: Element, name: string): string | null => e.attrs.find((a) => a.name === name)?.value ?? null;
export const classes = (e: Element): string[] => (attribute(e, 'class') ?? '').split(' ').filter((c) => c !== '');
export const number = (e: Element, name: string): number => Number(attribute(e, name));

/** All text below. */
export const textOf = (n: Node): string => ('value' in n ? n.value : childrenOf(n).map(textOf).join(''));

/** The picture called by this title. */
export function picture(page: Page, title: string): Element {
  const found = all(page.root, 'svg').find((s) => textOf(all(s, 'title')[0] as Node) === title);
  if (!found) throw new Error(`no picture ${title}`);
  return found;
}

/** Where a mark stands. */
export function placeOf(mark: Element): readonly [number, number] {
  const m = /^translate\((-?[\d.]+),(-?[\d.]+)\)$/.exec(attribute(mark, 'transform') ?? '');
  if (!m) throw new Error('a mark without a place');
  return [Number(m[1]), Number(m[2])];
}
