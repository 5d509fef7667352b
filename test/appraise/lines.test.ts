// The lines of the inspection from sheets to bars and checks, against answers worked out by hand.
import { expect, test } from 'vitest';
import { filesOf, policyBy, policyWith, run } from '../support/pipeline.ts';
import { casesIn, nameOf, scores } from '../support/scores.ts';

interface Case {
  readonly it: string;
  readonly inspections: readonly Readonly<Record<string, readonly [string, string]>>[];
  readonly columns?: string;
  readonly status?: string;
  readonly 'at-line'?: string;
  readonly bars?: readonly string[];
  readonly checks?: readonly string[];
  readonly warns?: readonly string[];
  readonly notes?: readonly string[];
  readonly says?: readonly string[];
}

const barred = policyWith((yaml) => yaml.replaceAll('at-line: { value: passes', 'at-line: { value: barred'));

test.each(casesIn<readonly Case[]>('lines.yaml', import.meta.url))('$it', async (c) => {
  const member = c.status ? { 考核状态: c.status, scores: 90 } : 90;
  const sheets = c.inspections.map((i) => {
    const rows = Object.entries({ ...i, 1003: ['95', '95'], 1004: ['95', '95'] }).map(([id, [p, r]]) => `${id},${nameOf(id)},${p},${r}`);
    return [`工号,姓名,${c.columns ?? '政治素质,担当作为'}`, ...rows, ''].join('\n');
  });
  const files = filesOf({
    'a.csv': scores({ 1001: member, 1003: 86, 1004: 84 }),
    ...Object.fromEntries(sheets.map((text, i) => [`考察${i + 1}.csv`, text])),
  });
  const { results, problems } = await run(files, c['at-line'] === 'barred' ? barred : policyBy(), '2026Q3');
  const told = (severity: string) => problems.filter((p) => p.severity === severity).map((p) => p.code);
  expect([...new Set(told('error'))]).toEqual(c.says ?? []);
  if (c.says) return;
  expect([...new Set(told('warning'))]).toEqual(c.warns ?? []);
  // Said once of each quality, not once a person.
  expect(told('note').filter((code) => code === 'table/no-inspection')).toEqual(c.notes ?? []);
  const person = [...results.people, ...results.notRanked].find((p) => p.id === '1001');
  const of = policyBy().lines.map((l) => l.key);
  const verdicts = (person?.verdicts ?? []).filter((v) => of.includes(v.rule));
  expect(verdicts.map((v) => `${v.rule}: ${v.figure}`)).toEqual(c.bars ?? []);
  for (const v of verdicts) expect(v).toMatchObject({ list: 'promotion-bar', held: false, line: '90', clause: '第十七条' });
  expect((person?.checks ?? []).map((k) => `${k.rule}: ${k.outcome} ${k.figure ?? '-'}`)).toEqual(c.checks ?? []);
});
