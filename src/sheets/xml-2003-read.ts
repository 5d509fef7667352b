import type { Cell, Sheet } from '../book.ts';
import { days1904, isoSerial } from './date-format.ts';
import { Grid, type Most, numberCell, type Shown, Tally } from './grid.ts';
import { limits, within } from './limits.ts';
import { shownBy } from './named-format.ts';
import { damaged } from './refusal.ts';
import { attributesOf, scanXml } from './xml.ts';

type Stored = Omit<Cell, 'row' | 'col'>;

/** Reads an “XML Spreadsheet 2003”, the text form of a workbook that Excel XP and many web systems write. */
export function readXml2003(xml: string, most: Most): readonly Sheet[] {
  const scan = new Scan(most);
  scanXml(xml, 'xml', scan);
  if (scan.sheets.length === 0) damaged('xml: no worksheet');
  return scan.sheets;
}

/** Columns that merges may take which reach down, all of them together. */
const mergedDown = 10_000_000;

class Scan {
  readonly sheets: Sheet[] = [];
  private readonly tally: Tally;
  private readonly styles = new Map<string, Shown>();
  private styleId = '';
  private parent = '';
  private grid: Grid | null = null;
  private hidden = false;
  private date1904 = false;
  private row = -1;
  private nextRow = 0;
  private col = 0;
  private nextCol = 0;
  private nextColumn = 0;
  private attributes = new Map<string, string>();
  private type: string | null = null;
  private data = '';
  /** For each column the last row that a merge from above reaches down to. */
  private reached: number[] = [];
  private merged = 0;
  private rowStyle: string | undefined;
  private columnStyles: (string | undefined)[] = [];

  constructor(private readonly most: Most) {
    this.tally = new Tally(most);
  }

  open(name: string, raw: string, path: readonly string[]): void {
    const depth = path.length;
    if (name === 'Worksheet' && depth === 2) this.openSheet(local(raw));
    else if (name === 'Style' && path[1] === 'Styles') this.openStyle(local(raw));
    else if (name === 'NumberFormat' && path[1] === 'Styles') this.styles.set(this.styleId, shownBy(local(raw).get('Format') ?? ''));
    else if (path[2] !== 'Table' || !this.grid) return;
    else if (name === 'Column' && depth === 4) this.openColumn(local(raw));
    else if (name === 'Row' && depth === 4) this.openRow(local(raw));
    else if (name === 'Cell' && depth === 5) this.openCell(local(raw));
    else if (name === 'Data' && depth === 6) this.type = local(raw).get('Type') ?? 'String';
  }

  text(text: string, path: readonly string[]): void {
    const last = path.at(-1);
    if (last === 'Visible' && path[1] === 'Worksheet') this.hidden = text.trim() !== 'SheetVisible';
    else if (path[5] === 'Data' && path[4] === 'Cell') this.data += text;
  }

  close(name: string, path: readonly string[]): void {
    if (name === 'Date1904' && path[1] === 'ExcelWorkbook') this.date1904 = true;
    else if (name === 'Cell' && path.length === 5) this.closeCell();
    else if (name === 'Worksheet' && path.length === 2 && this.grid) this.sheets.push(this.grid.sheet(this.hidden));
  }

  private openSheet(a: Map<string, string>): void {
    this.grid = new Grid(a.get('Name') ?? '', this.tally);
    this.hidden = false;
    this.nextRow = 0;
    this.nextColumn = 0;
    this.reached = [];
    this.columnStyles = [];
  }

  private openStyle(a: Map<string, string>): void {
    this.styleId = a.get('ID') ?? '';
    this.parent = a.get('Parent') ?? '';
    const inherited = this.styles.get(this.parent);
    if (inherited) this.styles.set(this.styleId, inherited);
  }

  private openColumn(a: Map<string, string>): void {
    const from = index(a, this.nextColumn, limits.columns);
    this.nextColumn = from + count(a, 'Span') + 1;
    within(limits.columns, this.nextColumn, 'columns');
    for (let c = from; c < this.nextColumn; c++) this.columnStyles[c] = a.get('StyleID');
    if (a.get('Hidden') === '1') this.grid?.hideCols(from, this.nextColumn - 1);
  }

  private openRow(a: Map<string, string>): void {
    const from = index(a, this.nextRow, limits.rows);
    const span = count(a, 'Span');
    within(limits.rows, from + span, 'rows');
    this.row = from;
    this.nextRow = from + span + 1;
    this.nextCol = 0;
    this.rowStyle = a.get('StyleID');
    if (a.get('Hidden') === '1') this.grid?.hiddenRows.add(from);
  }

  private openCell(a: Map<string, string>): void {
    this.attributes = a;
    this.col = index(a, this.nextCol, limits.columns);
    // Where a merge reaches down programs disagree on which column a cell without a number of its own is in.
    if (!a.has('Index') && (this.reached[this.col] ?? -1) >= this.row) damaged(`${this.where()}: within a merged cell`);
    const [across, down] = [count(a, 'MergeAcross'), count(a, 'MergeDown')];
    const area = { left: this.col, right: this.col + across, bottom: this.row + down };
    if (across + down > 0) this.grid?.merge({ top: this.row, ...area });
    if (down > 0) this.reach(area.right, area.bottom);
    this.nextCol = this.col + across + 1;
    this.type = null;
    this.data = '';
  }

  private reach(right: number, bottom: number): void {
    within(limits.columns, right + 1, 'columns');
    this.merged += right - this.col + 1;
    within(mergedDown, this.merged, 'cells');
    for (let c = this.col; c <= right; c++) this.reached[c] = Math.max(this.reached[c] ?? -1, bottom);
  }

  private closeCell(): void {
    const formula = this.attributes.has('Formula');
    const made = formula ? { formula: true as const } : {};
    const stored = this.type === null ? null : this.stored(this.type, this.data);
    if (stored) this.grid?.add(this.row, this.col, { ...stored, ...made });
    else if (formula) this.grid?.add(this.row, this.col, { kind: 'empty-formula', value: '', ...made });
  }

  private stored(type: string, data: string): Stored | null {
    const style = this.attributes.get('StyleID') ?? this.rowStyle ?? this.columnStyles[this.col] ?? '';
    const stored = this.most.storedSerials === true;
    const shown = { ...(this.styles.get(style) ?? plain), date1904: this.date1904 && !stored };
    if (type === 'String') return { kind: 'text', value: data };
    if (data.trim() === '') return null;
    if (type === 'Error') return { kind: 'error', value: data.trim() };
    if (type === 'Boolean' && /^[01]$/.test(data.trim())) return { kind: 'boolean', value: data.trim() === '1' ? 'TRUE' : 'FALSE' };
    if (type === 'Number' && isNumber(data)) return numberCell(Number(data), shown, this.where());
    const serial = type === 'DateTime' ? isoSerial(data) : null;
    if (serial === null) return damaged(`${this.where()}: ${type} value not understood`);
    return numberCell(this.date1904 && stored ? serial - days1904 : excelDay(serial), { date: true, percent: false }, this.where());
  }

  private where(): string {
    return this.grid?.where({ row: this.row, col: this.col }) ?? '';
  }
}

/** Excel counts a 29 February 1900 that never was; its day 0 is 1899-12-31, on which times alone are written. A time without any day stays. */
const excelDay = (serial: number) => (serial >= 1 && serial < 61 ? serial - 1 : serial);

const plain: Shown = { date: false, percent: false };
const isNumber = (text: string) => /^[ \t\r\n]*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?[ \t\r\n]*$/.test(text);

/** Attributes by local name. */
function local(raw: string): Map<string, string> {
  return new Map([...attributesOf(raw, 'xml')].map(([name, value]) => [name.slice(name.indexOf(':') + 1), value]));
}

/** A one-based number of its own, which may only lead on, or the next one. */
function index(a: Map<string, string>, next: number, most: number): number {
  const text = a.get('Index');
  if (text === undefined) return next;
  const at = /^\d{1,7}$/.test(text) ? Number(text) - 1 : -1;
  return at >= next && at < most ? at : damaged(`xml: index ${text} not possible`);
}

function count(a: Map<string, string>, name: string): number {
  const text = a.get(name) ?? '0';
  return /^\d{1,7}$/.test(text) ? Number(text) : damaged(`xml: ${name} is ${text}`);
}
