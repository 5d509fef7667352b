/**
 * 年度 (rules §8): the year from its quarters. The total is the mean of the printed totals of the quarters in which the person was
 * ranked; groups, ranks and cuts are those of the year's end.
 */
import type { Day } from '../day.ts';
import { Decimal } from '../decimal.ts';
import { foldName, foldWord } from '../fold.ts';
import type { Policy } from '../policy/policy.ts';
import { placeText, problem } from '../problems/problem.ts';
import type { Code } from '../problems/register.ts';
import { noRecords, type Records } from '../records.ts';
import { lastDay, periodText } from '../table/period.ts';
import type {
  BlockKey,
  BlockScore,
  Export,
  Inspected,
  Out,
  Period,
  Person,
  Place,
  Problem,
  QuarterTotal,
  RankedPerson,
  Ranking,
  Scored,
  YearReason,
} from '../types.ts';
import { blockKeys } from '../types.ts';
import { appraise } from './appraise.ts';
import { exemptionsOf } from './exempt.ts';
import { grouped, judgeRecords } from './groups.ts';
import { once } from './once.ts';
import { spanOf } from './records.ts';
import { absencesIn, type Missed, type Occasion } from './year-inspections.ts';

type Rules = NonNullable<Policy['year']>;

/** What an inspection of the year says of one person; `key` as in the exports. */
export interface YearInspection {
  readonly key: string;
  readonly name: string;
  readonly inspections: readonly Inspected[];
}

/** The export of a quarter, under the policy as it held then: dated values may have changed since. */
export interface QuarterExport {
  readonly source: Export;
  readonly policy: Policy;
}

/** How somebody stood in a quarter that only the archive remembers. */
export interface KeptStanding {
  readonly person: Person;
  /** null: not ranked in that quarter. */
  readonly total: Decimal | null;
  readonly blocks: Readonly<Record<BlockKey, Decimal>> | null;
  readonly from: readonly Place[];
}

/** A quarter that only the archive remembers. */
export interface KeptQuarter {
  readonly period: Period;
  readonly people: readonly KeptStanding[];
}

/** The year as an export of its own and its ranking. */
export interface Year {
  readonly source: Export;
  readonly ranking: Ranking;
}

/** Total and blocks of somebody ranked in a quarter, with their cells. */
type Standing = Pick<Scored, 'total'> & {
  readonly from: readonly Place[];
  readonly blocks: Readonly<Record<BlockKey, { readonly value: Decimal; readonly from: readonly Place[] }>>;
};

/** A quarter and everybody in it, ranked. */
interface Quarter {
  readonly period: Period;
  readonly source: Export;
  readonly ranked: ReadonlyMap<string, Standing>;
  /** Whom `--allow-incomplete` left out of the quarter, with the codes. */
  readonly faulty: ReadonlyMap<string, readonly Code[]>;
}

/** Where and how a person stands in the quarters they appear in, in their order. */
interface Seen {
  readonly quarter: Quarter;
  readonly person: Person;
}

/**
 * @param exports one a quarter, in any order
 * @param inspected an inspection of the year beside those of the quarters
 * @param kept quarters of which no export is at hand
 * @returns null with errors where the quarters are not those of one year, each once (`table/year-mixed`), or an inspection scores
 * somebody whom no quarter knows (`table/not-in-roster`); changes of group and name and gaps are notes
 */
export function yearOf(
  exports: readonly QuarterExport[],
  inspected: readonly YearInspection[],
  policy: Policy,
  rules: Rules,
  kept: readonly KeptQuarter[] = [],
): Out<Year | null> {
  const mixed = notOneYear([...exports.map((e) => e.source), ...kept]);
  if (mixed) return { value: null, problems: [mixed] };
  const quarters = [
    ...exports.flatMap((e): Quarter[] => (e.source.period ? [rankedQuarter(e, e.source.period)] : [])),
    ...kept.map(keptQuarter),
  ].sort((a, b) => (a.period.quarter ?? 0) - (b.period.quarter ?? 0));
  const last = quarters.at(-1);
  if (!last) return { value: null, problems: [problem('table/year-mixed', { periods: '' })] };
  const seen = seenOf(quarters);
  const keyed = inspected.map((i) => ({ ...i, of: keyIn(i, seen) }));
  const strangers = keyed.filter((i) => i.of === null);
  const absences = absencesIn(quarters.map(occasionOf), inspected.length > 0 ? yearOccasion(last, keyed) : null, policy);
  const period: Period = { year: last.period.year, quarter: null };
  const united = [...seen.values()].map((of) =>
    unite(
      of,
      keyed.filter((i) => i.of === of.at(-1)?.person.key),
      absences.value,
      policy,
    ),
  );
  const problems = [
    ...strangers.flatMap((s) => s.inspections.slice(0, 1).map((i) => problem('table/not-in-roster', { near: '' }, { place: i.score.at }))),
    ...united.flatMap((u) => u.problems),
    ...absences.problems,
    ...[...seen.values()].flatMap((of) => changesOf(of, quarters)),
  ];
  const source: Export = {
    period,
    asOf: lastDay(period),
    people: united.map((u) => u.person),
    strays: straysOf(quarters, seen),
    tables: quarters.flatMap((q) => q.source.tables),
    inspected: new Set([
      ...quarters.flatMap((q) => [...q.source.inspected]),
      ...inspected.flatMap((i) => i.inspections.map((x) => x.quality)),
    ]),
    faulty: faultyOf(quarters, united),
  };
  const ranked = rankYear(source, seen, last, policy, rules);
  return { value: { source, ranking: ranked.value }, problems: [...problems, ...ranked.problems] };
}

/** Quarters of one year, each once; anything else is no year. */
function notOneYear(exports: readonly Pick<Export, 'period'>[]): Problem | null {
  const periods = exports.map((e) => e.period);
  const texts = periods.map((p) => (p === null ? '—' : periodText(p)));
  const good = periods.every((p) => p?.quarter && p.year === periods[0]?.year) && new Set(texts).size === texts.length;
  return good && exports.length > 0 ? null : problem('table/year-mixed', { periods: texts.join(', ') });
}

function rankedQuarter({ source, policy }: QuarterExport, period: Period): Quarter {
  const { groups, unplaced } = appraise(source, policy).value;
  const notRanked = [...groups.flatMap((g) => g.notRanked), ...unplaced];
  const standing = ({ scored }: RankedPerson): Standing => ({
    total: scored.total,
    from: scored.step.from,
    blocks: byBlock((b) => ({ value: scored.blocks[b].value, from: scored.blocks[b].step.from })),
  });
  return {
    period,
    source,
    ranked: new Map(groups.flatMap((g) => g.ranked.map((r) => [r.scored.person.key, standing(r)]))),
    faulty: new Map(notRanked.flatMap(({ person, reason }) => (reason.kind === 'problems' ? [[person.key, reason.codes]] : []))),
  };
}

function keptQuarter({ period, people }: KeptQuarter): Quarter {
  const source: Export = {
    period,
    asOf: lastDay(period),
    people: people.map((p) => p.person),
    strays: [],
    tables: [],
    inspected: new Set(),
    faulty: new Map(),
  };
  const ranked = people.flatMap(({ person, total, blocks, from }): [string, Standing][] =>
    total && blocks ? [[person.key, { total, from, blocks: byBlock((b) => ({ value: blocks[b], from })) }]] : [],
  );
  return { period, source, ranked: new Map(ranked), faulty: new Map() };
}

const byBlock = <T>(of: (block: BlockKey) => T) => Object.fromEntries(blockKeys.map((b) => [b, of(b)])) as Record<BlockKey, T>;

function occasionOf({ source: { people } }: Quarter): Occasion {
  return { present: new Map(people.map((p) => [p.key, p])), inspected: new Map(people.map((p) => [p.key, p.inspections])) };
}

/** The inspection beside the quarters: whoever stands in the last of them could be there. */
function yearOccasion({ source: { people } }: Quarter, inspected: readonly (YearInspection & { of: string | null })[]): Occasion {
  const scored = new Map<string, Inspected[]>();
  for (const { of, inspections } of inspected) if (of !== null) scored.set(of, [...(scored.get(of) ?? []), ...inspections]);
  return { present: new Map(people.map((p) => [p.key, p])), inspected: scored };
}

/** By key, in the order of the quarters. */
function seenOf(quarters: readonly Quarter[]): Map<string, Seen[]> {
  const seen = new Map<string, Seen[]>();
  for (const quarter of quarters)
    for (const person of quarter.source.people) seen.set(person.key, [...(seen.get(person.key) ?? []), { quarter, person }]);
  return new Map([...seen].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Whom no roster of any quarter knows, though a table of one speaks of them. */
function straysOf(quarters: readonly Quarter[], seen: ReadonlyMap<string, readonly Seen[]>): Person[] {
  return [...new Map(quarters.flatMap((q) => q.source.strays.map((p) => [p.key, p] as const))).values()].filter((p) => !seen.has(p.key));
}

/** Everybody with an error in any quarter, or between the quarters: a mean of the others would be a guess (rules §5.3). */
function faultyOf(quarters: readonly Quarter[], united: readonly { person: Person; problems: readonly Problem[] }[]): Map<string, Code[]> {
  const found = new Map<string, Set<Code>>();
  const add = (key: string, codes: readonly Code[]) => found.set(key, new Set([...(found.get(key) ?? []), ...codes]));
  for (const q of quarters) for (const [key, codes] of q.faulty) add(key, codes);
  for (const { person, problems } of united) {
    const codes = errorCodes(problems);
    if (codes.length > 0) add(person.key, codes);
  }
  return new Map([...found].map(([key, codes]) => [key, [...codes]]));
}

const errorCodes = (problems: readonly Problem[]): Code[] => problems.filter((p) => p.severity === 'error').map((p) => p.code);

/** The person that a row of an inspection means: by id, else by a name that only one has. */
function keyIn(i: YearInspection, seen: ReadonlyMap<string, readonly Seen[]>): string | null {
  if (seen.has(i.key)) return i.key;
  const named = [...seen].filter(([, of]) => of.some((s) => foldName(s.person.name) === foldName(i.name)));
  return i.key === foldName(i.name) && named.length === 1 ? (named[0]?.[0] ?? null) : null;
}

// ── one person over the year ──

/** As they stand at their last quarter, with what all quarters and the inspection say of them. */
function unite(
  of: readonly Seen[],
  inspected: readonly YearInspection[],
  absences: Missed,
  policy: Policy,
): { person: Person; problems: Problem[] } {
  const latest = of.at(-1)?.person;
  if (!latest) throw new Error('a person in no quarter');
  const all = of.map((s) => byQuarter(s, policy));
  const { records, problems } = uniteRecords(all, latest, policy);
  const inspections = [...all.flatMap((p) => p.inspections), ...inspected.flatMap((i) => i.inspections)];
  const missed = new Set([...all.flatMap((p) => [...(p.unassessed ?? [])]), ...(absences.get(latest.key) ?? [])]);
  const { givenTotal: _, givenRank: _2, unassessed: _3, notRankedInYear, ...kept } = latest;
  const status = latest.notRanked ?? notRankedInYear;
  const person: Person = {
    ...kept,
    ...(status ? { notRanked: status } : {}),
    given: new Map(),
    ballots: [],
    items: new Map(),
    entries: all.flatMap((p) => p.entries),
    inspections,
    records,
    ...(missed.size > 0 ? { unassessed: missed } : {}),
  };
  return { person, problems };
}

/** Entries, and the exemptions that name one, with the quarter they belong to: in another there may be one of the same name. */
function byQuarter({ person, quarter }: Seen, policy: Policy): Person {
  const of = { quarter: periodText(quarter.period) };
  const named = new Set(exemptionsOf(person, policy).exempted.flatMap((x) => ('entry' in x ? [x.by] : [])));
  const exemptions = person.records.exemptions.map((e) => (named.has(e) ? { ...e, ...of } : e));
  return { ...person, entries: person.entries.map((e) => ({ ...e, ...of })), records: { ...person.records, exemptions } };
}

/** What was recorded in any quarter, once; the grades of a year must agree. */
function uniteRecords(all: readonly Person[], latest: Person, policy: Policy): { records: Records; problems: Problem[] } {
  const list = <K extends Exclude<keyof Records, 'rankSince'>>(kind: K): Records[K] =>
    once(all.flatMap((p) => [...(p.records[kind] as readonly object[])])) as unknown as Records[K];
  const grades = new Map(noRecords.grades.map((g) => [g.year, g]));
  const problems: Problem[] = [];
  for (const g of list('grades')) {
    const other = grades.get(g.year);
    if (!other) grades.set(g.year, g);
    else if (other.grade !== g.grade) {
      const args = { year: String(g.year), one: other.said, other: g.said, at: placeText(other.at) };
      problems.push(
        problem('table/grades-disagree', args, {
          place: g.at,
          person: { key: latest.key, id: latest.id, name: latest.name },
          clause: policy.advance?.clause.at ?? '',
        }),
      );
    }
  }
  const since = uniteSince(all, latest);
  problems.push(...since.problems);
  return {
    records: {
      sanctions: list('sanctions'),
      exemptions: list('exemptions'),
      priorities: list('priorities'),
      grades: [...grades.values()].sort((a, b) => a.year - b.year),
      nominations: list('nominations'),
      fitness: list('fitness'),
      facets: list('facets'),
      chronicle: list('chronicle'),
      rankSince: since.value,
    },
    problems,
  };
}

/** Since when the last rank is held, as the last quarter with that rank says; two days are an error, none is chosen. */
function uniteSince(all: readonly Person[], latest: Person): Out<Records['rankSince']> {
  const sameRank = (p: Person) => latest.rank !== '' && foldWord(p.rank) === foldWord(latest.rank);
  const said = all.filter((p, i) => i === all.length - 1 || sameRank(p)).flatMap((p) => p.records.rankSince ?? []);
  const value = said.at(-1) ?? null;
  // A month stands as its first day: it agrees with a day of it.
  const sameMonth = (a: Day, b: Day) => a.slice(0, 7) === b.slice(0, 7) && (a.endsWith('-01') || b.endsWith('-01'));
  const other = said.find((s) => value !== null && s.value !== value.value && !sameMonth(s.value, value.value));
  if (!value || !other) return { value, problems: [] };
  const where = { place: value.at, person: { key: latest.key, id: latest.id, name: latest.name } };
  const args = { one: other.value, other: value.value, at: placeText(other.at) };
  return { value, problems: [problem('table/since-disagrees', args, where)] };
}

/** Changes of group and name, and quarters without the person: named, not judged. */
function changesOf(of: readonly Seen[], quarters: readonly Quarter[]): Problem[] {
  const latest = of.at(-1)?.person;
  if (!latest) return [];
  const where = { place: latest.at, person: { key: latest.key, id: latest.id, name: latest.name } };
  const group = (p: Person) => [p.category, p.level].filter((t) => t !== '').join(' · ');
  const missing = quarters.filter((q) => !of.some((s) => s.quarter === q)).map((q) => periodText(q.period));
  return [
    ...of.slice(1).flatMap((s, i): Problem[] => {
      const before = of[i];
      if (!before) return [];
      const at = periodText(s.quarter.period);
      const moved = group(before.person) !== group(s.person);
      const named = foldName(before.person.name) !== foldName(s.person.name);
      return [
        ...(moved ? [problem('table/group-changed', { before: group(before.person), now: group(s.person), period: at }, where)] : []),
        ...(named ? [problem('table/name-changed', { before: before.person.name, now: s.person.name, period: at }, where)] : []),
      ];
    }),
    ...(missing.length > 0 ? [problem('table/quarter-missing', { quarters: missing.join(', ') }, where)] : []),
  ];
}

// ── totals, ranks, verdicts ──

function rankYear(source: Export, seen: ReadonlyMap<string, readonly Seen[]>, last: Quarter, policy: Policy, rules: Rules): Out<Ranking> {
  const span = spanOf(source.period, source.asOf);
  const judged = source.people.map((person) => judgeRecords(person, policy, source.period, span));
  const found = judged.flatMap((j) => {
    const codes = errorCodes(j.problems);
    return codes.length > 0 && !source.faulty.has(j.person.key) ? [[j.person.key, [...new Set(codes)]] as const] : [];
  });
  const faulty = new Map([...source.faulty, ...found]);
  const left = new Map<string, YearReason>();
  const scored = judged.flatMap(({ person }): Scored[] => {
    const of = seen.get(person.key) ?? [];
    const quarters = of.flatMap((s) => {
      const r = s.quarter.ranked.get(person.key);
      return r ? [{ r, period: s.quarter.period }] : [];
    });
    // Who is gone stands on no roster of the year's end, whatever else is said of them.
    if (of.at(-1)?.quarter !== last) left.set(person.key, 'not-at-year-end');
    else if (person.notRanked || faulty.has(person.key)) return [];
    else if (quarters.length < rules['at-least'].value) left.set(person.key, 'too-few-quarters');
    else return [scoredYear(person, quarters, policy, rules)];
    return [];
  });
  const recorded = new Map(judged.map((j) => [j.person.key, j.verdicts]));
  const parts = { scored, faulty, policy, recorded, left };
  const groups = grouped(
    judged.map((j) => j.person),
    source.strays,
    parts,
  );
  // What is wrong in a quarter is told there.
  const problems = judged.flatMap((j) => (source.faulty.has(j.person.key) ? [] : j.problems));
  return { value: { period: source.period, asOf: source.asOf, ...groups }, problems };
}

/** Mean of the printed totals, rounded once. */
function scoredYear(person: Person, of: readonly { r: Standing; period: Period }[], policy: Policy, rules: Rules): Scored {
  const printed = policy.total.places.value;
  const quarters = of.map(({ r, period }): QuarterTotal => ({ period, total: r.total.round(printed), from: r.from }));
  const total = mean(quarters.map((q) => q.total)).round(rules.places.value);
  const block = (key: BlockKey): BlockScore => {
    const value = mean(of.map(({ r }) => r.blocks[key].value)).round(rules.places.value);
    const from = of.flatMap(({ r }) => r.blocks[key].from);
    return {
      value,
      minPlaces: rules.places.value,
      basis: 'mean',
      step: { rule: `blocks.${key}`, clause: rules.clause.at, inputs: [], from, result: value.toText(rules.places.value) },
    };
  };
  const blocks = byBlock(block);
  const step = {
    rule: 'year',
    clause: rules.clause.at,
    inputs: quarters.map((q) => ({ name: periodText(q.period), value: q.total.toText(printed) })),
    from: quarters.flatMap((q) => q.from),
    result: total.toText(rules.places.value),
  };
  return { person, blocks, total, step, quarters };
}

const mean = (all: readonly Decimal[]): Decimal => Decimal.sum(all).over(Decimal.whole(all.length));
