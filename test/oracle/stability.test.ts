// `stability` against the plain oracle: the same draws fed in, the same ranks, sides, intervals, points; weights by trying them.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { appraise } from '../../src/appraise/appraise.ts';
import { drawTotals, worthOf } from '../../src/appraise/stability/ballots.ts';
import { drawnPeriod } from '../../src/appraise/stability/people.ts';
import { stabilityOf } from '../../src/appraise/stability/stability.ts';
import { countsWith } from '../appraise/stability/resampled.ts';
import { policyWith } from '../support/pipeline.ts';
import { exportArb, paramsArb } from './arbitraries.ts';
import { plainLayout } from './layout.ts';
import type { Counts, OfficeExport, RaterClass } from './model.ts';
import { type Cut, defaultParams, type Params, rankPlainly } from './oracle.ts';
import { policyOf, runCsv } from './product.ts';
import { type Draw, pointsPlainly, quantilePlainly, sideIn, sidePlainly, tallyPlainly, weightPlainly } from './stability.ts';

const drawing = { draws: 40, seed: 3 };

async function both(office: OfficeExport, params: Params) {
  const policy = policyOf(params);
  const { source, errors } = await runCsv(office, plainLayout, policy);
  if (errors.length > 0 || !policy.stability) return null;
  const occasion = { period: source.period, source, ranking: appraise(source, policy).value, policy };
  const found = stabilityOf({ ranking: occasion.ranking, policy, occasions: [occasion] }, policy.stability, drawing);
  const period = drawnPeriod(occasion, drawing);
  const { values } = worthOf(policy.blocks.evaluation);
  const worths = policy.blocks.evaluation.options.map((o) => values.get(o.key) ?? 0);
  const drawn = [...period.scored.values()].map((s) => ({
    id: s.person.id,
    ...drawTotals(s, policy, period.raters.of, period.name, drawing),
  }));
  const draws = Array.from({ length: drawing.draws }, (_, d): Draw => {
    const ballots = drawn.flatMap(({ id, classes }) => {
      if (classes.length === 0) return [];
      const counted = classes.map((c) => {
        const [a = 0, b = 0, e = 0, f = 0] = countsWith(c.sums[d] ?? 0, c.valid as number, worths);
        const counts: Counts = { 优秀: a, 称职: b, 基本称职: e, 不称职: f, 弃权: 0, 不了解: 0 };
        return [c.raterClass, counts] as const;
      });
      return [[id, Object.fromEntries(counted) as Record<RaterClass, Counts>] as const];
    });
    return new Map(ballots);
  });
  return { policy, found, draws };
}

test('the oracle knows a side when it sees one', () => {
  const others = [90n, 80n, 80n, 70n].map((n) => [n, 1n] as const);
  expect([70n, 75n, 80n, 95n].map((n) => sidePlainly([n, 1n], others, 2, 'exclude'))).toEqual(['within', 'within', 'held', 'no']);
  expect(sidePlainly([80n, 1n], others, 2, 'include')).toBe('within');
  expect(pointsPlainly('82.00', ['90', '80', '80', '70'], 2, 'exclude')).toEqual([-200]);
  expect(quantilePlainly([1, 1, 2, 3], 500)).toBe(1);
  expect(quantilePlainly([1, 1, 2, 3], 501)).toBe(2);
});

test('ranks, sides and intervals of the same draws; points by trying every hundredth', { timeout: 120_000 }, async () => {
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(exportArb({ flavours: ['full', 'mixed'], maxPeople: 7, records: false }), paramsArb, async (office, params) => {
      const run = await both(office, params);
      if (!run) return;
      const tallies = tallyPlainly(office, run.draws, params);
      for (const { group, people } of run.found.groups)
        for (const p of people) {
          const { id } = p.ranked.scored.person;
          const tally = tallies.get(id);
          if (p.ballots) {
            compared++;
            expect([p.ballots.low, p.ballots.high]).toEqual([
              quantilePlainly(tally?.ranks ?? [], 25),
              quantilePlainly(tally?.ranks ?? [], 975),
            ]);
          }
          group.cuts.forEach((cut, c) => {
            const sides = tally?.sides[cut.rule as Cut] ?? [];
            if (p.ballots) {
              expect(p.ballots.cuts[c]).toEqual({
                within: sides.filter((s) => s === 'within').length,
                held: sides.filter((s) => s === 'held').length,
              });
            }
            if (params.tieBreak.length > 0) return;
            const others = group.ranked.filter((r) => r !== p.ranked).map((r) => r.scored.total.toText(2));
            const tried = pointsPlainly(p.ranked.scored.total.toText(2), others, cut.k, params.ties);
            const own = p.cuts[c]?.points;
            if (tried === null) expect(own).toBeNull();
            else expect(tried.map((h) => (h / 100).toFixed(2))).toContain(own?.change.toText(2));
          });
        }
    }),
    { numRuns: 20 },
  );
  expect(compared).toBeGreaterThan(20);
});

test('weights: no weight tried before the change told does it, the first tried behind it may', { timeout: 120_000 }, async () => {
  // Weights whose others rescale to decimals of six places.
  const params: Params = { ...defaultParams, weights: { evaluation: '0.50', work: '0.20', study: '0.20', party: '0.10' } };
  const policy = policyWith((yaml) =>
    yaml
      .replace('evaluation: { value: 0.30', 'evaluation: { value: 0.50')
      .replace('work: { value: 0.40', 'work: { value: 0.20')
      .replace('study: { value: 0.15', 'study: { value: 0.20')
      .replace('party: { value: 0.15', 'party: { value: 0.10'),
  );
  const upwards = Array.from({ length: 50 }, (_, i) => (0.5 + (i + 1) / 100).toFixed(2));
  const downwards = Array.from({ length: 50 }, (_, i) => (0.5 - (i + 1) / 100).toFixed(2));
  let changed = 0;
  await fc.assert(
    fc.asyncProperty(exportArb({ flavours: ['flat'], maxPeople: 6, records: false }), async (office) => {
      const { source, errors } = await runCsv(office, plainLayout, policy);
      if (errors.length > 0 || !policy.stability) return;
      const occasion = { period: source.period, source, ranking: appraise(source, policy).value, policy };
      const found = stabilityOf({ ranking: occasion.ranking, policy, occasions: [occasion] }, policy.stability, { draws: 1, seed: 1 });
      for (const { people } of found.groups)
        for (const p of people)
          for (const cut of p.cuts) {
            const { id } = p.ranked.scored.person;
            expect(cut.side).toBe(sideIn(rankPlainly(office, params), id, cut.rule as Cut));
            const change = cut.changes.find((c) => c.block === 'evaluation');
            const size = change ? Math.abs(change.to.minus(change.from).toDouble()) : Number.POSITIVE_INFINITY;
            for (const tried of [upwards, downwards]) {
              const plain = weightPlainly(office, params, 'evaluation', tried, id, cut.rule as Cut);
              if (plain === null) continue;
              changed++;
              // Found by trying: then there is a change, and it is no greater.
              expect(size).toBeLessThanOrEqual(Math.abs(Number(plain) - 0.5) + 1e-12);
            }
          }
    }),
    { numRuns: 6 },
  );
  expect(changed).toBeGreaterThan(0);
});
