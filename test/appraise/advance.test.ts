// The earliest day of advance from files to the list, against answers worked out by hand.
import { expect, test } from 'vitest';
import { advancesOf } from '../../src/papers/verbs/advance.ts';
import { filesOf, policyBy, run } from '../support/pipeline.ts';
import { casesIn, codesOf, scores } from '../support/scores.ts';

interface Case {
  readonly it: string;
  readonly period?: null;
  readonly policy?: readonly (readonly [string, string])[];
  readonly rank?: string;
  readonly since: string;
  readonly status?: string;
  readonly grades?: Readonly<Record<string, string>>;
  readonly sanctions?: readonly string[];
  readonly exemptions?: readonly string[];
  readonly to?: string;
  readonly required?: number;
  readonly earliest?: string;
  readonly off?: number;
  readonly added?: number;
  readonly reached?: boolean;
  readonly years?: readonly string[];
  readonly bars?: readonly string[];
  readonly why?: string;
  readonly says?: readonly string[];
}

const headers = {
  sanctions: '工号,处分种类,影响期开始,影响期结束,编号',
  exemptions: '工号,编号,容错结论,减轻比例,容错情形',
};

test.each(casesIn<readonly Case[]>('advance.yaml', import.meta.url))('$it', async (c) => {
  const policy = policyBy(c.policy);
  const person = { scores: 90, 职级: c.rank ?? '一级主任科员', 任现职级时间: c.since, 考核状态: c.status ?? '' };
  const table = (head: string, rows: readonly string[]) => [head, ...rows.map((row) => `1001,${row}`), ''].join('\n');
  const files = filesOf({
    'a.csv': scores({ 1001: person, 1002: 85, 1003: 80 }, '考核得分'),
    ...(c.grades
      ? {
          'b.csv': table(
            '工号,年度,等次',
            Object.entries(c.grades).map((g) => g.join(',')),
          ),
        }
      : {}),
    ...(c.sanctions ? { 'c.csv': table(headers.sanctions, c.sanctions) } : {}),
    ...(c.exemptions ? { 'd.csv': table(headers.exemptions, c.exemptions) } : {}),
  });
  const { source, problems } = await run(files, policy, c.period === undefined ? '2026Q3' : c.period);
  expect(codesOf(problems, 'error')).toEqual(c.says ?? []);
  if (!policy.advance) throw new Error('a policy without advance');
  const [told] = advancesOf({ source }, policy, policy.advance);
  if (!told) throw new Error('nobody');
  if (c.says) return expect(told.earliest).toBeNull();
  const { since: _, rank: _2, person: _3, from: _4, clause: _5, ...rest } = told;
  expect({ ...rest, years: told.years.map((y) => `${y.year} ${y.outcome}`), bars: told.bars.map((s) => s.said) }).toEqual({
    to: c.to ?? (['top', 'no-rank'].includes(c.why ?? '') ? null : '四级调研员'),
    required: c.required ?? (['top', 'no-rank'].includes(c.why ?? '') ? null : 24),
    years: c.years ?? [],
    off: c.off ?? 0,
    added: c.added ?? 0,
    earliest: c.earliest ?? null,
    reached: c.why ? null : (c.reached ?? true),
    why: c.why ?? 'told',
    bars: c.bars ?? [],
  });
});
