/** What one row says beside its figures that must not pass unheard. */

import type { Cell, SheetRow } from '../book.ts';
import { foldText } from '../fold.ts';
import { problem } from '../problems/problem.ts';
import { columnOf } from './columns.ts';
import { classProblems } from './rater-class.ts';
import { place, type Reading } from './table-reading.ts';
import { readLabel } from './values.ts';

export function checkRaterClass(
  r: Reading,
  row: SheetRow,
  cells: ReadonlyMap<number, Cell>,
  person: { key: string; id: string; name: string },
): void {
  const column = columnOf(r.columns, 'rater-class');
  if (!column || !r.columns.some((c) => c.field?.kind === 'votes')) return;
  const where = { place: place(r, row, column.col), header: column.header, person };
  r.problems.push(...classProblems(readLabel(cells.get(column.col)), r.policy, r.vocabulary, where));
}

/** A reason not to be ranked that stands in a remark, behind the name or under a header nobody knows is not heard, and must be said. */
export function checkRemarks(
  r: Reading,
  row: SheetRow,
  cells: ReadonlyMap<number, Cell>,
  person: { key: string; id: string; name: string },
): void {
  for (const c of r.remarks) {
    const cell = cells.get(c.col);
    if (cell?.kind !== 'text') continue;
    const value = r.statuses(cell.value, c.field?.kind === 'name');
    if (value !== null)
      r.problems.push(problem('cell/status-in-remark', { value }, { place: place(r, row, c.col), header: c.header, person }));
  }
}

/** A value to the right of the header: in a CSV file the row's fields have shifted; in a workbook it stands beside the table. */
export function checkSurplus(r: Reading, row: SheetRow, person: { key: string; id: string; name: string }): void {
  const last = r.columns.at(-1)?.col ?? 0;
  const surplus = row.cells.find((c) => c.col > last && foldText(c.value) !== '');
  if (!surplus) return;
  const found = problem('row/surplus', {}, { place: place(r, row, surplus.col), person });
  r.problems.push(r.sheet.name === null ? found : { ...found, severity: 'warning' });
}
