// The last day of a notice, worked out by hand, and lists of holidays that are not understood.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Day } from '../../../src/day.ts';
import { lastWorkingDay, noHolidays, noticePeriod, parseCalendar } from '../../../src/papers/notice/working-days.ts';

interface Cases {
  readonly lists: Record<string, string>;
  readonly periods: readonly { from: Day; days: string; list: string; to: Day; missing?: string }[];
  readonly refused: readonly { text: string; line: string }[];
}
const file = path.join(import.meta.dirname, 'working-days.yaml');
const cases = parse(readFileSync(file, 'utf8'), { schema: 'failsafe' }) as Cases;

test.each(cases.periods)('$from, $days days, list $list: to $to', ({ from, days, list, to, missing }) => {
  const { value, problems } = parseCalendar(cases.lists[list] ?? '', 'holidays.txt');
  expect(problems).toEqual([]);
  if (!value) throw new Error('no calendar');
  const period = noticePeriod(from, Number(days), value);
  expect(period.value).toEqual({ from, to });
  expect(period.problems.map((p) => [p.code, p.args])).toEqual(missing ? [['usage/no-holidays', { years: missing }]] : []);
});

test('no days at all end on the day itself', () => {
  expect(lastWorkingDay('2026-11-07' as Day, 0, noHolidays)).toBe('2026-11-07');
});

describe('what is not understood is refused with its line, and nothing of the list is used', () => {
  test.each(cases.refused)('$text', ({ text, line }) => {
    const { value, problems } = parseCalendar(text, 'holidays.txt');
    expect(value).toBeNull();
    expect(problems.map((p) => [p.code, (p.args as { line: string }).line, p.file])).toEqual([['file/holidays', line, 'holidays.txt']]);
  });
});
