/** The period of an export (rules §1): named, else in a column or title, else in the file's name. */
import { problem } from '../problems/problem.ts';
import type { Period, Problem } from '../types.ts';
import type { TableRecords } from './rows.ts';

const quarters: Readonly<Record<string, 1 | 2 | 3 | 4>> = {
  一: 1,
  二: 2,
  三: 3,
  四: 4,
  I: 1,
  II: 2,
  III: 3,
  IV: 4,
  '1': 1,
  '2': 2,
  '3': 3,
  '4': 4,
};
const chineseDigits: Readonly<Record<string, string>> = {
  〇: '0',
  '○': '0',
  零: '0',
  一: '1',
  二: '2',
  三: '3',
  四: '4',
  五: '5',
  六: '6',
  七: '7',
  八: '8',
  九: '9',
};

/** `2026Q3` or `2026`, as `--period` takes it; null for anything else. */
export function parsePeriod(text: string): Period | null {
  const m = /^(\d{4})(?:-?[Qq]([1-4]))?$/.exec(text.normalize('NFKC').trim());
  return m ? periodOf(m[1] ?? '', m[2]) : null;
}

function periodOf(year: string, quarter: string | undefined): Period {
  return { year: Number(year), quarter: quarter === undefined ? null : (quarters[quarter] ?? null) };
}

/**
 * The period a title or file name speaks of: 2026年第三季度, 2026年度平时考核（三季度）, 2026Q3, 二〇二六年度. A title that names
 * months or half a year, or a day, names no period that rules §1 knows.
 */
export function periodIn(text: string): Period | null {
  const plain = text
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/[〇○零一二三四五六七八九]{4}(?=年)/g, (y) => [...y].map((c) => chineseDigits[c] ?? c).join(''));
  const year = /(?<!\d)((?:19|20)\d{2})(?:年|(?=[-_]?[Qq][1-4]))/.exec(plain)?.[1];
  if (year === undefined) return null;
  const quarter = /第?(IV|I{1,3}|[1-4一二三四])季度?/.exec(plain)?.[1] ?? /[Qq]([1-4])/.exec(plain)?.[1];
  if (quarter !== undefined) return periodOf(year, quarter);
  if (/季|半年|月/.test(plain)) return null;
  return /(?:19|20)\d{2}年(?:度|考核|终|$)|年度/.test(plain) ? periodOf(year, undefined) : null;
}

/** The period a file's name speaks of: as a title, or a year alone (`考核_2026.xlsx`, not `2026-10-08.xlsx`). */
export function periodInName(file: string): Period | null {
  const name = file
    .replace(/^.*[\\/]/, '')
    .replace(/\.[^.]*$/, '')
    .normalize('NFKC');
  const year = /(?<!\d)((?:19|20)\d{2})(?!\d|[-_. ]?\d|年\d)/.exec(name);
  return periodIn(name) ?? (year ? periodOf(year[1] ?? '', undefined) : null);
}

/** A year column and a quarter column of one row; quarters come as 3, 3.0, "三", "第三季度" or "2026Q3". */
export function periodOfColumns(year: string, quarter: string): Period | null {
  const whole = periodIn(`${year}年${quarter}`) ?? parsePeriod(quarter) ?? parsePeriod(year.replace(/年度?$/, ''));
  const y = /^((?:19|20)\d{2})(?:\.0)?(?:年度?)?$/.exec(year.normalize('NFKC').trim())?.[1];
  const q = /^第?([1-4一二三四])(?:\.0)?(?:季度?)?$/.exec(quarter.normalize('NFKC').trim())?.[1];
  return y !== undefined && q !== undefined ? periodOf(y, q) : whole;
}

/** `2026Q3` or `2026`. */
export function periodText(p: Period): string {
  return p.quarter === null ? String(p.year) : `${p.year}Q${p.quarter}`;
}

/** The period's last day, ISO. */
export function lastDay(p: Period): string {
  const ends = { 1: '03-31', 2: '06-30', 3: '09-30', 4: '12-31' } as const;
  return `${p.year}-${ends[p.quarter ?? 4]}`;
}

/**
 * Tables whose sheet, title or file speaks of another period than the export's, in words that decide nothing: a quarter without its
 * year, the name of a file whose content names no period. Last quarter's sheet may have been left in.
 */
export function otherPeriods(tables: readonly TableRecords[], period: Period): Problem[] {
  const differs = (p: Period): boolean =>
    p.year !== period.year || (p.quarter !== null && period.quarter !== null && p.quarter !== period.quarter);
  return tables.flatMap((t) => {
    if (t.rows.length === 0) return [];
    const ofFile = periodInName(t.file);
    const said = [
      ...t.titles.filter((title) => [...title].length <= 40 && quarterOf(title, period.year).some(differs)),
      ...(ofFile && differs(ofFile) ? [t.file] : []),
    ];
    const [first] = said;
    return first === undefined
      ? []
      : [problem('sheet/other-period', { said: first, period: periodText(period) }, { file: t.file, sheet: t.sheet })];
  });
}

/** The quarters that a text without a year speaks of. */
function quarterOf(text: string, year: number): Period[] {
  const plain = text.normalize('NFKC').replace(/\s+/g, '');
  if (/(?:19|20)\d{2}/.test(plain)) return [];
  return [...plain.matchAll(/第?(IV|I{1,3}|[1-4一二三四])季度?/g)].map((m) => ({ year, quarter: quarters[m[1] ?? ''] ?? null }));
}
