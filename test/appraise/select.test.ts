// Everybody as the promotion sees them, from files to state, bars and priorities, against answers worked out by hand.
import { expect, test } from 'vitest';
import { selection } from '../../src/appraise/select.ts';
import { selectLists } from '../../src/papers/verbs/select.ts';
import type { Selected } from '../../src/verdicts.ts';
import { paperOf } from '../papers/paper-of.ts';
import { filesOf, policyBy, run } from '../support/pipeline.ts';
import { casesIn, codesOf, type Member, scores } from '../support/scores.ts';

interface Case {
  readonly it: string;
  readonly period?: string | null;
  readonly policy?: readonly (readonly [string, string])[];
  readonly scores?: Readonly<Record<string, Member>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly states: readonly string[];
  readonly bars: readonly string[];
  readonly priorities?: readonly string[];
  readonly tolerated?: readonly string[];
}

const idOf = ({ person: p }: Selected): string => ('scored' in p ? p.scored.person.id : p.person.id);

test.each(casesIn<readonly Case[]>('select.yaml', import.meta.url))('$it', async (c) => {
  const policy = policyBy(c.policy);
  const roster = scores(c.scores ?? { 1001: 90, 1002: 85, 1003: 80 }, '考核得分');
  const { ranking, problems } = await run(filesOf({ 'a.csv': roster, ...c.files }), policy, c.period === undefined ? '2026Q3' : c.period);
  expect(codesOf(problems, 'error')).toEqual([]);
  const all = [...selection(ranking, policy)].sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
  expect(all.map((s) => s.state)).toEqual(c.states);
  expect(all.flatMap((s) => s.bars.map((b) => `${idOf(s)} ${b.verdict.rule} ${b.from ?? 'ranking'}..${b.to ?? '?'}`))).toEqual(c.bars);
  expect(all.flatMap((s) => s.priorities.map((p) => `${idOf(s)} ${p.verdict.rule} ${p.record?.matter}`))).toEqual(c.priorities ?? []);
  expect(all.flatMap((s) => s.tolerated.map((t) => `${idOf(s)} ${t.before} → ${t.after}`))).toEqual(c.tolerated ?? []);
});

test('the list says until when a quarter’s bar holds', async () => {
  const { input } = await paperOf(filesOf({ 'a.csv': scores({ 1001: 90, 1002: 85, 1003: 80 }) }), { period: '2026Q4' });
  const texts = selectLists(input, []).flatMap(({ paper }) => paper.rows.flat().map(String));
  expect(texts).toContain('后30%：3，界线 3（第十四条）；排名作出之日 至 同年年度排名作出之日');
});
