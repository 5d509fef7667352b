/**
 * 职级晋升 (rules §7.5): the earliest day on which the next rank may be given.
 *
 * The term runs from the day the rank was taken up. Each year of the best grade that was in the rank, held on the policy's
 * day of the year, shortens it; each such year of a grade that does not count, or of none, lengthens it by its twelve
 * months. A year shows only when it is over: before that it neither shortens nor lengthens.
 */
import { addDays, addMonths, type Day, yearOf } from '../day.ts';
import { foldWord } from '../fold.ts';
import type { Policy } from '../policy/policy.ts';
import type { GradeRecord, Sanction } from '../records.ts';
import type { Person, Place } from '../types.ts';
import type { Advance, AdvanceYear } from '../verdicts.ts';
import { bars } from './records.ts';

type Rules = NonNullable<Policy['advance']>;

/** A term is longer than any that a policy may name; past this many years the search ends. */
const horizon = 80;

/**
 * The advance of one person.
 * @param asOf what lies after it is to come: years without a grade are then taken as counted; null: none is
 */
export function advanceOf(person: Person, policy: Policy, rules: Rules, lifted: ReadonlySet<Sanction>, asOf: Day | null): Advance {
  const { rankSince, grades, sanctions } = person.records;
  const step = rules.steps.find((s) => [s.from, ...(s.words ?? [])].some((w) => foldWord(w) === foldWord(person.rank)));
  const top = !step && rules.steps.some((s) => foldWord(s.to) === foldWord(person.rank));
  const base = {
    person,
    rank: person.rank,
    to: step?.to ?? null,
    since: rankSince?.value ?? null,
    required: step?.months.value ?? null,
    clause: step?.months.clause.at ?? rules.clause.at,
  };
  const none = (why: Advance['why'], years: readonly AdvanceYear[] = []): Advance => ({
    ...base,
    years,
    off: 0,
    added: 0,
    earliest: null,
    reached: null,
    why,
    bars: [],
    from: placesOf(person, years),
  });
  if (!step) return none(top ? 'top' : 'no-rank');
  if (!rankSince) return none('no-since');
  const since = rankSince.value;
  const held = new Counting(since, step.months.value, grades, rules, asOf);
  const barring = sanctions.filter((s) => bars(s, policy) && !lifted.has(s));
  const { day, met } = afterBars(held, barring);
  const years = held.years(day);
  if (years.some((y) => y.outcome === 'missing')) return none('grades-missing', years);
  const waits = person.notRanked !== undefined && rules['status-bars'].value.includes(person.notRanked.value);
  if (waits) return none('status', years);
  const count = (outcome: AdvanceYear['outcome']) => years.filter((y) => y.outcome === outcome).length;
  return {
    ...base,
    years,
    off: count('excellent') * rules['excellent-months'].value,
    added: count('excluded') * 12,
    earliest: day,
    reached: asOf === null ? null : day <= asOf,
    why: 'told',
    bars: met,
    from: placesOf(person, years, met),
  };
}

/**
 * No advance while a sanction has effect: the day after, and again, for a later day may count other years. Named are all that
 * have effect between the day on which the term is complete and that day, whichever of them decides it.
 */
function afterBars(held: Counting, sanctions: readonly Sanction[]): { day: Day; met: Sanction[] } {
  const complete = held.earliest(held.since);
  let day = complete;
  for (;;) {
    const at = day;
    const next = sanctions.find((s) => (s.from === null || s.from <= at) && at <= s.to);
    if (!next) {
      const met = sanctions.filter((s) => (s.from === null || s.from < at) && complete <= s.to);
      return { day, met: met.sort((a, b) => (a.to < b.to ? -1 : a.to > b.to ? 1 : 0)) };
    }
    day = held.earliest(addDays(next.to, 1));
  }
}

/** What the years in the rank make of its term. */
class Counting {
  private readonly byYear: ReadonlyMap<number, GradeRecord>;
  private readonly firstYear: number;

  constructor(
    readonly since: Day,
    private readonly months: number,
    grades: readonly GradeRecord[],
    private readonly rules: Rules,
    private readonly asOf: Day | null,
  ) {
    this.byYear = new Map(grades.map((g) => [g.year, g]));
    const year = yearOf(since);
    this.firstYear = since <= `${year}-${rules['held-on'].value}` ? year : year + 1;
  }

  /** The first day, not before `least`, on which the term is complete by the years that are over then. */
  earliest(least: Day): Day {
    const from = yearOf(least);
    for (let year = from; year < from + horizon; year++) {
      const term = addMonths(this.since, this.termBefore(year));
      const opens = `${year}-01-01` as Day;
      const day = [term, opens, least].reduce((a, b) => (a < b ? b : a));
      if (yearOf(day) === year) return day;
    }
    throw new RangeError('a term without an end');
  }

  /** Months of the term by the years that are over when `year` begins; never below 0. */
  private termBefore(year: number): number {
    let months = this.months;
    for (let y = this.firstYear; y < year; y++) {
      const outcome = this.outcome(y);
      if (outcome === 'excellent') months -= this.rules['excellent-months'].value;
      if (outcome === 'excluded') months += 12;
    }
    return Math.max(0, months);
  }

  private outcome(year: number): AdvanceYear['outcome'] {
    const found = this.byYear.get(year);
    if (year < this.firstYear) return 'before';
    if (!found) return this.asOf !== null && year >= yearOf(this.asOf) ? 'to-come' : 'missing';
    if (found.grade === this.rules.excellent) return 'excellent';
    return found.grade !== null && this.rules.counted.value.includes(found.grade) ? 'counted' : 'excluded';
  }

  /** Every year that matters up to a day, and excellent ones from before the rank, which do not. */
  years(until: Day): AdvanceYear[] {
    const before = [...this.byYear.values()].filter((g) => g.year < this.firstYear && g.grade === this.rules.excellent).map((g) => g.year);
    const within = Array.from({ length: Math.max(0, yearOf(until) - this.firstYear) }, (_, i) => this.firstYear + i);
    return [...before, ...within].map((year) => {
      const found = this.byYear.get(year);
      return { year, said: found?.said ?? null, outcome: this.outcome(year), at: found?.at ?? null };
    });
  }
}

function placesOf(person: Person, years: readonly AdvanceYear[], met: readonly Sanction[] = []): Place[] {
  const since = person.records.rankSince?.at;
  return [person.at, ...(since ? [since] : []), ...years.flatMap((y) => (y.at ? [y.at] : [])), ...met.map((s) => s.at)];
}
