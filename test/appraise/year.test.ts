// The year from its quarters to totals, ranks and bars, against answers worked out by hand.
import { describe, expect, test } from 'vitest';
import { yearOf } from '../../src/appraise/year.ts';
import type { YearInspection } from '../../src/appraise/year-quarters.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { readBook } from '../../src/sheets/read.ts';
import { inspectionsIn } from '../../src/table/inspection-file.ts';
import type { Problem } from '../../src/types.ts';
import { filesOf, policyBy, run } from '../support/pipeline.ts';
import { casesIn, codesOf, type Member, scores } from '../support/scores.ts';

type Edits = readonly (readonly [string, string])[];
type Quarters = Readonly<Record<string, Readonly<Record<string, Member>>>>;
interface Case {
  readonly it: string;
  readonly quarters: Quarters;
  readonly files?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly inspection?: string;
  readonly totals?: Readonly<Record<string, string>>;
  readonly ranks?: Readonly<Record<string, string>>;
  readonly left?: Readonly<Record<string, string>>;
  readonly bars?: readonly string[];
  readonly since?: string | null;
  readonly says?: readonly string[];
  readonly warns?: readonly string[];
  readonly notes?: readonly string[];
  readonly none?: boolean;
}
interface Mean {
  readonly it: string;
  readonly policy?: Edits;
  readonly of: readonly (string | number | null)[];
  readonly total?: string;
  readonly left?: string;
}
const { means, cases } = casesIn<{ means: readonly Mean[]; cases: readonly Case[] }>('year.yaml', import.meta.url);

async function inspectionsOf(text: string, policy: Policy): Promise<readonly YearInspection[]> {
  const { value } = await readBook(new TextEncoder().encode(text), '年度考察.csv');
  return value ? (inspectionsIn([value], policy).value ?? []) : [];
}

async function yearFrom(c: Pick<Case, 'quarters' | 'files' | 'inspection'>, policy: Policy) {
  if (!policy.year) throw new Error('a policy without a year');
  const quarters = [];
  const problems: Problem[] = [];
  // The last first: the order in which they are named says nothing.
  for (const [q, members] of Object.entries(c.quarters).reverse()) {
    const period = /^\d$/.test(q) ? `2026Q${q}` : q;
    const ran = await run(filesOf({ 'a.csv': scores(members, '考核得分'), ...c.files?.[q] }), policy, period);
    problems.push(...ran.problems);
    quarters.push({ source: ran.source, policy });
  }
  const made = yearOf(quarters, c.inspection ? await inspectionsOf(c.inspection, policy) : [], policy, policy.year);
  const { groups = [], unplaced = [] } = made.value?.ranking ?? {};
  return {
    made,
    problems: [...problems, ...made.problems],
    ranked: groups.flatMap((g) => g.ranked.map((r) => ({ ...r, id: r.scored.person.id, of: g.headCounts.ranked }))),
    left: [...groups.flatMap((g) => g.notRanked), ...unplaced].map((u) => {
      const why = u.reason.kind === 'problems' ? [...u.reason.codes].sort().join(', ') : u.reason.key;
      return [u.person.id, why] as const;
    }),
  };
}

describe('the mean of the printed totals', () => {
  test.each(means)('$it', async (c) => {
    // Somebody else is there in every quarter, so that each has an export.
    const quarters = c.of.map((score, i) => [String(i + 1), { 1001: 85, ...(score === null ? {} : { 1002: score }) }]);
    const { ranked, left, problems } = await yearFrom({ quarters: { ...Object.fromEntries(quarters) } }, policyBy(c.policy));
    expect(codesOf(problems, 'error')).toEqual([]);
    expect(ranked.find((r) => r.id === '1002')?.scored.total.toText(2)).toBe(c.total);
    expect(Object.fromEntries(left)['1002']).toBe(c.left);
  });
});

describe('a year', () => {
  test.each(cases)('$it', async (c) => {
    const { made, ranked, left, problems } = await yearFrom(c, policyBy());
    expect(codesOf(problems, 'error').sort()).toEqual(c.says ?? []);
    expect(made.value === null).toBe(c.none === true);
    if (c.none) return;
    expect(codesOf(problems, 'warning')).toEqual(c.warns ?? []);
    for (const code of c.notes ?? []) expect(codesOf(problems, 'note')).toContain(code);
    if (c.totals) expect(Object.fromEntries(ranked.map((r) => [r.id, r.scored.total.toText(2)]))).toEqual(c.totals);
    if (c.ranks) expect(Object.fromEntries(ranked.map((r) => [r.id, `${r.rank}/${r.of}`]))).toEqual(c.ranks);
    expect(Object.fromEntries(left)).toEqual(c.left ?? {});
    const bars = ranked.flatMap((r) =>
      r.verdicts.filter((v) => v.list === 'promotion-bar' && !v.held).map((v) => `${r.id} ${v.rule}: ${v.figure}`),
    );
    expect(bars.sort()).toEqual([...(c.bars ?? [])].sort());
    const since = made.value?.source.people.find((p) => p.id === '1001')?.records.rankSince?.value ?? null;
    if (c.since !== undefined) expect(since).toBe(c.since);
  });
});
