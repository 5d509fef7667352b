/** A sheet of a marked copy: the values as they stood, each bad cell filled and commented. */

import type { Cell, Range, Sheet, SheetRow } from '../../book.ts';
import type { PaperCell, PaperRow, PaperSheet } from '../../paper.ts';
import { displayWidth } from '../../problems/width.ts';
import type { Severity, TableUse } from '../../types.ts';

/** What is to be said of a cell. */
export interface CellMark {
  readonly tone: Severity;
  readonly note: string;
}

/** Marks by row, then by column; both zero-based. */
export type Marks = ReadonlyMap<number, ReadonlyMap<number, CellMark>>;

/** Columns beyond this are given no width of their own: such sheets are broken rather than wide. */
const widthsTo = 256;

export function copiedSheet(sheet: Sheet, name: string, marks: Marks, tables: readonly TableUse[]): PaperSheet {
  const headers = new Set(tables.flatMap((t) => (t.headerRow === null ? [] : [t.headerRow])));
  const byRow = new Map(sheet.rows.map((r) => [r.row, r]));
  const last = Math.max(sheet.rows.at(-1)?.row ?? 0, ...marks.keys());
  const rows = Array.from({ length: last + 1 }, (_, row): PaperRow => {
    const stored = byRow.get(row);
    const marked = marks.get(row);
    return stored || marked ? paperRow(stored, marked, headers.has(row)) : blankRow;
  });
  return {
    name,
    widths: widthsOf(sheet),
    rows,
    merges: sheet.merges.filter((m) => m.bottom > m.top || m.right > m.left),
    ...freezeOf(tables),
    dataBars: [],
    marks: [],
    dropDowns: [],
    outlined: [],
    hiddenCols: [...sheet.hiddenCols].filter((c) => c < widthsTo),
    copied: true,
    tab: 'basis',
  };
}

const blankRow: PaperRow = { cells: [] };

function paperRow(stored: SheetRow | undefined, marked: ReadonlyMap<number, CellMark> | undefined, header: boolean): PaperRow {
  const last = Math.max(stored?.cells.at(-1)?.col ?? 0, ...(marked?.keys() ?? []));
  const cells: (PaperCell | null)[] = new Array(last + 1).fill(null);
  for (const cell of stored?.cells ?? []) cells[cell.col] = paperCell(cell, header);
  for (const [col, mark] of marked ?? []) cells[col] = { ...(cells[col] ?? { value: null, look: 'copied' }), ...mark };
  return { cells, ...(stored?.hidden ? { hidden: true as const } : {}) };
}

/** The stored value by its kind; a formula's cached result stands for the formula. */
function paperCell({ kind, value, shortest, percent }: Cell, header: boolean): PaperCell {
  const number = { number: shortest ?? value };
  switch (kind) {
    case 'number':
      return { value: number, look: percent ? 'copied-percent' : header ? 'copied-header' : 'copied' };
    case 'date':
      return { value: number, look: value.includes('.') ? 'copied-time' : 'copied-date' };
    case 'text':
      return { value, look: header ? 'copied-header' : 'copied' };
    case 'boolean':
    case 'error':
      return { value, as: kind, look: 'copied' };
    case 'empty-formula':
      return { value: null, look: 'copied' };
  }
}

/** Wide enough to be read, narrow enough to be seen beside its neighbours; a merged title widens nothing. */
function widthsOf(sheet: Sheet): number[] {
  const widths: number[] = [];
  const wide = new Map<number, Range[]>();
  for (const m of sheet.merges) if (m.right > m.left) wide.set(m.top, [...(wide.get(m.top) ?? []), m]);
  for (const row of sheet.rows) {
    for (const cell of row.cells) {
      if (cell.col >= widthsTo || wide.get(row.row)?.some((m) => m.left === cell.col)) continue;
      const width = cell.kind === 'date' ? 10 : longestLine(cell.value);
      if (width + 2 > (widths[cell.col] ?? 0)) widths[cell.col] = width + 2;
    }
  }
  return Array.from(widths, (w) => Math.min(Math.max(w ?? 0, 8), 36));
}

const longestLine = (text: string) => Math.max(...text.slice(0, 200).split('\n').map(displayWidth));

/** The header stays in view, and the columns that say who; never so much that nothing else fits. */
function freezeOf(tables: readonly TableUse[]): Pick<PaperSheet, 'freeze'> {
  const [first] = tables;
  if (!first || first.headerRow === null || first.headerRow >= 12) return {};
  const who = first.columns.filter((c) => c.field === 'id' || c.field === 'name').map((c) => c.col + 1);
  const cols = Math.max(0, ...who);
  return { freeze: { rows: first.headerRow + 1, cols: cols <= 4 ? cols : 0 } };
}
