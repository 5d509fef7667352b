/** The rows of one found table as records of people: typed, each value with its place, nothing judged across rows. */

import type { Book, Cell, Range, Sheet, SheetRow } from '../book.ts';
import type { Decimal } from '../decimal.ts';
import { foldId, foldText } from '../fold.ts';
import type { Policy } from '../policy/policy.ts';
import { a1, problem } from '../problems/problem.ts';
import type { Entry, LeftOutReason, Place, Problem, Sourced, TableUse } from '../types.ts';
import { type BallotMark, holdsBallots, readBallot } from './ballot-row.ts';
import { classOfTitle, columnOf, settleColumns } from './columns.ts';
import { againstKind, entriesOf } from './entries.ts';
import { type FoundTable, Merges } from './header.ts';
import { digitsLost, noId } from './ids.ts';
import { figureKinds, leftOutLabel, scoredCell } from './left-out.ts';
import { recordKind } from './record-kind.ts';
import { checkRaterClass, checkRemarks, checkSurplus } from './row-checks.ts';
import { statusIn } from './status.ts';
import { headerAt, mergedDown, notText, place, type Reading, shownText } from './table-reading.ts';
import { unitOver } from './unit.ts';
import { type Read, readCount, readFigure, readLabel, readScore, type Where } from './values.ts';
import { type Field, fieldKey, type Vocabulary } from './vocabulary.ts';
import type { PlainField } from './words.ts';

/** What holds a text: a plain field, a step of error tolerance, the grade of a year. */
export type TextKey = PlainField | `step:${string}` | `year-grade:${number}` | `chronicle:${string}`;

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
  readonly texts: ReadonlyMap<TextKey, Sourced<string>>;
  /** By field key: blocks, items, qualities, total, rank-number. */
  readonly figures: ReadonlyMap<string, Sourced<Decimal>>;
  /** Rater class → option → votes. */
  readonly votes: ReadonlyMap<string, ReadonlyMap<string, Sourced<Decimal>>>;
  /** What one rater marked, where the table holds ballots one by one. */
  readonly ballot?: BallotMark;
  readonly entries: readonly Entry[];
  readonly blanks: readonly Blank[];
  /** Field keys whose cell could not be read: told already, not missing. */
  readonly unread: ReadonlySet<string>;
  readonly headers: ReadonlyMap<string, string>;
  /** Folded ids of further id columns (工号 beside 身份证号). */
  readonly secondIds: readonly string[];
  /** Scores outside the scale: errors already, but part of what a column looks like. */
  readonly refused: ReadonlyMap<string, Sourced<Decimal>>;
  /** 应到 实到 发出 收回 有效, by field key. */
  readonly voters: ReadonlyMap<string, Sourced<Decimal>>;
  /** 分值, 加分, 减分 as written, before the sign of a deduction is settled. */
  readonly amounts: ReadonlyMap<PlainField, Sourced<Decimal>>;
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

/** Reads the rows of a table that {@link findTables} found; every row is used or left out with a reason. */
export function readTable(
  book: Book,
  sheet: Sheet,
  table: FoundTable,
  policy: Policy,
  vocabulary: Vocabulary,
  numberIsDocument = false,
): { records: TableRecords; problems: Problem[] } {
  const titles = [...(sheet.name === null ? [] : [sheet.name]), ...table.over.flatMap((r) => r.cells.map((c) => c.value))];
  const { columns, secondIds, problems } = settleColumns({ book, sheet, table, titles, policy, vocabulary, numberIsDocument });
  // Who fills in a table of scores need not be their unit; a roster is its unit's own.
  const own = columnOf(columns, 'category') && !columnOf(columns, 'unit') && !columnOf(columns, 'department');
  const unit = own ? unitOver(book.file, sheet.name, table.over) : null;
  const fields = new Set(columns.flatMap((c) => (c.field ? [fieldKey(c.field)] : [])));
  const r: Reading = {
    book,
    sheet,
    table,
    columns,
    secondIds,
    unit,
    merges: new Merges(sheet.merges),
    bodyByRow: new Map(table.body.map((b) => [b.row, b])),
    ballots: holdsBallots(fields) ? { titleClass: classOfTitle(titles, vocabulary, policy) } : null,
    long:
      fields.has('rater-class') || holdsBallots(fields) || fields.has('matter') || fields.has('entry-value') || recordKind(fields) !== null,
    // What is written beside an entry speaks of the matter.
    remarks:
      columns.some((c) => c.field?.kind === 'matter') || holdsBallots(fields)
        ? []
        : columns.filter((c) => c.field === null || c.field.kind === 'known' || c.field.kind === 'name'),
    statuses: statusIn(policy),
    policy,
    vocabulary,
    titles,
    problems: [...problems],
  };
  if (unit) r.problems.push(problem('sheet/unit-taken', { unit: unit.value }, { place: unit.at }));
  const leftOut: { row: number; reason: LeftOutReason }[] = table.titles.map((t) => ({ row: t.row, reason: 'title' }));
  for (let row = table.headerTop; row <= table.headerRow; row++) leftOut.push({ row, reason: 'header' });
  for (const { row } of table.repeated) leftOut.push({ row, reason: 'header' });
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
  if (unit) fields.add('unit');
  const at = place(r, { row: table.headerRow, hidden: false, cells: [] }, columns[0]?.col ?? 0);
  return { records: { file: book.file, sheet: sheet.name, at, fields, rows, titles, use }, problems: r.problems };
}

// ── rows ──

function readRow(r: Reading, row: SheetRow): PersonRow | { reason: LeftOutReason } {
  const cells = new Map(row.cells.map((c) => [c.col, c]));
  const cellOf = (kind: 'id' | 'name'): { cell: Cell | undefined; col: number } | null => {
    const col = columnOf(r.columns, kind)?.col;
    return col === undefined ? null : { cell: cells.get(col) ?? (r.long ? mergedDown(r, row, col) : undefined), col };
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
  const key = id ? (noId.test(foldText(idText)) ? '' : foldId(idText)) : null;
  const person = { key: key === null || key === '' ? foldText(nameText) : key, id: shownId, name: nameText };
  if (id && key === '') r.problems.push(problem('row/no-id', {}, { place: place(r, row, id.col), header: headerAt(r, id.col), person }));
  if (name && foldText(nameText) === '')
    r.problems.push(problem('row/no-name', {}, { place: place(r, row, name.col), header: headerAt(r, name.col), person }));
  if (id?.cell && digitsLost(id.cell))
    r.problems.push(problem('cell/id-digits-lost', { value: idText }, { place: place(r, row, id.col), person }));
  for (const [cell, col] of [
    [id?.cell, id?.col],
    [name?.cell, name?.col],
  ] as const) {
    if (cell && col !== undefined) r.problems.push(...notText(cell, { kind: 'name' }, { place: place(r, row, col), person }));
  }
  checkRaterClass(r, row, cells, person);
  checkSurplus(r, row, person);
  checkRemarks(r, row, cells, person);
  const seconds = r.secondIds.map((c) => cells.get(c.col));
  seconds.forEach((cell, i) => {
    if (cell && digitsLost(cell))
      r.problems.push(problem('cell/id-digits-lost', { value: cell.value }, { place: place(r, row, r.secondIds[i]?.col ?? 0), person }));
  });
  const secondIds = seconds.map((cell) => foldId(readLabel(cell))).filter((t) => t !== '');
  const values = r.ballots ? readBallotRow(r, row, cells, person, r.ballots.titleClass) : readValues(r, row, cells, person);
  return { id: key, shownId, name: nameText, at, secondIds, ...values };
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

type Values = Omit<PersonRow, 'id' | 'shownId' | 'name' | 'at' | 'secondIds'>;

const nothing: Values = {
  texts: new Map(),
  figures: new Map(),
  votes: new Map(),
  entries: [],
  blanks: [],
  unread: new Set(),
  headers: new Map(),
  refused: new Map(),
  voters: new Map(),
  amounts: new Map(),
};
/** A ballot that was told to be unreadable is not missing. */
const unreadBallot: Values = { ...nothing, unread: new Set(['votes:']) };

/** A ballot: there may be hundreds of thousands, so that all of them share the maps that stay empty. */
function readBallotRow(
  r: Reading,
  row: SheetRow,
  cells: ReadonlyMap<number, Cell>,
  person: { key: string; id: string; name: string },
  titleClass: string | null,
): Values {
  const { value, problems } = readBallot({
    policy: r.policy,
    vocabulary: r.vocabulary,
    titleClass,
    person,
    cell: (kind) => {
      const column = columnOf(r.columns, kind);
      if (!column) return null;
      const found = cells.get(column.col) ?? mergedDown(r, row, column.col);
      const where = { place: place(r, row, column.col), header: column.header, person };
      return {
        text: found ? shownText(found) : '',
        place: where.place,
        header: column.header,
        problems: found ? notText(found, { kind }, where) : [],
      };
    },
  });
  r.problems.push(...problems);
  return value ? { ...nothing, ballot: value } : problems.some((p) => p.severity === 'error') ? unreadBallot : nothing;
}

function readValues(
  r: Reading,
  row: SheetRow,
  cells: ReadonlyMap<number, Cell>,
  person: { key: string; id: string; name: string },
): Values {
  const texts = new Map<TextKey, Sourced<string>>();
  const figures = new Map<string, Sourced<Decimal>>();
  const votes = new Map<string, Map<string, Sourced<Decimal>>>();
  const entryFigures = new Map<PlainField, Sourced<Decimal>>();
  const headers = new Map<string, string>();
  const blanks: Blank[] = [];
  const unread = new Set<string>();
  const refused = new Map<string, Sourced<Decimal>>();
  const voters = new Map<string, Sourced<Decimal>>();
  if (r.unit) texts.set('unit', r.unit);
  const rowClass = raterClassOfRow(r, cells);
  for (const { col, header, field } of r.columns) {
    if (field === null || field.kind === 'known' || field.kind === 'score') continue;
    const own = cells.get(col);
    const where: Where = { place: place(r, row, col), header, person };
    if (!isFigure(field)) {
      const cell = own ?? mergedDown(r, row, col);
      if (cell) r.problems.push(...notText(cell, field, where));
      if (cell && foldText(cell.value) !== '') texts.set(textKey(field), { value: shownText(cell), at: where.place });
      continue;
    }
    const ofRow = (field.kind === 'votes' || field.kind === 'voters') && field.raterClass === null;
    const key = ofRow ? fieldKey({ ...field, raterClass: rowClass }) : fieldKey(field);
    headers.set(key, header);
    const merged = r.merges.at(row.row, col);
    if (field.kind === 'voters') {
      const count = readVoters(r, own ?? mergedDown(r, row, col), where);
      if (count) voters.set(key, count);
      continue;
    }
    if (merged && isShared(merged, row.row, own)) {
      const range = `${a1({ row: merged.top, col: merged.left })}:${a1({ row: merged.bottom, col: merged.right })}`;
      r.problems.push(problem('cell/merged', { range }, where));
      unread.add(key);
      continue;
    }
    // A rank or total of the office's own is only compared; a dash in it says nothing.
    if ((field.kind === 'rank-number' || field.kind === 'total') && own?.kind === 'text' && !/\d/.test(own.value)) continue;
    const read = readField(r, field, own, where);
    r.problems.push(...read.problems);
    if (read.blank) blanks.push({ field: key, at: where.place, header });
    else if (read.value === null) {
      unread.add(key);
      if (read.refused) refused.set(key, { value: read.refused, at: where.place });
    } else if (field.kind === 'votes') votesOf(votes, field.raterClass ?? rowClass ?? '').set(field.option, read.value);
    else if (field.kind === 'entry-value' || field.kind === 'bonus' || field.kind === 'deduction') entryFigures.set(field.kind, read.value);
    else figures.set(key, read.value);
  }
  const entries = entriesOf(r.columns, texts, entryFigures, headers);
  r.problems.push(
    ...againstKind(r.columns, cells, entryFigures.get('entry-value'), (c) => ({ place: place(r, row, c.col), header: c.header, person })),
  );
  return { texts, figures, votes, entries, blanks, unread, headers, refused, voters, amounts: entryFigures };
}

/** A merge over several people's figures, or over several figures of one: nobody can tell whose its one value is. */
const isShared = (merge: Range, row: number, own: Cell | undefined): boolean =>
  (merge.bottom > merge.top && (own !== undefined || merge.top < row)) || (merge.right > merge.left && own === undefined);

/** A count of ballots serves checks alone: what is no count there is told as a warning. */
function readVoters(r: Reading, cell: Cell | undefined, where: Where): Sourced<Decimal> | null {
  if (cell?.kind === 'text' && !/\d/.test(cell.value)) return null;
  const read = readCount(cell, where);
  r.problems.push(...read.problems.map((p) => ({ ...p, severity: p.severity === 'error' ? ('warning' as const) : p.severity })));
  return read.value;
}

type TextField = Field & { readonly kind: PlainField | 'step' | 'year-grade' | 'chronicle' };

function textKey(field: TextField): TextKey {
  if (field.kind === 'step') return `step:${field.step}`;
  if (field.kind === 'chronicle') return `chronicle:${field.block}`;
  return field.kind === 'year-grade' ? `year-grade:${field.year}` : field.kind;
}

function isFigure(
  field: Field,
): field is Exclude<Field, TextField> | (Field & { kind: 'entry-value' | 'bonus' | 'deduction' | 'total' | 'rank-number' }) {
  return figureKinds.has(field.kind) || field.kind === 'rank-number';
}

function readField(r: Reading, field: Field, cell: Cell | undefined, where: Where): Read<Decimal> {
  if (field.kind === 'votes') return readCount(cell, where);
  const onScale = field.kind === 'item' || field.kind === 'quality' || (field.kind === 'block' && field.block !== 'adjustment');
  if (!onScale) return readFigure(cell, where, 'signed');
  const { lowest, highest } = r.policy.scale;
  return readScore(cell, where, { lowest: lowest.value, highest: highest.value });
}

function votesOf(votes: Map<string, Map<string, Sourced<Decimal>>>, raterClass: string): Map<string, Sourced<Decimal>> {
  const there = votes.get(raterClass) ?? new Map<string, Sourced<Decimal>>();
  votes.set(raterClass, there);
  return there;
}

function raterClassOfRow(r: Reading, cells: ReadonlyMap<number, Cell>): string | null {
  const col = columnOf(r.columns, 'rater-class')?.col;
  const cell = col === undefined ? undefined : cells.get(col);
  return cell ? (r.vocabulary.raterClassOf(cell.value) ?? foldText(cell.value)) : null;
}
