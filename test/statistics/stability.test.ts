// What `stability` rests on, against R (test/statistics/r/stability.R; its output is kept) and the papers that the code names.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareRatios, firstChanges, type Lines, prepared, ratio, standingAt } from '../../src/statistics/crossings.ts';
import { dirichlet, gamma, normal, onGrid } from '../../src/statistics/dirichlet.ts';
import { roundedQuotient, roundedQuotientBig } from '../../src/statistics/integers.ts';
import { quantileOfCounts, standardError } from '../../src/statistics/quantile.ts';
import { streamOf } from '../../src/statistics/random.ts';
import { ranksOfDraws } from '../../src/statistics/ranks.ts';
import { aliasTable, drawn, sumDistribution } from '../../src/statistics/sum-distribution.ts';
import { roundedLinear, roundedMeans, roundedTotals } from '../../src/statistics/weighted-means.ts';

interface FromR {
  readonly sums: readonly { counts: number[]; values: number[]; chances: number[] }[];
  readonly ranks: readonly { x: number[]; above: number[]; quantiles: number[] }[];
  readonly gammas: readonly { shape: number; tenths: number[] }[];
  readonly normal: number[];
  readonly dirichlet: { alpha: number[]; mean: number[]; covariance: number[][] };
  readonly sanchez: {
    weights: number[];
    matrix: number[][];
    preferences: number[];
    pairs: {
      i: number;
      j: number;
      k: number;
      delta: number;
      percent: number;
      feasible: boolean;
      normalised: number;
      sought: number | null;
    }[][];
  };
  readonly tried: readonly {
    block: number;
    k: number;
    step: number;
    values: number[][];
    plus: number[];
    sides: number[];
    down: (number | null)[];
    up: (number | null)[];
  }[];
  readonly errors: readonly { hits: number; draws: number; error: number }[];
}
const r = JSON.parse(readFileSync(new URL('r/stability.json', import.meta.url), 'utf8')) as FromR;

describe('the sum of ballots drawn anew', () => {
  test.each(r.sums)('of $counts is distributed as R convolves it', ({ counts, values, chances }) => {
    const { low, chances: own } = sumDistribution(counts, values);
    const all = chances.map((_, i) => own[i - low] ?? 0);
    all.forEach((p, i) => {
      expect(Math.abs(p - (chances[i] ?? 0))).toBeLessThan(1e-12);
    });
    expect(own.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
  });

  test('is drawn as it is distributed: every chance within 5 standard errors in 200,000 draws', () => {
    const of = sumDistribution([6, 3, 0, 1], [3, 2, 1, 0]);
    const table = aliasTable(of);
    const stream = streamOf(1, 'alias');
    const counts = new Map<number, number>();
    for (let i = 0; i < 200_000; i++) {
      const sum = drawn(table, stream.uniform());
      counts.set(sum, (counts.get(sum) ?? 0) + 1);
    }
    of.chances.forEach((p, i) => {
      const share = (counts.get(of.low + i) ?? 0) / 200_000;
      expect(Math.abs(share - p)).toBeLessThan(5 * Math.sqrt((p * (1 - p)) / 200_000) + 1e-9);
    });
  });

  test('every number below 1 stands for a sum that can be', () => {
    const table = aliasTable(sumDistribution([2, 0, 1], [0, 1, 2]));
    for (const u of [0, 0.25, 0.5, 1 - 2 ** -53]) expect([0, 2, 4, 6]).toContain(drawn(table, u));
  });

  test('ends that no draw can reach are cut off, nothing else', () => {
    const { low, chances } = sumDistribution([600, 400], [1, 0]);
    expect(low).toBeGreaterThan(0);
    expect(chances.length).toBeLessThan(700);
    expect(chances.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
  });
});

test.each(r.ranks.map((c) => [c.x.length, c] as const))('quantiles of %d whole numbers are R’s of type 1', (_, { x, above, quantiles }) => {
  const counts = new Uint32Array(Math.max(...x) + 1);
  for (const v of x) counts[v] = (counts[v] ?? 0) + 1;
  expect(above.map((a) => quantileOfCounts(counts, { above: a, below: 1000 }))).toEqual(quantiles);
});

test.each(r.errors)('the standard error of $hits in $draws', ({ hits, draws, error }) => {
  expect(standardError(hits, draws)).toBeCloseTo(error, 12);
});

describe('weights drawn around given ones', () => {
  const within = (numbers: readonly number[], points: readonly number[]) => {
    const n = numbers.length;
    points.forEach((point, i) => {
      const p = (i + 1) / 10;
      const share = numbers.filter((v) => v <= point).length / n;
      expect(Math.abs(share - p)).toBeLessThan(4.5 * Math.sqrt((p * (1 - p)) / n));
    });
  };
  test('normal variates lie as R’s qnorm says', () => {
    const stream = streamOf(1, 'normal');
    within(
      Array.from({ length: 50_000 }, () => normal(stream)),
      r.normal,
    );
  });
  test.each(r.gammas)('gamma variates of shape $shape lie as R’s qgamma says', ({ shape, tenths }) => {
    const stream = streamOf(1, 'gamma', String(shape));
    within(
      Array.from({ length: 50_000 }, () => gamma(stream, shape)),
      tenths,
    );
  });
  test('Dirichlet draws have R’s means and covariances', () => {
    const { alpha, mean, covariance } = r.dirichlet;
    const stream = streamOf(1, 'dirichlet');
    const n = 50_000;
    const all = Array.from({ length: n }, () =>
      dirichlet(
        stream,
        mean,
        alpha.reduce((a, b) => a + b, 0),
      ),
    );
    const means = mean.map((_, i) => all.reduce((s, w) => s + (w[i] ?? 0), 0) / n);
    means.forEach((m, i) => {
      expect(Math.abs(m - (mean[i] ?? 0))).toBeLessThan(4.5 * Math.sqrt((covariance[i]?.[i] ?? 0) / n));
    });
    covariance.forEach((row, i) => {
      row.forEach((c, j) => {
        const own = all.reduce((s, w) => s + ((w[i] ?? 0) - (means[i] ?? 0)) * ((w[j] ?? 0) - (means[j] ?? 0)), 0) / n;
        const spread = Math.sqrt((covariance[i]?.[i] ?? 0) * (covariance[j]?.[j] ?? 0));
        expect(Math.abs(own - c)).toBeLessThan((4.5 * 1.5 * spread) / Math.sqrt(n));
      });
    });
  });
  test('a weight of nothing stays nothing; one of everything stays everything', () => {
    expect(dirichlet(streamOf(1, 'x'), [0, 1, 0, 0], 10)).toEqual([0, 1, 0, 0]);
  });
  test('on a grid they sum to it exactly, none off by more than a part', () => {
    const arb = fc.array(fc.nat(1000), { minLength: 2, maxLength: 6 }).filter((a) => a.some((v) => v > 0));
    fc.assert(
      fc.property(arb, (parts) => {
        const sum = parts.reduce((a, b) => a + b, 0);
        const shares = parts.map((p) => p / sum);
        const grid = onGrid(shares, 1_000_000);
        expect(grid.reduce((a, b) => a + b, 0)).toBe(1_000_000);
        grid.forEach((g, i) => {
          expect(Math.abs(g - (shares[i] ?? 0) * 1_000_000)).toBeLessThanOrEqual(1);
        });
      }),
    );
  });
});

describe('whole numbers', () => {
  const y = fc.integer({ min: 1, max: 10 ** 7 });
  test('quotients are rounded half-up away from zero, as in BigInt, up to 2⁵³', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 51), max: 2 ** 51 }), y, (x, d) => {
        expect(roundedQuotient(x, d) + 0).toBe(Number(roundedQuotientBig(BigInt(x), BigInt(d))));
      }),
      {
        examples: [
          [5, 10],
          [-5, 10],
          [15, 10],
          [2 ** 51 - 1, 3],
        ].map(([a, b]) => [a ?? 0, b ?? 1] as [number, number]),
      },
    );
  });
  test('just below a half at the end of the range is no half', () => {
    for (const d of [3, 7, 999, 9_999_999]) {
      const q = Math.floor(2 ** 51 / d);
      const x = q * d + Math.ceil(d / 2) - 1;
      expect(roundedQuotient(x, d)).toBe(q);
      expect(roundedQuotient(x + 1, d)).toBe(q + 1);
    }
  });
  test('means of class means: in doubles, draw by draw and in BigInt the same', () => {
    const classArb = fc.record({
      weight: fc.integer({ min: 1, max: 9 }),
      valid: fc.integer({ min: 1, max: 400 }),
      part: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(classArb, { minLength: 1, maxLength: 6 }), (classes) => {
        const draws = classes.map((c) => ({ weight: c.weight, valid: c.valid, sums: Int32Array.of(Math.round(c.part * 3 * c.valid)) }));
        const scale = { base: 40, step: 20, unit: 1 };
        const [fixed] = roundedMeans(draws, scale, 100, 1, -1);
        const [each] = roundedMeans(
          draws.map((c) => ({ ...c, valid: Int32Array.of(c.valid) })),
          scale,
          100,
          1,
          -1,
        );
        const below = classes.reduce((m, c) => m * BigInt(c.valid), 1n);
        const weight = BigInt(classes.reduce((s, c) => s + c.weight, 0));
        const above = draws.reduce(
          (s, c) => s + (BigInt(c.weight) * 20n * BigInt(c.sums[0] ?? 0) * below) / BigInt(c.valid),
          40n * weight * below,
        );
        const exact = Number(roundedQuotientBig(above * 100n, weight * below));
        expect([fixed, each]).toEqual([exact, exact]);
      }),
    );
  });
  test('a class without a ballot in a draw is left out of that draw; without any what was scored stands', () => {
    const classes = [
      { weight: 4, sums: Int32Array.of(6, 0), valid: Int32Array.of(2, 0) },
      { weight: 6, sums: Int32Array.of(0, 0), valid: Int32Array.of(1, 0) },
    ];
    const [both, neither] = roundedMeans(classes, { base: 40, step: 20, unit: 1 }, 100, 2, 8700);
    expect(both).toBe(Math.round((0.4 * 100 + 0.6 * 40) * 100));
    expect(neither).toBe(8700);
  });
  test('lines and totals beyond 2⁵³ go on in BigInt', () => {
    const big = 10n ** 20n;
    expect([...roundedLinear(Float64Array.of(8500), 3, 5n * big, 10n * big)]).toEqual([1]);
    expect([
      ...roundedTotals([Int32Array.of(500_000), Int32Array.of(500_000)], 1_000_000, [10n ** 15n, 3n * 10n ** 15n], 0n, 10n ** 19n),
    ]).toEqual([200]);
  });
});

describe('ranks of draws', () => {
  const plainly = (totals: number[]) => totals.map((t) => [1 + totals.filter((o) => o > t).length, totals.filter((o) => o === t).length]);
  test('are competition ranks, however large the totals', () => {
    const arb = fc.tuple(
      fc.array(fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 9 }),
      fc.constantFrom(1, 2 ** 51),
    );
    fc.assert(
      fc.property(arb, ([people, size]) => {
        const totals = people.map((p) => Float64Array.from(p, (v) => v * size));
        ranksOfDraws(totals, 3, (d, rank, tied) => {
          expect(people.map((_, i) => [rank[i], tied[i]])).toEqual(plainly(people.map((p) => p[d] ?? 0)));
        });
      }),
    );
  });
  test('ties are broken where something breaks them', () => {
    const key = [2, 1, 1, 0];
    ranksOfDraws(
      [5, 5, 5, 9].map((t) => Float64Array.of(t)),
      1,
      (_, rank, tied) => {
        expect([...rank]).toEqual([2, 3, 3, 1]);
        expect([...tied]).toEqual([1, 2, 2, 1]);
      },
      (a, b) => (key[b] ?? 0) - (key[a] ?? 0),
    );
  });
});

describe('where the order of lines changes', () => {
  const { weights, matrix, preferences, pairs } = r.sanchez;
  const exact = (v: number) => BigInt(Math.round(v * 10_000));
  /** The paper's alternatives as lines over weight k, the others rescaled, in steps so fine that rounding hides nothing. */
  const linesOver = (k: number): Lines => {
    const others = weights.reduce((s, w, i) => (i === k ? s : s + exact(w)), 0n);
    const rows = matrix.map((m) => ({
      rest: m.reduce((s, v, i) => (i === k ? s : s + exact(weights[i] ?? 0) * exact(v)), 0n),
      own: exact(m[k] ?? 0),
    }));
    const fine = 10_000n;
    return {
      intercepts: rows.map((row) => row.rest * fine),
      slopes: rows.map((row) => (row.own * others - row.rest) * fine),
      unit: 1n,
      tie: () => 0,
    };
  };
  test('Triantaphyllou & Sánchez 1997: the preferences of their example of the weighted sum model', () => {
    expect(preferences.map((p) => p.toFixed(4))).toEqual(['0.3162', '0.2768', '0.2623', '0.1449']);
  });
  test.each(pairs.flat())('their theorem 1, alternatives $i and $j, criterion $k', ({ i, j, k, delta, feasible, normalised, sought }) => {
    // Only the two of them: below the other or not.
    const lines = linesOver(k);
    const two = prepared({
      ...lines,
      intercepts: [i, j].map((x) => lines.intercepts[x] ?? 0n),
      slopes: [i, j].map((x) => lines.slopes[x] ?? 0n),
    });
    const sum = weights.reduce((s, w) => s + exact(w), 0n);
    const start = ratio(exact(weights[k] ?? 0), sum);
    const state = { of: (atOrBelow: number) => atOrBelow, now: standingAt(two, 0, start)[0] };
    const found = [ratio(0n, 1n), ratio(1n, 1n)]
      .flatMap((end) => firstChanges(two, 0, { start, end, states: [state] }))
      .filter((c) => c !== null);
    const at = found.map((c) => Number((c.at.above * 10n ** 18n) / c.at.below) / 1e18);
    // Their weights sum to 1.0001: the crossing is the same, for it keeps the others' proportions.
    if (!feasible) expect(at).toEqual([]);
    else {
      expect(at).toHaveLength(1);
      expect(at[0]).toBeCloseTo(normalised, 9);
      if (sought !== null) expect(at[0]).toBeCloseTo(sought, 9);
      const from = weights[k] ?? 0;
      const total = weights.reduce((s, w) => s + w, 0);
      // w* = w − δ before it is normalised again: δ follows from the crossing and back.
      expect((from - (at[0] ?? 0) * total) / (1 - (at[0] ?? 0))).toBeCloseTo(delta, 9);
    }
  });

  test.each(r.tried.map((c, i) => [i, c] as const))(
    'case %d: the first weight at which R’s trial of every weight finds another side',
    (_, c) => {
      const w = [30n, 40n, 15n, 15n];
      const others = 100n - (w[c.block] ?? 0n);
      const rows = c.values.map((v, p) => ({
        rest: v.reduce((s, x, i) => (i === c.block ? s : s + (w[i] ?? 0n) * BigInt(x)), 0n),
        own: BigInt(v[c.block] ?? 0),
        plus: BigInt(c.plus[p] ?? 0),
      }));
      const lines = prepared({
        intercepts: rows.map((row) => row.rest + row.plus * others),
        slopes: rows.map((row) => row.own * others - row.rest),
        unit: others,
        tie: () => 0,
      });
      const start = ratio(w[c.block] ?? 0n, 100n);
      const side = (atOrBelow: number, below: number) => (atOrBelow <= c.k ? 0 : below < c.k ? 1 : 2);
      rows.forEach((_row, i) => {
        expect(side(...standingAt(lines, i, start))).toBe(c.sides[i]);
        for (const [end, tried] of [
          [ratio(0n, 1n), c.down[i] ?? null],
          [ratio(1n, 1n), c.up[i] ?? null],
        ] as const) {
          const [found] = firstChanges(lines, i, { start, end, states: [{ of: side, now: c.sides[i] ?? 0 }] });
          const at = found ? Number((found.at.above * 10n ** 18n) / found.at.below) / 1e18 : null;
          // A side taken between two trials and left again is found here alone; never later than by trying.
          if (tried !== null) {
            expect(at).not.toBeNull();
            expect(Math.abs((at ?? 0) - 0.01 * Number(w[c.block]))).toBeLessThanOrEqual(
              Math.abs(tried - 0.01 * Number(w[c.block])) + 1e-12,
            );
          }
          if (at !== null && (tried === null || Math.abs(at - tried) > c.step))
            expect(changesBack(lines, i, found?.at ?? start, end, side)).toBe(true);
        }
      });
    },
  );

  /** Whether the side found at a weight is left again within one trial's step: too short for R to see. */
  function changesBack(
    lines: Lines,
    i: number,
    at: { above: bigint; below: bigint },
    end: { above: bigint; below: bigint },
    side: (a: number, b: number) => number,
  ): boolean {
    const fine = 10n ** 12n;
    const forward = compareRatios(end, at) > 0;
    const near = (steps: bigint) => ratio(at.above * fine + (forward ? steps : -steps) * at.below, at.below * fine);
    const before = side(...standingAt(lines, i, near(-1n)));
    return side(...standingAt(lines, i, near(24_000_000n))) === before;
  }

  test('random lines: every weight of a grid up to the change leaves the side as it is', () => {
    const row = fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 400 }), fc.integer({ min: -20, max: 20 }));
    const arb = fc.tuple(fc.array(row, { minLength: 2, maxLength: 7 }), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 3 }));
    fc.assert(
      fc.property(arb, ([rows, tenths, k]) => {
        // Values in tenths of a step: halves are met all the time.
        const lines = prepared({
          intercepts: rows.map(([, b, plus]) => BigInt(b + plus)),
          slopes: rows.map(([a, b]) => BigInt(a - b)),
          unit: 10n,
          tie: (a, b) =>
            (rows[a]?.[2] ?? 0) > 10 && (rows[b]?.[2] ?? 0) <= 10 ? -1 : (rows[b]?.[2] ?? 0) > 10 && (rows[a]?.[2] ?? 0) <= 10 ? 1 : 0,
        });
        const side = (atOrBelow: number, below: number) => (atOrBelow <= k ? 0 : below < k ? 1 : 2);
        const start = ratio(BigInt(tenths), 10n);
        rows.forEach((_row, i) => {
          const now = side(...standingAt(lines, i, start));
          for (const end of [ratio(0n, 1n), ratio(1n, 1n)]) {
            const [found] = firstChanges(lines, i, { start, end, states: [{ of: side, now }] });
            const until = found?.at ?? end;
            // 420 parts: thirds, sevenths and all halves of them are among the weights that are tried.
            for (let s = 0; s <= 420; s++) {
              const t = ratio(start.above * 420n + (end.above * 10n - start.above) * BigInt(s), start.below * 420n);
              const order = compareRatios(t, until) * (compareRatios(end, start) > 0 ? 1 : -1);
              if (order < 0 || (order === 0 && !found?.attained)) expect(side(...standingAt(lines, i, t))).toBe(now);
            }
            if (!found) continue;
            if (found.attained) expect(side(...standingAt(lines, i, found.at))).toBe(found.state);
            else {
              const forward = compareRatios(end, start) > 0 ? 1n : -1n;
              const beyond = ratio(found.at.above * 10n ** 9n + forward * found.at.below, found.at.below * 10n ** 9n);
              expect(side(...standingAt(lines, i, beyond))).toBe(found.state);
            }
            expect(found.state).not.toBe(now);
          }
        });
      }),
      { numRuns: 60 },
    );
  });
});
