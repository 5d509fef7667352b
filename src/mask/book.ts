/**
 * The cells of a file under pseudonyms, for what shows a file as it is: marked copies, lists of cells. What the program does not understand
 * cannot be known to name nobody: its columns and sheets are withheld.
 */

import type { Book, Cell, Sheet } from '../book.ts';
import { foldText } from '../fold.ts';
import type { TableUse } from '../types.ts';
import type { Mask } from './mask.ts';
import { type ColumnUse, holdsIds, keyOf, personIn, type RowUse, rowsOf } from './tables.ts';

/** What stands for what is withheld. */
const withheld = '…';

/** Sheets of the tool's own workbooks that hold data in a form that no search could go through. */
export interface BookOptions {
  /** Names of sheets to be withheld whole. */
  readonly sealed: readonly string[];
  /** Of the tool's own workbooks: whether their people are known, so that their texts can be searched. */
  readonly known: boolean;
}

/** A file under pseudonyms: the same cells in the same places. */
export function maskBook(book: Book, tables: readonly TableUse[], mask: Mask, { sealed, known }: BookOptions): Book {
  const sheets = book.sheets.map((sheet): Sheet => {
    const closed = sealed.includes(sheet.name ?? '');
    const rows = rowsOf(book, sheet, tables).map((use) => {
      const masking = !book.own ? cellsOf(use, mask) : known && !closed ? searched : hidden;
      return { ...use.row, cells: use.row.cells.map((c) => masking(c, mask)) };
    });
    return { ...sheet, name: sheet.name === null || closed ? sheet.name : mask.sheet(sheet.name), rows };
  });
  return { ...book, file: mask.file(book.file), sha256: mask.pseudonyms.hash(book.sha256), sheets };
}

type Masking = (cell: Cell, mask: Mask) => Cell;

/** Of the tool's own sheets and of titles and notes: texts, and numbers that may be an id or a telephone. */
const searched: Masking = (cell, mask) =>
  cell.kind === 'text' || (cell.kind === 'number' && /^\d{4,}$/.test(cell.value)) ? put(cell, mask.text(cell.value)) : cell;
const hidden: Masking = (cell) => (cell.kind === 'empty-formula' || foldText(cell.value) === '' ? cell : put(cell, withheld));

function cellsOf(use: RowUse, mask: Mask): Masking {
  const { table, body } = use;
  if (!table) return hidden;
  if (!body) return mask.withUnits && !header(use) ? hidden : searched;
  const who = personIn(use);
  const person = keyOf(who) === '' ? null : mask.person(keyOf(who));
  const columns = new Map(table.columns.map((c) => [c.col, c]));
  return (cell) => {
    const column = columns.get(cell.col);
    return foldText(cell.value) === '' || !column ? hidden(cell, mask) : inColumn(cell, column, person, mask);
  };
}

/** A row of headers: of a header in two rows both. */
const header = ({ row, table }: RowUse): boolean => table?.leftOut.some((l) => l.row === row.row && l.reason === 'header') === true;

/** Fields whose cells are held against what the policy knows, or are figures. */
const open =
  /^(?:category|level|rank|status|year|quarter|rater-class|grade|year-grade:.*|priority|task|way|facet|due|done|effect.*|.*-date|step:.*)$/;

function inColumn(cell: Cell, column: ColumnUse, person: string | null, mask: Mask): Cell {
  const { field } = column;
  if (field === 'name' || holdsIds(column)) return put(cell, person ?? withheld);
  if (field === null || field === 'known') return hidden(cell, mask);
  if (field === 'unit' || field === 'department') return put(cell, mask.unit(cell.value));
  if (field === 'post' || field === 'nominated-post') return put(cell, mask.post(cell.value));
  if (field === 'chronicle-by' || field === 'nominated-by' || field === 'body') return put(cell, mask.others(cell.value));
  return open.test(field) ? cell : searched(cell, mask);
}

/** A cell with another value is a text; one that stays is as it was. */
function put(cell: Cell, value: string): Cell {
  if (value === cell.value) return cell;
  const { row, col } = cell;
  return { row, col, kind: 'text', value };
}
