// The same XML document written another legal way: token by token, nothing understood but what XML itself says.
import type { Chance } from '../support/chance.ts';

/** How a part is dressed; each is legal XML and says the same. */
export interface Dress {
  /** A prefix for the elements of the default namespace; null: as they are. */
  readonly prefix: string | null;
  readonly encoding: 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'utf-16be';
  readonly strict: boolean;
  /** Comments and processing instructions between and inside. */
  readonly remarks: boolean;
  readonly cdata: boolean;
  readonly entities: boolean;
  /** Attributes in another order, other quotes, white space, line breaks. */
  readonly attributes: boolean;
  /** `<a></a>` for `<a/>`, white space between elements. */
  readonly loose: boolean;
}

export const plainDress: Dress = {
  prefix: null,
  encoding: 'utf-8',
  strict: false,
  remarks: false,
  cdata: false,
  entities: false,
  attributes: false,
  loose: false,
};

/** Any dress. */
export const dressBy = (c: Chance): Dress => ({
  prefix: c.pick([null, null, 'x', 'ss', 'ns0', '表']),
  encoding: c.pick(['utf-8', 'utf-8', 'utf-8-bom', 'utf-16le', 'utf-16be'] as const),
  strict: c.once(3),
  remarks: c.once(3),
  cdata: c.once(3),
  entities: c.once(3),
  attributes: c.once(2),
  loose: c.once(3),
});

const tokens = /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<[^>]*>|[^<]+/g;
const strictNames: readonly (readonly [RegExp, string])[] = [
  [/http:\/\/schemas\.openxmlformats\.org\/spreadsheetml\/2006\/main/g, 'http://purl.oclc.org/ooxml/spreadsheetml/main'],
  [
    /http:\/\/schemas\.openxmlformats\.org\/officeDocument\/2006\/relationships/g,
    'http://purl.oclc.org/ooxml/officeDocument/relationships',
  ],
];

/** The document in another dress. Elements that hold text are never given white space. */
export function dressXml(xml: string, dress: Dress, c: Chance): Uint8Array {
  // Line ends are one character before anything else is read: parting CR from LF would make two of them.
  const body = xml.replace(/\r\n?/g, '\n').replace(/^\ufeff?\s*(<\?xml[\s\S]*?\?>)?\s*/, '');
  const renamed = dress.strict ? strictNames.reduce((t, [from, to]) => t.replace(from, to), body) : body;
  const prefix = dress.prefix !== null && (renamed.match(/\sxmlns\s*=/g)?.length ?? 0) === 1 ? dress.prefix : null;
  const list = renamed.match(tokens) ?? [];
  const out: string[] = [];
  list.forEach((token, i) => {
    const next = list[i + 1] ?? '';
    if (token.startsWith('<!') || token.startsWith('<?')) out.push(token);
    else if (token.startsWith('<')) {
      out.push(dressTag(token, prefix, dress, c));
      const leaf = !token.startsWith('</') && !token.endsWith('/>') && !/^<[^!?/]/.test(next);
      if (!leaf && next.startsWith('<') && !next.startsWith('<!')) out.push(between(dress, c));
    } else {
      // White space between elements is no text; outside the root a reference to it would be no XML.
      const leaf = /^<[^!?/]/.test(list[i - 1] ?? '') && next.startsWith('</');
      out.push(/\S/.test(token) || leaf ? dressText(token, dress, c) : token);
    }
  });
  const encoding = dress.encoding.startsWith('utf-16') ? 'UTF-16' : 'UTF-8';
  const text = `<?xml version=${c.once(2) ? `'1.0'` : '"1.0"'} encoding="${encoding}"?>${out.join('')}`;
  return encodeText(text, dress.encoding);
}

export function encodeText(text: string, encoding: Dress['encoding']): Uint8Array {
  if (encoding === 'utf-8') return new Uint8Array(Buffer.from(text));
  if (encoding === 'utf-8-bom') return new Uint8Array(Buffer.from(`\ufeff${text}`));
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return new Uint8Array(encoding === 'utf-16le' ? bytes : bytes.swap16());
}

const remark = (c: Chance) => c.pick(['<!-- 注 <c r="A1"><v>9</v></c> -->', '<?note v="1"?>', '<!---->']);

function between(dress: Dress, c: Chance): string {
  const space = dress.loose && c.once(2) ? c.pick(['\n', '  ', '\r\n\t']) : '';
  return dress.remarks && c.once(12) ? `${space}${remark(c)}${space}` : space;
}

function dressTag(tag: string, prefix: string | null, dress: Dress, c: Chance): string {
  const [, slash = '', name = '', rest = '', empty = ''] = /^<(\/?)([^\s/>]+)([\s\S]*?)(\/?)>$/.exec(tag) ?? [];
  const full = prefix !== null && !name.includes(':') ? `${prefix}:${name}` : name;
  if (slash) return `</${full}${dress.attributes && c.once(6) ? ' ' : ''}>`;
  let attributes = [...rest.matchAll(/([^\s=]+)\s*=\s*("[^"]*"|'[^']*')/g)].map(([, key = '', quoted = '']) => ({
    key: prefix !== null && key === 'xmlns' ? `xmlns:${prefix}` : key,
    value: quoted.slice(1, -1),
    quote: quoted.slice(0, 1),
  }));
  if (dress.attributes) attributes = c.shuffled(attributes);
  const written = attributes.map(({ key, value, quote }) => {
    const other = quote === '"' ? "'" : '"';
    const use = dress.attributes && c.once(2) && !value.includes(other) ? other : quote;
    const equals = dress.attributes && c.once(6) ? c.pick([' = ', '=\n', ' =']) : '=';
    return `${dress.attributes && c.once(6) ? c.pick(['\n', '  ', '\t']) : ' '}${key}${equals}${use}${value}${use}`;
  });
  const end = empty === '' ? '>' : dress.loose && c.once(3) ? `></${full}>` : dress.loose && c.once(3) ? ' />' : '/>';
  return `<${full}${written.join('')}${end}`;
}

/** A text in characters, references and CDATA sections, with remarks inside. What is a reference already stays one. */
function dressText(text: string, dress: Dress, c: Chance): string {
  const pieces = text.match(/&[^;]+;|[\s\S]/gu) ?? [];
  if (dress.cdata && c.once(3) && !text.includes('&') && !text.includes(']')) {
    const cut = c.below(pieces.length + 1);
    return `${pieces.slice(0, cut).join('')}<![CDATA[${pieces.slice(cut).join('')}]]>`;
  }
  const done = pieces.map((p) => {
    if (!dress.entities || p.length > 2 || !c.once(6)) return p;
    const code = p.codePointAt(0) as number;
    return c.once(2) ? `&#x${c.once(2) ? code.toString(16) : code.toString(16).toUpperCase()};` : `&#${code};`;
  });
  if (dress.remarks && c.once(8)) done.splice(c.below(done.length + 1), 0, remark(c));
  return done.join('');
}
