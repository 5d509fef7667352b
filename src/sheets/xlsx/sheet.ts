import type { Range } from '../../book.ts';
import { a1 } from '../../problems/problem.ts';
import { limits } from '../limits.ts';
import { damaged } from '../refusal.ts';
import type { FormulaTexts } from './formula-texts.ts';
import type { Attributes } from './markup.ts';
import { parseRef, rangeOf } from './reference.ts';
import { isItemText, isLost } from './strings.ts';
import { unescapeText } from './text-pool.ts';

/** Takes the stored cells of a worksheet, checked, in stored order. Styled cells that store nothing never come here. */
export interface CellTarget {
  row(row: number, hidden: boolean): void;
  /** `plain` is the number as `Cell.value` writes it, where that is how it stands in the file; else null. */
  number(row: number, col: number, x: number, style: number, formula: boolean, plain: string | null): void;
  /** An empty text too, where one is stored. */
  text(row: number, col: number, text: string, formula: boolean): void;
  boolean(row: number, col: number, value: boolean, formula: boolean): void;
  error(row: number, col: number, text: string, formula: boolean): void;
  /** A date stored as ISO text. */
  iso(row: number, col: number, text: string, formula: boolean): void;
  /** A formula without a stored result. */
  nothing(row: number, col: number): void;
}

/** What cells of a workbook refer to by index. */
export interface Tables {
  readonly strings: readonly string[];
  /** null where the workbook has no styles part: then there is but the style 0. */
  readonly styles: readonly number[] | null;
}

type CellType = 'n' | 's' | 'str' | 'b' | 'e' | 'd' | 'inlineStr';
const types: ReadonlySet<string> = new Set<CellType>(['n', 's', 'str', 'b', 'e', 'd', 'inlineStr']);

/**
 * What a worksheet says, tag by tag: the general way, which knows every legal form. Refuses (`file/damaged`, naming
 * sheet and cell) what readers disagree about: a cell twice, an impossible reference, an index that leads nowhere, a
 * number that is none.
 */
export class SheetHandler {
  readonly hiddenCols = new Set<number>();
  readonly merges: Range[] = [];
  /** Cells came out of order: whether one comes twice can only be told when all are known. */
  unordered = false;
  row = -1;
  col = -1;
  /** 1 inside `sheetData`, 2 inside a row: where cells are. */
  level: 0 | 1 | 2 = 0;
  readonly styleLimit: number;
  private last = -1;
  private attributes: Attributes = new Map();
  /** The child that holds the value of the cell being read; the other one does not count, even where it is there. */
  private holder: 'v' | 'is' = 'v';
  private value: string | null = null;
  /** Of the `t` that is being read. */
  private piece = '';
  /** The child that does not count has a value. */
  private stray = false;
  private hasData = false;
  private formula = false;

  constructor(
    readonly sheet: string,
    readonly tables: Tables,
    readonly target: CellTarget,
    /** Takes the texts of formulas; null: they are not asked for. */
    readonly formulas: FormulaTexts | null = null,
  ) {
    this.styleLimit = Math.max(tables.styles?.length ?? 0, 1);
  }

  open(name: string, a: Attributes, path: readonly string[]): void {
    const depth = path.length;
    this.level = 0;
    if (depth > 2 && path[1] === 'sheetData') this.openInside(name, a, path);
    else if (name === 'sheetData') this.openData(path);
    else if (depth === 3 && name === 'col' && path[1] === 'cols') this.openCol(a);
    else if (depth === 3 && name === 'mergeCell' && path[1] === 'mergeCells') this.merges.push(this.range(a.get('ref') ?? ''));
  }

  text(text: string, path: readonly string[]): void {
    if (path[1] !== 'sheetData') return;
    if (path[3] === 'c' && (path[4] === 'is' ? isItemText(path, 4) : path[4] === 'v' && path.length === 5)) {
      if (path[4] !== this.holder) this.stray ||= isLost(text, path);
      else if (this.holder === 'is') this.piece += text;
      else this.value = (this.value ?? '') + text;
    } else if (path[4] === 'f' && path[3] === 'c' && path.length === 5) this.formulas?.add(text);
    else if (isLost(text, path)) damaged(`${this.sheet}: text in ${path.at(-1)} (row ${this.row + 1})`);
  }

  close(name: string, path: readonly string[]): void {
    const depth = path.length;
    this.level = path[1] !== 'sheetData' ? 0 : depth === 3 ? 1 : depth === 4 && path[2] === 'row' ? 2 : 0;
    if (name === 'c' && this.level === 2) this.closeCell();
    else if (name === 't' && this.piece !== '') this.closeText();
  }

  /** Of two, or of one that counts for some programs only, readers take different ones. */
  private openData(path: readonly string[]): void {
    if (path.length !== 2 || this.hasData) damaged(`${this.sheet}: sheetData twice, or not where it belongs`);
    this.hasData = true;
    this.level = 1;
  }

  private openInside(name: string, a: Attributes, path: readonly string[]): void {
    const depth = path.length;
    if (depth === 3 && name === 'row') this.openRow(a.get('r'), isTrue(a.get('hidden'), this.sheet));
    else if (depth === 4 && name === 'c' && path[2] === 'row') this.openCell(a);
    else if (depth === 5 && path[3] === 'c') this.openInCell(name, a);
    else if (depth > 5 && path[3] === 'c' && path[4] === 'v') this.refuse(`${name} within v`, this.row, this.col);
  }

  private openInCell(name: string, a: Attributes): void {
    if (name === 'f') {
      if (this.formula && this.formulas) this.refuse('formula twice', this.row, this.col);
      this.formula = true;
      this.formulas?.open(a);
    }
    if (name !== this.holder) return;
    if (this.value !== null) this.refuse('value twice', this.row, this.col);
    this.value = '';
  }

  openRow(r: string | undefined, hidden: boolean): void {
    this.row = r === undefined ? this.row + 1 : whole(r) - 1;
    if (!(this.row >= 0 && this.row < limits.rows)) damaged(`${this.sheet}: row ${r} not possible`);
    this.col = -1;
    this.level = 2;
    this.target.row(this.row, hidden);
  }

  /** Notes that a cell is stored here; to be called once for each, before it is handed on. */
  stored(row: number, col: number): void {
    const key = row * limits.columns + col;
    if (key > this.last) this.last = key;
    else if (key === this.last) this.refuse('cell twice', row, col);
    else this.unordered = true;
  }

  private openCol(a: Attributes): void {
    if (!isTrue(a.get('hidden'), this.sheet)) return;
    const min = whole(a.get('min') ?? '');
    const max = Math.min(whole(a.get('max') ?? ''), limits.columns);
    if (!(min >= 1 && min <= max) || this.hiddenCols.has(min - 1)) damaged(`${this.sheet}: hidden columns ${min} to ${max} not possible`);
    for (let c = min; c <= max; c++) this.hiddenCols.add(c - 1);
  }

  private openCell(a: Attributes): void {
    this.attributes = a;
    this.holder = a.get('t') === 'inlineStr' ? 'is' : 'v';
    this.value = null;
    this.stray = false;
    this.formula = false;
    const r = a.get('r');
    const at = r === undefined ? { row: this.row, col: this.col + 1 } : parseRef(r);
    if (!at || at.row !== this.row || at.col >= limits.columns) {
      damaged(`${this.sheet}: cell reference ${r} not possible in row ${this.row + 1}`);
    }
    this.col = at.col;
  }

  private closeCell(): void {
    const { row, col, value, formula, target } = this;
    if (this.stray && (value ?? '') === '') this.refuse('a value where its type has none', row, col);
    if (value === null && !formula) return;
    const type = (this.attributes.get('t') ?? 'n') as CellType;
    const s = this.attributes.get('s');
    const style = s === undefined ? 0 : whole(s);
    if (!types.has(type)) this.refuse(`cell type ${type} not known`, row, col);
    if (!(style < this.styleLimit)) this.refuse(`style ${s} does not exist`, row, col);
    const isText = type === 'str' || type === 'inlineStr';
    if (value === '' && !isText && !formula) return;
    this.stored(row, col);
    if (formula) this.formulas?.close(row, col);
    if (value === null || (value === '' && !isText)) target.nothing(row, col);
    else this.hand(type, value, style);
  }

  private hand(type: CellType, value: string, style: number): void {
    const { row, col, formula, target } = this;
    if (type === 'n') {
      if (!isNumber(value)) this.refuse('not a number', row, col);
      target.number(row, col, Number(value), style, formula, null);
    } else if (type === 's') {
      const text = this.tables.strings[whole(value)] ?? this.refuse('shared string does not exist', row, col);
      target.text(row, col, text, formula);
    } else if (type === 'b') {
      if (!/^[ \t\r\n]*(?:0|1|true|false)[ \t\r\n]*$/i.test(value)) this.refuse('not a boolean', row, col);
      target.boolean(row, col, /1|true/i.test(value), formula);
    } else if (type === 'e') target.error(row, col, value, formula);
    else if (type === 'd') target.iso(row, col, value, formula);
    else target.text(row, col, type === 'str' ? unescapeText(value) : value, formula);
  }

  /** Each `t` is escaped for itself. */
  private closeText(): void {
    this.value = (this.value ?? '') + unescapeText(this.piece);
    this.piece = '';
  }

  private range(ref: string): Range {
    return rangeOf(ref) ?? damaged(`${this.sheet}: merged range ${ref} not possible`);
  }

  private refuse(what: string, row: number, col: number): never {
    return damaged(`${this.sheet}!${a1({ row, col })}: ${what}`);
  }
}

/** A boolean of XML Schema, and the two words that strict files may use; false where there is none. */
export function isTrue(text: string | undefined, part: string): boolean {
  if (text === undefined || text === '0') return false;
  const [, yes, no] = /^\s*(?:(1|true|on)|(0|false|off))\s*$/i.exec(text) ?? [];
  return yes === undefined && no === undefined ? damaged(`${part}: ${JSON.stringify(text)} is neither true nor false`) : yes !== undefined;
}

/** A whole number without sign, or NaN, which no limit lets pass. */
const whole = (text: string) => (/^[ \t\r\n]*\d{1,9}[ \t\r\n]*$/.test(text) ? Number(text) : Number.NaN);

/** A double of XML Schema; in time linear in its length. */
const isNumber = (text: string) =>
  /^[ \t\r\n]*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?[ \t\r\n]*$/.test(text) && Number.isFinite(Number(text));
