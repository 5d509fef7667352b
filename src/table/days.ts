/** Days as offices write them. A text that names no day of the calendar, or may name two, is refused. */
import { type Day, dayOf } from '../day.ts';
import { foldText } from '../fold.ts';

/** What a text says of a day. */
export type ReadDay =
  | { readonly kind: 'day'; readonly day: Day }
  /** Only the month is written: its first day stands for it, and that is told. */
  | { readonly kind: 'month'; readonly day: Day }
  | { readonly kind: 'none' };

const whole = /^(\d{4})(?:[-./年](\d{1,2})[-./月](\d{1,2})日?(?:T?00:00(?::00)?)?|(\d{2})(\d{2}))$/;
/** `2019.1` may be October that lost its zero: two digits, or the word 月. */
const month = /^(\d{4})(?:[-./](\d{2})|年(\d{1,2})月?|(\d{2}))$/;

/** `2026-03-01`, 2026年3月1日, 2026.3.1, 20260301; 2026年3月 and 2026.03 name a month. */
export function readDay(text: string): ReadDay {
  const plain = foldText(text).replace(/^'/, '');
  const day = whole.exec(plain);
  if (day) return found('day', Number(day[1]), Number(day[2] ?? day[4]), Number(day[3] ?? day[5]));
  const only = month.exec(plain);
  return only ? found('month', Number(only[1]), Number(only[2] ?? only[3] ?? only[4]), 1) : { kind: 'none' };
}

/** Whether a text is written as a day that no calendar has, such as 2026-02-30; of any other text false. */
export const isNoSuchDay = (text: string): boolean => {
  const plain = foldText(text);
  return /^(?:19|20)\d{2}/.test(plain) && whole.test(plain) && readDay(text).kind === 'none';
};

function found(kind: 'day' | 'month', year: number, m: number, d: number): ReadDay {
  const day = year >= 1900 ? dayOf(year, m, d) : null;
  return day === null ? { kind: 'none' } : { kind, day };
}

const between = /^(.+?\d[日月]?)(?:至|到|—+|–|~|～|-{1,2}|\/)(\d{4}.+)$/;

/** `2026-03-01至2026-08-31`: first and last day, or month; null for anything else. */
export function readSpan(text: string): { readonly from: string; readonly to: string } | null {
  const m = between.exec(foldText(text));
  return m?.[1] !== undefined && m[2] !== undefined && readDay(m[1]).kind !== 'none' && readDay(m[2]).kind !== 'none'
    ? { from: m[1], to: m[2] }
    : null;
}

const chinese = '一二三四五六七八九十';

/** `6个月`, 半年, 一年, 18个月: a term in months; null for anything else. */
export function readMonths(text: string): number | null {
  const plain = foldText(text);
  if (plain === '半年') return 6;
  if (plain === '一年半') return 18;
  const m = /^(\d{1,3}|[一二两三四五六七八九十])(个月|月|年)$/.exec(plain);
  if (!m) return null;
  const n = /\d/.test(m[1] ?? '') ? Number(m[1]) : m[1] === '两' ? 2 : chinese.indexOf(m[1] ?? '') + 1;
  return m[2] === '年' ? n * 12 : n;
}
