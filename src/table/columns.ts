/** What the columns of one table mean beside each other: which of two is taken, what stays unread, and what that is called. */

import type { Book, Sheet, SheetRow } from '../book.ts';
import { foldGroup, foldId, foldText, foldWord } from '../fold.ts';
import type { Policy } from '../policy/policy.ts';
import { a1, placeText, problem } from '../problems/problem.ts';
import type { Place, Problem } from '../types.ts';
import { holdsBallots } from './ballot-row.ts';
import type { Column, FoundTable } from './header.ts';
import { isIgnored } from './rater-class.ts';
import { inRecords, recordKind } from './record-kind.ts';
import { type Field, fieldKey, type Vocabulary } from './vocabulary.ts';
import type { PlainField } from './words.ts';

/** What the columns are settled from. */
export interface ColumnsOf {
  readonly book: Book;
  readonly sheet: Sheet;
  readonly table: FoundTable;
  readonly titles: readonly string[];
  readonly policy: Policy;
  readonly vocabulary: Vocabulary;
  /** 编号 in a table of 加减分 whose values are nobody's id: the number of a document. */
  readonly numberIsDocument: boolean;
}

/** Columns as they are read, those left aside without a field, and what is to be said of them. */
export interface Settled {
  readonly columns: readonly Column[];
  /** A further id of the same people: a second key for checks. */
  readonly secondIds: readonly Column[];
  readonly problems: readonly Problem[];
}

/** Settles the columns of a table. */
export function settleColumns(of: ColumnsOf): Settled {
  const { titles, vocabulary, policy } = of;
  const meant = meanings(of.table.columns, titles, vocabulary, classOfTitle(titles, vocabulary, policy), of.numberIsDocument);
  const problems: Problem[] = [...unknownRaters(of, meant), ...withoutClass(of, meant), ...ballotsWithoutClass(of, meant)];
  const { columns, secondIds } = chosen(of, meant, problems);
  problems.push(...headerProblems(of, columns, new Set(secondIds)));
  return { columns, secondIds, problems };
}

const headerPlace = ({ book, sheet, table }: ColumnsOf, c: Column): Place => ({
  file: book.file,
  sheet: sheet.name,
  row: table.headerRow,
  col: c.col,
});

// ── words that take their meaning from the table around them ──

/** Columns headed only 得分 or 优秀. */
function meanings(
  columns: readonly Column[],
  titles: readonly string[],
  vocabulary: Vocabulary,
  titleClass: string | null,
  numberIsDocument: boolean,
): Column[] {
  const has = (kind: Field['kind']) => columns.some((c) => c.field?.kind === kind);
  const [sheetName] = titles;
  const kind = recordKind(kindsOf(columns));
  const tolerance = kind === 'exemption';
  const meant = columns.map((c): Column => {
    // What the map says, nothing around the column may say otherwise; only whose votes they are it may have left open.
    if (c.field?.mapped && c.field.kind !== 'score' && !(c.field.kind === 'votes' && c.field.raterClass === null)) return c;
    if ((c.field?.kind === 'votes' || c.field?.kind === 'voters') && c.field.raterClass === null && !has('rater-class')) {
      if (titleClass) return { ...c, field: { ...c.field, raterClass: titleClass } };
      return c.field.kind === 'voters' ? c : { ...c, field: null };
    }
    if (has('matter') && (c.field?.kind === 'score' || (c.field?.kind === 'block' && c.field.block === 'adjustment'))) {
      return has('entry-value') ? c : { ...c, field: { kind: 'entry-value' } };
    }
    if (c.field?.kind === 'id' && isBareNumber(c.header)) {
      const otherId = columns.some((o) => o !== c && o.field?.kind === 'id');
      const numbered = has('matter') || has('sanction') || tolerance || kind === 'chronicle';
      if (otherId || numberIsDocument) return { ...c, field: { kind: numbered ? 'entry-number' : 'known' } };
    }
    // In a table of error tolerance a date of a step is the step's, though elsewhere it dates an entry.
    const step = tolerance && c.field?.kind === 'entry-date' ? vocabulary.stepOf(c.header) : null;
    if (step !== null) return { ...c, field: { kind: 'step', step } };
    // 等次 beside the number of a rater is what the rater marked.
    if (c.field?.kind === 'grade' && (has('rater') || has('rater-person')) && !has('ballot')) return { ...c, field: { kind: 'ballot' } };
    if (c.field?.kind === 'score') return { ...c, field: scoreMeaning(columns, sheetName ?? '', titles, vocabulary) ?? c.field };
    return c;
  });
  const fields = new Set(meant.flatMap((c) => (c.field ? [fieldKey(c.field)] : [])));
  return meant.map((c) => (c.field === null || c.field.mapped ? c : { ...c, field: inBallots(inRecords(c.field, fields), fields) }));
}

/** What a column is where ballots stand one by one: its words say nothing in any other table. */
function inBallots(field: Field | null, fields: ReadonlySet<string>): Field | null {
  const own = field !== null && ballotFields.has(field.kind);
  return own && !holdsBallots(fields) ? null : field;
}
const ballotFields = new Set<string>(['rater', 'rater-unit', 'rater-person', 'ballot']);

/** But for a plain 得分, whose meaning is not settled yet. */
const kindsOf = (columns: readonly Column[]) =>
  new Set(columns.flatMap((c) => (c.field && c.field.kind !== 'score' ? [fieldKey(c.field)] : [])));

/** Headed 编号 and nothing more: of whom or of what, it does not say. */
export const isBareNumber = (header: string): boolean => foldWord(header.split('/').at(-1) ?? '') === '编号';

function scoreMeaning(columns: readonly Column[], sheetName: string, titles: readonly string[], vocabulary: Vocabulary): Field | null {
  // Beside block scores a plain 得分 is the ready-made total.
  if (columns.some((c) => c.field?.kind === 'block' || c.field?.kind === 'item')) return { kind: 'total' };
  return vocabulary.scoredBy(sheetName) ?? titles.map((t) => vocabulary.scoredBy(t)).find((f) => f !== null) ?? null;
}

// ── votes that would be lost ──

/** Votes of a class that the policy does not know: lost unless the policy says that they do not count. */
function unknownRaters(of: ColumnsOf, columns: readonly Column[]): Problem[] {
  const ignored = new Set(of.policy.checks['ignored-classes'].value.map((w) => foldWord(w)));
  const found = new Map<string, Column>();
  for (const c of columns) {
    const unknown = c.field === null ? of.vocabulary.unknownRaters(c.header.split('/').join('')) : null;
    if (unknown && !isIgnored(unknown.raters, ignored) && !found.has(unknown.raters)) found.set(unknown.raters, c);
  }
  const known = of.policy.blocks.evaluation.classes.map((c) => c.name['zh-Hans']).join('、');
  return [...found].map(([raters, c]) =>
    problem('column/unknown-class', { raters: raters.toUpperCase(), known }, { place: headerPlace(of, c), header: c.header }),
  );
}

/** The class whose ballots a table holds one by one, as its sheet's name or title says it; the only one where the policy has one. */
export function classOfTitle(titles: readonly string[], vocabulary: Vocabulary, policy: Policy): string | null {
  const { classes } = policy.blocks.evaluation;
  const only = classes.length === 1 ? (classes[0]?.key ?? null) : null;
  return titles.map((t) => vocabulary.raterClassOf(t)).find((k) => k !== null) ?? only;
}

/** Ballots one by one without a word on which class they are of. */
function ballotsWithoutClass(of: ColumnsOf, columns: readonly Column[]): Problem[] {
  const fields = new Set(columns.flatMap((c) => (c.field ? [fieldKey(c.field)] : [])));
  const marked = columnOf(columns, 'ballot');
  if (!marked || !holdsBallots(fields) || fields.has('rater-class')) return [];
  if (classOfTitle(of.titles, of.vocabulary, of.policy) !== null) return [];
  return [problem('column/class-unclear', { columns: marked.header }, { place: headerPlace(of, marked), header: marked.header })];
}

/** 优秀票数 without a word on whose votes they are: not used, unless the policy has one class only. */
function withoutClass(of: ColumnsOf, columns: readonly Column[]): Problem[] {
  const unread = of.table.columns.filter((c, i) => c.field?.kind === 'votes' && columns[i]?.field === null);
  if (unread.length === 0 || unread.length !== new Set(unread.map((c) => c.header)).size) return [];
  // Beside the votes of every class, or the score itself, they are sums.
  const said = columns.some((c) => c.field?.kind === 'votes' || (c.field?.kind === 'block' && c.field.block === 'evaluation'));
  const [first] = unread;
  if (said || !first) return [];
  const headers = unread.map((c) => c.header).join('、');
  return [problem('column/class-unclear', { columns: headers }, { place: headerPlace(of, first), header: first.header })];
}

// ── two columns for one thing ──

/** Fields that only describe, or are only compared: of two columns one is taken, the better word first, else the first. */
const describing: ReadonlyMap<string, readonly string[]> = new Map([
  ['post', ['职务', '现任职务', '现职务', '岗位']],
  ['unit', ['单位', '单位名称', '工作单位', '所在单位']],
  ['department', ['部门', '处室']],
  ['rank-number', ['组内排名', '组内名次', '名次', '排名']],
  ['total', ['总分', '总得分']],
  ['entry-basis', ['文号', '依据']],
  ['entry-date', ['日期']],
  ['rater', ['评价人编号', '票号', '选票编号']],
]);
/** Fields that decide: two columns must say the same of everybody. */
const deciding = new Set<string>(['name', 'category', 'level', 'rank', 'status', 'year', 'quarter']);

function chosen(of: ColumnsOf, columns: readonly Column[], problems: Problem[]): { columns: Column[]; secondIds: Column[] } {
  const groups = new Map<string, Column[]>();
  for (const c of columns) {
    if (c.field === null || c.field.kind === 'known' || c.field.kind === 'score') continue;
    const key = fieldKey(c.field);
    groups.set(key, [...(groups.get(key) ?? []), c]);
  }
  const aside = new Map<Column, Column>();
  const secondIds: Column[] = [];
  for (const [key, rivals] of groups) {
    const headers = new Set(rivals.map((c) => foldWord(c.header)));
    if (rivals.length < 2 || headers.size < rivals.length) continue;
    const said = rivals.filter((c) => c.field?.mapped);
    const taken = said.length === 1 ? said[0] : key === 'id' ? bestId(of, columns, rivals) : bestOf(of, key, rivals);
    if (!taken) continue;
    for (const c of rivals) {
      if (c === taken) continue;
      aside.set(c, taken);
      if (key === 'id') secondIds.push(c);
    }
  }
  for (const [c, taken] of aside) {
    const code = c.field?.kind === 'id' ? 'column/second-id' : 'column/second-choice';
    problems.push(problem(code, { taken: taken.header }, { place: headerPlace(of, c), header: c.header }));
  }
  return { columns: columns.map((c) => (aside.has(c) ? { ...c, field: { kind: 'known' } } : c)), secondIds };
}

function bestOf(of: ColumnsOf, key: string, rivals: readonly Column[]): Column | undefined {
  const better = describing.get(key);
  if (better) {
    const rank = (c: Column) => (better.indexOf(foldWord(c.header)) + better.length + 1) % (better.length + 1);
    return [...rivals].sort((a, b) => rank(a) - rank(b) || a.col - b.col)[0];
  }
  if (!deciding.has(key)) return undefined;
  const agree = of.table.body.every((row) => {
    const said = rivals.map((c) => foldGroup(row.cells.find((x) => x.col === c.col)?.value ?? ''));
    return said.every((t) => t === said[0]);
  });
  return agree ? rivals[0] : undefined;
}

/**
 * Of several columns of ids the first that everyone in the table has and that never stands for two names; where none is so, the
 * first. The others are held against it across all tables.
 */
function bestId(of: ColumnsOf, columns: readonly Column[], rivals: readonly Column[]): Column | undefined {
  const nameCol = columns.find((c) => c.field?.kind === 'name')?.col;
  const whole = rivals.find((c) => {
    const names = new Map<string, string>();
    return of.table.body.every((row) => {
      const cells = rivals.map((r) => foldId(row.cells.find((x) => x.col === r.col)?.value ?? ''));
      if (cells.every((t) => t === '')) return true;
      const id = foldId(row.cells.find((x) => x.col === c.col)?.value ?? '');
      const name = foldText(row.cells.find((x) => x.col === nameCol)?.value ?? '');
      const other = names.get(id);
      names.set(id, name);
      return id !== '' && (other === undefined || other === name);
    });
  });
  return whole ?? rivals[0];
}

// ── what is said of the header ──

function headerProblems(of: ColumnsOf, columns: readonly Column[], secondIds: ReadonlySet<Column>): Problem[] {
  const problems: Problem[] = [];
  const seen = new Map<string, Column>();
  const unused: string[] = [];
  for (const c of columns) {
    const where = { place: headerPlace(of, c), header: c.header };
    if (c.field === null) {
      unused.push(c.header);
      const near = nearKnown(of, columns, c);
      if (near) problems.push(problem('column/near-known', { near }, where));
    } else if (c.field.kind === 'score') problems.push(problem('column/score-unclear', {}, where));
    else if (c.field.kind !== 'known') {
      const key = fieldKey(c.field);
      const other = seen.get(key);
      if (other) {
        const args = { field: other.header, other: placeText(headerPlace(of, other)) };
        problems.push(problem('column/duplicate', args, where));
      }
      seen.set(key, c);
    }
  }
  const at = { file: of.book.file, sheet: of.sheet.name };
  const read = (c: Column) => (c.field !== null && c.field.kind !== 'known') || secondIds.has(c);
  const hidden = columns.filter((c) => of.sheet.hiddenCols.has(c.col) && read(c));
  if (hidden.length > 0) problems.push(problem('sheet/hidden-columns', { columns: hidden.map((c) => c.header).join('、') }, at));
  if (unused.length > 0) problems.push(problem('column/unused', { columns: unused.join('、') }, at));
  return [...problems, ...headless(of, columns)];
}

/**
 * The word of a score or status that an unread header holds, where no column of the table was taken for that: figures stand under
 * it, or for a status any text, so that they would be lost.
 */
function nearKnown(of: ColumnsOf, columns: readonly Column[], c: Column): string | null {
  const near = of.vocabulary.near(c.header.split('/').at(-1) ?? '');
  if (!near || columns.some((o) => o.field !== null && near.fields.includes(fieldKey(o.field)))) return null;
  const holds = of.table.body.some((row) => {
    const cell = row.cells.find((x) => x.col === c.col);
    return (
      cell !== undefined &&
      (near.texts ? foldText(cell.value) !== '' : cell.kind === 'number' || /^-?[\d.]+分?$/.test(foldText(cell.value)))
    );
  });
  return holds ? near.word : null;
}

/** Figures under no header at all, left of or between the columns that have one: nobody would miss them. */
function headless(of: ColumnsOf, columns: readonly Column[]): Problem[] {
  const last = columns.at(-1)?.col ?? 0;
  const named = new Set(columns.map((c) => c.col));
  const found = new Map<number, { count: number; first: SheetRow }>();
  for (const row of of.table.body) {
    if (row.cells.length < 3) continue;
    for (const c of row.cells) {
      if (c.col > last || named.has(c.col) || c.kind === 'error' || !/\d/.test(c.value)) continue;
      const there = found.get(c.col);
      if (there) there.count++;
      else found.set(c.col, { count: 1, first: row });
    }
  }
  return [...found].map(([col, { count, first }]) => {
    const place = { file: of.book.file, sheet: of.sheet.name, row: of.table.headerRow, col };
    return problem('column/no-header', { count: String(count), first: a1({ row: first.row, col }) }, { place });
  });
}

/** The one column of a field, or none. */
export const columnOf = (columns: readonly Column[], kind: PlainField): Column | undefined => columns.find((c) => c.field?.kind === kind);
