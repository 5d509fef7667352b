// OpenDocument, web pages and XML Spreadsheet 2003: other figures by legal means, the same ones in other writing, and damage.
import type { Chance } from '../support/chance.ts';
import type { Content, Told } from './model.ts';

/** `same`: must be read as before; `same-or`: refused, or read as before; content: refused, or read as this. */
export interface Made {
  readonly name: string;
  readonly text: string;
  readonly expect: 'refuse' | 'same' | 'same-or' | Content;
}

const times = (text: string, part: string) => text.split(part).length - 1;

/** A cell whose value stands once in the whole text, within the marks given: its value is changed in both. */
function figure(text: string, content: Content, marks: readonly (readonly [string, string])[], c: Chance): Made | null {
  for (let tries = 0; tries < 12; tries++) {
    const all = content.flatMap((s) => s.cells.filter(([, kind, v]) => (kind === 'number' || kind === 'text') && /^\d+\.\d+$/.test(v)));
    if (all.length === 0) return null;
    const [, , value] = c.pick(all);
    const mark = marks.find(([a, b]) => times(text, a + value + b) === 1);
    if (!mark || all.filter((t) => t[2] === value).length !== 1) continue;
    const next = `${1 + c.below(98)}.${1 + c.below(9)}`;
    const put = (t: Told): Told => (t[2] === value ? [t[0], t[1], next] : t);
    return {
      name: `figure ${value}→${next}`,
      text: text.replace(mark[0] + value + mark[1], mark[0] + next + mark[1]),
      expect: content.map((s) => ({ ...s, cells: s.cells.map(put) })),
    };
  }
  return null;
}

const once = (text: string, pattern: RegExp, c: Chance, to: (m: RegExpExecArray) => string): string | null => {
  const all = [...text.matchAll(pattern)];
  if (all.length === 0) return null;
  const m = c.pick(all) as RegExpExecArray;
  return text.slice(0, m.index) + to(m) + text.slice(m.index + m[0].length);
};
const made = (name: string, text: string | null, expect: Made['expect']): Made | null => (text === null ? null : { name, text, expect });

/** Damage that no XML reader may let pass. */
function broken(text: string, c: Chance): Made | null {
  const how = c.below(6);
  if (how === 0) return made('cut', text.slice(0, Math.floor(text.length * 0.3) + c.below(Math.floor(text.length * 0.6))), 'refuse');
  if (how === 1)
    return made(
      'end tag lost',
      once(text, /<\/(?:table:table-cell|table:table-row|Cell|Row|Data)>/g, c, () => ''),
      'refuse',
    );
  if (how === 2)
    return made(
      'control character',
      once(text, />[^<]+</g, c, () => '>\u0001<'),
      'refuse',
    );
  if (how === 3)
    return made(
      'unknown entity',
      once(text, />[^<]+</g, c, () => '>&nix;<'),
      'refuse',
    );
  if (how === 4)
    return made(
      'attribute twice',
      once(text, / (?:office:value|ss:Type|office:value-type)="[^"]*"/g, c, (m) => m[0] + m[0]),
      'refuse',
    );
  return made('DOCTYPE', text.replace(/(<\?xml[^>]*\?>)/, '$1<!DOCTYPE a [<!ENTITY b "c">]>'), 'refuse');
}

/** The same in other writing. */
function rewritten(text: string, c: Chance): Made | null {
  const how = c.below(4);
  if (how === 0)
    return made(
      'comment',
      once(text, /<(?:table:table-row|Row)\b/g, c, (m) => `<!-- <a> -->${m[0]}`),
      'same',
    );
  if (how === 1)
    return made(
      'CDATA',
      once(text, /(<(?:text:p|(?:ss:)?Data)[^>]*>)([^<&]+)</g, c, (m) => `${m[1]}<![CDATA[${m[2]}]]><`),
      'same',
    );
  if (how === 2)
    return made(
      'single quotes',
      once(text, /="([^"'&]*)"/g, c, (m) => `='${m[1]}'`),
      'same',
    );
  return made(
    'by number',
    once(text, /(<(?:text:p|(?:ss:)?Data)[^>]*>)([^<&\s])/gu, c, (m) => `${m[1]}&#x${m[2]?.codePointAt(0)?.toString(16)};`),
    'same',
  );
}

export function mutateOds(text: string, content: Content, c: Chance): Made | null {
  const how = c.below(8);
  if (how < 3) return figure(text, content, [['office:value="', '"']], c);
  if (how < 5) return rewritten(text, c);
  if (how < 7) return broken(text, c);
  return made(
    'value or repetition that is none',
    once(
      text,
      / (office:value|table:number-columns-repeated|office:value-type)="[^"]*"/g,
      c,
      (m) => ` ${m[1]}="${c.pick(['x', '', 'NaN', '1,5'])}"`,
    ),
    'refuse',
  );
}

export function mutateXml2003(text: string, content: Content, c: Chance): Made | null {
  const how = c.below(8);
  if (how < 3) return figure(text, content, [['>', '<']], c);
  if (how < 5) return rewritten(text, c);
  if (how < 7) return broken(text, c);
  return made(
    'type or index that is none',
    once(text, / ss:Type="[^"]*"(?=>[^<])/g, c, () => ' ss:Type="x"'),
    'refuse',
  );
}

export function mutateHtml(text: string, content: Content, c: Chance): Made | null {
  const how = c.below(6);
  if (how < 3)
    return figure(
      text,
      content,
      [
        ['x:num="', '"'],
        ['>', '<'],
      ],
      c,
    );
  if (how === 3)
    return made(
      'comment',
      once(text, /<\/t[dr]>/g, c, (m) => `<!-- <td>1</td> -->${m[0]}`),
      'same',
    );
  const [from, to] = [text.lastIndexOf('<table'), text.lastIndexOf('</table')];
  return made('cut', text.slice(0, from + c.below(Math.max(1, to - from))), 'refuse');
}
