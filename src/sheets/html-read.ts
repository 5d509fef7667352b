import type { DefaultTreeAdapterTypes, Token } from 'parse5';
import type { Cell, Sheet } from '../book.ts';
import { Grid, type Most, numberCell, Tally } from './grid.ts';
import { limits, within } from './limits.ts';
import { shownBy } from './named-format.ts';
import { damaged, refuse } from './refusal.ts';

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;
type Stored = Omit<Cell, 'row' | 'col'>;

/** Elements open at once; web pages stay far below, and time grows with their square. */
const deepest = 400;

/**
 * Reads the tables of a web page that was saved under a spreadsheet's name: each table a sheet. A cell is text as
 * shown, as in CSV, unless Excel marked what it stores (`x:num`, `x:str`, `x:bool`, `x:err`). Nothing is fetched, no
 * script is run. Throws `Refusal`: `file/unknown-kind` for a page without a table, with tables in tables, or of frames.
 */
export async function readHtml(html: string, most: Most): Promise<readonly Sheet[]> {
  const { defaultTreeAdapter, parse } = await import('parse5');
  if (/<frameset\b|<x:WorksheetSource\b/i.test(html)) refuse('file/unknown-kind', { kind: 'html-frames' });
  within(most.characters, html.length, 'characters');
  let depth = 0;
  const begun = new Map<Node, Token.ElementLocation | null>();
  const ended = new Set<Node>();
  const treeAdapter: typeof defaultTreeAdapter = {
    ...defaultTreeAdapter,
    // Of all places in the source only this is wanted: whether a table has its end, or the page is cut short.
    setNodeSourceCodeLocation: (node, place) => {
      if (isElement(node) && node.tagName === 'table') begun.set(node, place);
    },
    getNodeSourceCodeLocation: (node) => begun.get(node),
    updateNodeSourceCodeLocation: (node, place) => {
      if (place.endTag) ended.add(node);
    },
    onItemPush: () => {
      if (++depth > deepest) damaged(`html: more than ${deepest} elements within each other`);
    },
    onItemPop: () => {
      depth--;
    },
  };
  const page = parse(html, { treeAdapter, sourceCodeLocationInfo: true });
  const found = [...walk(page, (e) => e.tagName === 'table')];
  if (found.length === 0) refuse('file/unknown-kind', { kind: 'html-no-table' });
  if (found.some((table) => !ended.has(table))) damaged('html: a table without its end');
  const formats = styleSheet(page);
  const names = [...html.matchAll(/<x:ExcelWorksheet>\s*<x:Name>([^<]*)<\/x:Name>/g)].map((m) => m[1] as string);
  const tally = new Tally(most);
  return found.map((table, i) => {
    const name = names.length === found.length ? decodeEntities(names[i] as string) : found.length === 1 ? null : `Table ${i + 1}`;
    return new TableReader(new Grid(name, tally), formats).read(table);
  });
}

const decodeEntities = (t: string) => t.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');

const isElement = (node: Node): node is Element => 'tagName' in node;
const childrenOf = (node: Node): readonly Node[] => ('childNodes' in node ? node.childNodes : []);
const attribute = (e: Element, name: string) => e.attrs.find((a) => (a.prefix ? `${a.prefix}:${a.name}` : a.name) === name)?.value;

/** Elements that are wanted, in the order of the page; what is within one of them is not looked through. */
function* walk(node: Node, wanted: (e: Element) => boolean): Generator<Element> {
  for (const child of childrenOf(node)) {
    if (isElement(child) && wanted(child)) yield child;
    else yield* walk(child, wanted);
  }
}

const formatIn = (css: string) => /mso-number-format\s*:\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^;}]*)/i.exec(css)?.[1]?.trim();

/** Number formats by class, as Excel's style sheet gives them. */
function styleSheet(page: Node): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const style of walk(page, (e) => e.tagName === 'style')) {
    const css = childrenOf(style)
      .map((n) => ('value' in n ? n.value : ''))
      .join('');
    for (const [, name = '', body = ''] of css.matchAll(/\.([\w-]+)\s*\{([^{}]*)\}/g)) {
      const format = formatIn(body);
      if (format !== undefined) found.set(name, format);
    }
  }
  return found;
}

const isNumber = (text: string) => /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/.test(text);
const isHidden = (e: Element) => /display\s*:\s*none/i.test(attribute(e, 'style') ?? '');

/** Columns that cells of a table may take beyond their own, or be moved by cells from above, all of them together. */
const spannedCells = 4_000_000;

class TableReader {
  /** For each column the first row that no cell from above reaches down to. */
  private readonly free: number[] = [];
  private spanned = 0;

  constructor(
    private readonly grid: Grid,
    private readonly formats: ReadonlyMap<string, string>,
  ) {}

  read(table: Element): Sheet {
    this.columns(table);
    const rows = [...walk(table, (e) => e.tagName === 'tr')];
    within(limits.rows, rows.length, 'rows');
    rows.forEach((tr, row) => {
      if (isHidden(tr)) this.grid.hiddenRows.add(row);
      this.row(tr, row, rows.length);
    });
    return this.grid.sheet(false);
  }

  private columns(table: Element): void {
    let at = 0;
    for (const col of walk(table, (e) => e.tagName === 'col')) {
      const span = spanOf(col, 'span');
      if (isHidden(col)) this.grid.hideCols(at, at + span - 1);
      at += span;
    }
  }

  private row(tr: Element, row: number, rows: number): void {
    let col = 0;
    for (const cell of childrenOf(tr)) {
      if (!isElement(cell) || (cell.tagName !== 'td' && cell.tagName !== 'th')) continue;
      if ([...walk(cell, (e) => e.tagName === 'table')].length > 0) refuse('file/unknown-kind', { kind: 'html-nested' });
      const from = col;
      while ((this.free[col] ?? 0) > row) col++;
      const across = spanOf(cell, 'colspan');
      const down = attribute(cell, 'rowspan') === '0' ? rows - row : Math.min(spanOf(cell, 'rowspan'), rows - row);
      within(limits.columns, col + across, 'columns');
      this.spanned += col - from + across - 1;
      within(spannedCells, this.spanned, 'cells');
      for (let c = col; c < col + across; c++) {
        if ((this.free[c] ?? 0) > row) damaged(`${this.grid.where({ row, col: c })}: merged cells overlap`);
        this.free[c] = row + down;
      }
      this.grid.merge({ top: row, left: col, bottom: row + down - 1, right: col + across - 1 });
      this.grid.add(row, col, this.stored(cell, this.grid.where({ row, col })));
      col += across;
    }
  }

  private stored(cell: Element, where: string): Stored {
    const made = attribute(cell, 'x:fmla') === undefined ? {} : { formula: true as const };
    const text = textOf(cell);
    const [number, bool, error] = [attribute(cell, 'x:num'), attribute(cell, 'x:bool'), attribute(cell, 'x:err')];
    if (error !== undefined) return { kind: 'error', value: error || text, ...made };
    if (bool !== undefined) return { kind: 'boolean', value: /^true$/i.test(bool || text) ? 'TRUE' : 'FALSE', ...made };
    const digits = number === undefined ? '' : number || text;
    if (isNumber(digits)) return { ...numberCell(Number(digits), this.shown(cell), where), ...made };
    return text === '' && made.formula ? { kind: 'empty-formula', value: '', ...made } : { kind: 'text', value: text, ...made };
  }

  private shown(cell: Element): { date: boolean; percent: boolean } {
    const classes = (attribute(cell, 'class') ?? '').split(/\s+/);
    const own = formatIn(attribute(cell, 'style') ?? '');
    const css = own ?? classes.map((c) => this.formats.get(c)).find((f) => f !== undefined) ?? 'General';
    const format = css
      .replace(/^["']|["']$/g, '')
      .replace(/\\([0-9a-f]{4})|\\(.)/gi, (_, hex, ch) => (hex ? String.fromCharCode(Number.parseInt(hex, 16)) : ch));
    return shownBy(format);
  }
}

function spanOf(e: Element, name: string): number {
  const text = (attribute(e, name) ?? '').trim();
  const n = /^\d{1,5}$/.test(text) ? Number(text) : 1;
  return Math.max(1, n);
}

const unseen: ReadonlySet<string> = new Set(['script', 'style', 'template', 'noscript', 'title', 'head', 'select', 'textarea']);
const blocks: ReadonlySet<string> = new Set(['p', 'div', 'li', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'pre', 'tr', 'ul', 'ol']);

/** Text as a browser shows it: white space is one space, `<br>` and blocks are line breaks, edges are cut. */
function textOf(cell: Element): string {
  let out = '';
  const put = (node: Node): void => {
    if (node.nodeName === '#text' && 'value' in node) out += node.value.replace(/[ \t\r\n\f]+/g, ' ');
    else if (isElement(node) && !unseen.has(node.tagName)) {
      if (node.tagName === 'br') out += '\n';
      const block = blocks.has(node.tagName);
      if (block) out += '\u2029';
      for (const child of node.childNodes) put(child);
      if (block) out += '\u2029';
    }
  };
  for (const child of cell.childNodes) put(child);
  const lines = out
    .replace(/ +/g, ' ')
    .replace(/ *\u2029[ \u2029]*/g, '\u2029')
    .replace(/^\u2029|\u2029$/g, '')
    .replaceAll('\u2029', '\n')
    .replace(/ +/g, ' ')
    .replace(/ ?\n ?/g, '\n');
  let end = lines.length;
  while (end > 0 && /[ \u00a0\n]/.test(lines[end - 1] as string)) end--;
  return lines.slice(0, end).replace(/^[ \u00a0]+/, '');
}
