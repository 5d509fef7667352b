// Grades from an export to proposals, against answers worked out by hand.
import { describe, expect, test } from 'vitest';
import { gradesOf } from '../../src/appraise/grades.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { filesOf, policyBy, run } from '../support/pipeline.ts';
import { casesIn, codesOf, type Member, scores } from '../support/scores.ts';

type Rows = Readonly<Record<string, string>>;
interface Case {
  readonly it: string;
  readonly policy?: readonly (readonly [string, string])[];
  readonly approved?: boolean;
  readonly scores: readonly Member[];
  readonly sanctions?: Rows;
  readonly exemptions?: Rows;
  readonly inspections?: Rows;
  readonly grades: readonly string[];
  readonly places: readonly [exact: string, places: number, given: number, held: number];
  readonly bars?: Readonly<Record<string, readonly string[]>>;
}
interface Parts {
  readonly it: string;
  readonly share?: string;
  readonly heads: readonly number[];
  readonly places: number;
  readonly parts: readonly string[];
  readonly given: readonly number[];
  readonly undecided: number;
}
const cases = casesIn<{ quarter: readonly Case[]; year: readonly Case[]; parts: readonly Parts[] }>('grades.yaml', import.meta.url);

const headers = {
  sanctions: '工号,处分种类,影响期开始,影响期结束,编号',
  exemptions: '工号,编号,容错结论,减轻比例,容错情形',
  inspections: '工号,政治素质,担当作为',
};
const idOf = (n: number) => String(1000 + n);
const numbered = (members: readonly Member[]) => Object.fromEntries(members.map((m, i) => [idOf(i + 1), m]));

function rulesOf(policy: Policy) {
  if (!policy.grades) throw new Error('a policy without grades');
  return policy.grades;
}
function nameOf(policy: Policy, key: string | null): string {
  const { quarter, year } = rulesOf(policy);
  const found = [...quarter.bands, year.excellent, ...year.bands].find((b) => b.key === key);
  return found?.name['zh-Hans'] ?? '-';
}

async function proposed(c: Case, period: string) {
  const policy = policyBy(c.policy);
  const tables = (Object.keys(headers) as (keyof typeof headers)[]).flatMap((kind) => {
    const rows = Object.entries(c[kind] ?? {}).map(([n, row]) => `${idOf(Number(n))},${row}`);
    return rows.length > 0 ? [[`${kind}.csv`, [headers[kind], ...rows, ''].join('\n')]] : [];
  });
  const files = filesOf({ 'a.csv': scores(numbered(c.scores), '考核得分'), ...Object.fromEntries(tables) });
  const { ranking, problems } = await run(files, policy, period);
  expect(codesOf(problems, 'error')).toEqual([]);
  const { exact, groups } = gradesOf(ranking, policy, rulesOf(policy), c.approved === true);
  const [group] = groups;
  if (!group) throw new Error('no group');
  const of = c.scores.map((_, i) => group.proposals.find((p) => p.person.id === idOf(i + 1)));
  expect(of.map((p) => `${nameOf(policy, p?.grade ?? null)}${p?.held ? '*' : ''}`)).toEqual(c.grades);
  expect([exact.toText(2), group.places, group.given, group.held]).toEqual(c.places);
  const bars = of.flatMap((p, i) => (p && p.barred.length > 0 ? [[String(i + 1), p.barred.map((b) => b.rule).sort()]] : []));
  return Object.fromEntries(bars) as Record<string, string[]>;
}
/** The bottom 30 % is barred too; named only where a case says so. */
const told = (bars: Record<string, string[]>, wanted: Case['bars'] = {}) =>
  Object.fromEntries(Object.entries(bars).filter(([n, rules]) => wanted[n] || rules.join() !== 'bottom-30'));

describe('of a quarter', () => {
  test.each(cases.quarter)('$it', async (c) => {
    expect(told(await proposed(c, '2026Q3'), c.bars)).toEqual(c.bars ?? {});
  });
});

describe('of a year', () => {
  test.each(cases.year)('$it', async (c) => {
    expect(told(await proposed(c, '2026'), c.bars)).toEqual(c.bars ?? {});
  });
});
describe('places by groups', () => {
  test.each(cases.parts)('$it', async (c) => {
    const policy = policyBy(
      c.share ? [['    share: { value: 0.20, clause: { at: 第三十二条', `    share: { value: ${c.share}, clause: { at: 第三十二条`]] : [],
    );
    const levels = ['甲级', '乙级', '丙级'];
    const people = c.heads.flatMap((n, g) =>
      Array.from({ length: n }, (_, i): Member => ({ scores: `${95 - Math.floor(i / 4)}.${99 - (i % 4) * 20}`, 层级: levels[g] ?? '' })),
    );
    const { ranking } = await run(filesOf({ 'a.csv': scores(numbered(people), '考核得分') }), policy, '2026');
    const grades = gradesOf(ranking, policy, rulesOf(policy));
    const groups = c.heads.map((_, g) => grades.groups.find((x) => x.level === levels[g]));
    expect(grades.heads).toBe(c.heads.reduce((a, b) => a + b, 0));
    expect([grades.places, grades.undecided]).toEqual([c.places, c.undecided]);
    expect(groups.map((g) => g?.exact.toText(2))).toEqual(c.parts);
    expect(groups.map((g) => g?.places)).toEqual(c.given);
    expect(groups.map((g) => g?.given)).toEqual(c.given);
  });
});
