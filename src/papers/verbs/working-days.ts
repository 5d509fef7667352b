/** Working days: Monday to Friday, less the holidays and with the make-up days (调休) that a list gives. */
import { addDays, type Day, isDay, weekday } from '../../day.ts';
import { problem } from '../../problems/problem.ts';
import type { Out, Problem } from '../../types.ts';

/** Days off and days worked, apart from the week's own. */
export interface Calendar {
  readonly off: ReadonlySet<Day>;
  readonly worked: ReadonlySet<Day>;
  /** Years that the list speaks of. */
  readonly years: ReadonlySet<number>;
}

/** No list: the week alone. */
export const plainWeek: Calendar = { off: new Set(), worked: new Set(), years: new Set() };

/** Longer than any holiday. */
const longest = 60;
const words: Readonly<Record<string, 'off' | 'worked'>> = {
  休: 'off',
  放假: 'off',
  holiday: 'off',
  off: 'off',
  班: 'worked',
  上班: 'worked',
  workday: 'worked',
  work: 'worked',
};

/**
 * Reads a list of holidays, a line each: `2026-10-01..2026-10-07 休`, `2026-10-10 班`; blank lines and `#` to the end of a line do
 * not count. An error (`usage/holidays`) for every line that says anything else.
 */
export function parseCalendar(text: string, file: string): Out<Calendar> {
  const off = new Set<Day>();
  const worked = new Set<Day>();
  const problems: Problem[] = [];
  text.split(/\r\n|\r|\n/).forEach((raw, i) => {
    const line = raw
      .replace(/^\ufeff/, '')
      .replace(/#.*$/, '')
      .trim();
    if (line === '') return;
    const m = /^(\d{4}-\d{2}-\d{2})(?:\s*\.\.\s*(\d{4}-\d{2}-\d{2}))?\s+(\S+)$/.exec(line);
    const [from, to] = [m?.[1] ?? '', m?.[2] ?? m?.[1] ?? ''];
    const kind = words[(m?.[3] ?? '').toLowerCase()];
    const days = kind && isDay(from) && isDay(to) ? daysOf(from, to) : [];
    if (days.length === 0) problems.push(problem('usage/holidays', { line: String(i + 1), text: raw.trim() }, { file }));
    for (const d of days) (kind === 'off' ? off : worked).add(d);
  });
  const years = new Set([...off, ...worked].map((d) => Number(d.slice(0, 4))));
  return { value: { off, worked, years }, problems };
}

function daysOf(from: Day, to: Day): Day[] {
  const days: Day[] = [];
  for (let d = from; d <= to && days.length <= longest; d = addDays(d, 1)) days.push(d);
  return days.length > longest ? [] : days;
}

export function isWorkingDay(day: Day, { off, worked }: Calendar): boolean {
  if (worked.has(day)) return true;
  return !off.has(day) && weekday(day) !== 0 && weekday(day) !== 6;
}

/** The last of so many working days, the first day among them if it is one. */
export function lastWorkingDay(from: Day, count: number, calendar: Calendar): Day {
  let left = count;
  for (let day = from; ; day = addDays(day, 1)) {
    if (isWorkingDay(day, calendar)) left--;
    if (left <= 0) return day;
  }
}
