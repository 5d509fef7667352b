// rules.md §7.6 worked out as plainly as can be: the grades proposed for a quarter or a year.
import type { OfficeExport, OfficePerson, Sanction } from './model.ts';
import { compare, headCount, isYear, parse, type RankedPerson, type Results } from './oracle.ts';
import { lifted } from './records.ts';

export interface Proposed {
  id: string;
  rank: number | null;
  grade: string | null;
  held: boolean;
  /** the rules that keep somebody from the best grade of the year, or from any grade */
  barred: string[];
}
export interface Placed {
  category: string;
  level: string;
  heads: number;
  places: number;
  given: number;
  held: number;
}
export interface Graded {
  whole: { heads: number; places: number; undecided: number } | null;
  groups: Placed[];
  people: Proposed[];
}

const QUARTER = [
  ['good', '90'],
  ['fairly-good', '80'],
  ['fair', '60'],
  ['poor', '-10'],
] as const;
const YEAR = [
  ['competent', '70'],
  ['basic', '60'],
  ['incompetent', '-10'],
] as const;
const bandOf = (total: string, bands: readonly (readonly [string, string])[]): string =>
  (bands.find(([, from]) => compare(parse(total), parse(from)) >= 0) ?? bands[bands.length - 1])?.[0] ?? '';

/** in or held, by places: nobody of a tie that does not fit is in */
function placing(one: RankedPerson, among: RankedPerson[], places: number): 'in' | 'held' | 'out' {
  const above = among.filter((p) => p.rank < one.rank).length;
  const alike = among.filter((p) => p.rank === one.rank).length;
  return above + alike <= places ? 'in' : above < places ? 'held' : 'out';
}

// ---------------------------------------------------------------- the quarter

function gradeQuarter(results: Results): Graded {
  const graded: Graded = { whole: null, groups: [], people: [] };
  for (const { category, level, n } of results.groups) {
    const members = results.people.filter((p) => p.category === category && p.level === level);
    const places = headCount(n, '0.40', 'floor');
    const good = members.filter((p) => bandOf(p.total, QUARTER) === 'good');
    const proposed = members.map((p): Proposed => {
      const place = good.includes(p) ? placing(p, good, places) : 'out';
      const band = bandOf(p.total, QUARTER);
      const grade = band === 'good' && place !== 'in' ? 'fairly-good' : band;
      return { id: p.id, rank: p.rank, grade, held: place === 'held', barred: [] };
    });
    graded.people.push(...proposed, ...unranked(results, category, level));
    graded.groups.push({
      category,
      level,
      heads: n,
      places,
      given: proposed.filter((p) => p.grade === 'good').length,
      held: proposed.filter((p) => p.held).length,
    });
  }
  return graded;
}

/** what the status of somebody not ranked is called in a policy */
export const REASONS: Record<string, string> = {
  试用期: 'probation',
  立案未结: 'investigation',
  处分期: 'sanction',
  病事假累计超过半年: 'long-leave',
};
const unranked = (results: Results, category: string, level: string): Proposed[] =>
  results.notRanked
    .filter((p) => p.category === category && p.level === level)
    .map((p) => ({ id: p.id, rank: null, grade: null, held: false, barred: [REASONS[p.reason] ?? ''] }));

// ---------------------------------------------------------------- the year

const EFFECTS: Record<Sanction['kind'], { key: string; grade: 'any' | 'not-excellent' | 'none' | 'none-two-years' }> = {
  警告: { key: 'warning', grade: 'not-excellent' },
  记过: { key: 'demerit', grade: 'none' },
  记大过: { key: 'serious-demerit', grade: 'none-two-years' },
  诫勉: { key: 'admonishment', grade: 'not-excellent' },
  批评教育: { key: 'criticism', grade: 'any' },
};

/** which sanctions take the grade away and which the best one; 当年: the year in which it was imposed, or else in which it ends */
function effectsOf(person: OfficePerson, year: number): { none: string[]; notBest: string[] } {
  const [none, notBest]: [string[], string[]] = [[], []];
  for (const s of person.sanctions ?? []) {
    const { key, grade } = EFFECTS[s.kind];
    const imposed = Number((s.from ?? s.to ?? '').slice(0, 4));
    if (lifted(person, s.number) || !(imposed === year || (grade === 'none-two-years' && imposed === year - 1))) continue;
    if (grade === 'not-excellent') notBest.push(key);
    else if (grade !== 'any') none.push(key);
  }
  return { none, notBest };
}

/** parts of the whole by largest remainder; what equal remainders of equal groups leave is nobody's */
export function share(heads: number[], places: number): { parts: number[]; undecided: number } {
  const all = heads.reduce((a, b) => a + b, 0);
  if (all === 0) return { parts: heads.map(() => 0), undecided: 0 };
  const parts = heads.map((n) => Math.floor((places * n) / all));
  const remainder = heads.map((n) => (places * n) % all);
  let left = places - parts.reduce((a, b) => a + b, 0);
  const order = [...new Set(heads.map((n, i) => [remainder[i] ?? 0, n] as const).map((pair) => JSON.stringify(pair)))]
    .map((text) => JSON.parse(text) as [number, number])
    .sort((a, b) => b[0] - a[0] || b[1] - a[1]);
  for (const [rest, size] of order) {
    const alike = heads.flatMap((n, i) => (n === size && remainder[i] === rest ? [i] : []));
    if (rest === 0 || alike.length > left) break;
    for (const i of alike) parts[i] = (parts[i] ?? 0) + 1;
    left -= alike.length;
  }
  return { parts, undecided: left };
}

function gradeYear(office: OfficeExport, results: Results, quota: string): Graded {
  const year = Number(office.period);
  const heads = results.groups.map((g) => g.headCounts.shouldTakePart);
  const all = heads.reduce((a, b) => a + b, 0);
  const places = headCount(all, quota, 'floor');
  const { parts, undecided } = share(heads, places);
  const graded: Graded = { whole: { heads: all, places, undecided }, groups: [], people: [] };
  const person = (id: string): OfficePerson => {
    const found = office.people.find((p) => p.id === id);
    if (found === undefined) throw new Error(`nobody of the id ${id}`);
    return found;
  };
  results.groups.forEach(({ category, level }, g) => {
    const members = results.people.filter((p) => p.category === category && p.level === level);
    const part = parts[g] ?? 0;
    const reasons = new Map(members.map((p) => [p.id, { ...effectsOf(person(p.id), year), bars: promotionBars(p) }]));
    const free = members.filter((p) => Object.values(reasons.get(p.id) ?? {}).every((list) => list.length === 0));
    const proposed = members.map((p): Proposed => {
      const { none = [], notBest = [], bars = [] } = reasons.get(p.id) ?? {};
      const base = { id: p.id, rank: p.rank, held: false, grade: bandOf(p.total, YEAR) };
      if (none.length > 0) return { ...base, grade: null, barred: unique(none) };
      if (!free.includes(p)) return { ...base, barred: unique([...bars, ...notBest]) };
      const place = placing(p, free, part);
      return { ...base, grade: place === 'in' ? 'excellent' : base.grade, held: place === 'held', barred: [] };
    });
    graded.people.push(...proposed, ...unranked(results, category, level));
    graded.groups.push({
      category,
      level,
      heads: heads[g] ?? 0,
      places: part,
      given: proposed.filter((p) => p.grade === 'excellent').length,
      held: proposed.filter((p) => p.held).length,
    });
  });
  return graded;
}

const promotionBars = (person: RankedPerson): string[] =>
  person.verdicts.filter((v) => v.list === 'promotion-bar' && !v.held).map((v) => v.rule);
const unique = (list: string[]): string[] => [...new Set(list)].sort();

export const gradePlainly = (office: OfficeExport, results: Results, approved: boolean): Graded =>
  isYear(office.period) ? gradeYear(office, results, approved ? '0.25' : '0.20') : gradeQuarter(results);
