/** Records of all tables → one person each, joined by id; by name only where a table has no ids (rules §1, 重名). */

import { foldGroup, foldName } from '../fold.ts';
import { placeText, problem } from '../problems/problem.ts';
import type { Place, Problem } from '../types.ts';
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
  readonly problems: readonly Problem[];
}

/** The folded id, or the folded name where the row has none. */
export const rowAddress = (at: Place): string => [at.file, at.sheet, at.row].join('\u0000');
export const rowKey = (row: PersonRow): string => (row.id !== null && row.id !== '' ? row.id : foldName(row.name));
const personOf = (key: string, row: PersonRow) => ({ key, id: row.shownId, name: row.name });

const aboutScores = /^(block|item|quality|votes|entry-value|bonus|deduction|score)/;
const holdsScores = (t: TableRecords): boolean => [...t.fields].some((f) => aboutScores.test(f));
const holdsGroups = (t: TableRecords): boolean => t.fields.has('category');

/**
 * Who is on the roster: the tables that give a category and no scores (花名册); in a file without such a table, those that
 * give a category beside the scores.
 */
export function rosterTables(tables: readonly TableRecords[]): TableRecords[] {
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
    holdsGroups(t) || holdsScores(t) || t.fields.has('status') || t.fields.has('status-note') || /名册|名单|roster/i.test(t.sheet ?? t.file)
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
  const byName = new Map<string, string[]>();
  for (const [key, e] of entries) push(byName, foldName(e.row.name), key);
  const strays: PersonRow[] = [];
  const keys = new Map<string, string>();
  const rows = new Map<string, { row: PersonRow; table: TableRecords }[]>();
  for (const table of tables) {
    if (!rosters.includes(table) && !speaksOfPeople(table)) continue;
    for (const row of table.rows) {
      const key = keyOf(row, entries, byName, problems);
      if (key !== null) {
        keys.set(rowAddress(row.at), key);
        push(rows, key, { row, table });
      } else strays.push(row);
    }
  }
  const people = [...entries.values()].map((roster) => ({ key: roster.key, roster, rows: rows.get(roster.key) ?? [] }));
  return { people, strays, keys, problems: [...problems, ...people.flatMap(disagreements)] };
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

function keyOf(
  row: PersonRow,
  entries: ReadonlyMap<string, RosterEntry>,
  byName: ReadonlyMap<string, readonly string[]>,
  problems: Problem[],
): string | null {
  const key = rowKey(row);
  if (key === '') return null;
  if (entries.has(key)) return key;
  const person = personOf(key, row);
  if (row.id !== null) {
    // A roster without ids can only be joined by name.
    const named = byName.get(foldName(row.name)) ?? [];
    const only = named.length === 1 ? entries.get(named[0] ?? '') : undefined;
    if (only && only.row.id === null) return only.key;
    problems.push(problem('table/not-in-roster', {}, { place: row.at, person }));
    return null;
  }
  const named = byName.get(foldName(row.name)) ?? [];
  if (named.length === 1) return named[0] ?? null;
  const where = { place: row.at, person };
  problems.push(
    named.length === 0
      ? problem('table/not-in-roster', {}, where)
      : problem('table/name-ambiguous', { count: String(named.length) }, where),
  );
  return null;
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
        return differ ? [problem('table/two-groups', { one: here, other: `${there} (${other})` }, where)] : [];
      }),
    ];
  });
}
