/** Days of the calendar without clock, zone or time: written `2026-02-28`, compared as text. */

/** A day that the calendar has. */
export type Day = string & { readonly isDay: unique symbol };

/** Whether the calendar has the day, written `2026-02-28`. */
export function isDay(text: string): text is Day {
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  return Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= lastOf(Number(year), Number(month));
}

/** Of whole numbers; null where the calendar has no such day. */
export function dayOf(year: number, month: number, day: number): Day | null {
  const text = [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-');
  return isDay(text) ? text : null;
}

const partsOf = (day: Day) => day.split('-').map(Number) as [number, number, number];
const lastOf = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** The same day so many months later or, below zero, earlier; a day that the month lacks is its last (rules §7.5). */
export function addMonths(day: Day, months: number): Day {
  const [y, m, d] = partsOf(day);
  const all = y * 12 + (m - 1) + months;
  const [year, month] = [Math.floor(all / 12), (all % 12) + 1];
  const found = dayOf(year, month, Math.min(d, lastOf(year, month)));
  if (found === null) throw new RangeError(`no such year: ${year}`);
  return found;
}

/** So many days later or, below zero, earlier. */
export function addDays(day: Day, days: number): Day {
  const [y, m, d] = partsOf(day);
  return new Date(Date.UTC(y, m - 1, d + days)).toISOString().slice(0, 10) as Day;
}

/** Whole days from one day to another; the days themselves apart: 1 from a day to the next. */
export const daysBetween = (from: Day, to: Day): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

/** 0 Sunday … 6 Saturday. */
export const weekday = (day: Day): number => new Date(Date.parse(day)).getUTCDay();

export const yearOf = (day: Day): number => partsOf(day)[0];

/** Days from first to last, both included. */
export interface Span {
  readonly from: Day;
  readonly to: Day;
}

/** Whether two spans share a day, both ends counted (rules §7.2). */
export const shareDay = (a: Span, b: Span): boolean => a.from <= b.to && b.from <= a.to;
