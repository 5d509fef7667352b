// Sanctions, error tolerance and priorities from files to verdicts and totals, against answers worked out by hand.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { filesOf, policyBy, run } from '../support/pipeline.ts';

interface Case {
  readonly it: string;
  readonly period?: string | null;
  readonly status?: string;
  readonly policy?: readonly (readonly [string, string])[];
  readonly sanctions?: readonly string[];
  readonly exemptions?: readonly string[];
  readonly entries?: readonly string[];
  readonly priorities?: readonly string[];
  readonly grades?: readonly string[];
  readonly bars?: readonly string[];
  readonly lists?: readonly string[];
  readonly adjustment?: string;
  readonly total?: string;
  readonly says?: readonly string[];
  readonly warns?: readonly string[];
}

const cases = parse(readFileSync(new URL('records.yaml', import.meta.url), 'utf8')) as readonly Case[];

const headers = {
  sanctions: '工号,姓名,处分种类,影响期开始,影响期结束,编号',
  exemptions: '工号,姓名,编号,事项,日期,容错结论,减轻比例,容错情形',
  entries: '工号,姓名,编号,事项,分值,日期',
  priorities: '工号,姓名,优先类别,事项,表彰机关,文号',
  grades: '工号,姓名,年度,等次',
} as const;
type List = keyof typeof headers;

function exportOf(c: Case) {
  const roster = [
    '工号,姓名,单位,人员类别,层级,考核状态,干群评价,工作作风与绩效,政治理论与业务学习,党建工作责任制落实',
    `1001,张文,办公室,公务员,科级,${c.status ?? ''},85,86,87,88`,
    '1002,李武,办公室,公务员,科级,,86,83,80,91',
    '1003,王双,法制处,公务员,科级,,91,88,84,79.5',
    '',
  ].join('\n');
  const tables = (Object.keys(headers) as List[]).flatMap((list) => {
    const rows = c[list]?.map((row) => `1001,张文,${row}${list === 'exemptions' ? ',先行先试' : ''}`);
    return rows ? [[`${list}.csv`, [headers[list], ...rows, ''].join('\n')] as const] : [];
  });
  return filesOf({ 'a.csv': roster, ...Object.fromEntries(tables) });
}

const usual = new Set(['table/no-inspection', 'table/no-period', 'cell/outside-period']);

describe('records', () => {
  test.each(cases)('$it', async (c) => {
    const policy = policyBy(c.policy);
    expect(c.bars ?? c.lists ?? c.adjustment ?? c.says).toBeDefined();
    const { results, problems } = await run(exportOf(c), policy, c.period === undefined ? '2026Q3' : c.period);
    const told = (severity: string) => [
      ...new Set(problems.filter((p) => p.severity === severity && !usual.has(p.code)).map((p) => p.code)),
    ];
    expect(told('error')).toEqual(c.says ?? []);
    expect(told('warning')).toEqual(c.warns ?? []);
    if (c.says) return;
    const ranked = results.people.find((p) => p.id === '1001');
    const verdicts = (ranked ?? results.notRanked.find((p) => p.id === '1001'))?.verdicts ?? [];
    expect(ranked === undefined).toBe(c.status !== undefined);
    expect(
      verdicts
        .filter((v) => v.rule === 'accountability')
        .map((v) => v.figure)
        .sort(),
    ).toEqual(c.bars ?? []);
    expect(verdicts.filter((v) => v.list === 'priority').map((v) => `${v.rule}: ${v.figure}`)).toEqual(c.lists ?? []);
    for (const v of verdicts.filter((x) => x.rule === 'accountability'))
      expect(v).toMatchObject({ list: 'promotion-bar', clause: '第二十六条', held: false });
    if (c.adjustment) expect(ranked?.blocks.adjustment).toBe(c.adjustment);
    if (c.total) expect(ranked?.total).toBe(c.total);
    // Nobody else is touched.
    expect(
      results.people
        .filter((p) => p.id !== '1001')
        .flatMap((p) => p.verdicts.filter((v) => v.rule === 'accountability' || v.list === 'priority')),
    ).toEqual([]);
  });
});
