/** What the cells of a file are, by the tables that were found in it: whose row, which column, or none that is understood. */

import type { Book, Cell, Sheet, SheetRow } from '../book.ts';
import { foldId, foldName, foldText, foldWord } from '../fold.ts';
import { noId } from '../table/ids.ts';
import { readLabel } from '../table/values.ts';
import { plainWords } from '../table/words.ts';
import type { TableUse } from '../types.ts';

export type ColumnUse = TableUse['columns'][number];

/** A row of a file, and the table that it belongs to. */
export interface RowUse {
  readonly row: SheetRow;
  /** null: no table was found here. */
  readonly table: TableUse | null;
  /** Of people; else a title, a header, a total or a note. */
  readonly body: boolean;
}

/** Every row of a sheet; of two tables in it a row belongs to the one whose header stands nearest above. */
export function rowsOf(book: Book, sheet: Sheet, uses: readonly TableUse[]): RowUse[] {
  const own = uses.filter((u) => u.file === book.file && u.sheet === sheet.name && u.headerRow !== null && u.columns.length > 0);
  const left = new Map(own.map((u) => [u, new Set(u.leftOut.flatMap((l) => (l.reason === 'no-table' ? [] : [l.row])))]));
  return sheet.rows.map((row) => {
    const above = own.filter((u) => (u.headerRow ?? 0) < row.row);
    const nearest = above.reduce<TableUse | null>((best, u) => ((best?.headerRow ?? -1) < (u.headerRow ?? -1) ? u : best), null);
    const table = nearest ?? own[0] ?? null;
    return { row, table, body: nearest !== null && !left.get(nearest)?.has(row.row) };
  });
}

const idWords = new Set(plainWords.id.map(foldWord));

/** Whether a column holds ids: the one that is taken, or a further one. */
export const holdsIds = (c: ColumnUse): boolean =>
  c.field === 'id' || ((c.field === 'known' || c.field === null) && idWords.has(foldWord(c.header.slice(c.header.lastIndexOf('/') + 1))));

/** Who a row of people is about, as it says itself. */
export interface RowPerson {
  /** Folded; '' where it has none. */
  readonly id: string;
  readonly name: string;
  /** As written, further ids among them. */
  readonly words: readonly string[];
}

export function personIn({ row, table }: RowUse): RowPerson {
  const cells = new Map(row.cells.map((c) => [c.col, c]));
  const of = (want: (c: ColumnUse) => boolean): Cell[] =>
    (table?.columns ?? []).filter(want).flatMap((c) => {
      const cell = cells.get(c.col);
      return cell && foldText(cell.value) !== '' ? [cell] : [];
    });
  const [idCell] = of((c) => c.field === 'id');
  const shown = readLabel(idCell).replace(/^'/, '').trim();
  const name = readLabel(of((c) => c.field === 'name')[0]);
  const ids = of(holdsIds)
    .map((c) => readLabel(c))
    .filter((t) => !noId.test(foldText(t)));
  return { id: noId.test(foldText(shown)) ? '' : foldId(shown), name, words: [...ids, name].filter((t) => t !== '') };
}

/** As the program joins them. */
export const keyOf = ({ id, name }: Pick<RowPerson, 'id' | 'name'>): string => (id === '' ? foldName(name) : id);
