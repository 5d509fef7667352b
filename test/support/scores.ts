// Tables of scores as CSV text, from as little as a case needs to say.
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Problem, Severity } from '../../src/types.ts';

/** The cases of a YAML file beside the test. */
export const casesIn = <T>(name: string, test: string): T => parse(readFileSync(new URL(name, test), 'utf8')) as T;

/**
 * Somebody by their scores: one stands in all four blocks, so that the total is that score (30 + 40 + 15 + 15 = 100 %); four
 * are the blocks in their order; or columns by name, `scores` among them.
 */
export type Member = Score | Readonly<Record<string, Score>>;
type Score = string | number | readonly (string | number)[];

const blocks = ['干群评价', '工作作风与绩效', '政治理论与业务学习', '党建工作责任制落实'];
const usual = { 单位: '办公室', 人员类别: '公务员', 层级: '科级' };

const surnames = [...'赵钱孙李周吴郑王冯陈卫蒋沈韩杨朱秦尤许何'];
const given = [...'文静建国晓东志强丽华'];
/** What somebody of this 工号 is called: no two of a case alike. */
export function nameOf(id: string): string {
  const [n, m] = [Number(id) % 20, Math.floor(Number(id) / 20)];
  return `${surnames[n]}${given[m % 10]}${given[Math.floor(m / 10) % 10]}`;
}

/** One table of people by their 工号, with every column that one of them has. */
export function scores(members: Readonly<Record<string, Member>>, title = '2026年第三季度考核'): string {
  const rows = Object.entries(members).map(([id, m]): Readonly<Record<string, Score>> => {
    const own = typeof m === 'object' && !Array.isArray(m) ? (m as Readonly<Record<string, Score>>) : { scores: m as Score };
    const { scores: s = '', ...others } = own;
    const four = blocks.map((b, i) => [b, Array.isArray(s) ? s[i] : s]);
    return { 工号: id, 姓名: nameOf(id), ...usual, ...Object.fromEntries(four), ...others };
  });
  const head = [...new Set(rows.flatMap((r) => Object.keys(r)))];
  return [title, head.join(','), ...rows.map((r) => head.map((h) => r[h] ?? '').join(',')), ''].join('\n');
}

/** Codes told, each once, but for what every export without an inspection or a period is told. */
export function codesOf(problems: readonly Problem[], severity: Severity): string[] {
  const always = new Set(['table/no-inspection', 'table/no-period']);
  return [...new Set(problems.filter((p) => p.severity === severity && !always.has(p.code)).map((p) => p.code))];
}
