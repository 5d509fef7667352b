/** The rows of one found table as records of people: typed, each value with its place, nothing judged across rows. */
import type { Decimal } from '../decimal.ts';
import { foldId, foldText, foldWord } from '../fold.ts';
import type { Policy } from '../policy/policy.ts';
import { placeText, problem } from '../problems/problem.ts';
import type { Book, Cell, Entry, LeftOutReason, Place, Problem, Sheet, SheetRow, Sourced, TableUse } from '../types.ts';
import { entriesOf } from './entries.ts';
import { type Column, type FoundTable, Merges } from './header.ts';
import { figureKinds, leftOutLabel, scoredCell } from './left-out.ts';
import { type Read, readCount, readFigure, readLabel, readScore, type Where } from './values.ts';
import { type Field, fieldKey, type PlainField, type Vocabulary } from './vocabulary.ts';

/** A field that holds a figure about a person, and where it was looked for. */
export interface Blank {
  readonly field: string;
  readonly at: Place;
  readonly header: string;
}

/** One row of a table: who, and what it says of them. */
export interface PersonRow {
  /** Folded id; null where the table has no id column. */
  readonly id: string | null;
  readonly shownId: string;
  readonly name: string;
  readonly at: Place;
  readonly texts: ReadonlyMap<PlainField, Sourced<string>>;
  /** By field key: blocks, items, qualities, total, rank-number. */
  readonly figures: ReadonlyMap<string, Sourced<Decimal>>;
  /** Rater class → option → votes. */
  readonly votes: ReadonlyMap<string, ReadonlyMap<string, Sourced<Decimal>>>;
  readonly entries: readonly Entry[];
  readonly blanks: readonly Blank[];
  /** Field keys whose cell could not be read: told already, not missing. */
  readonly unread: ReadonlySet<string>;
  readonly headers: ReadonlyMap<string, string>;
}

/** A table read. */
export interface TableRecords {
  readonly file: string;
  readonly sheet: string | null;
  readonly at: Place;
  readonly fields: ReadonlySet<string>;
  readonly rows: readonly PersonRow[];
  readonly titles: readonly string[];
  readonly use: TableUse;
}

interface Reading {
  readonly book: Book;
  readonly sheet: Sheet;
  readonly table: FoundTable;
  readonly columns: readonly Column[];
  readonly merges: Merges;
  readonly policy: Policy;
  readonly vocabulary: Vocabulary;
  readonly titles: readonly string[];
  readonly problems: Problem[];
}

/** Reads the rows of a table that {@link findTables} found; every row is used or left out with a reason. */
export function readTable(
  book: Book,
  sheet: Sheet,
  table: FoundTable,
  policy: Policy,
  vocabulary: Vocabulary,
): { records: TableRecords; problems: Problem[] } {
  const titles = [...(sheet.name === null ? [] : [sheet.name]), ...table.titles.flatMap((r) => r.cells.map((c) => c.value))];
  const columns = settleColumns(table.columns, titles, vocabulary);
  const r: Reading = { book, sheet, table, columns, merges: new Merges(sheet.merges), policy, vocabulary, titles, problems: [] };
  checkColumns(r);
  const leftOut: { row: number; reason: LeftOutReason }[] = table.titles.map((t) => ({ row: t.row, reason: 'title' }));
  for (let row = table.headerTop; row <= table.headerRow; row++) leftOut.push({ row, reason: 'header' });
  const rows: PersonRow[] = [];
  let read = leftOut.length;
  let hiddenRows = 0;
  for (const row of table.body) {
    if (row.cells.every((c) => c.kind === 'text' && foldText(c.value) === '')) continue;
    read++;
    const person = readRow(r, row);
    if ('reason' in person) leftOut.push({ row: row.row, reason: person.reason });
    else {
      rows.push(person);
      if (row.hidden) hiddenRows++;
    }
  }
  const use: TableUse = {
    file: book.file,
    sheet: sheet.name,
    hidden: sheet.hidden,
    rowsRead: read,
    rowsUsed: rows.length,
    leftOut,
    hiddenRows,
    columns: columns.map((c) => ({ header: c.header, col: c.col, field: c.field ? fieldKey(c.field) : null, by: c.by })),
    headerRow: table.headerRow,
  };
  const fields = new Set(columns.flatMap((c) => (c.field ? [fieldKey(c.field)] : [])));
  const at = place(r, { row: table.headerRow, hidden: false, cells: [] }, columns[0]?.col ?? 0);
  return { records: { file: book.file, sheet: sheet.name, at, fields, rows, titles, use }, problems: r.problems };
}

function place({ book, sheet }: Reading, row: SheetRow, col: number): Place {
  return { file: book.file, sheet: sheet.name, row: row.row, col, ...(row.line === undefined ? {} : { line: row.line }) };
}

// ── columns ──

/** Columns headed only 得分 or 优秀 take their meaning from the table around them. */
function settleColumns(columns: readonly Column[], titles: readonly string[], vocabulary: Vocabulary): Column[] {
  const has = (kind: Field['kind']) => columns.some((c) => c.field?.kind === kind);
  const [sheetName] = titles;
  return columns.map((c) => {
    if (c.field?.mapped && c.field.kind !== 'score' && !(c.field.kind === 'votes' && c.field.raterClass === null)) return c;
    if (c.field?.kind === 'votes' && c.field.raterClass === null && !has('rater-class')) {
      const raterClass = titles.map((t) => vocabulary.raterClassOf(t)).find((k) => k !== null);
      return { ...c, field: raterClass ? { ...c.field, raterClass } : null };
    }
    if (has('matter') && (c.field?.kind === 'score' || (c.field?.kind === 'block' && c.field.block === 'adjustment'))) {
      return has('entry-value') ? c : { ...c, field: { kind: 'entry-value' } };
    }
    if (
      c.field?.kind === 'id' &&
      foldWord(c.header.split('/').at(-1) ?? '') === '编号' &&
      columns.some((o) => o !== c && o.field?.kind === 'id')
    ) {
      return { ...c, field: { kind: has('matter') ? 'entry-number' : 'known' } };
    }
    if (c.field?.kind === 'score') return { ...c, field: scoreMeaning(columns, sheetName ?? '', titles, vocabulary) ?? c.field };
    return c;
  });
}

function scoreMeaning(columns: readonly Column[], sheetName: string, titles: readonly string[], vocabulary: Vocabulary): Field | null {
  // Beside block scores a plain 得分 is the ready-made total.
  if (columns.some((c) => c.field?.kind === 'block' || c.field?.kind === 'item')) return { kind: 'total' };
  return vocabulary.scoredBy(sheetName) ?? titles.map((t) => vocabulary.scoredBy(t)).find((f) => f !== null) ?? null;
}

function checkColumns(r: Reading): void {
  const header: SheetRow = { row: r.table.headerRow, hidden: false, cells: [] };
  const seen = new Map<string, Column>();
  const unused: string[] = [];
  for (const c of r.columns) {
    const at = place(r, header, c.col);
    if (c.field === null) unused.push(c.header);
    else if (c.field.kind === 'score') r.problems.push(problem('column/score-unclear', {}, { place: at, header: c.header }));
    else if (c.field.kind !== 'known') {
      const key = fieldKey(c.field);
      const other = seen.get(key);
      if (other)
        r.problems.push(
          problem(
            'column/duplicate',
            { field: other.header, other: placeText(place(r, header, other.col)) },
            { place: at, header: c.header },
          ),
        );
      seen.set(key, c);
    }
  }
  const hidden = r.columns.filter((c) => r.sheet.hiddenCols.has(c.col) && c.field !== null && c.field.kind !== 'known');
  if (hidden.length > 0) {
    const columns = hidden.map((c) => c.header).join('、');
    r.problems.push(problem('sheet/hidden-columns', { columns }, { file: r.book.file, sheet: r.sheet.name }));
  }
  if (unused.length > 0) {
    const at = { file: r.book.file, sheet: r.sheet.name };
    r.problems.push(problem('column/unused', { columns: unused.join('、') }, at));
  }
}

// ── rows ──

function readRow(r: Reading, row: SheetRow): PersonRow | { reason: LeftOutReason } {
  const cells = new Map(row.cells.map((c) => [c.col, c]));
  const cellOf = (kind: PlainField): { cell: Cell | undefined; col: number } | null => {
    const col = r.columns.find((c) => c.field?.kind === kind)?.col;
    return col === undefined ? null : { cell: cells.get(col), col };
  };
  const id = cellOf('id');
  const name = cellOf('name');
  const idText = id ? readLabel(id.cell) : '';
  const nameText = name ? readLabel(name.cell) : '';
  const label = leftOutLabel(r.columns, row, cells, idText, nameText);
  if (label) return leaveOut(r, row, label.reason, label.text);
  const nobody = foldText(idText) === '' && foldText(nameText) === '';
  if (nobody) return nobodyIn(r, row, cells);
  const at = place(r, row, (name ?? id)?.col ?? 0);
  const shownId = idText.replace(/^'/, '').trim();
  const key = id ? foldId(idText) : null;
  const person = { key: key === null || key === '' ? foldText(nameText) : key, id: shownId, name: nameText };
  if (id && key === '') r.problems.push(problem('row/no-id', {}, { place: place(r, row, id.col), person }));
  if (name && foldText(nameText) === '') r.problems.push(problem('row/no-name', {}, { place: place(r, row, name.col), person }));
  if (id?.cell && digitsLost(id.cell))
    r.problems.push(problem('cell/id-digits-lost', { value: idText }, { place: place(r, row, id.col), person }));
  for (const [cell, col] of [
    [id?.cell, id?.col],
    [name?.cell, name?.col],
  ] as const) {
    if (cell && col !== undefined) r.problems.push(...notText(cell, 'name', { place: place(r, row, col), person }));
  }
  checkRaterClass(r, row, cells, person);
  checkSurplus(r, row, person);
  return { id: key, shownId, name: nameText, at, ...readValues(r, row, cells, person) };
}

/** An id kept as a number that has lost digits, or was never whole (reliability: ids as floats, over 2^53). */
function digitsLost(cell: Cell): boolean {
  if (cell.kind === 'text') return /^\d+(?:\.\d+)?E\+?\d+$|^\d+\.0+$/i.test(foldText(cell.value));
  return cell.kind === 'date' || (cell.kind === 'number' && (cell.shortest !== undefined || !/^\d{1,15}$/.test(cell.value)));
}

function leaveOut(r: Reading, row: SheetRow, reason: 'total' | 'note', text: string): { reason: LeftOutReason } {
  const where = { place: place(r, row, row.cells[0]?.col ?? 0) };
  const short = text.replace(/\s+/g, ' ').slice(0, 40);
  r.problems.push(
    reason === 'total' ? problem('row/total-left-out', { label: short }, where) : problem('row/note-left-out', { text: short }, where),
  );
  return { reason };
}

/** Neither id nor name: a note, unless figures stand under columns that hold scores; those belong to somebody. */
function nobodyIn(r: Reading, row: SheetRow, cells: ReadonlyMap<number, Cell>): { reason: LeftOutReason } {
  const first = scoredCell(r.columns, cells);
  if (first) {
    r.problems.push(problem('row/no-name', {}, { place: place(r, row, first.col), header: first.header }));
    return { reason: 'note' };
  }
  return leaveOut(r, row, 'note', row.cells.map((c) => c.value).join(' '));
}

type Values = Pick<PersonRow, 'texts' | 'figures' | 'votes' | 'entries' | 'blanks' | 'unread' | 'headers'>;

function readValues(
  r: Reading,
  row: SheetRow,
  cells: ReadonlyMap<number, Cell>,
  person: { key: string; id: string; name: string },
): Values {
  const texts = new Map<PlainField, Sourced<string>>();
  const figures = new Map<string, Sourced<Decimal>>();
  const votes = new Map<string, Map<string, Sourced<Decimal>>>();
  const entryFigures = new Map<PlainField, Sourced<Decimal>>();
  const headers = new Map<string, string>();
  const blanks: Blank[] = [];
  const unread = new Set<string>();
  const rowClass = raterClassOfRow(r, cells);
  for (const { col, header, field } of r.columns) {
    if (field === null || field.kind === 'known' || field.kind === 'score') continue;
    const own = cells.get(col);
    const where: Where = { place: place(r, row, col), header, person };
    if (!isFigure(field)) {
      const cell = own ?? mergedDown(r, row, col);
      if (cell) r.problems.push(...notText(cell, field.kind, where));
      if (cell && foldText(cell.value) !== '') texts.set(field.kind, { value: readLabel(cell), at: where.place });
      continue;
    }
    const key = field.kind === 'votes' && field.raterClass === null ? fieldKey({ ...field, raterClass: rowClass }) : fieldKey(field);
    headers.set(key, header);
    const merged = own === undefined ? r.merges.at(row.row, col) : undefined;
    if (merged && merged.top < row.row) {
      r.problems.push(problem('cell/merged', { range: `${merged.top + 1}–${merged.bottom + 1}` }, where));
      unread.add(key);
      continue;
    }
    // A rank or total of the office's own is only compared; a dash in it says nothing.
    if ((field.kind === 'rank-number' || field.kind === 'total') && own?.kind === 'text' && !/\d/.test(own.value)) continue;
    const read = readField(r, field, own, where);
    r.problems.push(...read.problems);
    if (read.blank) blanks.push({ field: key, at: where.place, header });
    else if (read.value === null) unread.add(key);
    else if (field.kind === 'votes') votesOf(votes, field.raterClass ?? rowClass ?? '').set(field.option, read.value);
    else if (field.kind === 'entry-value' || field.kind === 'bonus' || field.kind === 'deduction') entryFigures.set(field.kind, read.value);
    else figures.set(key, read.value);
  }
  return { texts, figures, votes, entries: entriesOf(r.columns, texts, entryFigures, headers), blanks, unread, headers };
}

const errorText = /^#(?:N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|GETTING_DATA|SPILL!|CALC!)$/i;

/** What can be no text of a person: an error, a formula without a value; for category and level also a date, a truth value or a dash. */
function notText(cell: Cell, kind: PlainField, where: Where): Problem[] {
  if (cell.kind === 'error' || errorText.test(foldText(cell.value))) return [problem('cell/error-value', { value: cell.value }, where)];
  if (cell.kind === 'empty-formula') return [problem('cell/empty-formula', {}, where)];
  if (kind !== 'category' && kind !== 'level') return [];
  if (cell.kind === 'date') return [problem('cell/date', { value: cell.value }, where)];
  if (cell.kind === 'boolean') return [problem('cell/boolean', { value: cell.value }, where)];
  return /^[-—–―−/\\0]+$/.test(foldText(cell.value)) ? [problem('cell/blank', {}, where)] : [];
}

function isFigure(
  field: Field,
): field is Exclude<Field, { kind: PlainField }> | (Field & { kind: 'entry-value' | 'bonus' | 'deduction' | 'total' | 'rank-number' }) {
  return figureKinds.has(field.kind) || field.kind === 'rank-number';
}

function readField(r: Reading, field: Field, cell: Cell | undefined, where: Where): Read<Decimal> {
  if (field.kind === 'votes') return readCount(cell, where);
  const onScale = field.kind === 'item' || field.kind === 'quality' || (field.kind === 'block' && field.block !== 'adjustment');
  if (!onScale) return readFigure(cell, where);
  const { lowest, highest } = r.policy.scale;
  return readScore(cell, where, { lowest: lowest.value, highest: highest.value });
}

function votesOf(votes: Map<string, Map<string, Sourced<Decimal>>>, raterClass: string): Map<string, Sourced<Decimal>> {
  const there = votes.get(raterClass) ?? new Map<string, Sourced<Decimal>>();
  votes.set(raterClass, there);
  return there;
}

/** A unit or category merged down over its people stands once, in its first row. */
function mergedDown(r: Reading, row: SheetRow, col: number): Cell | undefined {
  const merge = r.merges.at(row.row, col);
  if (!merge || merge.top <= r.table.headerRow) return undefined;
  return r.table.body.find((b) => b.row === merge.top)?.cells.find((c) => c.col === merge.left);
}

function raterClassOfRow(r: Reading, cells: ReadonlyMap<number, Cell>): string | null {
  const col = r.columns.find((c) => c.field?.kind === 'rater-class')?.col;
  const cell = col === undefined ? undefined : cells.get(col);
  return cell ? (r.vocabulary.raterClassOf(cell.value) ?? foldText(cell.value)) : null;
}

function checkRaterClass(
  r: Reading,
  row: SheetRow,
  cells: ReadonlyMap<number, Cell>,
  person: { key: string; id: string; name: string },
): void {
  const column = r.columns.find((c) => c.field?.kind === 'rater-class');
  if (!column || !r.columns.some((c) => c.field?.kind === 'votes')) return;
  const value = readLabel(cells.get(column.col));
  if (value !== '' && r.vocabulary.raterClassOf(value) !== null) return;
  const known = r.policy.blocks.evaluation.classes.map((c) => c.name['zh-Hans']).join('、');
  r.problems.push(problem('cell/unknown-class', { value, known }, { place: place(r, row, column.col), header: column.header, person }));
}

/** A value to the right of the header: in a CSV file the row's fields have shifted; in a workbook it stands beside the table. */
function checkSurplus(r: Reading, row: SheetRow, person: { key: string; id: string; name: string }): void {
  const last = r.columns.at(-1)?.col ?? 0;
  const surplus = row.cells.find((c) => c.col > last && foldText(c.value) !== '');
  if (!surplus) return;
  const found = problem('row/surplus', {}, { place: place(r, row, surplus.col), person });
  r.problems.push(r.sheet.name === null ? found : { ...found, severity: 'warning' });
}
