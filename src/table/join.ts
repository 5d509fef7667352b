/** Records of all tables → one person each, joined by id; by name only where a table has no ids (rules §1, 重名). */

import { foldGroup, foldName, foldWord } from '../fold.ts';
import { placeText, problem } from '../problems/problem.ts';
import type { Place, Problem } from '../types.ts';
import { holdsBallots } from './ballot-row.ts';
import { foldLook } from './look.ts';
import { isRecordTable, recordKind } from './record-kind.ts';
import type { PersonRow, TableRecords } from './rows.ts';

/** A person on the roster, and the row that says so. */
export interface RosterEntry {
  readonly key: string;
  readonly row: PersonRow;
  readonly table: TableRecords;
}

/** A person and every row that speaks of them. */
export interface Gathered {
  readonly key: string;
  readonly roster: RosterEntry;
  readonly rows: readonly { readonly row: PersonRow; readonly table: TableRecords }[];
}

/** Everybody, and what does not fit together. */
export interface Joined {
  readonly people: readonly Gathered[];
  /** Rows of people whom no roster knows. */
  readonly strays: readonly PersonRow[];
  /** Row → the person it was joined to: what a row alone calls its person may differ. */
  readonly keys: ReadonlyMap<string, string>;
  /** Key of the person on the roster whom an id names, first or second; null: nobody's. */
  readonly personOf: (id: string) => string | null;
  readonly problems: readonly Problem[];
}

/** The folded id, or the folded name where the row has none. */
export const rowAddress = (at: Place): string => [at.file, at.sheet, at.row].join('\u0000');
export const rowKey = (row: PersonRow): string => (row.id !== null && row.id !== '' ? row.id : foldName(row.name));
const personOf = (key: string, row: PersonRow) => ({ key, id: row.shownId, name: row.name });

const aboutScores = /^(block|item|quality|votes|ballot|entry-value|bonus|deduction|score)/;
const holdsScores = (t: TableRecords): boolean => [...t.fields].some((f) => aboutScores.test(f));
const holdsGroups = (t: TableRecords): boolean => t.fields.has('category') && !isRecordTable(t) && !holdsBallots(t.fields);

/**
 * Who is on the roster: the tables that give a category and no scores (花名册); in a file without such a table, those that
 * give a category beside the scores.
 */
export function rosterTables(all: readonly TableRecords[]): TableRecords[] {
  const plain = all.filter((t) => holdsGroups(t) && recordKind(t.fields) === null);
  // Records that repeat the groups of people whom a roster knows are no second roster.
  const tables = all.filter((t) => recordKind(t.fields) === null || !plain.some((p) => coveredBy(t, p)));
  const pure = tables.filter((t) => holdsGroups(t) && !holdsScores(t));
  const filesWithPure = new Set(pure.map((t) => t.file));
  const flat = tables.filter((t) => holdsGroups(t) && holdsScores(t) && !filesWithPure.has(t.file));
  const pureOnly = pure.length > 0 && flat.every((t) => pure.some((p) => coveredBy(t, p)));
  return pureOnly ? pure : [...pure, ...flat];
}

/** A scores table whose people all stand in a roster of another file is no roster of its own. */
export function coveredBy(scores: TableRecords, roster: TableRecords): boolean {
  const known = new Set(roster.rows.map(rowKey));
  return scores.rows.every((row) => known.has(rowKey(row)));
}

/** A table that says something of people which counts: scores, a status, or by its name the roster itself. */
export function speaksOfPeople(t: TableRecords): boolean {
  return (
    holdsGroups(t) ||
    holdsScores(t) ||
    recordKind(t.fields) !== null ||
    t.fields.has('rank-since') ||
    t.fields.has('status') ||
    t.fields.has('status-note') ||
    /名册|名单|roster/i.test(t.sheet ?? t.file)
  );
}

/**
 * Joins the rows of all tables (rules §1).
 * @returns problems `table/person-twice`, `table/not-in-roster`, `table/name-ambiguous`, `table/two-names`, `table/two-groups`
 */
export function join(tables: readonly TableRecords[]): Joined {
  const problems: Problem[] = [];
  const rosters = rosterTables(tables);
  const entries = enrol(rosters, problems);
  const book = rosterBook(entries);
  for (const [key, e] of entries) {
    for (const second of e.row.secondIds) {
      const other = book.bySecondId.get(second);
      if (other !== undefined && other !== key) {
        const where = { place: e.row.at, person: personOf(key, e.row) };
        problems.push(problem('table/ids-disagree', { other: placeText(entries.get(other)?.row.at ?? e.row.at) }, where));
      } else book.bySecondId.set(second, key);
    }
  }
  const strays: PersonRow[] = [];
  const keys = new Map<string, string>();
  const rows = new Map<string, { row: PersonRow; table: TableRecords }[]>();
  for (const table of tables) {
    if (!rosters.includes(table) && !speaksOfPeople(table)) continue;
    const found: Problem[] = [];
    const before = strays.length;
    for (const row of table.rows) {
      const key = keyOf(row, book, found);
      if (key !== null) {
        keys.set(rowAddress(row.at), key);
        push(rows, key, { row, table });
      } else strays.push(row);
    }
    const none =
      table.rows.length > 1 && strays.length - before === table.rows.length && found.every((p) => p.code === 'table/not-in-roster');
    // Said once of the table: its rows say no more.
    if (none && rosters.length > 0 && !rosters.includes(table)) problems.push(nobodyKnown(table, rosters));
    else problems.push(...found);
  }
  const people = [...entries.values()].map((roster) => ({ key: roster.key, roster, rows: rows.get(roster.key) ?? [] }));
  const ofId = (id: string) => (entries.has(id) ? id : (book.bySecondId.get(id) ?? null));
  return { people, strays, keys, personOf: ofId, problems: [...problems, ...people.flatMap(disagreements)] };
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const there = map.get(key);
  if (there) there.push(value);
  else map.set(key, [value]);
}

/** One entry a person; someone enrolled twice is an error, in one table or in two. */
function enrol(rosters: readonly TableRecords[], problems: Problem[]): Map<string, RosterEntry> {
  const entries = new Map<string, RosterEntry>();
  for (const table of rosters) {
    if (!table.fields.has('id')) problems.push(problem('table/no-ids', {}, { file: table.file, sheet: table.sheet }));
    if (!table.fields.has('name')) problems.push(problem('table/no-names', {}, { file: table.file, sheet: table.sheet }));
    for (const row of table.rows) {
      const key = rowKey(row);
      if (key === '') continue;
      const other = entries.get(key);
      if (!other) entries.set(key, { key, row, table });
      else if (other.table !== table && complementary(other.table, table)) continue;
      else problems.push(problem('table/person-twice', { other: placeText(other.row.at) }, { place: row.at, person: personOf(key, row) }));
    }
  }
  return entries;
}

/** Two tables of one export that hold different scores of the same people, such as one CSV a block. */
function complementary(a: TableRecords, b: TableRecords): boolean {
  const scores = (t: TableRecords) => [...t.fields].filter((f) => aboutScores.test(f));
  return scores(a).length > 0 && scores(b).length > 0 && scores(a).every((f) => !b.fields.has(f));
}

/** The roster by everything that may name a person. */
interface RosterBook {
  readonly entries: ReadonlyMap<string, RosterEntry>;
  readonly byName: ReadonlyMap<string, readonly string[]>;
  readonly byLook: ReadonlyMap<string, readonly string[]>;
  readonly bySecondId: Map<string, string>;
  /** Ids without their leading zeros. */
  readonly byDigits: ReadonlyMap<string, string>;
}

function rosterBook(entries: ReadonlyMap<string, RosterEntry>): RosterBook {
  const byName = new Map<string, string[]>();
  const byLook = new Map<string, string[]>();
  const byDigits = new Map<string, string>();
  for (const [key, e] of entries) {
    push(byName, foldName(e.row.name), key);
    push(byLook, foldLook(e.row.name), key);
    byDigits.set(key.replace(/^0+/, ''), key);
  }
  return { entries, byName, byLook, bySecondId: new Map(), byDigits };
}

/** A whole table of people whom no roster knows: its own category column is missing, or it is of other people. */
function nobodyKnown(table: TableRecords, rosters: readonly TableRecords[]): Problem {
  const roster = rosters.map((r) => (r.sheet === null ? r.file : `${r.file}!${r.sheet}`)).slice(0, 3);
  const args = { count: String(table.rows.length), roster: roster.join('、') };
  return problem('sheet/people-not-in-roster', args, { file: table.file, sheet: table.sheet });
}

/** The person a row speaks of: by id, by a second id, by the name where the row or the roster has no ids; null: nobody known. */
function keyOf(row: PersonRow, book: RosterBook, problems: Problem[]): string | null {
  const { entries } = book;
  const key = rowKey(row);
  if (key === '') return null;
  const person = personOf(key, row);
  const where = { place: row.at, person };
  const byId = row.id === null ? undefined : entries.has(key) ? key : book.bySecondId.get(key);
  const bySecond = row.secondIds.map((id) => (entries.has(id) ? id : book.bySecondId.get(id))).find((k) => k !== undefined);
  if (byId !== undefined && bySecond !== undefined && bySecond !== byId) {
    const other = entries.get(bySecond);
    problems.push(
      problem(
        'table/ids-disagree',
        { other: other ? placeText(other.row.at) : bySecond },
        { place: row.at, person: { ...person, key: byId } },
      ),
    );
  }
  const settled = byId ?? bySecond;
  if (settled !== undefined) return settled;
  const named = book.byName.get(foldName(row.name)) ?? [];
  const only = named.length === 1 ? entries.get(named[0] ?? '') : undefined;
  // A roster without ids can only be joined by name.
  if (only && (row.id === null || only.row.id === null)) {
    const [here, there] = [unitsOf(row), unitsOf(only.row)];
    if (here.length > 0 && there.length > 0 && !here.some((a) => there.some((b) => sameUnit(a, b)))) {
      const args = { unit: here.join('、'), other: there.join('、') };
      problems.push(problem('table/other-unit', args, { place: row.at, person: personOf(only.key, only.row) }));
    }
    return only.key;
  }
  if (row.id === null && named.length > 1) problems.push(problem('table/name-ambiguous', { count: String(named.length) }, where));
  else problems.push(problem('table/not-in-roster', { near: nearOf(row, book, named) }, where));
  return null;
}

/** Whom a row may mean that names nobody on the roster: leading zeros lost, the same or a lookalike name. */
function nearOf(row: PersonRow, book: RosterBook, named: readonly string[]): string {
  const zeros = row.id === null || row.id === '' ? undefined : book.byDigits.get(row.id.replace(/^0+/, ''));
  const look = book.byLook.get(foldLook(row.name)) ?? [];
  const key = zeros ?? named[0] ?? look[0];
  const near = key === undefined ? undefined : book.entries.get(key);
  if (!near) return '';
  return near.row.shownId === '' ? near.row.name : `${near.row.name} ${near.row.shownId}`;
}

const unitsOf = (row: PersonRow): string[] =>
  (['unit', 'department'] as const).flatMap((f) => {
    const t = row.texts.get(f)?.value;
    return t === undefined ? [] : [t];
  });

/** Written in full or shortened: 社矫处 and 社区矫正管理处 are one, for all its characters stand there in that order. */
export function sameUnit(a: string, b: string): boolean {
  const [x, y] = [foldWord(a), foldWord(b)];
  const [short, long] = x.length <= y.length ? [x, y] : [y, x];
  let i = 0;
  for (const c of long) if (c === short[i]) i++;
  return i >= short.length;
}

/** One id with two names, or in two groups. */
function disagreements({ key, roster, rows }: Gathered): Problem[] {
  return rows.flatMap(({ row }): Problem[] => {
    if (row === roster.row) return [];
    const where = { place: row.at, person: personOf(key, roster.row) };
    const names = foldName(row.name) !== '' && foldName(row.name) !== foldName(roster.row.name);
    const other = placeText(roster.row.at);
    return [
      ...(names ? [problem('table/two-names', { name: row.name, other: roster.row.name }, where)] : []),
      ...(['category', 'level'] as const).flatMap((field) => {
        const here = row.texts.get(field)?.value;
        const there = roster.row.texts.get(field)?.value;
        const differ = here !== undefined && there !== undefined && foldGroup(here) !== foldGroup(there);
        return differ ? [problem('table/two-groups', { one: here, other: there, at: other }, where)] : [];
      }),
    ];
  });
}
