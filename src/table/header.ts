/** Finds the tables of a sheet: header rows under titles, one or two rows deep, by what their words mean. */

import { foldText } from '../fold.ts';
import type { Cell, Range, Sheet, SheetRow } from '../types.ts';
import type { Field, Vocabulary } from './vocabulary.ts';

/** A column of a table, and the field it was taken for. */
export interface Column {
  readonly col: number;
  /** As the office wrote it; of a two-row header both words, joined by a slash. */
  readonly header: string;
  readonly field: Field | null;
  /** The vocabulary's word by which it was known; null: by a rule, or not at all. */
  readonly by: string | null;
}

/** A table of people in a sheet. */
export interface FoundTable {
  /** Last row of the header, zero-based. */
  readonly headerRow: number;
  readonly headerTop: number;
  readonly columns: readonly Column[];
  /** What stands between the previous table and this header: titles, the unit, the date. */
  readonly titles: readonly SheetRow[];
  readonly body: readonly SheetRow[];
}

/** The sheet's merges by their master and by the cells they cover. */
export class Merges {
  private readonly byRow = new Map<number, Range[]>();
  constructor(ranges: readonly Range[]) {
    for (const r of ranges) {
      for (let row = r.top; row <= Math.min(r.bottom, r.top + 5000); row++) {
        const there = this.byRow.get(row);
        if (there) there.push(r);
        else this.byRow.set(row, [r]);
      }
    }
  }
  at(row: number, col: number): Range | undefined {
    return this.byRow.get(row)?.find((r) => col >= r.left && col <= r.right);
  }
}

const text = (cell: Cell | undefined): string => (cell === undefined || cell.kind === 'number' ? '' : cell.value);

/** All tables of a sheet from top to bottom; rows after one header belong to it until the next. */
export function findTables(sheet: Sheet, words: Vocabulary): FoundTable[] {
  const vocabulary = words.on(sheet.name);
  const merges = new Merges(sheet.merges);
  const found: FoundTable[] = [];
  let before = 0;
  for (let i = 0; i < sheet.rows.length; i++) {
    const header = headerAt(sheet.rows, i, merges, vocabulary);
    if (!header) continue;
    const last = found.at(-1);
    const titles = sheet.rows.slice(before, i);
    if (last) found[found.length - 1] = { ...last, body: titles };
    const start = i + (header.headerRow > (sheet.rows[i]?.row ?? 0) ? 2 : 1);
    found.push({ ...header, titles: last ? titlesAbove(titles) : titles, body: sheet.rows.slice(start) });
    before = start;
    i = start - 1;
  }
  return found;
}

/** Between two tables: rows at the end that hold one cell only may be the next table's title. */
function titlesAbove(rows: readonly SheetRow[]): SheetRow[] {
  let n = rows.length;
  while (n > 0 && (rows[n - 1]?.cells.length ?? 0) <= 2) n--;
  return rows.slice(n);
}

type Header = Pick<FoundTable, 'headerRow' | 'headerTop' | 'columns'>;

function headerAt(rows: readonly SheetRow[], i: number, merges: Merges, vocabulary: Vocabulary): Header | null {
  const row = rows[i];
  if (!row || row.cells.length < 2) return null;
  const above = rows[i - 1]?.row === row.row - 1 ? rows[i - 1] : undefined;
  const columns = columnsOf(above, row, merges, vocabulary, false);
  if (!isHeader(columns)) return null;
  const below = rows[i + 1];
  if (below && below.row === row.row + 1) {
    const deeper = columnsOf(row, below, merges, vocabulary, true);
    if (isLowerHeader(columns, deeper, below)) return { headerTop: row.row, headerRow: below.row, columns: deeper };
  }
  return { headerTop: row.row, headerRow: row.row, columns };
}

/** A header names people and at least one more thing that is known, and holds no figures. */
function isHeader(columns: readonly Column[]): boolean {
  const named = columns.some((c) => c.field?.kind === 'name' || c.field?.kind === 'id');
  const known = new Set(columns.flatMap((c) => (c.field && c.field.kind !== 'known' ? [c.header] : [])));
  return named && known.size >= 2;
}

/** The row below is the header's second row: it names more columns, and no person stands in it. */
function isLowerHeader(upper: readonly Column[], lower: readonly Column[], row: SheetRow): boolean {
  if (row.cells.some((c) => c.kind === 'number' || /^\s*-?[\d.]+\s*$/.test(c.value))) return false;
  const own = new Set(row.cells.filter((c) => foldText(c.value) !== '').map((c) => c.col));
  const person = upper.some((c) => (c.field?.kind === 'name' || c.field?.kind === 'id') && own.has(c.col));
  if (person || own.size === 0) return false;
  const gained = lower.filter((c) => own.has(c.col) && c.field !== null).length;
  return gained > 0 && isHeader(lower);
}

function columnsOf(upper: SheetRow | undefined, lower: SheetRow, merges: Merges, vocabulary: Vocabulary, upperIsHeader: boolean): Column[] {
  const tops = spread(upper, lower, merges, upperIsHeader);
  const bottoms = new Map(lower.cells.map((c) => [c.col, text(c)]));
  const cols = new Set([...bottoms.keys(), ...tops.own.keys()]);
  return [...cols]
    .sort((a, b) => a - b)
    .flatMap((col): Column[] => {
      const bottom = (bottoms.get(col) ?? '').trim();
      const top = (tops.over.get(col) ?? '').trim();
      if (bottom === '') {
        // A cell merged down from the row above names the column alone.
        const own = (tops.own.get(col) ?? '').trim();
        return own === '' ? [] : [{ col, header: own, field: vocabulary.fieldOf('', own), by: vocabulary.wordFor('', own) }];
      }
      const header = top === '' || top === bottom ? bottom : `${top}/${bottom}`;
      const over = top === bottom ? '' : top;
      return [{ col, header: tidy(header), field: vocabulary.fieldOf(over, bottom), by: vocabulary.wordFor(over, bottom) }];
    });
}

function tidy(header: string): string {
  return header.replace(/\s+/g, ' ');
}

/**
 * The upper row's words: `own` by their own column where nothing stands below (merged down, or the upper row is known to be
 * the header's first), `over` also over the columns that a merge or following empty cells give them.
 */
function spread(
  upper: SheetRow | undefined,
  lower: SheetRow,
  merges: Merges,
  upperIsHeader: boolean,
): { own: Map<number, string>; over: Map<number, string> } {
  const own = new Map<number, string>();
  const over = new Map<number, string>();
  if (!upper) return { own, over };
  const labels = upper.cells.filter((c) => text(c).trim() !== '');
  if (labels.length === 1 && isTitle(labels[0], upper, lower, merges)) return { own, over };
  labels.forEach((cell, i) => {
    const merge = merges.at(upper.row, cell.col);
    const next = labels[i + 1]?.col ?? Number.POSITIVE_INFINITY;
    const lastLower = lower.cells.at(-1)?.col ?? cell.col;
    const end = merge ? merge.right : Math.min(next - 1, lastLower);
    if (merge ? merge.bottom >= lower.row : upperIsHeader) own.set(cell.col, text(cell));
    if (merge && merge.bottom >= lower.row) return;
    for (let col = cell.col; col <= end; col++) over.set(col, text(cell));
  });
  return { own, over };
}

/** A single text that stands over all columns is the sheet's title, no group of columns. */
function isTitle(label: Cell | undefined, upper: SheetRow, lower: SheetRow, merges: Merges): boolean {
  if (!label) return true;
  const merge = merges.at(upper.row, label.col);
  if (merge && merge.bottom >= lower.row) return false;
  const first = lower.cells[0]?.col ?? 0;
  const last = lower.cells.at(-1)?.col ?? 0;
  return label.col <= first && (merge === undefined || merge.right >= last);
}
