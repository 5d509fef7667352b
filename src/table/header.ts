/** Finds the tables of a sheet: header rows under titles, up to three rows deep, by what their words mean. */

import type { Cell, Range, Sheet, SheetRow } from '../book.ts';
import { foldText } from '../fold.ts';
import { type Field, fieldKey, type Vocabulary } from './vocabulary.ts';

/** A column of a table, and the field it was taken for. */
export interface Column {
  readonly col: number;
  /** As the office wrote it; of a header of several rows the lowest two, joined by a slash. */
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
  /** Titles that hold for this table: of tables side by side those of the first. */
  readonly over: readonly SheetRow[];
  readonly body: readonly SheetRow[];
  /** Headers and titles repeated on each printed page. */
  readonly repeated: readonly SheetRow[];
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

const text = (cell: Cell | undefined): string => cell?.value ?? '';

/** How many rows a header may have. */
const deepest = 3;

/**
 * All tables of a sheet, from top to bottom and from left to right; rows after one header belong to it until the next. A header
 * repeated under the same title (on each printed page) continues its table.
 */
export function findTables(sheet: Sheet, words: Vocabulary): FoundTable[] {
  const vocabulary = words.on(sheet.name);
  const merges = new Merges(sheet.merges);
  const namesPeople = nameWords(vocabulary);
  const found: Band[] = [];
  let before = 0;
  for (let i = 0; i < sheet.rows.length; i++) {
    const header = headerAt(sheet.rows, i, merges, vocabulary, namesPeople);
    if (!header) continue;
    const last = found.at(-1);
    const between = sheet.rows.slice(before, i);
    const start = i + header.depth;
    const titles = last ? titlesAbove(between) : between;
    if (last && continues(last, header, titles)) {
      append(last.body, between.slice(0, between.length - titles.length));
      last.repeated.push(...titles, ...sheet.rows.slice(i, start));
    } else {
      if (last) append(last.body, between);
      found.push({ header, titles, body: [], repeated: [] });
    }
    before = start;
    i = start - 1;
  }
  const end = found.at(-1);
  if (end) append(end.body, sheet.rows.slice(before));
  return found.flatMap((b) => sideBySide(b));
}

/** Row by row: a call cannot take as many arguments as a sheet has rows. */
function append(body: SheetRow[], rows: readonly SheetRow[]): void {
  for (const row of rows) body.push(row);
}

/** A header over the whole width of the sheet and what stands under it. */
interface Band {
  readonly header: Header;
  readonly titles: readonly SheetRow[];
  readonly body: SheetRow[];
  readonly repeated: SheetRow[];
}

const layoutOf = (columns: readonly Column[]): string => columns.map((c) => `${c.col}:${foldText(c.header)}`).join('|');
const textsOf = (rows: readonly SheetRow[]): string => rows.flatMap((r) => r.cells.map((c) => foldText(c.value))).join('|');

function continues(last: Band, header: Header, titles: readonly SheetRow[]): boolean {
  return layoutOf(last.header.columns) === layoutOf(header.columns) && (titles.length === 0 || textsOf(titles) === textsOf(last.titles));
}

/** Two tables beside each other: the same run of headers, each with its own people, is read as tables of their own. */
function sideBySide({ header, titles, body, repeated }: Band): FoundTable[] {
  const { columns, headerTop, headerRow } = header;
  const bands = runsOf(columns);
  return bands.map((own, i) => {
    const left = own[0]?.col ?? 0;
    const right = (bands[i + 1]?.[0]?.col ?? Number.POSITIVE_INFINITY) - 1;
    const within = (rows: readonly SheetRow[]): SheetRow[] =>
      bands.length === 1
        ? [...rows]
        : rows.flatMap((r) => {
            const cells = r.cells.filter((c) => (i === 0 || c.col >= left) && c.col <= right);
            return cells.length === 0 ? [] : [{ ...r, cells }];
          });
    return {
      headerTop,
      headerRow,
      columns: own,
      titles: i === 0 ? titles : [],
      over: titles,
      body: within(body),
      repeated: i === 0 ? repeated : [],
    };
  });
}

/** The columns cut where the run of headers begins anew; one run where it does not, or where a part would name nobody. */
function runsOf(columns: readonly Column[]): Column[][] {
  const named = columns.filter((c) => c.field?.kind === 'name');
  const first = columns[0];
  if (named.length < 2 || !first) return [[...columns]];
  const starts = columns.flatMap((c, i) => (foldText(c.header) === foldText(first.header) ? [i] : []));
  const runs = starts.map((start, i) => columns.slice(start, starts[i + 1]));
  return runs.length === named.length && runs.every(isHeader) ? runs : [[...columns]];
}

/** Between two tables: rows at the end that hold one or two cells may be the next table's title. */
function titlesAbove(rows: readonly SheetRow[]): SheetRow[] {
  let n = rows.length;
  while (n > 0 && (rows[n - 1]?.cells.length ?? 0) <= 2) n--;
  return rows.slice(n);
}

interface Header {
  readonly headerTop: number;
  readonly headerRow: number;
  readonly columns: readonly Column[];
  /** Stored rows that the header takes from its first on. */
  readonly depth: number;
}

/** Whether a text is the header of people's names or ids: asked of every text of a sheet, so it looks before it folds. */
function nameWords(vocabulary: Vocabulary): (t: string) => boolean {
  const known = new Map<string, boolean>();
  return (t) => {
    if (t.length > 60 || /^[-\d.]*$/.test(t)) return false;
    const before = known.get(t);
    if (before !== undefined) return before;
    const kind = vocabulary.fieldOf('', t)?.kind;
    const answer = kind === 'name' || kind === 'id';
    if (known.size < 1000) known.set(t, answer);
    return answer;
  };
}

function headerAt(
  rows: readonly SheetRow[],
  i: number,
  merges: Merges,
  vocabulary: Vocabulary,
  namesPeople: (t: string) => boolean,
): Header | null {
  const row = rows[i];
  if (!row || row.cells.length < 2 || !row.cells.some((c) => c.kind === 'text' && namesPeople(c.value))) return null;
  const over = groupRows(rows, i, merges);
  const stackTo = (depth: number) => [...over, ...rows.slice(i, i + depth)];
  let best = columnsOf(stackTo(1), over.length, merges, vocabulary);
  let depth = 1;
  for (let d = 2; d <= deepest; d++) {
    const lower = rows[i + d - 1];
    if (!lower || lower.row !== row.row + d - 1 || !isLowerRow(best, lower, namesPeople)) break;
    const deeper = columnsOf(stackTo(d), over.length, merges, vocabulary);
    if (!gains(best, deeper)) continue;
    best = deeper;
    depth = d;
  }
  if (!isHeader(best)) return null;
  return { headerTop: row.row, headerRow: row.row + depth - 1, columns: best, depth };
}

/** Rows right above the header that name groups of its columns; a single text over all columns is a title. */
function groupRows(rows: readonly SheetRow[], i: number, merges: Merges): SheetRow[] {
  const lower = rows[i];
  const found: SheetRow[] = [];
  for (let n = 1; lower && n < deepest; n++) {
    const upper = rows[i - n];
    if (!upper || upper.row !== lower.row - n) break;
    const labels = upper.cells.filter((c) => text(c).trim() !== '');
    if (labels.some((c) => c.kind !== 'text') || (labels.length === 1 && isTitle(labels[0], upper, lower, merges))) break;
    // A filled row of data, a row of labelled facts (填报单位：…) are no groups.
    if (labels.some((c) => /[:：]/.test(c.value)) || labels.length === 0) break;
    found.unshift(upper);
  }
  return found;
}

/** A header names people and at least one more thing that is known. */
function isHeader(columns: readonly Column[]): boolean {
  const named = columns.some((c) => c.field?.kind === 'name' || c.field?.kind === 'id');
  const known = new Set(columns.flatMap((c) => (c.field && c.field.kind !== 'known' ? [c.header] : [])));
  return named && known.size >= 2;
}

/** The row below may belong to the header: no figures, and no person stands in it. */
function isLowerRow(upper: readonly Column[], row: SheetRow, namesPeople: (t: string) => boolean): boolean {
  if (row.cells.some((c) => c.kind !== 'text' || /^\s*-?[\d.]+\s*$/.test(c.value))) return false;
  const own = new Map(row.cells.flatMap((c) => (foldText(c.value) === '' ? [] : [[c.col, c] as const])));
  if (own.size === 0) return false;
  return !upper.some((c) => {
    const below = own.get(c.col);
    return (c.field?.kind === 'name' || c.field?.kind === 'id') && below !== undefined && !namesPeople(below.value);
  });
}

/** A deeper header says more: more columns are known, and none that was known is lost. */
function gains(shallow: readonly Column[], deep: readonly Column[]): boolean {
  const known = (columns: readonly Column[]) => columns.filter((c) => c.field !== null && c.field.kind !== 'score').length;
  return isHeader(deep) && known(deep) > known(shallow);
}

/** Labels stacked over each column; the lowest names it, those above say what it is of. */
function columnsOf(stack: readonly SheetRow[], groups: number, merges: Merges, vocabulary: Vocabulary): Column[] {
  const levels = stack.map((row, i) => labelsOf(row, stack.slice(i + 1), merges));
  const cols = new Set(levels.slice(groups).flatMap((l) => [...l.own.keys()]));
  for (const l of levels.slice(0, groups)) for (const col of l.down) cols.add(col);
  return [...cols]
    .sort((a, b) => a - b)
    .flatMap((col): Column[] => {
      const labels: string[] = [];
      for (const l of levels) {
        const label = (l.own.get(col) ?? l.over.get(col) ?? '').trim();
        if (label !== '' && label !== labels.at(-1)) labels.push(label);
      }
      const bottom = labels.at(-1);
      if (bottom === undefined) return [];
      return [{ col, header: tidy(labels.slice(-2).join('/')), ...taken(labels.slice(0, -1), bottom, vocabulary) }];
    });
}

/** What may follow a header in brackets and says no more than the office's scale or how to fill it in. */
const remark = /\s*[(（](?:满分)?(?:100分?|１００分?|百分制|分|得分|全称|必填)[)）]\s*$/;

/** What a column was taken for and by which word: as written, else without a remark behind it. */
function taken(tops: readonly string[], bottom: string, vocabulary: Vocabulary): Pick<Column, 'field' | 'by'> {
  const found = takenAsWritten(tops, bottom, vocabulary);
  const bare = found.field === null ? bottom.replace(remark, '') : bottom;
  return bare === bottom ? found : takenAsWritten(tops, bare, vocabulary);
}

/** All labels together first, then the nearest, then the topmost; else the lowest alone. */
function takenAsWritten(tops: readonly string[], bottom: string, vocabulary: Vocabulary): Pick<Column, 'field' | 'by'> {
  const known = (top: string) => ({ field: vocabulary.fieldOf(top, bottom), by: vocabulary.wordFor(top, bottom) });
  const alone = known('');
  if (tops.length === 0) return alone;
  for (const top of new Set([tops.join(''), tops.at(-1) ?? '', tops[0] ?? ''])) {
    const { field, by } = known(top);
    if (field !== null && (alone.field === null || fieldKey(field) !== fieldKey(alone.field))) return { field, by };
  }
  return alone;
}

function tidy(header: string): string {
  return header.replace(/\s+/g, ' ');
}

/** Labels of one header row: of their own column, merged down to rows below, and spread over the columns of their group. */
interface Labels {
  readonly own: ReadonlyMap<number, string>;
  readonly over: ReadonlyMap<number, string>;
  readonly down: readonly number[];
}

function labelsOf(row: SheetRow, below: readonly SheetRow[], merges: Merges): Labels {
  const own = new Map<number, string>();
  const over = new Map<number, string>();
  const down: number[] = [];
  const labels = row.cells.filter((c) => text(c).trim() !== '');
  const filled = new Set(below.flatMap((r) => r.cells.filter((c) => text(c).trim() !== '').map((c) => c.col)));
  labels.forEach((cell, i) => {
    own.set(cell.col, text(cell));
    const merge = merges.at(row.row, cell.col);
    if (merge && merge.bottom > row.row && below.length > 0) down.push(cell.col);
    const next = (labels[i + 1]?.col ?? Number.POSITIVE_INFINITY) - 1;
    // Without a merge a label stands over the empty cells to its right that have something under them, if it has so itself.
    const end = merge ? merge.right : filled.has(cell.col) ? next : cell.col;
    for (const col of filled) if (col > cell.col && col <= end) over.set(col, text(cell));
  });
  return { own, over, down };
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
