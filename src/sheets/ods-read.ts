import type { Cell, Sheet } from '../book.ts';
import { isoSerial } from './date-format.ts';
import { Grid, type Most, numberCell, Tally } from './grid.ts';
import { limits, within } from './limits.ts';
import { damaged, refuse } from './refusal.ts';
import { attributesOf, decodeXml, scanXml } from './xml.ts';
import type { Zip } from './zip.ts';

/**
 * Cells that repeated rows and columns may make. A repeated cell costs a few bytes in the file, so only this limit
 * holds against `number-rows-repeated`; a column of one value over all rows stays below it.
 */
const repeatedCells = 1_100_000;

/** Characters that `text:s` may stand for, and those gathered of one cell: far more than any spreadsheet program lets a cell hold. */
const longestText = 32_767;
const longestCell = 1 << 20;

/** Reads an OpenDocument spreadsheet. Throws `Refusal`: `file/encrypted`, `file/damaged`, `file/too-large`. */
export function readOds(zip: Zip, most: Most): readonly Sheet[] {
  const manifest = zip.find('META-INF/manifest.xml');
  if (manifest && new TextDecoder().decode(zip.read(manifest)).includes('encryption-data')) refuse('file/encrypted', {});
  const content = zip.find('content.xml') ?? damaged('ods: no content.xml');
  const scan = new OdsScan(content, most);
  scanXml(decodeXml(zip.read(content), content), content, scan);
  return scan.sheets;
}

type Stored = Omit<Cell, 'row' | 'col'>;

/** What of a cell's inside is text of the cell: not its note, not what is drawn over it. */
const apart: ReadonlySet<string> = new Set([
  'annotation',
  'frame',
  'ruby-text',
  'note',
  'shapes',
  'custom-shape',
  'control',
  'tracked-changes',
]);

class OdsScan {
  readonly sheets: Sheet[] = [];
  private readonly tally: Tally;
  private readonly hiddenTables = new Set<string>();
  private style = '';
  private grid: Grid | null = null;
  private name_ = '';
  private tableHidden = false;
  private row = 0;
  private rowTimes = 1;
  private rowHidden = false;
  private rowCells: { col: number; stored: Stored }[] = [];
  private col = 0;
  private column = 0;
  private cell: Map<string, string> | null = null;
  private paragraphs: string[] = [];
  private pieces: string[] = [];
  /** The last character of the paragraph so far. */
  private last = '';
  /** Characters of the cell so far. */
  private gathered = 0;
  /** The table is a cache of another file's, no sheet of this one. */
  private cached = false;
  private readonly spaces = new Namespaces();
  private inParagraph = 0;
  private repeated = 0;

  constructor(
    private readonly part: string,
    most: Most,
  ) {
    this.tally = new Tally(most);
  }

  /** Elements of a foreign namespace keep their prefix, so that they are taken for none of ODF's. */
  name(tag: string, raw: string, depth: number): string {
    if (raw.includes('xmlns')) this.spaces.declare(attributesOf(raw, this.part), depth);
    else this.spaces.leave(depth);
    const colon = tag.indexOf(':');
    return this.spaces.isOdf(tag.slice(0, Math.max(colon, 0))) ? tag.slice(colon + 1) : `${tag}:`;
  }

  open(name: string, raw: string, path: readonly string[]): void {
    if (this.cell) this.openInCell(name, raw, path);
    else this.openAround(name, raw, path);
  }

  private openAround(name: string, raw: string, path: readonly string[]): void {
    if (name === 'style') this.style = this.attributes(raw).get('name') ?? '';
    else if (name === 'table-properties' && this.attributes(raw).get('display') === 'false') this.hiddenTables.add(this.style);
    if (path[2] !== 'spreadsheet') return;
    if (name === 'table' && path.length === 4) this.openTable(this.attributes(raw));
    else if (!this.grid || path.includes('shapes')) return;
    else if (name === 'table-source' && path.length === 5) this.cached = isCacheName(this.name_);
    else if (name === 'table-column') this.openColumn(this.attributes(raw));
    else if (name === 'table-row') this.openRow(this.attributes(raw));
    else if (name === 'table-cell' || name === 'covered-table-cell') this.openCell(this.attributes(raw));
  }

  text(text: string, path: readonly string[]): void {
    if (this.inParagraph > 0 && !isApart(path)) this.put(text.replace(/[ \t\r\n]+/g, ' '));
  }

  close(name: string, path: readonly string[]): void {
    if (this.cell) this.closeInCell(name, path);
    else if (name === 'table-row' && this.grid) this.closeRow();
    else if (name === 'table' && path.length === 4 && this.grid) {
      if (!this.cached) this.sheets.push(this.grid.sheet(this.tableHidden));
      this.grid = null;
    }
  }

  // ─────────────── tables, columns, rows ───────────────

  private openTable(a: Map<string, string>): void {
    this.name_ = a.get('name') ?? '';
    this.grid = new Grid(this.name_, this.tally);
    this.tableHidden = this.hiddenTables.has(a.get('style-name') ?? '') || a.get('display') === 'false';
    this.cached = false;
    this.row = 0;
    this.column = 0;
  }

  private openColumn(a: Map<string, string>): void {
    const times = this.times(a, 'number-columns-repeated');
    if (isHidden(a)) this.grid?.hideCols(this.column, this.column + times - 1);
    this.column += times;
  }

  private openRow(a: Map<string, string>): void {
    this.rowTimes = this.times(a, 'number-rows-repeated');
    this.rowHidden = isHidden(a);
    this.rowCells = [];
    this.col = 0;
  }

  private closeRow(): void {
    const { grid, rowCells } = this;
    if (grid && rowCells.length > 0) {
      within(limits.rows, this.row + this.rowTimes, 'rows');
      this.spend(rowCells.length * (this.rowTimes - 1));
      for (let i = 0; i < this.rowTimes; i++) {
        if (this.rowHidden) grid.hiddenRows.add(this.row + i);
        for (const { col, stored } of rowCells) grid.add(this.row + i, col, stored);
      }
    }
    this.row += this.rowTimes;
  }

  // ─────────────── cells ───────────────

  private openCell(a: Map<string, string>): void {
    this.cell = a;
    this.paragraphs = [];
    this.inParagraph = 0;
    this.gathered = 0;
  }

  private openInCell(name: string, raw: string, path: readonly string[]): void {
    if (name === 'table' || name === 'table-cell') damaged(`${this.part}: a table within a cell`);
    if (isApart(path)) return;
    if ((name === 'p' || name === 'h') && this.inParagraph++ === 0) this.begin();
    else if (this.inParagraph === 0) return;
    else if (name === 's') this.append('\u0001'.repeat(this.count(raw)));
    else if (name === 'tab') this.append('\t');
    else if (name === 'line-break') this.append('\n');
  }

  private closeInCell(name: string, path: readonly string[]): void {
    if ((name === 'p' || name === 'h') && !isApart(path) && --this.inParagraph === 0) {
      this.paragraphs.push(this.pieces.join('').replace(/ $/, '').replaceAll('\u0001', ' '));
    } else if (name === 'table-cell' || name === 'covered-table-cell') this.closeCell();
  }

  /** White space in the source counts as one space, none at the start of a paragraph; `text:s` says where there are more. */
  private put(text: string): void {
    const open = this.last === '' || this.last === ' ' || this.last === '\n';
    this.append(open ? text.replace(/^ /, '') : text);
  }

  private begin(): void {
    this.pieces = [];
    this.last = '';
    this.gather(1);
  }

  private append(text: string): void {
    if (text === '') return;
    this.gather(text.length);
    this.pieces.push(text);
    this.last = text.at(-1) as string;
  }

  private gather(characters: number): void {
    this.gathered += characters;
    within(longestCell, this.gathered, 'characters');
  }

  private closeCell(): void {
    const a = this.cell as Map<string, string>;
    this.cell = null;
    const times = this.times(a, 'number-columns-repeated');
    const { col } = this;
    this.col += times;
    const stored = this.stored(a, col);
    this.merge(a, col);
    if (stored === null || (stored.kind === 'text' && stored.value === '' && !stored.formula)) return;
    within(limits.columns, col + times, 'columns');
    this.spend(times - 1);
    for (let i = 0; i < times; i++) this.rowCells.push({ col: col + i, stored });
  }

  private merge(a: Map<string, string>, col: number): void {
    const [across, down] = [this.times(a, 'number-columns-spanned'), this.times(a, 'number-rows-spanned')];
    if (across * down > 1) this.grid?.merge({ top: this.row, left: col, bottom: this.row + down - 1, right: col + across - 1 });
  }

  private stored(a: Map<string, string>, col: number): Stored | null {
    const made = a.has('formula') ? { formula: true as const } : {};
    const shown = this.paragraphs.join('\n');
    const where = () => this.grid?.where({ row: this.row, col }) ?? '';
    const type = a.get('value-type');
    // LibreOffice says of an error that it is one; in which words it is shown depends on its language.
    if (a.get('calcext:value-type') === 'error' || (a.has('formula') && isErrorText(shown)))
      return { kind: 'error', value: shown, ...made };
    switch (type) {
      case undefined:
      case 'void':
        if (shown !== '') return { kind: 'text', value: a.get('string-value') ?? shown, ...made };
        return a.has('formula') ? { kind: 'empty-formula', value: '', ...made } : null;
      case 'string':
        return { kind: 'text', value: a.get('string-value') ?? shown, ...made };
      case 'boolean':
        return { kind: 'boolean', value: oneOf(a.get('boolean-value'), where) ? 'TRUE' : 'FALSE', ...made };
      case 'date':
        return { ...dateCell(isoSerial(a.get('date-value') ?? ''), where()), ...made };
      case 'time':
        return { ...dateCell(durationDays(a.get('time-value') ?? ''), where()), ...made };
      case 'float':
      case 'currency':
      case 'percentage':
        return { ...numberCell(toNumber(a.get('value'), where), { date: false, percent: type === 'percentage' }, where()), ...made };
      default:
        return damaged(`${where()}: value type ${type} not known`);
    }
  }

  // ─────────────── small things ───────────────

  private spend(cells: number): void {
    this.repeated += cells;
    within(repeatedCells, this.repeated, 'cells');
  }

  /** Attributes by local name; those of LibreOffice's own extension yield to ODF's, and those of strangers keep their prefix. */
  private attributes(raw: string): Map<string, string> {
    const found = new Map<string, string>();
    for (const [name, value] of attributesOf(raw, this.part)) {
      const colon = name.indexOf(':');
      const own = name.startsWith('calcext:');
      if (own) found.set(name, value);
      // An attribute without a prefix is of no namespace.
      if (!own && (colon < 0 || !this.spaces.isOdf(name.slice(0, colon)))) continue;
      const local = name.slice(colon + 1);
      if (!own || !found.has(local)) found.set(local, value);
    }
    return found;
  }

  private count(raw: string): number {
    const count = this.times(this.attributes(raw), 'c');
    within(longestText, count, 'characters');
    return count;
  }

  private times(a: Map<string, string>, name: string): number {
    const text = a.get(name) ?? '1';
    return /^\d{1,8}$/.test(text) && Number(text) > 0 ? Number(text) : damaged(`${this.part}: ${name} is ${text}`);
  }
}

/** LibreOffice names a cache after the other file and its sheet; a sheet of this file that is linked to another has a name of its own. */
const isCacheName = (name: string) => /^'.+'#/s.test(name);

/** Which prefixes stand for ODF's own namespaces at the place that a scan has come to. */
class Namespaces {
  private readonly odf = new Map<string, boolean>();
  /** What each open element changed, to be put back once it is closed. */
  private readonly scopes: { readonly depth: number; readonly before: [string, boolean][] }[] = [];

  leave(depth: number): void {
    while ((this.scopes.at(-1)?.depth ?? -1) >= depth)
      for (const [prefix, odf] of this.scopes.pop()?.before ?? []) this.odf.set(prefix, odf);
  }

  declare(attributes: ReadonlyMap<string, string>, depth: number): void {
    this.leave(depth);
    const before: [string, boolean][] = [];
    for (const [name, uri] of attributes) {
      if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue;
      before.push([name.slice(6), this.isOdf(name.slice(6))]);
      this.odf.set(name.slice(6), uri.startsWith('urn:oasis:names:tc:opendocument:'));
    }
    this.scopes.push({ depth, before });
  }

  isOdf(prefix: string): boolean {
    return this.odf.get(prefix) === true;
  }
}

const isApart = (path: readonly string[]) => path.some((name) => apart.has(name));
const isHidden = (a: Map<string, string>) => ['collapse', 'filter'].includes(a.get('visibility') ?? '');
/** How LibreOffice and Excel show an error that a formula gives. */
const isErrorText = (text: string) => /^(?:#(?:N\/A|NULL!|DIV\/0!|VALUE!|REF!|NAME\?|NUM!)|(?:Err|错误|錯誤):\d{3})$/.test(text);

function dateCell(serial: number | null, where: string): Stored {
  return serial === null ? damaged(`${where}: date not understood`) : numberCell(serial, { date: true, percent: false }, where);
}

function oneOf(text: string | undefined, where: () => string): boolean {
  if (text !== 'true' && text !== 'false') damaged(`${where()}: not a boolean`);
  return text === 'true';
}

function toNumber(text: string | undefined, where: () => string): number {
  const plain = text !== undefined && /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/.test(text);
  return plain ? Number(text) : damaged(`${where()}: not a number`);
}

/** `PT08H30M00S` in days; null where it is none. */
function durationDays(text: string): number | null {
  const m = /^(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?)?$/.exec(text);
  if (!m || text.length < 3) return null;
  const [, sign, days = '0', hours = '0', minutes = '0', seconds = '0'] = m;
  const sum = Number(days) + (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds.replace(',', '.'))) / 86_400;
  return sign === '-' ? -sum : sum;
}
