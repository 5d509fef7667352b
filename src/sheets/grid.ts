import type { Cell, Range, Sheet, SheetRow } from '../book.ts';
import { a1 } from '../problems/problem.ts';
import { days1904 } from './date-format.ts';
import { limits, within } from './limits.ts';
import { decimalText } from './number.ts';
import { damaged } from './refusal.ts';

/** What a reader may hand on at most; the limits of the format itself stand in `limits`. */
export interface Most {
  readonly characters: number;
  /** See `ReadOptions`. */
  readonly storedSerials?: boolean;
}

/** How a number is shown, as its cell style has it. */
export interface Shown {
  readonly date: boolean;
  readonly percent: boolean;
  /** Dates are stored in the 1904 system; they are handed on in the 1900 one. */
  readonly date1904?: boolean;
}

/** Characters handed on by all sheets of one file. A cell counts at least as one, so that empty texts cost something too. */
export class Tally {
  private characters = 0;

  constructor(private readonly most: Most) {}

  count(value: string): void {
    this.characters += Math.max(value.length, 1);
    within(this.most.characters, this.characters, 'characters');
  }
}

type Stored = Omit<Cell, 'row' | 'col'>;

/** A stored number as a cell. Refuses infinities and NaN, which no spreadsheet can show. */
export function numberCell(x: number, shown: Shown, where: string): Stored {
  if (!Number.isFinite(x)) damaged(`${where}: not a finite number`);
  if (shown.date) return { kind: 'date', ...decimalText(shown.date1904 ? x + days1904 : x) };
  return { kind: 'number', ...decimalText(x), ...(shown.percent ? { percent: true as const } : {}) };
}

/** Gathers the cells of one sheet in whatever order they come, and refuses what readers would disagree about. */
export class Grid {
  private readonly cells: Cell[] = [];
  private readonly merges: Range[] = [];
  readonly hiddenRows = new Set<number>();
  readonly hiddenCols = new Set<number>();

  constructor(
    private readonly name: string | null,
    private readonly tally: Tally,
  ) {}

  /** `Sheet!A1` for messages. */
  where(at: { row: number; col: number }): string {
    return `${this.name ?? ''}!${a1(at)}`;
  }

  /** An empty text that no formula made is no cell. */
  add(row: number, col: number, stored: Stored): void {
    if (stored.kind === 'text' && stored.value === '' && !stored.formula) return;
    within(limits.rows, row + 1, 'rows');
    within(limits.columns, col + 1, 'columns');
    this.tally.count(stored.value);
    this.cells.push({ row, col, ...stored });
  }

  merge(range: Range): void {
    if (!(range.bottom >= range.top && range.right >= range.left))
      damaged(`${this.where({ row: range.top, col: range.left })}: merged range`);
    if (range.bottom > range.top || range.right > range.left) this.merges.push(range);
  }

  /** Hides columns, both ends included; beyond the last column possible there is nothing to hide. */
  hideCols(from: number, to: number): void {
    for (let c = from; c <= Math.min(to, limits.columns - 1); c++) this.hiddenCols.add(c);
  }

  sheet(hidden: boolean): Sheet {
    const { name, merges, hiddenCols } = this;
    const sorted = this.cells.sort((a, b) => a.row - b.row || a.col - b.col);
    const rows: { row: number; hidden: boolean; cells: Cell[] }[] = [];
    let before: Cell | undefined;
    for (const cell of sorted) {
      if (before?.row === cell.row && before.col === cell.col) damaged(`${this.where(cell)}: cell twice`);
      if (before?.row !== cell.row) rows.push({ row: cell.row, hidden: this.hiddenRows.has(cell.row), cells: [] });
      rows.at(-1)?.cells.push(cell);
      before = cell;
    }
    return { name, hidden, rows: rows as readonly SheetRow[], merges, hiddenCols };
  }
}
