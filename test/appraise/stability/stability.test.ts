// Draws are scored as `appraise` scores: the same ballots put into the export give the same totals, ranks and sides, to the digit.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { appraise } from '../../../src/appraise/appraise.ts';
import { drawTotals, inUnits } from '../../../src/appraise/stability/ballots.ts';
import { drawnPeriod, type Occasion } from '../../../src/appraise/stability/people.ts';
import { sidesNow } from '../../../src/appraise/stability/sides.ts';
import { stabilityOf } from '../../../src/appraise/stability/stability.ts';
import type { Stability } from '../../../src/appraise/stability/types.ts';
import { yearOf } from '../../../src/appraise/year.ts';
import { Decimal } from '../../../src/decimal.ts';
import type { Policy } from '../../../src/policy/policy.ts';
import { sumDistribution } from '../../../src/statistics/sum-distribution.ts';
import type { Export } from '../../../src/types.ts';
import { exportArb, paramsArb } from '../../oracle/arbitraries.ts';
import { plainLayout } from '../../oracle/layout.ts';
import { policyOf, runCsv } from '../../oracle/product.ts';
import { filesOf, policyBy, policyWith, run } from '../../support/pipeline.ts';
import { votesOf, withDraw } from './resampled.ts';

const rulesOf = (policy: Policy) => {
  if (!policy.stability) throw new Error('no rules');
  return policy.stability;
};
const drawing = { draws: 12, seed: 7 };
const occasionOf = (source: Export, policy: Policy): Occasion => ({
  period: source.period,
  source,
  ranking: appraise(source, policy).value,
  policy,
});
const tried = (source: Export, policy: Policy, draws = drawing): Stability => {
  const occasion = occasionOf(source, policy);
  return stabilityOf({ ranking: occasion.ranking, policy, occasions: [occasion] }, rulesOf(policy), draws);
};

/** Every draw put back into the export and ranked; the tallies that come of it are the ones that were found. */
function ranksAgain(source: Export, policy: Policy): void {
  const occasion = occasionOf(source, policy);
  const period = drawnPeriod(occasion, drawing);
  const drawn = new Map(
    [...period.scored.values()].map((s) => [s.person.key, drawTotals(s, policy, period.raters.of, period.name, drawing)] as const),
  );
  const found = tried(source, policy);
  const tally = new Map<string, { within: number[]; held: number[]; ranks: number[] }>();
  for (let d = 0; d < drawing.draws; d++) {
    const people = source.people.map((p) => withDraw(p, policy, drawn.get(p.key)?.classes ?? [], d));
    const again = appraise({ ...source, people }, policy).value;
    for (const g of again.groups)
      for (const r of g.ranked) {
        const { key } = r.scored.person;
        const places = policy.total.places.value;
        expect(Number(inUnits(r.scored.total, places))).toBe(drawn.get(key)?.totals[d]);
        const own = tally.get(key) ?? { within: g.cuts.map(() => 0), held: g.cuts.map(() => 0), ranks: [] };
        tally.set(key, own);
        own.ranks.push(r.rank);
        sidesNow(g, r).forEach((side, c) => {
          if (side === 'within') own.within[c] = (own.within[c] ?? 0) + 1;
          if (side === 'held') own.held[c] = (own.held[c] ?? 0) + 1;
        });
      }
  }
  for (const g of found.groups)
    for (const p of g.people) {
      const own = tally.get(p.ranked.scored.person.key);
      if (!p.ballots || !own) {
        expect(g.meaning).toBeNull();
        continue;
      }
      expect(p.ballots.cuts.map((c) => c.within)).toEqual(own.within);
      expect(p.ballots.cuts.map((c) => c.held)).toEqual(own.held);
      const ranks = own.ranks.toSorted((a, b) => a - b);
      // 95 % of 12 draws: the first and the last.
      expect([p.ballots.low, p.ballots.high]).toEqual([ranks[0], ranks.at(-1)]);
    }
}

describe('draws of ballots are scored as the export is', () => {
  test('random exports under random rules', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(exportArb({ flavours: ['full', 'mixed'], maxPeople: 9, records: false }), paramsArb, async (office, params) => {
        const policy = policyOf(params);
        const { source, errors } = await runCsv(office, plainLayout, policy);
        if (errors.length === 0) ranksAgain(source, policy);
      }),
      { numRuns: 25 },
    );
  });
  test('the same of raters drawn together', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(exportArb({ flavours: ['full'], maxPeople: 8, records: false }), fc.boolean(), async (office, renormalise) => {
        const policy = renormalise ? policyBy([['empty: { value: error', 'empty: { value: renormalise']]) : policyWith();
        const { source, errors } = await runCsv(office, plainLayout, policy);
        if (errors.length === 0) ranksAgain({ ...source, votes: votesOf(source, policy) }, policy);
      }),
      { numRuns: 20 },
    );
  });
  test('ties broken by the ballots’ own block', async () => {
    const policy = policyBy([['ties-by: { value: []', 'ties-by: { value: [evaluation, work]']]);
    const { source } = await run(filesOf({ 'a.csv': tiny(12) }), policy);
    ranksAgain(source, policy);
  });
});

/** A flat export with ballots: everybody near everybody else. */
function tiny(n: number, from = 1): string {
  const options = ['优秀', '称职', '基本称职', '不称职'];
  const head = ['A', 'B', 'C'].flatMap((c) => options.map((o) => `${c}类${o}`));
  const rows = Array.from({ length: n }, (_, i) => {
    const cast = [0, 1, 2].flatMap((c) => [5 + ((i * 3 + c) % 4), 3 + ((i + c) % 3), (i * 2 + c) % 3, i % 2]);
    return [`人${i + from}`, String(1000 + i + from), '一处', '综合管理类', '科级', ...cast, 80 + (i % 3), 81, 82, 0].join(',');
  });
  const last = ['工作作风与绩效', '政治理论与业务学习', '党建工作责任制落实', '加减分项'];
  return ['2026年第三季度', ['姓名', '工号', '单位', '人员类别', '层级', ...head, ...last].join(','), ...rows].join('\n');
}

describe('the same seed gives the same figures', () => {
  const told = (s: Stability) =>
    s.groups.flatMap((g) => g.people.map((p) => [p.ranked.scored.person.key, p.ballots, p.weights, p.cuts.map((c) => [c.side, c.near])]));
  test('in whatever order the rows stand, and whoever else is there is drawn as before', async () => {
    const policy = policyWith();
    const [title = '', head = '', ...rows] = tiny(9).split('\n');
    const sorted = await run(filesOf({ 'a.csv': [title, head, ...rows].join('\n') }), policy);
    const turned = await run(filesOf({ 'a.csv': [title, head, ...rows.toReversed()].join('\n') }), policy);
    expect(told(tried(turned.source, policy))).toEqual(told(tried(sorted.source, policy)));
    const votes = votesOf(sorted.source, policy);
    const first = told(tried({ ...sorted.source, votes }, policy));
    expect(told(tried({ ...turned.source, votes: votes.toReversed() }, policy))).toEqual(first);
    expect(told(tried(sorted.source, policy, { draws: 12, seed: 8 }))).not.toEqual(told(tried(sorted.source, policy)));
  });
});

// ── against what can be counted out ──

interface Exact {
  people: number[][];
  within: number[];
  held: number[];
  ranks: number[][];
}
const { exact } = JSON.parse(readFileSync(new URL('../../statistics/r/stability.json', import.meta.url), 'utf8')) as { exact: Exact[] };

describe('tiny groups: everything that can be drawn, gone through by R', () => {
  // One class counts, one block counts, the lowest of the group is cut off.
  const policy = policyWith((yaml) =>
    yaml
      .replace(
        'weight: { value: 0.40, clause: { at: 第六条, quote: A类占40% }',
        'weight: { value: 1, clause: { at: 第六条, quote: A类占40% }',
      )
      .replace(
        'weight: { value: 0.30, clause: { at: 第六条, quote: B类占30% }',
        'weight: { value: 0, clause: { at: 第六条, quote: B类占30% }',
      )
      .replace(
        'weight: { value: 0.30, clause: { at: 第六条, quote: C类占30% }',
        'weight: { value: 0, clause: { at: 第六条, quote: C类占30% }',
      )
      .replace('evaluation: { value: 0.30', 'evaluation: { value: 1')
      .replace('work: { value: 0.40', 'work: { value: 0')
      .replace('study: { value: 0.15', 'study: { value: 0')
      .replace('party: { value: 0.15', 'party: { value: 0')
      .replace(/(key: bottom-30[\s\S]*?share: \{ value: )0.30/, '$10.40'),
  );
  test.each(exact)('$people', async ({ people, within, held, ranks }) => {
    const options = ['A', 'B', 'C'].flatMap((c) => ['优秀', '称职', '基本称职', '不称职'].map((o) => `${c}类${o}`));
    const head = ['姓名,工号,单位,人员类别,层级', ...options, '工作作风与绩效,政治理论与业务学习,党建工作责任制落实,加减分项'].join(',');
    const others = [1, 0, 0, 0, 1, 0, 0, 0, 80, 80, 80, 0];
    const rows = people.map((counts, i) => [`人${i}`, 1000 + i, '一处', '综合管理类', '科级', ...counts, ...others].join(','));
    const { source, errors } = await run(filesOf({ 'a.csv': ['2026年第三季度', head, ...rows].join('\n') }), policy);
    expect(errors).toEqual([]);
    const draws = 20_000;
    const found = tried(source, policy, { draws, seed: 1 });
    const [group] = found.groups;
    expect(group?.cuts[0]?.k).toBe(1);
    people.forEach((_, i) => {
      const own = group?.people.find((p) => p.ranked.scored.person.id === String(1000 + i));
      const near = (times: number, p: number) =>
        expect(Math.abs(times / draws - p)).toBeLessThan(4.5 * Math.sqrt((p * (1 - p)) / draws) + 1e-12);
      near(own?.ballots?.cuts[0]?.within ?? -1, within[i] ?? 0);
      near(own?.ballots?.cuts[0]?.held ?? -1, held[i] ?? 0);
      // Quantiles of R's exact distribution of ranks; at 95 % of so many draws no rank stands on the edge here.
      const cumulated = (ranks[i] ?? []).map((_p, r) => (ranks[i] ?? []).slice(0, r + 1).reduce((a, b) => a + b, 0));
      const quantile = (p: number) => 1 + cumulated.findIndex((c) => c >= p - 1e-12);
      expect([own?.ballots?.low, own?.ballots?.high]).toEqual([quantile(0.025), quantile(0.975)]);
    });
  });
  test.each(exact)('$people: the sums’ distributions, multiplied out, give R’s chances to 1e-9', ({ people, within, held }) => {
    const one = people.map((counts) => {
      const { low, chances } = sumDistribution(counts, [3, 2, 1, 0]);
      const n = counts.reduce((a, b) => a + b, 0);
      const score = (sum: number) =>
        Number(
          inUnits(
            Decimal.whole(40)
              .plus(Decimal.whole(20 * sum).over(Decimal.whole(n)))
              .round(2),
            2,
          ),
        );
      return [...chances].map((p, i) => ({ p, score: score(low + i) }));
    });
    const all = one.reduce<{ p: number; scores: number[] }[]>(
      (so, next) => so.flatMap((s) => next.map((x) => ({ p: s.p * x.p, scores: [...s.scores, x.score] }))),
      [{ p: 1, scores: [] }],
    );
    people.forEach((_, i) => {
      const chance = (of: (atOrBelow: number, below: number) => boolean) =>
        all
          .filter(({ scores }) => of(scores.filter((s) => s <= (scores[i] ?? 0)).length, scores.filter((s) => s < (scores[i] ?? 0)).length))
          .reduce((sum, { p }) => sum + p, 0);
      expect(Math.abs(chance((a) => a <= 1) - (within[i] ?? 0))).toBeLessThan(1e-9);
      expect(Math.abs(chance((a, b) => a > 1 && b < 1) - (held[i] ?? 0))).toBeLessThan(1e-9);
    });
  });
});

// ── weights ──

/** The policy with one weight changed and the others rescaled. */
function reweighted(policy: Policy, block: 'evaluation' | 'work' | 'study' | 'party', to: Decimal): Policy {
  const { weights } = policy.total;
  const others = Decimal.whole(1).minus(weights[block].value);
  const rescaled = Object.fromEntries(
    Object.entries(weights).map(([key, w]) => [
      key,
      { ...w, value: key === block ? to : w.value.times(Decimal.whole(1).minus(to)).over(others) },
    ]),
  ) as typeof weights;
  return { ...policy, total: { ...policy.total, weights: rescaled } };
}

describe('the least change of a weight', () => {
  const billionth = Decimal.of('0.000000001');
  test('ranked again under it, the side is the one told; just before, and at the start, the one of the ranking', {
    timeout: 120_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(exportArb({ flavours: ['flat', 'mixed'], maxPeople: 8, records: false }), paramsArb, async (office, params) => {
        const policy = policyOf(params);
        const { source, errors } = await runCsv(office, plainLayout, policy);
        if (errors.length > 0) return;
        for (const { group, people } of tried(source, policy, { draws: 1, seed: 1 }).groups)
          for (const person of people)
            person.cuts.forEach((cut, c) => {
              const sideAt = (block: Parameters<typeof reweighted>[1], to: Decimal) => {
                const again = appraise(source, reweighted(policy, block, to)).value.groups.find((g) => g.key === group.key);
                const own = again?.ranked.find((r) => r.scored.person.key === person.ranked.scored.person.key);
                return own && again ? sidesNow(again, own)[c] : undefined;
              };
              for (const { block, from, to, attained, side, shown } of cut.changes) {
                const up = to.above(from) || (to.equals(from) && (shown?.above(from) ?? false));
                const towards = (sign: boolean, t: Decimal) => (sign ? t.plus(billionth) : t.minus(billionth));
                expect(sideAt(block, attained ? to : towards(up, to))).toBe(side);
                if (!to.equals(from)) expect(sideAt(block, towards(!up, to))).toBe(cut.side);
                if (shown) expect(sideAt(block, shown)).toBe(side);
                expect(side).not.toBe(cut.side);
              }
            });
      }),
      { numRuns: 15 },
    );
  });
  test('there is none of a weight that is everything, and a weight of nothing has no percent', async () => {
    const policy = policyBy([
      ['evaluation: { value: 0.30', 'evaluation: { value: 0'],
      ['work: { value: 0.40', 'work: { value: 1'],
      ['study: { value: 0.15', 'study: { value: 0'],
      ['party: { value: 0.15', 'party: { value: 0'],
    ]);
    const { source } = await run(filesOf({ 'a.csv': tiny(8) }), policy);
    const blocks = tried(source, policy).groups.flatMap((g) =>
      g.people.flatMap((p) => p.cuts.flatMap((c) => c.changes.map((x) => x.block))),
    );
    expect(blocks).not.toContain('work');
    expect(blocks).toContain('evaluation');
  });
});

// ── what is said around it ──

describe('what the draws mean', () => {
  const voted = (expected: string, returned: string): string => {
    const [title = '', head = '', ...rows] = tiny(6).split('\n');
    return [title, `${head},A类应到人数,A类收回票数`, ...rows.map((r) => `${r},${expected},${returned}`)].join('\n');
  };
  const meaning = async (text: string, policy = policyWith()) => {
    const { source } = await run(filesOf({ 'a.csv': text }), policy);
    return tried(source, policy).groups[0]?.meaning;
  };
  test('sensitivity where all voted, sampling where not, both where some classes did', async () => {
    const none = policyBy([['value: [A, B, C]', 'value: []']]);
    expect(await meaning(tiny(6))).toBe('sensitivity');
    expect(await meaning(tiny(6), none)).toBe('sampling');
    expect(await meaning(voted('20', '20'), none)).toBe('mixed');
    expect(await meaning(voted('25', '20'))).toBe('mixed');
  });
  test('without ballots nothing is called firm', async () => {
    const head = '姓名,工号,单位,人员类别,层级,干群评价,工作作风与绩效,政治理论与业务学习,党建工作责任制落实,加减分项';
    const rows = [95, 90, 85, 70].map((s, i) => `人${i},100${i},一处,综合管理类,科级,${s},${s},${s},${s},0`);
    const policy = policyWith();
    const { source } = await run(filesOf({ 'a.csv': ['2026年第三季度', head, ...rows].join('\n') }), policy);
    const [group] = tried(source, policy).groups;
    expect(group?.meaning).toBeNull();
    expect(group?.people.map((p) => p.ballots)).toEqual([null, null, null, null]);
    expect(group?.people.flatMap((p) => p.cuts.map((c) => c.standing))).not.toContain('firm');
    expect(group?.cuts.map((c) => [c.rule, c.k, c.open])).toEqual([
      ['bottom-30', 1, 4],
      ['bottom-5', 0, 4],
    ]);
    expect(group?.without).toEqual(['bottom-5']);
    expect(group?.small).toBe(true);
  });
  test('a tie across a line is held, near and named, with a hundredth to either side', async () => {
    const head = '姓名,工号,单位,人员类别,层级,干群评价,工作作风与绩效,政治理论与业务学习,党建工作责任制落实,加减分项';
    const rows = [95, 90, 85, 80, 75, 75, 74].map((s, i) => `人${i},100${i},一处,综合管理类,科级,${s},${s},${s},${s},0`);
    const policy = policyWith();
    const { source } = await run(filesOf({ 'a.csv': ['2026年第三季度', head, ...rows].join('\n') }), policy);
    const [group] = tried(source, policy).groups;
    // 30 % of 7 is 2.1: two places, and two share the second from below.
    expect(group?.ties).toMatchObject([{ rank: 5, at: ['bottom-30'] }]);
    const cuts = group?.people.map((p) => p.cuts[0]);
    expect(cuts?.map((c) => c?.side)).toEqual(['no', 'no', 'no', 'no', 'held', 'held', 'within']);
    expect(cuts?.map((c) => (c?.points ? `${c.points.change.toText(2)} ${c.points.side}` : null))).toEqual([
      '-20.00 held',
      '-15.00 held',
      '-10.00 held',
      '-5.00 held',
      '-0.01 within',
      '-0.01 within',
      '1.00 held',
    ]);
    expect(cuts?.[4]?.near).toContain('held');
  });
});

test('a year: every quarter drawn on its own, the mean of the printed totals, ranked as the year is', async () => {
  const policy = policyWith();
  if (!policy.year) throw new Error('no year');
  const quarters = await Promise.all(
    [tiny(9), tiny(9)].map(async (text, q) => {
      const { source } = await run(filesOf({ [`${q}.csv`]: text.replace('第三季度', `第${'一二三四'[q + 1]}季度`) }), policy);
      return { source, policy };
    }),
  );
  const ranked = yearOf(quarters, [], policy, policy.year).value;
  if (!ranked) throw new Error('no year');
  const occasions = quarters.map((q) => occasionOf(q.source, policy));
  const found = stabilityOf({ ranking: ranked.ranking, policy, occasions }, rulesOf(policy), drawing);
  const periods = occasions.map((o) => drawnPeriod(o, drawing));
  const within = new Map<string, number>();
  for (let d = 0; d < drawing.draws; d++) {
    const again = quarters.map(({ source }, q) => {
      const period = periods[q];
      const people = source.people.map((p) => {
        const scored = period?.scored.get(p.key);
        return period && scored ? withDraw(p, policy, drawTotals(scored, policy, period.raters.of, period.name, drawing).classes, d) : p;
      });
      return { source: { ...source, people }, policy };
    });
    const year = yearOf(again, [], policy, policy.year).value;
    for (const g of year?.ranking.groups ?? [])
      for (const r of g.ranked)
        if (sidesNow(g, r)[0] === 'within') within.set(r.scored.person.key, (within.get(r.scored.person.key) ?? 0) + 1);
  }
  for (const g of found.groups)
    for (const p of g.people) {
      expect(p.ballots?.cuts[0]?.within).toBe(within.get(p.ranked.scored.person.key) ?? 0);
      expect(p.weights).toBeNull();
      expect(p.cuts[0]?.change).toBeUndefined();
    }
  expect([...within.values()].some((n) => n > 0 && n < drawing.draws)).toBe(true);
});
