// A small strict XML parser that builds a tree. It shares nothing with src: the fuzzer's second opinion on what a part says.

export interface Node {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: Node[];
  /** Character data directly inside, CDATA and references included. */
  text: string;
}

/** Not well formed, or holds what no spreadsheet may (DOCTYPE). */
export class Broken extends Error {}

/** What is read: attributes and texts. Elsewhere only the shape is asked, for nothing depends on what stands there. */
const readAttributes: Readonly<Record<string, RegExp>> = {
  c: /^[rst]$/,
  row: /^(?:r|hidden)$/,
  col: /^(?:min|max|hidden)$/,
  sheet: /^(?:name|state|.*:id)$/,
  Relationship: /./,
  numFmt: /./,
  mergeCell: /^ref$/,
  workbookPr: /^date1904$/,
};
const readTexts = new Set(['t', 'v', 'f']);
const local = (name: string) => name.slice(name.indexOf(':') + 1);

/** The root element; names are local names. Throws `Broken`. */
export function parseXml(bytes: Uint8Array): Node {
  const xml = decode(bytes).replace(/\r\n?/g, '\n');
  let at = 0;
  const root: Node = { name: '', attributes: new Map(), children: [], text: '' };
  const open: { node: Node; full: string }[] = [{ node: root, full: '' }];
  const broken = (why: string): never => {
    throw new Broken(`${why} at ${at}`);
  };
  const until = (end: string): string => {
    const stop = xml.indexOf(end, at);
    if (stop < 0) broken(`no ${end}`);
    const inner = xml.slice(at, stop);
    at = stop + end.length;
    return inner;
  };
  while (at < xml.length) {
    const top = open.at(-1) as (typeof open)[number];
    if (xml[at] !== '<') {
      const stop = xml.indexOf('<', at);
      const text = xml.slice(at, stop < 0 ? xml.length : stop);
      if (open.length === 1 && text.trim() !== '') broken('text outside');
      top.node.text += open.length === 1 ? '' : readTexts.has(top.node.name) ? references(text) : text;
      at += text.length;
    } else if (xml.startsWith('<!--', at)) {
      at += 4;
      until('-->');
    } else if (xml.startsWith('<![CDATA[', at)) {
      at += 9;
      const text = until(']]>');
      // Outside the root it is no XML, and no content either.
      if (open.length > 1) top.node.text += text;
    } else if (xml.startsWith('<?', at)) {
      at += 2;
      until('?>');
    } else if (xml.startsWith('<!', at)) broken('declaration');
    else if (xml.startsWith('</', at)) {
      at += 2;
      const name = until('>').trimEnd();
      if (open.length === 1 || open.pop()?.full !== name) broken(`end tag ${name}`);
    } else {
      const m = /<([^\s<>/="'&!?]+)((?:\s+[^\s<>="'/]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;
      m.lastIndex = at;
      const [whole = '', full = '', raw = '', empty = ''] = m.exec(xml) ?? broken('tag');
      const attributes = new Map<string, string>();
      for (const [, key = '', a, b] of raw.matchAll(/([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
        const said = (a ?? b ?? '').replace(/[\t\n]/g, ' ');
        const counts = readAttributes[local(full)]?.test(key) === true;
        // Said twice alike it is said; said two ways nobody knows what is meant.
        if (counts && attributes.has(key) && attributes.get(key) !== references(said)) broken(`attribute ${key} two ways`);
        attributes.set(key, counts ? references(said) : said);
      }
      if (open.length === 1 && root.children.length > 0) broken('second root');
      const node: Node = { name: local(full), attributes, children: [], text: '' };
      top.node.children.push(node);
      at += whole.length;
      if (empty === '') open.push({ node, full });
    }
  }
  if (open.length > 1) broken('end');
  return root.children[0] ?? broken('no root');
}

function decode(bytes: Uint8Array): string {
  const wide = bytes[0] === 0xff || bytes[1] === 0 ? 'utf-16le' : bytes[0] === 0xfe || bytes[0] === 0 ? 'utf-16be' : null;
  const named = /^[^<]*<\?xml[^>]*\sencoding\s*=\s*["']([^"']+)["']/.exec(Buffer.from(bytes.subarray(0, 200)).toString('latin1'))?.[1];
  let text: string;
  try {
    text = new TextDecoder(wide ?? named ?? 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Broken('encoding');
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML forbids exactly these
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(text)) throw new Broken('control character');
  return text;
}

function references(text: string): string {
  return text.replace(/&([^;&\s]{0,12};)?/g, (_, body: string | undefined) => {
    const name = (body ?? '').slice(0, -1);
    const plain = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }[name];
    if (plain !== undefined) return plain;
    const code = /^#x[\da-fA-F]+$/.test(name) ? Number.parseInt(name.slice(2), 16) : /^#\d+$/.test(name) ? Number(name.slice(1)) : -1;
    const bad =
      code < 9 ||
      code === 11 ||
      code === 12 ||
      (code > 13 && code < 32) ||
      (code >= 0xd800 && code < 0xe000) ||
      (code & 0xfffe) === 0xfffe ||
      code > 0x10ffff;
    if (bad && !(code > 0xffff && code <= 0x10ffff)) throw new Broken(`reference ${name}`);
    return String.fromCodePoint(code);
  });
}
