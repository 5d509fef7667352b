// rules.md §7.2–7.4 worked out as plainly as can be: what sanctions, error tolerance and priorities make of a person.
import type { OfficePerson, Sanction } from './model.ts';

/** Months of effect where the export gives no last day; 批评教育 bars nobody. */
export const TERMS: Record<Sanction['kind'], number> = { 警告: 6, 记过: 12, 记大过: 18, 诫勉: 6, 批评教育: 0 };

export interface RecordVerdict {
  rule: 'accountability' | 'commended' | 'excellent-and-recommended' | 'key-work';
  list: 'promotion-bar' | 'priority';
  held: boolean;
  figure: string;
  line: string;
}

/** first and last day of '2026Q3' or '2026' */
export function daysOf(period: string): [string, string] {
  const [year = '', quarter] = period.split('Q');
  const ends: Record<string, [string, string]> = {
    '1': ['01-01', '03-31'],
    '2': ['04-01', '06-30'],
    '3': ['07-01', '09-30'],
    '4': ['10-01', '12-31'],
  };
  const [first, last] = (quarter === undefined ? undefined : ends[quarter]) ?? ['01-01', '12-31'];
  return [`${year}-${first}`, `${year}-${last}`];
}

/** so many months later, counted up one by one; the last day of a month that is too short */
export function monthsLater(day: string, months: number): string {
  let [year = 0, month = 0] = day.split('-').map(Number);
  const date = Number(day.slice(8));
  for (let i = 0; i < months; i++) {
    month += 1;
    if (month === 13) [year, month] = [year + 1, 1];
  }
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const longest = month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return `${year}-${String(month).padStart(2, '0')}-${String(Math.min(date, longest)).padStart(2, '0')}`;
}

/** 减轻 leaves a bar as it is, by however much */
export const lifted = (person: OfficePerson, number: string | undefined): boolean =>
  person.exemptions?.find((e) => number !== undefined && e.number === number)?.outcome === '免';

/** the percentage that is left of what is named by this number: 100 where nobody tolerates it */
export function leftOf(person: OfficePerson, number: string | undefined): string {
  const by = person.exemptions?.find((e) => number !== undefined && e.number === number);
  if (by === undefined || by.outcome === '不容') return '100';
  if (by.outcome === '免') return '0';
  return String(100 - Number(by.percent));
}

function barsOf(person: OfficePerson, period: string | null): RecordVerdict[] {
  return (person.sanctions ?? []).flatMap((s): RecordVerdict[] => {
    if (s.kind === '批评教育' || lifted(person, s.number)) return [];
    if (period === null) throw new Error(`${person.id}: a sanction, and no period`);
    const [first, last] = daysOf(period);
    const end = s.to ?? (s.from === undefined ? undefined : monthsLater(s.from, TERMS[s.kind]));
    if (end === undefined) throw new Error(`${person.id}: a sanction without an end`);
    const begun = s.from === undefined || s.from <= last;
    if (!begun || end < first) return [];
    return [{ rule: 'accountability', list: 'promotion-bar', held: false, figure: `${s.from ?? '..'}/${end}`, line: `${first}/${last}` }];
  });
}

function prioritiesOf(person: OfficePerson, period: string | null): RecordVerdict[] {
  const own = person.priorities ?? [];
  const of = (rule: RecordVerdict['rule'], figure: string, line: string): RecordVerdict => ({
    rule,
    list: 'priority',
    held: false,
    figure,
    line,
  });
  const awards = own.flatMap((p) => (p.kind === '表彰' && p.by !== '清江县委' ? [of('commended', p.matter, p.by)] : []));
  const works = own.flatMap((p) => (p.kind === '重点工作' ? [of('key-work', p.matter, p.by)] : []));
  const year = period === null ? Number.POSITIVE_INFINITY : Number(period.slice(0, 4));
  const counting = (person.grades ?? []).filter((g) => g.year <= year && (period === null || g.year >= year - 1));
  const latest = [...counting].sort((a, b) => b.year - a.year)[0];
  const recommended = own.some((p) => p.kind === '基层党委推荐');
  const both = recommended && latest?.grade === '优秀' ? [of('excellent-and-recommended', `${latest.year} 优秀`, '优秀')] : [];
  return [...awards, ...both, ...works];
}

/** all verdicts from records, ranked or not */
export const recordVerdicts = (person: OfficePerson, period: string | null): RecordVerdict[] => [
  ...barsOf(person, period),
  ...prioritiesOf(person, period),
];
