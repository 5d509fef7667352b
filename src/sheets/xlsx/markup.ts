import { damaged } from '../refusal.ts';

/** Attributes by name as written, prefix included. */
export type Attributes = ReadonlyMap<string, string>;

const none: Attributes = new Map();
const name = /[:A-Za-z_\u00c0-\uffff][\w:.\-\u00b7-\uffff]*/y;
const attribute = /[ \t\r\n]+([:A-Za-z_\u00c0-\uffff][\w:.\-\u00b7-\uffff]*)[ \t\r\n]*=[ \t\r\n]*(?:"([^"<]*)"|'([^'<]*)')/y;

/** The XML name that starts at `at`; '' where there is none. */
export function nameAt(text: string, at: number): string {
  name.lastIndex = at;
  return name.exec(text)?.[0] ?? '';
}

/** Attributes from `at` to the end of a tag's inside, or null where that is not well formed. */
export function attributesOf(inside: string, at: number, part: string): Attributes | null {
  if (at === inside.length) return none;
  const all = new Map<string, string>();
  let p = at;
  for (;;) {
    attribute.lastIndex = p;
    const m = attribute.exec(inside);
    if (!m) break;
    const key = m[1] as string;
    if (all.has(key)) damaged(`${part}: attribute ${key} twice`);
    all.set(key, unescapeXml((m[2] ?? m[3] ?? '').replace(/\r\n|[\t\n\r]/g, ' '), part));
    p = attribute.lastIndex;
  }
  return /[^ \t\r\n]/.test(inside.slice(p)) ? null : all;
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Resolves the references that XML itself knows; refuses every other. */
export function unescapeXml(text: string, part: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7});|#x([\da-fA-F]{1,6});|([a-zA-Z]+);)?/g, (whole, dec, hex, word) => {
    const char = dec || hex ? charOf(dec ? Number(dec) : Number.parseInt(hex, 16)) : Object.hasOwn(named, word ?? '') ? named[word] : null;
    return char ?? damaged(`${part}: entity ${whole} not known`);
  });
}

function charOf(code: number): string | null {
  const allowed = code === 9 || code === 10 || code === 13 || (code >= 32 && code < 0xd800) || (code > 0xdfff && code <= 0x10ffff);
  return allowed && code !== 0xfffe && code !== 0xffff ? String.fromCodePoint(code) : null;
}
