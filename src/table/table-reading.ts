/** What the rows of one table are read with: the table, its columns and settings, and how a cell of a row is found and shown. */

import type { Book, Cell, Sheet, SheetRow } from '../book.ts';
import { Decimal } from '../decimal.ts';
import { foldText } from '../fold.ts';
import type { Policy } from '../policy/policy.ts';
import { problem } from '../problems/problem.ts';
import type { Place, Problem, Sourced } from '../types.ts';
import type { Column, FoundTable, Merges } from './header.ts';
import type { statusIn } from './status.ts';
import { isErrorText, readLabel, type Where } from './values.ts';
import type { Field, Vocabulary } from './vocabulary.ts';

/** One table on the way. */
export interface Reading {
  readonly book: Book;
  readonly sheet: Sheet;
  readonly table: FoundTable;
  readonly columns: readonly Column[];
  readonly secondIds: readonly Column[];
  readonly unit: Sourced<string> | null;
  readonly merges: Merges;
  readonly bodyByRow: ReadonlyMap<number, SheetRow>;
  /** The table holds ballots one by one: it has a row for each rater and person, and nothing else is read of them. */
  readonly ballots: { readonly titleClass: string | null } | null;
  /** One person may have several rows, so an id or name merged down over them is theirs in each. */
  readonly long: boolean;
  readonly remarks: readonly Column[];
  readonly statuses: ReturnType<typeof statusIn>;
  readonly policy: Policy;
  readonly vocabulary: Vocabulary;
  readonly titles: readonly string[];
  readonly problems: Problem[];
}

export function place({ book, sheet }: Reading, row: SheetRow, col: number): Place {
  return { file: book.file, sheet: sheet.name, row: row.row, col, ...(row.line === undefined ? {} : { line: row.line }) };
}

export const headerAt = (r: Reading, col: number): string => r.columns.find((c) => c.col === col)?.header ?? '';

/** What can be no text of a person: an error, a formula without a value; for category and level also a date, a truth value or a dash. */
export function notText(cell: Cell, { kind }: Pick<Field, 'kind'>, where: Where): Problem[] {
  if (cell.kind === 'error' || isErrorText(cell.value)) return [problem('cell/error-value', { value: cell.value }, where)];
  if (cell.kind === 'empty-formula') return [problem('cell/empty-formula', {}, where)];
  if (kind !== 'category' && kind !== 'level') return [];
  if (cell.kind === 'date') return [problem('cell/date', { value: cell.value }, where)];
  if (cell.kind === 'boolean') return [problem('cell/boolean', { value: cell.value }, where)];
  return /^[-—–―−/\\0]+$/.test(foldText(cell.value)) ? [problem('cell/blank', {}, where)] : [];
}

/** What people see: 50% is kept as 0.5. */
export function shownText(cell: Cell): string {
  return cell.percent ? `${Decimal.of(cell.value).times(Decimal.whole(100)).toText()}%` : readLabel(cell);
}

/** A unit or category merged down over its people stands once, in its first row. */
export function mergedDown(r: Reading, row: SheetRow, col: number): Cell | undefined {
  const merge = r.merges.at(row.row, col);
  if (!merge || merge.top <= r.table.headerRow) return undefined;
  return r.bodyByRow.get(merge.top)?.cells.find((c) => c.col === merge.left);
}
