/** Files of records alone: what is said of people whose scores stand elsewhere, for the archive. No roster is needed. */

import type { Book } from '../book.ts';
import { foldName } from '../fold.ts';
import type { Policy } from '../policy/policy.ts';
import { problem } from '../problems/problem.ts';
import type { Inspected, Out, Period, Person, Problem } from '../types.ts';
import { type Gathered, rosterTables, rowKey, speaksOfPeople } from './join.ts';
import { strayPerson } from './people.ts';
import { periodIn, periodInName } from './period.ts';
import { recordsOf } from './records.ts';
import type { PersonRow, TableRecords } from './rows.ts';
import { isDocumentList, readBookTables } from './tabulate.ts';
import { vocabularyOf } from './vocabulary.ts';

/** Somebody in files of records. */
export interface Recorded {
  /** `key` is '' where no row gives an id: then the name is all that is known. */
  readonly person: Person;
  /** A table says who they are: unit, post, rank, category. */
  readonly onRoster: boolean;
}

/** What files of records hold. */
export interface RecordFiles {
  readonly people: readonly Recorded[];
  /** By a title or a file's name; null: none says it. */
  readonly period: Period | null;
}

/**
 * @param known whether an id is somebody's: a 编号 that is nobody's numbers the entries
 */
export function recordsIn(books: readonly Book[], policy: Policy, known: (id: string) => boolean): Out<RecordFiles> {
  const vocabulary = vocabularyOf(policy);
  const sorted = [...books].sort((a, b) => (a.file < b.file ? -1 : 1));
  const read = sorted.map((b) => readBookTables(b, policy, vocabulary));
  const found = read.flatMap((r) => r.tables);
  const own = (id: string) =>
    known(id) || found.some((t) => !isDocumentList(t.records, () => false) && t.records.rows.some((r) => r.id === id));
  const settled = found.map((t) => (isDocumentList(t.records, own) ? t.again() : t));
  const tables = settled.map((t) => t.records);
  const rosters = new Set(rosterTables(tables));
  const groups = grouped(tables.filter(speaksOfPeople));
  const made = groups.map((rows) => personOf(rows, policy, rosters));
  const problems = [
    ...read.flatMap((r) => r.problems),
    ...settled.flatMap((t) => t.problems),
    ...tables.filter(isScored).map((t) => problem('archive/unranked', {}, { file: t.file, sheet: t.sheet })),
    ...tables
      .filter((t) => !speaksOfPeople(t) && t.rows.length > 0)
      .map((t) => problem('sheet/no-table', {}, { file: t.file, sheet: t.sheet })),
    ...made.flatMap((m) => m.problems),
  ];
  const titles = [...tables.flatMap((t) => t.titles.map(periodIn)), ...sorted.map((b) => periodInName(b.file))];
  return { value: { people: made.map((m) => m.value), period: titles.find((p) => p !== null) ?? null }, problems };
}

/** Scores of the ranking, which mean nothing without it. */
const isScored = (t: TableRecords): boolean => [...t.fields].some((f) => /^(?:block|item|votes):|^ballot$/.test(f));

type Rows = readonly { readonly row: PersonRow; readonly table: TableRecords }[];

/** By id; a row without one belongs to the only id of its name, else to its name. */
function grouped(tables: readonly TableRecords[]): Rows[] {
  const all = tables.flatMap((table) => table.rows.map((row) => ({ row, table })));
  const ids = new Map<string, Set<string>>();
  for (const { row } of all) {
    if (row.id === null || row.id === '') continue;
    const named = ids.get(foldName(row.name)) ?? new Set();
    ids.set(foldName(row.name), named.add(row.id));
  }
  const groups = new Map<string, { row: PersonRow; table: TableRecords }[]>();
  for (const r of all) {
    const named = [...(ids.get(foldName(r.row.name)) ?? [])];
    const key = (r.row.id ?? '') === '' && named.length === 1 && r.row.name !== '' ? (named[0] ?? '') : rowKey(r.row);
    if (key === '') continue;
    groups.set(key, [...(groups.get(key) ?? []), r]);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, rows]) => rows);
}

function personOf(rows: Rows, policy: Policy, rosters: ReadonlySet<TableRecords>): { value: Recorded; problems: Problem[] } {
  const roster = rows.find((r) => rosters.has(r.table)) ?? rows.find((r) => (r.row.id ?? '') !== '') ?? rows[0];
  if (!roster) throw new Error('a person without a row');
  const { row } = roster;
  const key = row.id ?? '';
  const text = (field: 'unit' | 'department' | 'post' | 'rank' | 'category' | 'level') =>
    [roster, ...rows].map((r) => r.row.texts.get(field)?.value).find((t) => t !== undefined) ?? '';
  const gathered: Gathered = { key, roster: { key, row, table: roster.table }, rows };
  const who = { key: key === '' ? foldName(row.name) : key, id: row.shownId === '' ? row.name : row.shownId, name: row.name };
  const { records, problems } = recordsOf(gathered, policy, who);
  const inspections = rows.flatMap(({ row: r }) =>
    policy.lines.flatMap((line): Inspected[] => {
      const score = r.figures.get(`quality:${line.key}`);
      return score ? [{ quality: line.key, score }] : [];
    }),
  );
  const person: Person = {
    ...strayPerson(key, row),
    unit: text('unit'),
    department: text('department'),
    post: text('post'),
    rank: text('rank'),
    category: text('category'),
    level: text('level'),
    entries: rows.flatMap((r) => r.row.entries),
    inspections,
    records,
  };
  const names = rows.filter((r) => foldName(r.row.name) !== foldName(row.name) && r.row.name !== '');
  const differ = names.map((r) => problem('table/two-names', { name: r.row.name, other: row.name }, { place: r.row.at, person: who }));
  return { value: { person, onRoster: rosters.has(roster.table) }, problems: [...problems, ...differ] };
}
