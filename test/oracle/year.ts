// rules.md §8 worked out as plainly as can be: the year from its quarters and an inspection beside them.
import type { Exemption, Inspection, OfficeExport, OfficePerson } from './model.ts';
import { BLOCKS } from './model.ts';
import {
  add,
  type Check,
  cutVerdict,
  defaultParams,
  div,
  type Figure,
  type Frac,
  ninetyPointBar,
  type Params,
  parse,
  print,
  type RankedPerson,
  rankPlainly,
  reasonNotRanked,
  round,
  type Standing,
  standsHigher,
  type Verdict,
} from './oracle.ts';
import { recordVerdicts } from './records.ts';

export interface OfficeYear {
  /** each with its period, in any order */
  quarters: OfficeExport[];
  /** an inspection of the year, by id; null: none was held */
  inspected: Map<string, Inspection> | null;
}

export interface YearPerson {
  id: string;
  category: string;
  level: string;
  total: string;
  rank: number;
  of: number;
  quarters: [period: string, total: string][];
  verdicts: Verdict[];
  checks: Check[];
}
export interface YearLeft {
  id: string;
  category: string;
  level: string;
  reason: string;
  verdicts: Verdict[];
  checks: Check[];
}
export interface YearResults {
  groups: { category: string; level: string; roster: number; shouldTakePart: number; ranked: number }[];
  people: YearPerson[];
  notRanked: YearLeft[];
  /** by id: quarters they are missing from, and quarters that find them in another group than before */
  gaps: [id: string, periods: string][];
  changes: [id: string, before: string, now: string, period: string][];
}

interface Life {
  id: string;
  /** the quarters they stand in, in order */
  seen: { period: string; person: OfficePerson; ranked: RankedPerson | undefined }[];
  last: OfficePerson;
}

const mean = (values: Frac[]): Frac => div(values.reduce(add), [BigInt(values.length), 1n]);
const distinct = <T>(list: T[]): T[] => [...new Map(list.map((x) => [JSON.stringify(x), x])).values()];

/** somebody with all that any quarter says of them, as the last one names them */
function wholeYear({ seen, last }: Life): OfficePerson {
  const all = <T>(of: (p: OfficePerson) => T[] | undefined): T[] => distinct(seen.flatMap(({ person }) => of(person) ?? []));
  return {
    ...last,
    entries: [],
    sanctions: all((p) => p.sanctions),
    exemptions: all<Exemption>((p) => p.exemptions),
    priorities: all((p) => p.priorities),
    grades: all((p) => p.grades),
  };
}

/** An inspection and who was on the roster then. */
interface Occasion {
  people: OfficePerson[];
  took: Set<string>;
}

/**
 * §7.1: absent from an inspection that colleagues of the unit stand in is not assessed, however well another went; two that have
 * nobody in common are parts of one
 */
function absentFromOne(id: string, occasions: Occasion[]): boolean {
  return occasions.some((one) => {
    const here = one.people.find((p) => p.id === id);
    if (here === undefined || one.took.has(id)) return false;
    const colleagues = one.people.some((p) => one.took.has(p.id) && p.unit === here.unit);
    return colleagues && occasions.some((other) => other.took.has(id) && [...other.took].some((x) => one.took.has(x)));
  });
}

export function yearPlainly({ quarters, inspected }: OfficeYear, params: Params = defaultParams): YearResults {
  const inOrder = [...quarters].sort((a, b) => ((a.period ?? '') < (b.period ?? '') ? -1 : 1));
  const periods = inOrder.map((q) => q.period ?? '');
  const year = periods[0]?.slice(0, 4) ?? '';
  const results = inOrder.map((q) => rankPlainly(q, params));
  const lives = new Map<string, Life>();
  inOrder.forEach((quarter, q) => {
    for (const person of quarter.people) {
      const life: Life = lives.get(person.id) ?? { id: person.id, seen: [], last: person };
      const ranked = results[q]?.people.find((p) => p.id === person.id);
      life.seen.push({ period: quarter.period ?? '', person, ranked });
      life.last = person;
      lives.set(person.id, life);
    }
  });

  const occasions = inOrder.map(({ people }): Occasion => {
    return { people, took: new Set(people.filter((p) => p.inspections !== null).map((p) => p.id)) };
  });
  const roster = inOrder[inOrder.length - 1]?.people ?? [];
  if (inspected !== null) occasions.push({ people: roster, took: new Set(inspected.keys()) });

  const atEnd = (life: Life): boolean => life.seen[life.seen.length - 1]?.period === periods[periods.length - 1];
  const reasonOf = (life: Life): string => {
    if (!atEnd(life)) return 'not-at-year-end';
    const status = reasonNotRanked(life.last, year);
    if (status !== '') return status;
    return life.seen.filter((s) => s.ranked !== undefined).length < 2 ? 'too-few-quarters' : '';
  };
  const barsOf = (life: Life): { verdicts: Verdict[]; checks: Check[] } => {
    const own = inspected?.get(life.id);
    const scores = [...life.seen.flatMap((s) => s.person.inspections ?? []), ...(own === undefined ? [] : [own])];
    const lines = ninetyPointBar(scores, absentFromOne(life.id, occasions), params);
    return { ...lines, verdicts: [...lines.verdicts, ...recordVerdicts(wholeYear(life), year)] };
  };

  const made: YearResults = { groups: [], people: [], notRanked: [], gaps: [], changes: [] };
  const groupOf = (p: OfficePerson): string => JSON.stringify([p.category, p.level]);
  for (const key of [...new Set([...lives.values()].map((life) => groupOf(life.last)))].sort()) {
    const [category, level] = JSON.parse(key) as [string, string];
    const members = [...lives.values()].filter((life) => groupOf(life.last) === key);
    const standings = members
      .filter((life) => reasonOf(life) === '')
      .map((life): Standing & { life: Life } => {
        const ranked = life.seen.flatMap((s) => s.ranked ?? []);
        const block = (of: (typeof BLOCKS)[number]): Figure => ({
          value: round(mean(ranked.map((r) => parse(r.blocks[of]))), 2),
          text: '',
        });
        const blocks = Object.fromEntries(BLOCKS.map((of) => [of, block(of)])) as Standing['blocks'];
        return { life, person: life.last, blocks, total: round(mean(ranked.map((r) => parse(r.total))), 2) };
      });
    for (const one of standings) {
      const rank = 1 + standings.filter((other) => standsHigher(other, one, params) > 0).length;
      const bars = barsOf(one.life);
      made.people.push({
        id: one.person.id,
        category,
        level,
        total: print(one.total, 2),
        rank,
        of: standings.length,
        quarters: one.life.seen.flatMap((s): [string, string][] => (s.ranked === undefined ? [] : [[s.period, s.ranked.total]])),
        verdicts: [
          ...cutVerdict(one, standings, rank, 'bottom-30', params),
          ...bars.verdicts,
          ...cutVerdict(one, standings, rank, 'bottom-5', params),
        ],
        checks: bars.checks,
      });
    }
    for (const life of members) {
      const reason = reasonOf(life);
      if (reason !== '') made.notRanked.push({ id: life.id, category, level, reason, ...barsOf(life) });
    }
    const here = members.filter(atEnd);
    const shouldTakePart = here.filter((life) => life.last.status !== '试用期').length;
    if (here.length > 0) made.groups.push({ category, level, roster: here.length, shouldTakePart, ranked: standings.length });
  }
  for (const { id, seen } of lives.values()) {
    const missing = periods.filter((period) => !seen.some((s) => s.period === period));
    if (missing.length > 0) made.gaps.push([id, missing.join(' ')]);
    seen.forEach(({ period, person }, i) => {
      const before = seen[i - 1]?.person;
      if (before !== undefined && groupOf(before) !== groupOf(person)) made.changes.push([id, groupOf(before), groupOf(person), period]);
    });
  }
  return made;
}
