// 能上能下, what is still open and the four facets, from files to lists, against answers worked out by hand.
import { expect, test } from 'vitest';
import { openItems, unfitIn } from '../../src/appraise/select.ts';
import type { Day } from '../../src/day.ts';
import { evaluationList } from '../../src/papers/verbs/evaluation.ts';
import { paperOf } from '../papers/paper-of.ts';
import { filesOf, policyBy } from '../support/pipeline.ts';
import { casesIn, codesOf, scores } from '../support/scores.ts';

type Kind = 'fitness' | 'exemptions' | 'sanctions' | 'entries' | 'facets';
interface Case extends Partial<Record<Kind, readonly string[]>> {
  readonly it: string;
  readonly period?: null;
  readonly policy?: readonly (readonly [string, string])[];
  readonly unfit?: readonly string[];
  readonly open?: readonly string[];
  readonly evaluation?: readonly string[];
  readonly says?: readonly string[];
}
const { headers, cases } = casesIn<{ headers: Record<Kind, string>; cases: readonly Case[] }>('fitness.yaml', import.meta.url);

test.each(cases)('$it', async (c) => {
  const policy = policyBy(c.policy);
  const tables = (Object.keys(headers) as Kind[]).flatMap((kind) =>
    c[kind] ? [[`${kind}.csv`, [headers[kind], ...c[kind].map((row) => `1001,${row}`), ''].join('\n')]] : [],
  );
  const files = filesOf({ 'a.csv': scores({ 1001: 90, 1002: 85, 1003: 60 }, '考核得分'), ...Object.fromEntries(tables) });
  const { input, problems } = await paperOf(files, { policy, period: c.period === undefined ? '2026Q3' : c.period });
  expect(codesOf(problems, 'error')).toEqual(c.says ?? []);
  if (c.says) return;
  const unfit = unfitIn(input.ranking, policy).map((u) => {
    expect([u.person.id, u.clause]).toEqual(['1001', '第四十条']);
    return `${u.record.situation} ${[u.record.evidence, u.record.finding, u.record.adjustment, u.record.date ?? '-'].join(' / ')}`;
  });
  const open = openItems(input.ranking, policy, input.ranking.asOf as Day | null);
  const said = open.map((o) => `${o.kind} ${o.what} ${o.due ?? '-'}${o.late ? ' late' : ''}`);
  expect({ unfit, open: said }).toEqual({ unfit: c.unfit ?? [], open: c.open ?? [] });
  const rules = policy.facets;
  if (!rules) throw new Error('a policy without facets');
  const { columns, rows } = evaluationList(input, rules);
  const cell = (row: (typeof rows)[number], key: string) => row[columns.findIndex((col) => col.key === key)];
  const lines = rows.map((row) => ['facet', 'text', 'way', 'date'].map((key) => cell(row, key)).join(' '));
  expect(lines.sort()).toEqual([...(c.evaluation ?? [])].sort());
});
