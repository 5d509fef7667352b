import { a1 } from '../problems/problem.ts';
import type { Range } from '../types.ts';
import { limits } from './limits.ts';
import { damaged } from './refusal.ts';
import { isItemText, type XlsxPackage } from './xlsx-package.ts';
import { attributesOf, scanXml } from './xml.ts';

/** A cell as it stands in the sheet part: nothing converted, but everything checked. */
export interface RawCell {
  readonly row: number;
  readonly col: number;
  readonly type: 'n' | 's' | 'str' | 'b' | 'e' | 'd' | 'inlineStr';
  readonly style: number;
  /** Text of the value; '' where it is present and empty, null where there is none. */
  readonly value: string | null;
  readonly formula: boolean;
}

/** A worksheet part looked through once: its cells in order, and what is hidden or merged. */
export interface RawSheet {
  /** Cells that hold a value or a formula; styled blanks are left out, so phantom rows cost nothing. */
  readonly cells: readonly RawCell[];
  readonly hiddenRows: ReadonlySet<number>;
  readonly hiddenCols: ReadonlySet<number>;
  readonly merges: readonly Range[];
}

const types: ReadonlySet<string> = new Set<RawCell['type']>(['n', 's', 'str', 'b', 'e', 'd', 'inlineStr']);

/**
 * Scans one worksheet. Refuses (`file/damaged`, naming sheet and cell) what readers disagree about: a cell twice, an
 * impossible reference, a string or style index that leads nowhere, a number that is none.
 */
export function scanSheet(xml: string, sheet: string, book: Pick<XlsxPackage, 'strings' | 'styles'>): RawSheet {
  const scan = new SheetScan(sheet, book);
  scanXml(xml, sheet, scan);
  return scan.result();
}

class SheetScan {
  private readonly cells: RawCell[] = [];
  private readonly hiddenRows = new Set<number>();
  private readonly hiddenCols = new Set<number>();
  private readonly merges: Range[] = [];
  private row = -1;
  private col = -1;
  private attributes = '';
  /** The child that holds the value of the cell being read; the other one does not count, even where it is there. */
  private holder: 'v' | 'is' = 'v';
  private value: string | null = null;
  private formula = false;

  constructor(
    private readonly sheet: string,
    private readonly book: Pick<XlsxPackage, 'strings' | 'styles'>,
  ) {}

  open(name: string, raw: string, path: readonly string[]): void {
    const depth = path.length;
    if (path[1] !== 'sheetData' && depth > 3) return;
    if (depth === 4 && name === 'c' && path[2] === 'row') this.openCell(raw);
    else if (depth === 5 && path[3] === 'c' && name === this.holder) this.value ??= '';
    else if (depth === 5 && path[3] === 'c' && name === 'f') this.formula = true;
    else if (depth === 3 && name === 'row' && path[1] === 'sheetData') this.openRow(raw);
    else if (depth === 3 && name === 'col' && path[1] === 'cols') this.openCol(raw);
    else if (depth === 3 && name === 'mergeCell') this.merges.push(this.range(attributesOf(raw, this.sheet).get('ref') ?? ''));
  }

  text(text: string, path: readonly string[]): void {
    if (path[3] !== 'c' || path[1] !== 'sheetData') return;
    if (path[4] !== this.holder || !(this.holder === 'is' ? isItemText(path) : path.length === 5)) return;
    this.value = (this.value ?? '') + text;
  }

  close(name: string, path: readonly string[]): void {
    if (name === 'c' && path.length === 4 && path[2] === 'row' && path[1] === 'sheetData') this.closeCell();
  }

  result(): RawSheet {
    const { hiddenRows, hiddenCols, merges } = this;
    const cells = this.cells.sort((a, b) => a.row - b.row || a.col - b.col);
    cells.forEach((c, i) => {
      const before = cells[i - 1];
      if (before?.row === c.row && before.col === c.col) this.fail('cell twice', c);
    });
    return { cells, hiddenRows, hiddenCols, merges };
  }

  private openRow(raw: string): void {
    const r = attribute(raw, 'r');
    this.row = r === undefined ? this.row + 1 : whole(r) - 1;
    if (!(this.row >= 0 && this.row < limits.rows)) damaged(`${this.sheet}: row ${r} not possible`);
    this.col = -1;
    if (/\shidden\s*=[\s\S]*\shidden\s*=/.test(raw)) damaged(`${this.sheet}: row ${this.row + 1} hidden said twice`);
    if (/\shidden\s*=\s*["'](?:1|true|on)["']/.test(raw)) this.hiddenRows.add(this.row);
  }

  private openCol(raw: string): void {
    const a = attributesOf(raw, this.sheet);
    if (!/^(?:1|true|on)$/.test(a.get('hidden') ?? '')) return;
    const min = whole(a.get('min') ?? '');
    const max = Math.min(whole(a.get('max') ?? ''), limits.columns);
    if (!(min >= 1 && min <= max) || this.hiddenCols.has(min - 1)) damaged(`${this.sheet}: hidden columns ${min} to ${max} not possible`);
    for (let c = min; c <= max; c++) this.hiddenCols.add(c - 1);
  }

  private openCell(raw: string): void {
    this.attributes = raw;
    this.holder = attribute(raw, 't') === 'inlineStr' ? 'is' : 'v';
    this.value = null;
    this.formula = false;
    const r = attribute(raw, 'r');
    const at = r === undefined ? { row: this.row, col: this.col + 1 } : parseRef(r);
    if (!at || at.row !== this.row || at.col >= limits.columns) {
      damaged(`${this.sheet}: cell reference ${r} not possible in row ${this.row + 1}`);
    }
    this.col = at.col;
  }

  private closeCell(): void {
    if (this.value === null && !this.formula) return;
    const type = (attribute(this.attributes, 't') ?? 'n') as RawCell['type'];
    const style = attribute(this.attributes, 's');
    const cell = {
      row: this.row,
      col: this.col,
      type,
      style: style === undefined ? 0 : whole(style),
      value: this.value,
      formula: this.formula,
    };
    this.check(cell);
    if (cell.value !== '' || cell.formula) this.cells.push(cell);
  }

  private check(c: RawCell): void {
    if (!types.has(c.type)) this.fail(`cell type ${c.type} not known`, c);
    if (this.book.styles && !(c.style < Math.max(this.book.styles.length, 1))) this.fail(`style ${c.style} does not exist`, c);
    const v = c.value ?? '';
    if (v === '') return;
    if (c.type === 's' && !(whole(v) < this.book.strings.length)) this.fail('shared string does not exist', c);
    if (c.type === 'n' && !isNumber(v)) this.fail('not a number', c);
    if (c.type === 'b' && !/^(?:0|1|true|false)$/i.test(v.trim())) this.fail('not a boolean', c);
  }

  private range(ref: string): Range {
    const [from, to] = ref.split(':').map(parseRef);
    const end = ref.includes(':') ? to : from;
    if (!from || !end) return damaged(`${this.sheet}: merged range ${ref} not possible`);
    return { top: from.row, left: from.col, bottom: end.row, right: end.col };
  }

  private fail(what: string, c: { row: number; col: number }): never {
    return damaged(`${this.sheet}!${a1(c)}: ${what}`);
  }
}

const patterns = { r: /\sr\s*=\s*["']([^"']*)["']/, s: /\ss\s*=\s*["']([^"']*)["']/, t: /\st\s*=\s*["']([^"']*)["']/ };

/** The three attributes of a cell, without building a map for each of a million cells. */
function attribute(raw: string, name: keyof typeof patterns): string | undefined {
  const found = patterns[name].exec(raw);
  if (!found) return undefined;
  const other = patterns[name].exec(raw.slice(found.index + found[0].length));
  if (other && other[1] !== found[1]) damaged(`attribute ${name} of a cell or row two ways: ${raw.trim()}`);
  return found[1];
}

/** A whole number without sign, or NaN, which no limit lets pass. */
const whole = (text: string) => (/^\s*\d{1,9}\s*$/.test(text) ? Number(text) : Number.NaN);

const isNumber = (text: string) => /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/.test(text) && Number.isFinite(Number(text));

function parseRef(ref: string): { row: number; col: number } | null {
  const m = /^\$?([A-Za-z]{1,3})\$?(\d{1,7})$/.exec(ref);
  if (!m) return null;
  let col = 0;
  for (const ch of (m[1] as string).toUpperCase()) col = col * 26 + ch.charCodeAt(0) - 64;
  return { row: Number(m[2]) - 1, col: col - 1 };
}
