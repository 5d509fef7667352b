/** Books → Export: the one entry to this room. Pure; everything it cannot use is said. */

import type { Book, Sheet } from '../book.ts';
import { foldText } from '../fold.ts';
import { byText } from '../order.ts';
import type { Policy } from '../policy/policy.ts';
import { problem } from '../problems/problem.ts';
import type { Code } from '../problems/register.ts';
import type { Export, Out, Period, Person, Problem, TableUse } from '../types.ts';
import { holdsBallots } from './ballot-row.ts';
import { castBallots, votesOf } from './ballots.ts';
import { checkExport } from './checks/all.ts';
import { unassessedIn } from './checks/inspections.ts';
import { isBareNumber } from './columns.ts';
import { causesOnly } from './consequences.ts';
import { findTables } from './header.ts';
import { coveredBy, type Gathered, join, rosterTables, rowAddress, rowKey, speaksOfPeople } from './join.ts';
import { isMarkedList } from './marked-list.ts';
import { makePerson, strayPerson } from './people.ts';
import { lastDay, otherPeriods, periodIn, periodInName, periodOfColumns, periodText } from './period.ts';
import { recordKind } from './record-kind.ts';
import { type PersonRow, readTable, type TableRecords } from './rows.ts';
import { isUnitName } from './unit.ts';
import { ruleMeets, type Vocabulary, vocabularyOf } from './vocabulary.ts';

/** What the command line says that the export need not. */
export interface TabulateOptions {
  /** `--period` and `--as-of`; null: found in the export (rules §1). */
  readonly period: Period | null;
  readonly asOf: string | null;
}

/**
 * Finds the people of an export and everything said of them.
 * @param books in any order: they are taken in the order of their names, so that the order never shows (rules §2.4)
 * @returns the export; problems of one person carry `person`, all other errors forbid a ranking (rules §5.3)
 */
export function tabulate(books: readonly Book[], policy: Policy, options: TabulateOptions): Out<Export> {
  const vocabulary = vocabularyOf(policy);
  const sorted = books.filter((b) => !b.own).sort((a, b) => (a.file < b.file ? -1 : 1));
  const read = sorted.map((b) => readBookTables(b, policy, vocabulary));
  const rosterIds = new Set(rosterTables(read.flatMap((r) => r.tables.map((t) => t.records))).flatMap((t) => t.rows.map(rowKey)));
  const settled = read.flatMap((r) =>
    unitsBySheet(r.tables.map((t) => (isDocumentList(t.records, (id) => rosterIds.has(id)) ? t.again() : t))),
  );
  const tables = settled.map((t) => t.records);
  // A record tells of its own year: only scores and rosters say which period this is.
  const rosters = new Set(rosterTables(tables));
  const speaking = tables.filter((t) => recordKind(t.fields) === null || rosters.has(t));
  const period: Out<Period | null> = options.period ? { value: options.period, problems: [] } : findPeriod(speaking, sorted);
  const joined = join(tables);
  const cast = castBallots(joined.people, policy);
  const rosterRows = new Map(joined.people.flatMap((g) => g.rows.map((r) => [r.row, g.roster.row] as const)));
  const rosterRow = (row: PersonRow): PersonRow => rosterRows.get(row) ?? row;
  const unusedTables = tables.filter((t) => t.rows.length > 0 && !speaksOfPeople(t));
  const made = joined.people.map((g) => makePerson(g, policy, period.value)).sort((a, b) => byText(a.person.id, b.person.id));
  const unassessed = unassessedIn(policy.lines, tables, joined.people);
  const people = made.map(({ person }) => {
    const missed = unassessed.get(person.key);
    return missed ? { ...person, unassessed: missed } : person;
  });
  const heard = new Set<string | undefined>(people.flatMap((p) => (p.notRanked ? [p.key] : [])));
  const inspected = new Set(policy.lines.map((l) => l.key).filter((k) => tables.some((t) => t.fields.has(`quality:${k}`))));
  const problems = [
    ...vocabulary.clashes().map((args) => problem('policy/word-twice', args)),
    ...books.filter((b) => b.own).map((b) => problem('file/own-output', {}, { file: b.file })),
    ...[...read.flatMap((r) => r.problems), ...settled.flatMap((t) => t.problems)]
      .map((p) => withJoinedKey(p, joined.keys))
      .filter((p) => p.code !== 'cell/status-in-remark' || !heard.has(p.person?.key)),
    ...unusedTables.map((t) => problem('sheet/no-table', {}, { file: t.file, sheet: t.sheet })),
    ...mapProblems(policy, [...tables.map((t) => t.use), ...read.flatMap((r) => r.without)]),
    ...(tables.length > 0 ? period.problems : []),
    ...(options.period === null && period.value ? otherPeriods(speaking, period.value) : []),
    ...columnProblems(tables, policy, new Set(cast.map((c) => c.mark.raterClass))),
    ...joined.problems,
    ...made.flatMap((m) => m.problems),
    ...checkExport({ books: sorted, tables, gathered: joined.people, people, policy, period: period.value, rosterRow }).map((p) =>
      withJoinedKey(p, joined.keys),
    ),
    ...(tables.length > 0 ? inspectionProblems(people, joined.people, policy, inspected) : []),
  ];
  const asOf = options.asOf ?? (period.value ? lastDay(period.value) : null);
  const uses = [...tables.map((t) => (unusedTables.includes(t) ? unusedTable(t) : t.use)), ...read.flatMap((r) => r.without)];
  return {
    value: {
      ...{ period: period.value, asOf, people, strays: straysOf(joined.strays) },
      ...(tables.some((t) => holdsBallots(t.fields)) ? { votes: votesOf(cast, joined.personOf) } : {}),
      ...{ tables: uses, inspected, faulty: faultyOf(problems) },
    },
    problems: causesOnly(problems, { tables, gathered: joined.people, givers: giversOf(policy) }),
  };
}

/** The beginnings of the fields that give each block, and each item of one. */
function giversOf(policy: Policy): Map<string, readonly string[]> {
  const { evaluation, work, study, party } = policy.blocks;
  const items = [...work.items, ...study.items].map((i) => [i.name['zh-Hans'], [`item:${i.key}`]] as const);
  return new Map<string, readonly string[]>([
    ...items,
    [evaluation.name['zh-Hans'], ['block:evaluation', 'votes:', 'ballot']],
    [work.name['zh-Hans'], ['block:work', ...work.items.map((i) => `item:${i.key}`)]],
    [study.name['zh-Hans'], ['block:study', ...study.items.map((i) => `item:${i.key}`)]],
    [party.name['zh-Hans'], ['block:party']],
  ]);
}

/** A problem of a row belongs to the person the row was joined to, whatever the row calls them. */
function withJoinedKey(p: Problem, keys: ReadonlyMap<string, string>): Problem {
  const key = p.person && p.place ? keys.get(rowAddress(p.place)) : undefined;
  return p.person && key !== undefined && key !== p.person.key ? { ...p, person: { ...p.person, key } } : p;
}

/** A table that names people and says nothing that counts: all of it is left out. */
function unusedTable(t: TableRecords): TableUse {
  const rows = t.rows.map((r) => ({ row: r.at.row, reason: 'no-table' as const }));
  return { ...t.use, rowsUsed: 0, leftOut: [...t.use.leftOut, ...rows] };
}

interface ReadTable {
  readonly records: TableRecords;
  readonly problems: readonly Problem[];
}

/** 加减分 whose 编号 is nobody's id: it numbers documents, and people are known by their names. */
export function isDocumentList({ use, fields, rows }: TableRecords, isId: (id: string) => boolean): boolean {
  const id = use.columns.find((c) => c.field === 'id');
  if (!id || !fields.has('name') || !isBareNumber(id.header)) return false;
  if (!fields.has('matter') && recordKind(fields) === null) return false;
  return rows.every((r) => !isId(r.id ?? ''));
}

/** A workbook with a sheet a unit: where no table has a unit, the sheet's name is it, and that is said. */
function unitsBySheet(tables: readonly ReadTable[]): ReadTable[] {
  const own = tables.filter(({ records: { fields } }) => fields.has('category') && !fields.has('unit') && !fields.has('department'));
  const sheets = new Set(own.map((t) => t.records.sheet));
  if (sheets.size < 2 || ![...sheets].every(isUnitName)) return [...tables];
  return tables.map((t) => {
    const { sheet, file, at, rows } = t.records;
    if (sheet === null || !own.includes(t)) return t;
    const unit = { value: sheet, at };
    const records = { ...t.records, rows: rows.map((r) => ({ ...r, texts: new Map([...r.texts, ['unit' as const, unit]]) })) };
    return { records, problems: [...t.problems, problem('sheet/unit-taken', { unit: sheet }, { file, sheet })] };
  });
}

interface BookTables {
  readonly tables: readonly (ReadTable & { readonly again: () => ReadTable })[];
  /** Sheets that hold something but no table of people. */
  readonly without: readonly TableUse[];
  readonly problems: readonly Problem[];
}

/** The tables of one book, each read by itself. */
export function readBookTables(book: Book, policy: Policy, vocabulary: Vocabulary): BookTables {
  const tables: (ReadTable & { again: () => ReadTable })[] = [];
  const without: TableUse[] = [];
  const problems: Problem[] = [];
  for (const sheet of book.sheets) {
    const at = { file: book.file, sheet: sheet.name };
    if (isMarkedList(sheet)) {
      problems.push(problem('sheet/own-list', {}, at));
      without.push(unusedSheet(book, sheet, sheet.rows.length));
      continue;
    }
    const rows = sheet.rows.filter((r) => r.cells.some((c) => foldText(c.value) !== '' || c.kind === 'empty-formula'));
    const hidden = rows.filter((r) => r.hidden).length;
    if (rows.length > 0 && sheet.hidden) problems.push(problem('sheet/hidden', { rows: String(rows.length) }, at));
    if (hidden > 0) problems.push(problem('sheet/hidden-rows', { rows: String(hidden) }, at));
    const found = findTables(sheet, vocabulary);
    for (const table of found) {
      const again = () => readTable(book, sheet, table, policy, vocabulary, true);
      tables.push({ ...readTable(book, sheet, table, policy, vocabulary), again });
    }
    if (found.length === 0 && rows.length > 0) {
      problems.push(problem('sheet/no-table', {}, at));
      without.push(unusedSheet(book, sheet, rows.length));
    }
  }
  if (tables.every((t) => t.records.rows.length === 0)) problems.push(problem('file/no-people', {}, { file: book.file }));
  return { tables, without, problems };
}

function unusedSheet(book: Book, sheet: Sheet, rowsRead: number): TableUse {
  const leftOut = sheet.rows.slice(0, rowsRead).map((r) => ({ row: r.row, reason: 'no-table' as const }));
  return {
    file: book.file,
    sheet: sheet.name,
    hidden: sheet.hidden,
    rowsRead,
    rowsUsed: 0,
    leftOut,
    hiddenRows: 0,
    columns: [],
    headerRow: null,
  };
}

/** Rules of `--map` that met no column; the policy's own are for other exports too. */
function mapProblems(policy: Policy, uses: readonly TableUse[]): Problem[] {
  return (policy.columns ?? []).flatMap((rule) => {
    const { map, header, sheet = '' } = rule;
    if (map === undefined || uses.some((u) => u.columns.some((c) => ruleMeets(rule, u.sheet, c.header)))) return [];
    return [problem('column/map-unused', { header, sheet }, { file: map })];
  });
}

// ── the period ──

/** By columns, else by titles, else by the files' names; two different ones in one export are refused. */
function findPeriod(tables: readonly TableRecords[], books: readonly Book[]): Out<Period | null> {
  const at = (file: string) => (period: Period | null) => (period ? [{ text: periodText(period), period, file }] : []);
  const titles = tables.flatMap((t) => t.titles.map(periodIn).flatMap(at(t.file)));
  const names = books.flatMap((b) => at(b.file)(periodInName(b.file)));
  const elsewhere = [...titles, ...names][0]?.period.year;
  const columns = tables.flatMap((t) =>
    t.rows.flatMap((r) => {
      const [year, quarter] = [r.texts.get('year')?.value, r.texts.get('quarter')?.value];
      return at(t.file)(
        year === undefined && quarter === undefined ? null : periodOfColumns(year ?? String(elsewhere ?? ''), quarter ?? ''),
      );
    }),
  );
  const quarters = tables.flatMap((t) =>
    t.rows.flatMap((r) => {
      const text = r.texts.get('quarter')?.value;
      return text === undefined ? [] : [{ text, file: t.file }];
    }),
  );
  const found = [columns, titles, names].map((all) => new Map(all.map((p) => [p.text, p.period])));
  const differ = (all: readonly SaidPeriod[]) => problem('table/periods-differ', { found: periodsByFile(all) });
  const best = found.find((f) => f.size > 0);
  if (!best)
    return { value: null, problems: [new Set(quarters.map((q) => q.text)).size > 1 ? differ(quarters) : problem('table/no-period', {})] };
  const [first] = best.values();
  // A title may speak of the year whose quarter a column gives; two quarters or two years in one export are refused.
  const clash = found
    .slice(0, 2)
    .flatMap((f) => [...f.values()])
    .some((p) => first && !compatible(p, first));
  if (best.size > 1 || clash || !first)
    return { value: null, problems: [differ(columns.length + titles.length > 0 ? [...columns, ...titles] : names)] };
  return { value: first, problems: [] };
}

interface SaidPeriod {
  readonly text: string;
  readonly file: string;
}

/** `2026Q2: a.csv; 2026Q3: b.csv, c.csv, …` */
function periodsByFile(all: readonly SaidPeriod[]): string {
  const texts = [...new Set(all.map((p) => p.text))].sort();
  return texts
    .map((text) => {
      const files = [...new Set(all.filter((p) => p.text === text).map((p) => p.file))].sort();
      return `${text}: ${files.slice(0, 3).join(', ')}${files.length > 3 ? ', …' : ''}`;
    })
    .join('; ');
}

const compatible = (a: Period, b: Period): boolean =>
  a.year === b.year && (a.quarter === null || b.quarter === null || a.quarter === b.quarter);

// ── what the tables together lack ──

/** @param cast classes whose ballots stand one by one */
function columnProblems(tables: readonly TableRecords[], policy: Policy, cast: ReadonlySet<string>): Problem[] {
  if (tables.length === 0) return [];
  const has = (field: string) => tables.some((t) => t.fields.has(field));
  if (!has('category')) return [problem('table/no-category', {})];
  return [...levelProblems(tables, policy), ...itemProblems(tables, policy), ...optionProblems(tables, policy, cast)];
}

function levelProblems(tables: readonly TableRecords[], policy: Policy): Problem[] {
  return rosterTables(tables)
    .filter((t) => !t.fields.has('level'))
    .flatMap((t): Problem[] => {
      // Another table may give the level of the very same people.
      if (tables.some((o) => o !== t && o.fields.has('level') && coveredBy(t, o))) return [];
      const at = { file: t.file, sheet: t.sheet };
      const stands = t.fields.has('rank') && policy.group['level-by-rank'].value;
      return [
        stands
          ? problem('table/level-by-rank', {}, { ...at, clause: policy.group['level-by-rank'].clause.at })
          : problem('table/no-level', {}, at),
      ];
    });
}

/** An item column that the export lacks while it has its sisters (rules §3.7). */
function itemProblems(tables: readonly TableRecords[], policy: Policy): Problem[] {
  return (['work', 'study'] as const).flatMap((block) => {
    const { items, name, clause } = policy.blocks[block];
    const lacking = items.filter((i) => !tables.some((t) => t.fields.has(`item:${i.key}`)));
    if (lacking.length === 0 || lacking.length === items.length) return [];
    // At the header of the last sister: there the column would be looked for.
    const sisters = tables.flatMap((table) => {
      const own = table.use.columns.filter((c) => c.field?.startsWith('item:') && items.some((i) => c.field === `item:${i.key}`));
      return own.slice(-1).map(({ col }) => ({ ...table.at, col }));
    });
    const [place] = sisters;
    const where = { ...(place ? { place } : {}), clause: clause.at };
    return lacking.map((i) => problem('column/item-missing', { item: i.name['zh-Hans'], block: name['zh-Hans'] }, where));
  });
}

/** An option column that a rater class lacks, or a class that no table has. */
function optionProblems(tables: readonly TableRecords[], policy: Policy, cast: ReadonlySet<string>): Problem[] {
  const { options, classes, empty } = policy.blocks.evaluation;
  const voting = tables.filter((t) => [...t.fields].some((f) => f.startsWith('votes:')));
  if (voting.length === 0) return [];
  return classes.flatMap((c) => {
    const own = voting.filter((t) => options.some((o) => t.fields.has(`votes:${c.key}:${o.key}`)));
    const long = voting.filter((t) => options.some((o) => t.fields.has(`votes::${o.key}`)));
    if (own.length === 0 && ((long.length === 0 && empty.value === 'renormalise') || cast.has(c.key))) return [];
    // File by file: a column that one unit's file lacks would be votes lost there.
    const files = [...new Set([...own, ...long].map((t) => t.file))];
    const sets = files.length > 0 ? files.map((f) => [...own, ...long].filter((t) => t.file === f)) : [voting];
    return sets.flatMap((set) =>
      options
        .filter((o) => !set.some((t) => t.fields.has(`votes:${c.key}:${o.key}`) || t.fields.has(`votes::${o.key}`)))
        .map((o) =>
          problem(
            'column/option-missing',
            { option: o.name['zh-Hans'], raterClass: c.name['zh-Hans'] },
            { file: set[0]?.file ?? '', sheet: set[0]?.sheet ?? null },
          ),
        ),
    );
  });
}

/** Absent from an inspection that exists: not assessed, and said; no inspection at all: said once (rules §7.1). */
function inspectionProblems(
  people: readonly Person[],
  gathered: readonly Gathered[],
  policy: Policy,
  inspected: ReadonlySet<string>,
): Problem[] {
  const rows = new Map(gathered.map((g) => [g.key, g.rows]));
  return policy.lines.flatMap((line): Problem[] => {
    const clause = line.line.clause.at;
    const quality = line.quality['zh-Hans'];
    if (!inspected.has(line.key)) return [problem('table/no-inspection', { quality }, { clause })];
    return people
      .filter((p) => !p.inspections.some((i) => i.quality === line.key))
      .map((p) => {
        const blank = rows.get(p.key)?.flatMap(({ row }) => row.blanks.find((b) => b.field === `quality:${line.key}`) ?? [])[0];
        const where = blank ? { place: blank.at, header: blank.header } : { place: p.at };
        return problem('table/not-inspected', { quality }, { ...where, person: { key: p.key, id: p.id, name: p.name }, clause });
      });
  });
}

/** One entry a stray person, however many rows speak of them. */
function straysOf(rows: readonly PersonRow[]): Person[] {
  const byKey = new Map(rows.map((r) => [rowKey(r), strayPerson(rowKey(r), r)]));
  return [...byKey.values()].filter((p) => p.key !== '').sort((a, b) => (a.id < b.id ? -1 : 1));
}

function faultyOf(problems: readonly Problem[]): Map<string, Code[]> {
  const faulty = new Map<string, Code[]>();
  for (const p of problems) {
    if (p.severity !== 'error' || !p.person) continue;
    const codes = faulty.get(p.person.key) ?? [];
    if (!codes.includes(p.code)) codes.push(p.code);
    faulty.set(p.person.key, codes);
  }
  return faulty;
}
