/** `--fix`: cells with one meaning only are written as that meaning; a copy that is not otherwise equal is never handed out. */

import type { Book, Cell, Sheet } from '../book.ts';
import { Decimal } from '../decimal.ts';
import { a1 } from '../problems/problem.ts';
import type { Place, Problem } from '../types.ts';
import { decimalText } from './number.ts';

/** A cell, and the plain decimal that it can only mean. */
export interface Mend {
  readonly place: Place;
  readonly from: string;
  readonly to: string;
}

/** What to do with the kindly read cells of a file. */
export interface MendPlan {
  readonly mends: readonly Mend[];
  /** Results of formulas: overwriting one would lose where the value comes from. */
  readonly left: readonly Mend[];
}

/** The mends of a book: of each cell that was read kindly (`cell/read-kindly`), once. */
export function mendsOf(book: Book, problems: readonly Problem[]): MendPlan {
  const mends: Mend[] = [];
  const left: Mend[] = [];
  const seen = new Set<string>();
  const cells = new Map(book.sheets.map((s) => [s.name, new Map(s.rows.flatMap((r) => r.cells.map((c) => [a1(c), c] as const)))]));
  for (const p of problems) {
    if (p.code !== 'cell/read-kindly' || !p.place || p.place.file !== book.file) continue;
    const { value: from, taken: to } = (p as Problem<'cell/read-kindly'>).args;
    const cell = cells.get(p.place.sheet)?.get(a1(p.place));
    const key = JSON.stringify([p.place.sheet, p.place.row, p.place.col]);
    if (cell?.kind !== 'text' || cell.value !== from || Decimal.parse(to) === null || seen.has(key)) continue;
    seen.add(key);
    (cell.formula ? left : mends).push({ place: p.place, from, to });
  }
  return { mends, left };
}

/** Whether a binary number holds the decimal exactly as a spreadsheet shows it; else it must stay text. */
export function fitsNumber(to: string): boolean {
  const { value, shortest } = decimalText(Number(to));
  return shortest === undefined && Decimal.of(value).equals(Decimal.of(to));
}

/** The cell as it is to be read again: a number, or text where the file knows no numbers. */
export function mendedCell(cell: Cell, mend: Mend, asText: boolean): Cell {
  const { row, col } = cell;
  return asText ? { row, col, kind: 'text', value: mend.to } : { row, col, kind: 'number', value: decimalText(Number(mend.to)).value };
}

/** The sheets with their mends in place. `asText` tells of each mend whether it is to be read again as text. */
export function mendedSheets(book: Book, mends: readonly Mend[], asText: (mend: Mend) => boolean): Sheet[] {
  const byCell = new Map(mends.map((m) => [JSON.stringify([m.place.sheet, m.place.row, m.place.col]), m]));
  return book.sheets.map((sheet) => ({
    ...sheet,
    rows: sheet.rows.map((row) => ({
      ...row,
      cells: row.cells.map((cell) => {
        const mend = byCell.get(JSON.stringify([sheet.name, cell.row, cell.col]));
        return mend ? mendedCell(cell, mend, asText(mend)) : cell;
      }),
    })),
  }));
}

/** Where two readings first differ (`sheet!A1`, or the sheet's name), or null where they are equal cell by cell. */
export function firstDifference(expected: readonly Sheet[], actual: readonly Sheet[]): string | null {
  if (expected.length !== actual.length) return `${actual.length} / ${expected.length}`;
  for (const [i, want] of expected.entries()) {
    const got = actual[i] as Sheet;
    const frame = (s: Sheet) => JSON.stringify([s.name, s.hidden, s.merges, [...s.hiddenCols], s.rows.map((r) => [r.row, r.hidden])]);
    if (frame(want) !== frame(got)) return want.name ?? got.name ?? 'CSV';
    for (const [n, row] of want.rows.entries()) {
      const other = got.rows[n]?.cells ?? [];
      const at = row.cells.find((c, k) => !sameCell(c, other[k])) ?? other[row.cells.length];
      if (at) return `${want.name ?? 'CSV'}!${a1(at)}`;
    }
  }
  return null;
}

const sameCell = (a: Cell, b: Cell | undefined) =>
  b !== undefined &&
  a.row === b.row &&
  a.col === b.col &&
  a.kind === b.kind &&
  a.value === b.value &&
  a.shortest === b.shortest &&
  a.percent === b.percent &&
  a.formula === b.formula;
