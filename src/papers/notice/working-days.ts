/**
 * Working days of a notice (公示期). Saturday and Sunday are free, unless a list says that one is worked to make up for a holiday
 * (调休); any other day is worked, unless the list says that it is free. The first day counts where it is worked: a notice of five
 * working days put up on a Monday of a plain week ends on its Friday. The list is the user's: holidays are announced year by year.
 */
import { parseDocument } from 'yaml';
import { addDays, type Day, daysBetween, isDay, type Span, weekday, yearOf } from '../../day.ts';
import { problem } from '../../problems/problem.ts';
import type { Out, Problem } from '../../types.ts';

/** Days that are not as their weekday says. */
export interface Calendar {
  readonly off: ReadonlySet<Day>;
  readonly work: ReadonlySet<Day>;
}
export const noHolidays: Calendar = { off: new Set(), work: new Set() };

/** Whether the day is worked. */
export function isWorked(day: Day, { off, work }: Calendar): boolean {
  if (work.has(day)) return true;
  return !off.has(day) && weekday(day) !== 0 && weekday(day) !== 6;
}

/** The last of so many working days, the first day among them where it is worked. */
export function lastWorkingDay(from: Day, workingDays: number, calendar: Calendar): Day {
  let day = from;
  for (let left = workingDays - (isWorked(day, calendar) ? 1 : 0); left > 0; ) {
    day = addDays(day, 1);
    if (isWorked(day, calendar)) left--;
  }
  return day;
}

/**
 * First and last day of a notice.
 * @returns the warning `usage/no-holidays` for years it touches of which the list names no holiday
 */
export function noticePeriod(from: Day, workingDays: number, calendar: Calendar): Out<Span> {
  const to = lastWorkingDay(from, workingDays, calendar);
  const known = new Set([...calendar.off].map(yearOf));
  const touched = Array.from({ length: yearOf(to) - yearOf(from) + 1 }, (_, i) => yearOf(from) + i);
  const missing = touched.filter((y) => !known.has(y));
  return { value: { from, to }, problems: missing.length === 0 ? [] : [problem('usage/no-holidays', { years: missing.join(', ') })] };
}

// ── the list ──

type Kind = 'off' | 'work';
const words: Readonly<Record<string, Kind>> = {
  休: 'off',
  放假: 'off',
  休息: 'off',
  off: 'off',
  班: 'work',
  上班: 'work',
  补班: 'work',
  work: 'work',
};
/** A longer range is a slip of the pen: no holiday lasts so long. */
const longestRange = 31;

interface Said {
  readonly line: number;
  readonly text: string;
  readonly days: string;
  readonly word: string;
}

/**
 * Reads a list of holidays: a line a day or range, `2026-10-01..2026-10-07 休`, `2026-10-10 班`; or YAML, `休: [2026-10-01]`.
 * Blank lines and what follows a # count for nothing.
 * @returns null with an error `file/holidays` for each line that is not understood or says the contrary of another
 */
export function parseCalendar(text: string, file: string): Out<Calendar | null> {
  const problems: Problem[] = [];
  const days: Record<Kind, Set<Day>> = { off: new Set(), work: new Set() };
  const plain = text.replace(/^\ufeff/, '');
  for (const said of isYaml(plain) ? yamlEntries(plain) : lineEntries(plain)) {
    const kind = Object.hasOwn(words, said.word.toLowerCase()) ? words[said.word.toLowerCase()] : undefined;
    const found = daysOf(said.days);
    const other = days[kind === 'off' ? 'work' : 'off'];
    if (kind === undefined || found === null || found.some((d) => other.has(d)))
      problems.push(problem('file/holidays', { line: String(said.line), detail: said.text }, { file }));
    else for (const d of found) days[kind].add(d);
  }
  return { value: problems.length > 0 ? null : days, problems };
}

/** A day, or each day of a range; null for anything else. */
function daysOf(text: string): Day[] | null {
  const [, first = '', last = first] = /^(\S+?)(?:\s*(?:\.\.|~|至)\s*(\S+))?$/.exec(text) ?? [];
  if (!isDay(first) || !isDay(last)) return null;
  const count = daysBetween(first, last) + 1;
  return count < 1 || count > longestRange ? null : Array.from({ length: count }, (_, i) => addDays(first, i));
}

const comment = /(?:^|\s)#.*$/;
const isYaml = (text: string) => text.split(/\r?\n/).some((l) => /^["']?[^\s\d#"'-][^:]*["']?\s*:/.test(l));

function lineEntries(text: string): Said[] {
  return text.split(/\r\n|\r|\n/).flatMap((raw, i): Said[] => {
    const line = raw.replace(comment, '').trim();
    if (line === '') return [];
    const [, days = '', word = ''] = /^(?:-\s+)?(.*\S)\s+(\S+)$/.exec(line) ?? [];
    return [{ line: i + 1, text: line, days, word }];
  });
}

/** `休: [day, range]`, `班: day`: of each the line it stands in. */
function yamlEntries(text: string): Said[] {
  const document = parseDocument(text, { schema: 'failsafe' });
  const lineAt = (offset: number) => text.slice(0, offset).split('\n').length;
  const lineOf = (n: number) => text.split(/\r?\n/)[n - 1]?.trim() ?? '';
  const [error] = document.errors;
  if (error) return [{ line: lineAt(error.pos[0]), text: lineOf(lineAt(error.pos[0])), days: '', word: '' }];
  const all: Said[] = [];
  const map: unknown = document.contents;
  if (!isMap(map)) return [{ line: 1, text: lineOf(1), days: '', word: '' }];
  for (const { key, value } of map.items) {
    const entries = value !== null && typeof value === 'object' && 'items' in value ? value.items : [value];
    for (const entry of entries) {
      const line = lineAt((entry ?? key).range?.[0] ?? 0);
      const days = typeof entry?.value === 'string' ? entry.value.trim() : '';
      all.push({ line, text: lineOf(line), days, word: String(key.value ?? '') });
    }
  }
  return all;
}

interface Node {
  readonly value?: unknown;
  readonly range?: readonly number[] | null;
}
interface MapNode {
  readonly items: readonly { readonly key: Node; readonly value: (Node & { readonly items?: readonly (Node | null)[] }) | null }[];
}
const isMap = (node: unknown): node is MapNode =>
  typeof node === 'object' && node !== null && 'items' in node && Array.isArray(node.items) && node.items.every((i) => 'key' in i);
