// rules.md §7.5 worked out as plainly as can be: when somebody may advance in rank, year by year.
import type { OfficePerson, YearGrade } from './model.ts';
import { lifted, monthsLater, TERMS } from './records.ts';

/** what is asked for in each rank; 一级巡视员 is the last */
const LADDER: readonly (readonly [rank: string, months: number])[] = [
  ['二级科员', 24],
  ['一级科员', 24],
  ['四级主任科员', 24],
  ['三级主任科员', 24],
  ['二级主任科员', 24],
  ['一级主任科员', 24],
  ['四级调研员', 24],
  ['三级调研员', 24],
  ['二级调研员', 36],
  ['一级调研员', 48],
  ['二级巡视员', 48],
  ['一级巡视员', 0],
];
export const RUNGS: readonly string[] = LADDER.map(([rank]) => rank);

export type Outcome = 'excellent' | 'counted' | 'excluded' | 'before' | 'missing' | 'to-come';
export interface Advanced {
  id: string;
  to: string | null;
  required: number | null;
  why: 'told' | 'no-rank' | 'top' | 'no-since' | 'grades-missing' | 'status';
  years: { year: number; outcome: Outcome }[];
  off: number;
  added: number;
  earliest: string | null;
  reached: boolean | null;
  /** first and last days of the sanctions that put it off */
  bars: string[];
}

const dayAfter = (day: string): string => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);

const earliest = (days: readonly string[]): string => days.reduce((a, b) => (a < b ? a : b));

const outcomeOf = (grade: YearGrade['grade']): Outcome => (grade === '优秀' ? 'excellent' : grade === '称职' ? 'counted' : 'excluded');

interface Span {
  from: string;
  to: string;
  named: string;
}

/** sanctions that keep somebody from advancing */
function spansOf(person: OfficePerson): Span[] {
  return (person.sanctions ?? [])
    .filter((s) => s.kind !== '批评教育' && !lifted(person, s.number))
    .map((s) => {
      const to = s.to ?? monthsLater(s.from ?? '', TERMS[s.kind]);
      return { from: s.from ?? '0000-01-01', to, named: `${s.from ?? '..'}/${to}` };
    });
}

export function advancePlainly(person: OfficePerson, asOf: string): Advanced {
  const rung = LADDER.findIndex(([rank]) => rank === person.rank);
  const to = LADDER[rung + 1]?.[0] ?? null;
  const nothing: Advanced = {
    id: person.id,
    to: rung < 0 ? null : to,
    required: rung < 0 || to === null ? null : (LADDER[rung]?.[1] ?? null),
    why: 'told',
    years: [],
    off: 0,
    added: 0,
    earliest: null,
    reached: null,
    bars: [],
  };
  if (rung < 0) return { ...nothing, why: 'no-rank' };
  if (nothing.required === null) return { ...nothing, why: 'top' };
  const { since } = person;
  if (since === undefined) return { ...nothing, why: 'no-since' };

  const { required } = nothing;
  const grades = person.grades ?? [];
  // a year is in the rank if the rank was held on 1 January
  const first = Number(since.slice(0, 4)) + (since.endsWith('-01-01') ? 0 : 1);
  const yearsOver = (day: string): Advanced['years'] => {
    const list: Advanced['years'] = [];
    for (let year = first; year < Number(day.slice(0, 4)); year += 1) {
      const grade = grades.find((g) => g.year === year)?.grade;
      list.push({ year, outcome: grade !== undefined ? outcomeOf(grade) : year < Number(asOf.slice(0, 4)) ? 'missing' : 'to-come' });
    }
    return list;
  };
  const months = (day: string): { off: number; added: number; term: number } => {
    const over = yearsOver(day);
    const off = 6 * over.filter((y) => y.outcome === 'excellent').length;
    const added = 12 * over.filter((y) => y.outcome === 'excluded').length;
    return { off, added, term: Math.max(0, required - off + added) };
  };
  const complete = (day: string): boolean => day >= monthsLater(since, months(day).term);

  // the first day of all: something changes only when a year begins, a term ends, or a sanction is over
  const spans = spansOf(person);
  const newYears = Array.from({ length: 25 }, (_, i) => `${Number(since.slice(0, 4)) + 1 + i}-01-01`);
  const days = [since, ...newYears, ...newYears.map((day) => monthsLater(since, months(day).term))];
  const due = earliest(days.filter(complete));
  const clear = (day: string): boolean => spans.every((s) => day < s.from || s.to < day);
  const later = spans.map((s) => dayAfter(s.to));
  const day = earliest([...days, ...later].filter((d) => d >= since && complete(d) && clear(d)));

  const before = grades.filter((g) => g.year < first && g.grade === '优秀').map((g) => ({ year: g.year, outcome: 'before' as const }));
  const years = [...before, ...yearsOver(day)].sort((a, b) => a.year - b.year);
  if (years.some((y) => y.outcome === 'missing')) return { ...nothing, years, why: 'grades-missing' };
  if (person.status === '立案未结') return { ...nothing, years, why: 'status' };
  const { off, added } = months(day);
  const bars = spans.filter((s) => s.from < day && due <= s.to).map((s) => s.named);
  return { ...nothing, years, off, added, earliest: day, reached: day <= asOf, bars: bars.sort() };
}
