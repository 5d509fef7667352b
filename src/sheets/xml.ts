import { DeclaredDecoder } from './encoding.ts';
import { damaged } from './refusal.ts';

/** What a scan meets. Names are local names (no prefix) unless `name` gives others; texts are unescaped. */
export interface XmlHandler {
  /** The name by which an element is known; `depth` elements are open around it. */
  name?(tag: string, attributes: string, depth: number): string;
  open?(name: string, attributes: string, path: readonly string[]): void;
  /** `path` still ends in `name`. */
  close?(name: string, path: readonly string[]): void;
  text?(text: string, path: readonly string[]): void;
}

/** Bytes of a part as text with line ends as XML has them. UTF-8, UTF-16, or what the declaration names. */
export function decodeXml(bytes: Uint8Array, part: string): string {
  const text = decode(bytes, encodingOf(bytes), part).replace(/\r\n?/g, '\n');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 forbids exactly these
  const bad = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.exec(text);
  if (bad) damaged(`${part}: character not allowed in XML at ${bad.index}`);
  return text;
}

function encodingOf(bytes: Uint8Array): string {
  const [a, b] = bytes;
  if ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0)) return 'utf-16le';
  if ((a === 0xfe && b === 0xff) || (a === 0 && b === 0x3c)) return 'utf-16be';
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200));
  return /^[^<]*<\?xml[^>]*\sencoding\s*=\s*["']([^"']+)["']/.exec(head)?.[1] ?? 'utf-8';
}

function decode(bytes: Uint8Array, encoding: string, part: string): string {
  try {
    const decoder = new DeclaredDecoder(encoding);
    return decoder.decode(bytes) + decoder.decode();
  } catch {
    return damaged(`${part}: not valid ${encoding}`);
  }
}

/** Elements open at once; no spreadsheet comes near. */
const deepest = 256;

const token =
  /<(?:!--[\s\S]*?-->|!\[CDATA\[([\s\S]*?)\]\]>|\?[\s\S]*?\?>|(\/?)([^\s<>/="'&!?]+)((?:\s+[^\s<>="'/]+\s*=\s*(?:"[^"<]*"|'[^'<]*')){0,200})\s*(\/?)>)/y;

/**
 * Walks a part from its first to its last tag, in time linear in its length. Refuses (`file/damaged`) what is not
 * well formed, and every DOCTYPE: entities can grow without end and no spreadsheet needs them.
 */
export function scanXml(xml: string, part: string, handler: XmlHandler): void {
  const path: string[] = [];
  const tags: string[] = [];
  const fail: (where: number) => never = (where) => damaged(`${part}: XML not well formed at ${where}`);
  const notAToken: (where: number) => never = (where) => (xml.startsWith('<!DOCTYPE', where) ? damaged(`${part}: DOCTYPE`) : fail(where));
  let at = 0;
  let roots = 0;
  while (at < xml.length) {
    const next = xml.indexOf('<', at);
    const stop = next < 0 ? xml.length : next;
    if (stop > at) textAt(at, stop);
    if (next < 0) break;
    token.lastIndex = next;
    const m = token.exec(xml);
    if (!m) notAToken(next);
    if (m[1] !== undefined) handler.text?.(m[1], path);
    else if (m[3] !== undefined) element(m[3], m[2] === '/', m[4] ?? '', m[5] === '/', next);
    at = next + m[0].length;
  }
  if (tags.length > 0 || roots !== 1) fail(xml.length);

  function textAt(from: number, to: number): void {
    const raw = xml.slice(from, to);
    if (path.length > 0) handler.text?.(unescapeXml(raw, part), path);
    else if (/[^\s\ufeff]/.test(raw)) fail(from);
  }
  function element(tag: string, closing: boolean, attributes: string, empty: boolean, where: number): void {
    if (closing) {
      if (tags.pop() !== tag) fail(where);
      handler.close?.(path.at(-1) as string, path);
      path.pop();
      return;
    }
    if (tags.length === 0 && ++roots > 1) fail(where);
    if (path.length >= deepest) damaged(`${part}: more than ${deepest} elements within each other`);
    path.push(handler.name?.(tag, attributes, path.length) ?? localName(tag));
    handler.open?.(path.at(-1) as string, attributes, path);
    if (!empty) tags.push(tag);
    else {
      handler.close?.(path.at(-1) as string, path);
      path.pop();
    }
  }
}

const localName = (tag: string) => tag.slice(tag.indexOf(':') + 1);

/** Attributes by name as written, prefix included. */
export function attributesOf(raw: string, part: string): Map<string, string> {
  const all = new Map<string, string>();
  for (const [, name = '', double, single] of raw.matchAll(/([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
    if (all.has(name)) damaged(`${part}: attribute ${name} twice`);
    all.set(name, unescapeXml((double ?? single ?? '').replace(/[\t\n]/g, ' '), part));
  }
  return all;
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescapeXml(text: string, part: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7});|#x([\da-f]{1,6});|([a-z]+);)?/gi, (whole, dec, hex, name) => {
    const char = dec || hex ? charOf(dec ? Number(dec) : Number.parseInt(hex, 16)) : Object.hasOwn(named, name ?? '') ? named[name] : null;
    return char ?? damaged(`${part}: entity ${whole} not known`);
  });
}

function charOf(code: number): string | null {
  const allowed = code === 9 || code === 10 || code === 13 || (code >= 32 && code < 0xd800) || (code > 0xdfff && code <= 0x10ffff);
  return allowed && code !== 0xfffe && code !== 0xffff ? String.fromCodePoint(code) : null;
}

/** Text made safe for the inside of an element or a quoted attribute. */
export function escapeXml(text: string): string {
  if (!/[&<>"\r]/.test(text)) return text;
  return text.replace(/[&<>"\r]/g, (c) => (c === '&' ? '&amp;' : c === '<' ? '&lt;' : c === '>' ? '&gt;' : c === '"' ? '&quot;' : '&#13;'));
}
