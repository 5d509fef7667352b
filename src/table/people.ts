/** One person gathered from all rows → the typed Person the core scores, with what is missing or doubled. */
import { Decimal } from '../decimal.ts';
import { foldGroup, foldWord } from '../fold.ts';
import { voidOption } from '../policy/fields.ts';
import type { Policy } from '../policy/policy.ts';
import { placeText, problem } from '../problems/problem.ts';
import { noRecords } from '../records.ts';
import type { Ballots, BlockKey, Entry, Inspected, Period, Person, Place, Problem, Sourced } from '../types.ts';
import type { Gathered } from './join.ts';
import { recordsOf } from './records.ts';
import type { PersonRow, TableRecords } from './rows.ts';

interface Making {
  readonly gathered: Gathered;
  readonly policy: Policy;
  readonly period: Period | null;
  readonly who: { readonly key: string; readonly id: string; readonly name: string };
  readonly problems: Problem[];
}

/** The person as the core takes it; errors for what is missing, doubled or unreadable, each with the person and the cell (rules §3.7). */
export function makePerson(gathered: Gathered, policy: Policy, period: Period | null): { person: Person; problems: Problem[] } {
  const { row } = gathered.roster;
  const id = row.shownId === '' ? row.name : row.shownId;
  const m: Making = { gathered, policy, period, who: { key: gathered.key, id, name: row.name }, problems: [] };
  const figures = gatherFigures(m);
  const { notRanked, inYear } = statusOf(m);
  const ballots = gatherBallots(m);
  const entries = gathered.rows.flatMap((r) => r.row.entries);
  const given = new Map<BlockKey, Sourced<Decimal>>();
  const items = new Map<string, Sourced<Decimal>>();
  for (const [field, value] of figures) {
    const [kind, name = ''] = field.split(':');
    if (kind === 'block') given.set(name as BlockKey, value);
    if (kind === 'item') items.set(name, value);
  }
  const recorded = recordsOf(gathered, policy, m.who);
  m.problems.push(...recorded.problems);
  const person: Person = {
    key: gathered.key,
    id,
    name: row.name,
    ...rosterTexts(m),
    at: row.at,
    ...(notRanked ? { notRanked } : {}),
    ...(inYear ? { notRankedInYear: inYear } : {}),
    given,
    ballots,
    items,
    entries: inOrder(entries),
    inspections: gatherInspections(m),
    records: recorded.records,
    ...optional('givenTotal', figures.get('total')),
    ...optional('givenRank', figures.get('rank-number')),
  };
  checkEntries(m, entries);
  if (!notRanked) checkComplete(m, person);
  return { person, problems: m.problems };
}

/** Someone who is in the tables but on no roster: named so that nobody is lost, never scored. */
export function strayPerson(key: string, row: PersonRow): Person {
  const text = (field: 'unit' | 'department' | 'post' | 'rank') => row.texts.get(field)?.value ?? '';
  return {
    key,
    id: row.shownId === '' ? row.name : row.shownId,
    name: row.name,
    unit: text('unit'),
    department: text('department'),
    post: text('post'),
    rank: text('rank'),
    category: '',
    level: '',
    at: row.at,
    given: new Map(),
    ballots: [],
    items: new Map(),
    entries: [],
    inspections: [],
    records: noRecords,
  };
}

function optional<K extends string, V>(key: K, value: V | undefined): { [k in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { [k in K]?: V };
}

/** Entries in an order that no order of rows, sheets or files can change. */
function inOrder(entries: readonly Entry[]): Entry[] {
  const key = (e: Entry) => [e.matter, e.date ?? '', e.number ?? '', placeText(e.value.at)].join('\u0000');
  return [...entries].sort((a, b) => -a.value.value.compare(b.value.value) || (key(a) < key(b) ? -1 : 1));
}

// ── the roster's words ──

function rosterTexts(m: Making): Pick<Person, 'unit' | 'department' | 'post' | 'rank' | 'category' | 'level'> {
  const { row, table } = m.gathered.roster;
  const text = (field: 'unit' | 'department' | 'post' | 'rank') =>
    row.texts.get(field)?.value ?? m.gathered.rows.map((r) => r.row.texts.get(field)?.value).find((t) => t !== undefined) ?? '';
  const group = (field: 'category' | 'level' | 'rank'): string => {
    const value = row.texts.get(field)?.value;
    if (value === undefined) m.problems.push(problem('cell/blank', {}, { place: row.at, header: headerOf(table, field), person: m.who }));
    return foldGroup(value ?? '');
  };
  // A table beside the roster may give the level of the same people.
  const elsewhere = m.gathered.rows.map((r) => r.row.texts.get('level')?.value).find((t) => t !== undefined);
  const level = table.fields.has('level')
    ? group('level')
    : elsewhere !== undefined
      ? foldGroup(elsewhere)
      : table.fields.has('rank')
        ? group('rank')
        : '';
  return { unit: text('unit'), department: text('department'), post: text('post'), rank: text('rank'), category: group('category'), level };
}

function headerOf(table: TableRecords, field: string): string {
  return table.use.columns.find((c) => c.field === field)?.header ?? field;
}

/** The policy's reason for which this person is not ranked in this period (rules §5.2). */
function statusOf(m: Making): { notRanked: Sourced<string> | null; inYear: Sourced<string> | null } {
  const { reasons, normal } = m.policy['not-ranked'];
  const said = m.gathered.rows.flatMap(({ row }) => [row.texts.get('status'), row.texts.get('status-note')].filter((s) => s !== undefined));
  const found: Sourced<string>[] = [];
  let inYear: Sourced<string> | null = null;
  for (const s of said) {
    const word = foldWord(s.value);
    if (normal.some((w) => foldWord(w) === word)) continue;
    const reason = reasons.find((r) => r.words.some((w) => foldWord(w) === word));
    if (!reason) {
      const known = reasons.map((r) => r.name['zh-Hans']).join('、');
      m.problems.push(problem('cell/unknown-status', { value: s.value, known }, { place: s.at, person: m.who }));
      continue;
    }
    const kind = m.period === null ? 'quarter' : m.period.quarter === null ? 'year' : 'quarter';
    if (reason.periods.includes(kind)) {
      found.push({ value: reason.key, at: s.at });
      continue;
    }
    inYear ??= { value: reason.key, at: s.at };
    m.problems.push(problem('table/status-years-only', { reason: s.value }, { place: s.at, person: m.who, clause: reason.clause.at }));
  }
  const [first] = found;
  const other = found.find((f) => f.value !== first?.value);
  if (first && other) {
    const at = [first.at, other.at].map(placeText).sort();
    m.problems.push(
      problem(
        'table/row-twice',
        { other: at[0] ?? '', field: headerOf(m.gathered.roster.table, 'status') },
        { place: other.at, person: m.who },
      ),
    );
  }
  return { notRanked: first ?? null, inYear };
}

// ── figures ──

/** Blocks, items, total and rank: each once; a second one is refused, even an equal one (rules: nothing twice). */
function gatherFigures(m: Making): Map<string, Sourced<Decimal>> {
  const found = new Map<string, Sourced<Decimal>>();
  for (const { row } of m.gathered.rows) {
    for (const [field, value] of row.figures) {
      if (field.startsWith('quality:')) continue;
      const other = found.get(field);
      if (other === undefined) found.set(field, value);
      else twice(m, row, field, value.at, other.at);
    }
  }
  return found;
}

function twice(m: Making, row: PersonRow, field: string, at: Place, other: Place): void {
  const header = row.headers.get(field) ?? field;
  m.problems.push(problem('table/row-twice', { other: placeText(other), field: header }, { place: at, header, person: m.who }));
}

function gatherBallots(m: Making): Ballots[] {
  const found = new Map<string, Map<string, Sourced<Decimal>>>();
  for (const { row } of m.gathered.rows) {
    for (const [raterClass, counts] of row.votes) {
      const there = found.get(raterClass) ?? new Map<string, Sourced<Decimal>>();
      found.set(raterClass, there);
      for (const [option, count] of counts) {
        const other = there.get(option);
        if (other === undefined) there.set(option, count);
        else twice(m, row, `votes:${raterClass}:${option}`, count.at, other.at);
      }
    }
  }
  const classes = m.policy.blocks.evaluation.classes.map((c) => c.key);
  return classes.flatMap((raterClass) => {
    const counts = found.get(raterClass);
    return counts ? [{ raterClass, counts, ...turnoutOf(m, raterClass) }] : [];
  });
}

/** 应到 and 收回 of a class, where one row says both. */
function turnoutOf(m: Making, raterClass: string): Pick<Ballots, 'turnout'> {
  for (const { row } of m.gathered.rows) {
    const [expected, returned] = (['expected', 'returned'] as const).map((of) => row.voters.get(`voters:${raterClass}:${of}`));
    if (expected && returned) return { turnout: { expected, returned } };
  }
  return {};
}

function gatherInspections(m: Making): Inspected[] {
  return m.gathered.rows.flatMap(({ row }) =>
    m.policy.lines.flatMap((line): Inspected[] => {
      const score = row.figures.get(`quality:${line.key}`);
      return score ? [{ quality: line.key, score }] : [];
    }),
  );
}

function checkEntries(m: Making, entries: readonly Entry[]): void {
  for (const e of entries) {
    if (e.matter.trim() === '') m.problems.push(problem('cell/blank', {}, { place: e.value.at, header: '事项', person: m.who }));
  }
  for (const { row } of m.gathered.rows) {
    for (const b of row.blanks) {
      if (b.field === 'entry-value') m.problems.push(problem('cell/blank', {}, { place: b.at, header: b.header, person: m.who }));
    }
  }
}

// ── what must not be missing ──

const partsOf = (policy: Policy, block: 'work' | 'study'): string[] => policy.blocks[block].items.map((i) => i.key);

/** Nobody is scored without a block; an item is never taken as 0 (rules §3.7). */
function checkComplete(m: Making, person: Person): void {
  checkEvaluation(m, person);
  checkItems(m, person, 'work');
  checkItems(m, person, 'study');
  if (!person.given.has('party')) missing(m, 'party', ['block:party']);
  for (const b of blanksOf(m, 'block:adjustment'))
    m.problems.push(problem('cell/adjustment-blank', {}, { place: b.at, header: b.header, person: m.who }));
}

function checkEvaluation(m: Making, person: Person): void {
  const { options, classes, empty } = m.policy.blocks.evaluation;
  const blanks = m.gathered.rows.flatMap(({ row }) =>
    row.blanks.filter((b) => b.field.startsWith('votes:') && !b.field.includes(`:${voidOption}`)),
  );
  if (person.ballots.length === 0 && blanks.length === 0 && !unread(m, 'votes:')) {
    if (!person.given.has('evaluation') || partsInFile(m, 'votes:')) missing(m, 'evaluation', ['block:evaluation']);
    return;
  }
  for (const b of blanks) m.problems.push(problem('cell/blank', {}, { place: b.at, header: b.header, person: m.who }));
  if (blanks.length > 0 || unread(m, 'votes:')) return;
  for (const c of classes) {
    const counts = person.ballots.find((b) => b.raterClass === c.key)?.counts;
    const valid = Decimal.sum(options.map((o) => counts?.get(o.key)?.value ?? Decimal.zero));
    if (!valid.isZero() || empty.value === 'renormalise') continue;
    const at = [...(counts?.values() ?? [])][0]?.at ?? ballotRow(m)?.at ?? m.gathered.roster.row.at;
    m.problems.push(problem('table/empty-class', { raterClass: c.name['zh-Hans'] }, { place: at, person: m.who, clause: empty.clause.at }));
  }
  const none = classes.every(
    (c) =>
      !person.ballots.some((b) => b.raterClass === c.key && options.some((o) => !(b.counts.get(o.key)?.value ?? Decimal.zero).isZero())),
  );
  if (none && empty.value === 'renormalise') missing(m, 'evaluation', ['block:evaluation']);
}

/** The row of this person in a table of ballots, though it has none of some class. */
const ballotRow = (m: Making): PersonRow | undefined =>
  m.gathered.rows.find(({ table }) => [...table.fields].some((f) => f.startsWith('votes:')))?.row;

function checkItems(m: Making, person: Person, block: 'work' | 'study'): void {
  const items = partsOf(m.policy, block);
  const fields = items.map((i) => `item:${i}`);
  const some = items.some((i) => person.items.has(i)) || fields.some((f) => blanksOf(m, f).length > 0 || unread(m, f));
  if (!some) {
    if (!person.given.has(block) || fields.some((f) => partsInFile(m, f))) missing(m, block, [`block:${block}`]);
    return;
  }
  for (const item of items) if (!person.items.has(item)) missing(m, item, [`item:${item}`]);
}

/** The person's own file gives the parts of others: a ready-made score beside them does not excuse a missing row. */
function partsInFile(m: Making, field: string): boolean {
  return m.gathered.rows.some(
    ({ table }) => table.use.file === m.gathered.roster.table.file && [...table.fields].some((f) => f.startsWith(field)),
  );
}

const blanksOf = (m: Making, field: string) => m.gathered.rows.flatMap(({ row }) => row.blanks.filter((b) => b.field === field));
const unread = (m: Making, field: string): boolean => m.gathered.rows.some(({ row }) => [...row.unread].some((f) => f.startsWith(field)));

/** At the blank cell where there is one; at the roster row where no table has the score at all. */
function missing(m: Making, block: string, fields: readonly string[]): void {
  if (fields.some((f) => unread(m, f))) return;
  const blanks = fields.flatMap((f) => blanksOf(m, f));
  for (const b of blanks) m.problems.push(problem('cell/blank', {}, { place: b.at, header: b.header, person: m.who }));
  if (blanks.length === 0)
    m.problems.push(problem('table/score-missing', { block: nameOf(m.policy, block) }, { place: m.gathered.roster.row.at, person: m.who }));
}

function nameOf(policy: Policy, key: string): string {
  const block = policy.blocks[key as BlockKey] as { name: { 'zh-Hans': string } } | undefined;
  const items = [...policy.blocks.work.items, ...policy.blocks.study.items];
  return (block ?? items.find((i) => i.key === key))?.name['zh-Hans'] ?? key;
}
