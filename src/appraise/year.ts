/**
 * 年度 (rules §8): the year from its quarters. The total is the mean of the printed totals of the quarters in which the person was
 * ranked; groups, ranks and cuts are those of the year's end.
 */
import { Decimal } from '../decimal.ts';
import { foldName } from '../fold.ts';
import type { Policy } from '../policy/policy.ts';
import { problem } from '../problems/problem.ts';
import type { Code } from '../problems/register.ts';
import { lastDay, periodText } from '../table/period.ts';
import type { BlockKey, BlockScore, Export, Out, Period, Person, Problem, QuarterTotal, Ranking, Scored, YearReason } from '../types.ts';
import { grouped, judgeRecords } from './groups.ts';
import { spanOf } from './records.ts';
import { absencesIn } from './year-inspections.ts';
import { unite } from './year-people.ts';
import {
  byBlock,
  type KeptQuarter,
  keptQuarter,
  occasionOf,
  type Quarter,
  type QuarterExport,
  rankedQuarter,
  type Seen,
  type Standing,
  type YearInspection,
  yearOccasion,
} from './year-quarters.ts';

type Rules = NonNullable<Policy['year']>;

/** The year as an export of its own and its ranking. */
export interface Year {
  readonly source: Export;
  readonly ranking: Ranking;
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
  const exact = mean(quarters.map((q) => q.total));
  const total = exact.round(rules.places.value);
  const block = (key: BlockKey): BlockScore => {
    const values = of.map(({ r, period }) => ({ period, value: r.blocks[key].value }));
    const unrounded = mean(values.map((v) => v.value));
    const value = unrounded.round(rules.places.value);
    const from = of.flatMap(({ r }) => r.blocks[key].from);
    return {
      value,
      minPlaces: rules.places.value,
      basis: 'mean',
      way: { kind: 'mean', quarters: values, exact: unrounded },
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
  return { person, blocks, total, exact, step, quarters };
}

const mean = (all: readonly Decimal[]): Decimal => Decimal.sum(all).over(Decimal.whole(all.length));
