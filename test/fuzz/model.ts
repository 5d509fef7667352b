/**
 * What a package says, read a second time by plain means: whole trees, no limits, no speed. The fuzzer holds the reader to
 * it: whatever the mutation, a file that is accepted must say what this says, and what this calls broken must be refused.
 * It shares no code with src.
 */
import { a1Of } from '../support/a1.ts';
import { Broken, type Node, parseXml } from './xml-tree.ts';

/** `sheet name → [A1, kind, value]…`, sheets in order. Numbers as shortest doubles, dates as serial numbers of the 1900 system. */
export type Content = readonly {
  readonly name: string;
  readonly hidden: boolean;
  readonly cells: readonly Told[];
  /** Hidden rows that hold cells, hidden columns, merges in stored order; all one-based. */
  readonly layout: string;
}[];
/** `kind` is followed by `%` where the number is shown as a percentage, and by `=` where a formula made the value. */
export type Told = readonly [ref: string, kind: string, value: string];

export const layoutText = (rows: readonly number[], cols: readonly number[], merges: readonly (readonly number[])[]) =>
  `rows ${rows.join()} columns ${cols.join()} merges ${merges.map((m) => m.join('-')).join()}`;

/** `broken`: must be refused. `unsure`: readers may differ in good faith; nothing but sound manners is asked. */
export type Reading =
  | { readonly kind: 'content'; readonly content: Content }
  | { readonly kind: 'broken' | 'unsure'; readonly why: string };

class Unsure extends Error {}
type Parts = ReadonlyMap<string, Uint8Array>;

/** Reads parts by name (as in the archive). */
export function readModel(parts: readonly { readonly name: string; readonly data: Uint8Array }[]): Reading {
  try {
    const byName = new Map(parts.map((p) => [p.name.replaceAll('\\', '/').toLowerCase(), p.data]));
    if (byName.size < parts.length) throw new Broken('twins');
    if (!byName.has('[content_types].xml')) throw new Unsure('no content types');
    return { kind: 'content', content: contentOf(byName) };
  } catch (error) {
    if (error instanceof Broken) return { kind: 'broken', why: error.message };
    if (error instanceof Unsure) return { kind: 'unsure', why: error.message };
    throw error;
  }
}

interface Link {
  readonly type: string;
  readonly target: string;
}

function linksOf(parts: Parts, part: string): Map<string, Link> {
  const slash = part.lastIndexOf('/') + 1;
  const folder = part.slice(0, slash);
  const bytes = parts.get(`${folder}_rels/${part.slice(slash)}.rels`.toLowerCase());
  const links = new Map<string, Link>();
  for (const r of bytes ? parseXml(bytes).children : []) {
    const id = r.attributes.get('Id') ?? '';
    if (r.name !== 'Relationship') continue;
    if (links.has(id)) throw new Broken(`relationship ${id} twice`);
    if (r.attributes.get('TargetMode') === 'External') {
      if (/(worksheet|sharedStrings|styles|officeDocument)$/.test(r.attributes.get('Type') ?? '')) throw new Unsure('external part');
      continue;
    }
    const raw = (r.attributes.get('Target') ?? '').replaceAll('\\', '/');
    const target = new URL(
      raw.split('/').map(encodeURIComponent).join('/'),
      `zip:///${folder.split('/').map(encodeURIComponent).join('/')}`,
    );
    links.set(id, {
      type: (r.attributes.get('Type') ?? '').replace(/^.*\//, ''),
      target: decodeURIComponent(target.pathname.slice(1)).toLowerCase(),
    });
  }
  return links;
}

const truth = (text: string | undefined) => /^(?:1|true|on)$/i.test(text ?? '');
const childrenOf = (node: Node | undefined, name: string) => node?.children.filter((n) => n.name === name) ?? [];

function contentOf(parts: Parts): Content {
  const mains = [...linksOf(parts, '').values()].filter((l) => l.type === 'officeDocument');
  if (mains.length > 1) throw new Unsure('two workbooks');
  const main = mains[0]?.target ?? '';
  const workbookBytes = parts.get(main);
  if (!workbookBytes) throw new Broken('no workbook');
  const workbook = parseXml(workbookBytes);
  const links = linksOf(parts, main);
  const all = [...links.values()];
  const one = (type: string): Node | null => {
    const found = all.filter((l) => l.type === type);
    if (found.length > 1) throw new Unsure(`two of ${type}`);
    const bytes = found[0] && parts.get(found[0].target);
    // Without its strings only cells that use them are lost; without its styles dates turn into plain numbers.
    if (found[0] && !bytes && type === 'styles') throw new Broken(`${type} missing`);
    return bytes ? parseXml(bytes) : null;
  };
  const strings = childrenOf(one('sharedStrings') ?? undefined, 'si').map(itemText);
  const styles = one('styles');
  const [date1904, looks, count] = [
    truth(childrenOf(workbook, 'workbookPr').at(-1)?.attributes.get('date1904')),
    looksOf(styles),
    styleCount(styles),
  ];
  if (childrenOf(workbook, 'sheets').length !== 1) throw new Unsure('sheets');
  const names = new Set<string>();
  const claimed = new Set<string>();
  const content: { name: string; hidden: boolean; cells: Told[]; layout: string }[] = [];
  for (const sheet of childrenOf(childrenOf(workbook, 'sheets')[0], 'sheet')) {
    const name = sheet.attributes.get('name');
    if (name === undefined) throw new Broken('no sheet name');
    const id = [...sheet.attributes].find(([k]) => k.endsWith(':id'))?.[1] ?? '';
    const hidden = /^(?:hidden|veryHidden)$/.test(sheet.attributes.get('state') ?? '');
    if (id === '') throw new Unsure('no r:id');
    const link = links.get(id);
    if (!link) throw new Broken(`no relationship ${id}`);
    if (link.type !== 'worksheet') {
      if (!/^(chartsheet|dialogsheet|xlMacrosheet|xlIntlMacrosheet)$/.test(link.type)) throw new Unsure(link.type);
      continue;
    }
    const bytes = parts.get(link.target);
    if (!bytes) throw new Broken(`no part ${link.target}`);
    if (claimed.has(link.target)) throw new Unsure('two sheets of one part');
    claimed.add(link.target);
    if (names.has(name.toLowerCase())) throw new Broken('two sheets of one name');
    names.add(name.toLowerCase());
    const sheetNode = parseXml(bytes);
    const cells = cellsOf(sheetNode, strings, { date1904, looks, count });
    content.push({ name, hidden, cells, layout: layoutOf(sheetNode, cells) });
  }
  if (all.some((l) => l.type === 'worksheet' && !claimed.has(l.target))) throw new Unsure('a sheet that nothing names');
  if (content.length === 0) throw new Broken('no sheets');
  return content;
}

function itemText(node: Node): string {
  const own = childrenOf(node, 't')
    .map((t) => t.text)
    .join('');
  const runs = childrenOf(node, 'r')
    .flatMap((r) => childrenOf(r, 't').map((t) => t.text))
    .join('');
  if (own !== '' && runs !== '') throw new Unsure('text beside runs');
  if (childrenOf(node, 't').length > 1) throw new Unsure('two texts');
  if ([node, ...childrenOf(node, 'r')].some((n) => n.children.some((x) => x.children.length > 0 && x.name === 't')))
    throw new Unsure('elements in a text');
  return own + runs;
}

const cellFormats = (styles: Node | null) => childrenOf(styles ?? undefined, 'cellXfs').flatMap((x) => childrenOf(x, 'xf'));
const styleCount = (styles: Node | null) => (styles === null ? Number.POSITIVE_INFINITY : Math.max(cellFormats(styles).length, 1));

/** Dates by format: the built-in ids, and custom codes with year, day or hour letters outside quotes and brackets. */
type Looks = 'date' | 'percent' | 'plain';
function looksOf(styles: Node | null): Looks[] {
  const codes = new Map<number, string>();
  for (const f of childrenOf(styles ?? undefined, 'numFmts').flatMap((n) => childrenOf(n, 'numFmt'))) {
    if (!/^\d+$/.test(f.attributes.get('numFmtId') ?? '')) throw new Unsure('number format id');
    codes.set(Number(f.attributes.get('numFmtId')), f.attributes.get('formatCode') ?? '');
  }
  return cellFormats(styles).map((xf) => {
    if (!/^\d+$/.test(xf.attributes.get('numFmtId') ?? '0')) throw new Unsure('number format id');
    const id = Number(xf.attributes.get('numFmtId') ?? 0);
    const code = codes
      .get(id)
      ?.replace(/"[^"]*"|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]/gi, '')
      .replace(/general/gi, '');
    if (code !== undefined) return /[ydhms]|a{3}|a\/p/i.test(code) ? 'date' : code.includes('%') ? 'percent' : 'plain';
    if (id === 9 || id === 10) return 'percent';
    return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58) ? 'date' : 'plain';
  });
}

/** What rows, columns and merges say. */
function layoutOf(sheet: Node, cells: readonly Told[]): string {
  const used = new Set(cells.map(([ref]) => Number(/\d+$/.exec(ref)?.[0])));
  const rows = new Set<number>();
  let row = 0;
  for (const r of childrenOf(childrenOf(sheet, 'sheetData')[0], 'row')) {
    row = whole(r.attributes.get('r'), row + 1, 1_048_576, 'row');
    if (truth(r.attributes.get('hidden')) && used.has(row)) rows.add(row);
  }
  const cols: number[] = [];
  for (const c of childrenOf(sheet, 'cols').flatMap((n) => childrenOf(n, 'col'))) {
    if (!truth(c.attributes.get('hidden'))) continue;
    const [min, max] = [Number(c.attributes.get('min')), Math.min(Number(c.attributes.get('max')), 16_384)];
    if (!(min >= 1 && max >= min)) throw new Broken('columns');
    for (let n = min; n <= max; n++) cols.push(n);
  }
  const merges = childrenOf(sheet, 'mergeCells').flatMap((n) => childrenOf(n, 'mergeCell').map((m) => area(m.attributes.get('ref') ?? '')));
  return layoutText([...rows].sort(less), cols.sort(less), merges);
}
const less = (a: number, b: number) => a - b;

function area(ref: string): number[] {
  const m = /^\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?$/i.exec(ref);
  if (!m) throw new Broken(`merge ${ref}`);
  const [, left = '', top = '', right = left, bottom = top] = m;
  return [Number(top), letters(left), Number(bottom), letters(right)];
}
const letters = (text: string) => [...text.toUpperCase()].reduce((n, ch) => n * 26 + ch.charCodeAt(0) - 64, 0);

interface Styles {
  readonly date1904: boolean;
  readonly looks: readonly Looks[];
  readonly count: number;
}

function cellsOf(sheet: Node, strings: readonly string[], styles: Styles): Told[] {
  const data = childrenOf(sheet, 'sheetData');
  if (data.length > 1) throw new Unsure('two of sheetData');
  const told = new Map<string, Told>();
  let row = 0;
  for (const r of childrenOf(data[0], 'row')) {
    row = whole(r.attributes.get('r'), row + 1, 1_048_576, 'row');
    let col = 0;
    for (const c of childrenOf(r, 'c')) {
      const ref = c.attributes.get('r');
      if (ref === undefined) col++;
      else {
        const m = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/i.exec(ref);
        if (!m || Number(m[2]) !== row) throw new Broken(`ref ${ref} in row ${row}`);
        col = [...(m[1] as string).toUpperCase()].reduce((n, ch) => n * 26 + ch.charCodeAt(0) - 64, 0);
      }
      if (col > 16_384) throw new Broken('column');
      const cell = cellOf(c, strings, styles);
      if (cell === null) continue;
      const made = childrenOf(c, 'f').length > 0 ? '=' : '';
      const key = a1Of(row - 1, col - 1);
      if (told.has(key)) throw new Broken(`${key} twice`);
      told.set(key, [key, cell[0] + made, cell[1]]);
    }
  }
  return [...told.values()].sort((a, b) => order(a[0]) - order(b[0]));
}

/** Row by row, left to right. */
function order(ref: string): number {
  const m = /^([A-Z]+)(\d+)$/.exec(ref) as RegExpExecArray;
  return Number(m[2]) * 20_000 + [...(m[1] as string)].reduce((n, ch) => n * 26 + ch.charCodeAt(0) - 64, 0);
}

function whole(text: string | undefined, otherwise: number, max: number, what: string): number {
  if (text === undefined) return otherwise;
  if (!/^\s*\d{1,9}\s*$/.test(text) || Number(text) < 1 || Number(text) > max) throw new Broken(`${what} ${text}`);
  return Number(text);
}

function cellOf(c: Node, strings: readonly string[], styles: Styles): [string, string] | null {
  const type = c.attributes.get('t') ?? 'n';
  const formula = childrenOf(c, 'f').length > 0;
  const [values, inline] = [childrenOf(c, 'v'), childrenOf(c, 'is')];
  if (values.length > 1 || inline.length > 1) throw new Unsure('two values');
  if ((type === 'inlineStr' && values.length > 0) || (type !== 'inlineStr' && inline.length > 0)) throw new Unsure('v beside is');
  if (values.some((v) => v.children.length > 0)) throw new Unsure('elements in a value');
  const holder = type === 'inlineStr' ? inline[0] : values[0];
  if (!holder) return formula ? ['empty-formula', ''] : null;
  if (!/^(?:n|s|str|b|e|d|inlineStr)$/.test(type)) throw new Broken(`type ${type}`);
  const s = c.attributes.get('s');
  const style = s === undefined ? 0 : /^\s*\d{1,9}\s*$/.test(s) ? Number(s) : Number.NaN;
  const text = type === 'inlineStr' ? itemText(holder) : holder.text;
  if (text === '') return !formula ? null : type === 'str' || type === 'inlineStr' ? ['text', ''] : ['empty-formula', ''];
  if (!(style < styles.count)) throw new Broken(`style ${s}`);
  if (type === 'str' || type === 'inlineStr') return ['text', unguard(text)];
  if (type === 'e') return ['error', text];
  if (type === 'b') {
    if (!/^\s*(?:0|1|true|false)\s*$/i.test(text)) throw new Broken('boolean');
    return ['boolean', /1|true/i.test(text) ? 'TRUE' : 'FALSE'];
  }
  if (type === 'd') throw new Unsure('ISO date');
  if (type === 's') {
    const item = /^\s*\d{1,9}\s*$/.test(text) ? strings[Number(text)] : undefined;
    if (item === undefined) throw new Broken(`string ${text}`);
    return item === '' && !formula ? null : ['text', unguard(item)];
  }
  if (!/^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i.test(text) || !Number.isFinite(Number(text))) throw new Broken(`number ${text}`);
  const look = styles.looks[style];
  const date = look === 'date';
  return [date ? 'date' : look === 'percent' ? 'number%' : 'number', String(Number(text) + (date && styles.date1904 ? 1462 : 0) + 0)];
}

const unguard = (text: string) => text.replace(/_x([\dA-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
