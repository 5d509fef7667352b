// The room of numbers against published worked examples and against base R (test/statistics/r: scripts and what they print).
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { longestRun, pairAgreement } from '../../src/statistics/agreement.ts';
import { upperTail } from '../../src/statistics/chi-square.ts';
import { concordance, midRanks, tauB } from '../../src/statistics/kendall.ts';
import { deviation, mean, pairCorrelation, sum, weightedMoments } from '../../src/statistics/moments.ts';

interface Fixtures {
  readonly tail: { readonly x: number[]; readonly df: number[]; readonly p: number[] };
  readonly tau: readonly { readonly x: number[]; readonly y: number[]; readonly tau: number | null }[];
  readonly w: readonly { readonly ratings: number[][]; readonly chiSquare: number; readonly p: number; readonly w: number }[];
  readonly moments: readonly { readonly values: number[]; readonly mean: number; readonly sd: number }[];
  readonly pairs: readonly { readonly x: number[]; readonly y: number[]; readonly r: number }[];
}
const r = JSON.parse(readFileSync(new URL('./r/fixtures.json', import.meta.url), 'utf8')) as Fixtures;
/** Relative where the figure is large, absolute where it is small. */
const near = (got: number | null | undefined, wanted: number, within = 1e-9) =>
  expect(Math.abs((got ?? Number.NaN) - wanted) / Math.max(1, Math.abs(wanted))).toBeLessThan(within);

describe('χ², upper tail', () => {
  test('pchisq(…, lower.tail = FALSE) of R, to 1e-12 of each figure, however small', () => {
    expect(r.tail.p).toHaveLength(110);
    r.tail.p.forEach((p, i) => {
      const got = upperTail(r.tail.x[i] ?? 0, r.tail.df[i] ?? 0);
      if (p > 1e-300) expect(Math.abs(got / p - 1), `x ${r.tail.x[i]}, df ${r.tail.df[i]}`).toBeLessThan(1e-12);
      else expect(got).toBeLessThan(1e-290);
    });
  });
  test('tables: 3.841, 5.991 and 18.307 leave 5 % at 1, 2 and 10 degrees (Siegel & Castellan 1988, table C)', () => {
    for (const [x, df] of [
      [3.841458820694124, 1],
      [5.991464547107979, 2],
      [18.307038053275146, 10],
    ] as const)
      near(upperTail(x, df), 0.05, 1e-12);
    expect([upperTail(0, 3), upperTail(-1, 3)]).toEqual([1, 1]);
  });
});

describe('Kendall’s W', () => {
  const ranks = (rows: string[]) => rows.map((row) => row.split(' ').map(Number));
  test('three executives, six applicants: s = 25.5, W = .16 (Siegel 1956, p. 229; Siegel & Castellan 1988, 9.6)', () => {
    const found = concordance(ranks(['1 6 3 2 5 4', '1 5 6 4 2 3', '6 3 2 5 4 1']));
    near(found?.w, (12 * 25.5) / (9 * 210), 1e-15);
    expect(found?.w.toFixed(2)).toBe('0.16');
  });
  test('three rankings of ten with ties: W = .828 (Kendall 1948, ch. 6; Siegel 1956, p. 234)', () => {
    const found = concordance(ranks(['1 4.5 2 4.5 3 7.5 6 9 7.5 10', '2.5 1 2.5 4.5 4.5 8 9 6.5 10 6.5', '2 1 4.5 4.5 4.5 4.5 8 8 8 10']));
    near(found?.w, 591 / 714, 1e-15);
    expect([found?.w.toFixed(3), found?.df]).toEqual(['0.828', 9]);
  });
  test('friedman.test of R: χ², its p and W = χ² ÷ m(n − 1)', () => {
    for (const { ratings, chiSquare, p, w } of r.w) {
      const found = concordance(ratings);
      near(found?.chiSquare, chiSquare);
      near(found?.p, p);
      near(found?.w, w);
    }
    expect(r.w.length).toBeGreaterThan(10);
  });
  test('1 where all agree, 0 where two are contrary, none where all hold all equal', () => {
    expect(
      concordance([
        [1, 2, 3],
        [10, 20, 30],
      ])?.w,
    ).toBe(1);
    expect(
      concordance([
        [1, 2, 3],
        [3, 2, 1],
      ])?.w,
    ).toBe(0);
    expect([
      concordance([
        [1, 1, 1],
        [2, 2, 2],
      ]),
      concordance([[1], [2]]),
      concordance([]),
    ]).toEqual([null, null, null]);
  });
  test('no order of raters or of things changes it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 6, maxLength: 6 }), { minLength: 2, maxLength: 6 }),
        (rows) => {
          const turned = [...rows].reverse().map((row) => [...row].reverse());
          const [a, b] = [concordance(rows), concordance(turned)];
          if (a === null) expect(b).toBeNull();
          else near(b?.w, a.w, 1e-12);
        },
      ),
    );
  });
  test('mean ranks of equals, and Σ(t³ − t)', () => {
    expect(midRanks([80, 100, 80, 60])).toEqual({ ranks: [2.5, 4, 2.5, 1], ties: 6 });
  });
});

describe('tau-b', () => {
  test('cor(x, y, method = "kendall") of R', () => {
    for (const { x, y, tau } of r.tau) {
      const found = tauB(x, y);
      if (tau === null) expect(found).toBeNull();
      else near(found?.tau, tau);
    }
  });
  test('by hand: 1, 2, 2, 3 against 1, 3, 2, 3: four pairs one way, none the other, √(5 · 5)', () => {
    expect(tauB([1, 2, 2, 3], [1, 3, 2, 3])).toEqual({ tau: 4 / 5, concordant: 4, discordant: 0 });
  });
  test('no order, no figure', () => expect(tauB([1, 1, 1], [1, 2, 3])).toBeNull());
});

describe('moments', () => {
  test('mean and sd of R, from the values and from counts of them', () => {
    for (const { values, mean: m, sd } of r.moments) {
      near(mean(values), m);
      near(deviation(values), sd);
      const counts = [40, 60, 80, 100].map((value) => ({ value, count: values.filter((v) => v === value).length }));
      const found = weightedMoments(counts);
      near(found?.mean, m);
      near(found?.sd, sd);
    }
  });
  test('what has no spread or no values', () => {
    expect([deviation([5]), weightedMoments([]), weightedMoments([{ value: 80, count: 1 }])]).toEqual([
      null,
      null,
      { n: 1, mean: 80, sd: null },
    ]);
    expect(sum([1e16, 1, -1e16])).toBe(1);
  });
  test('pairs both ways round: cor(c(x, y), c(y, x)) of R', () => {
    for (const { x, y, r: wanted } of r.pairs) near(pairCorrelation(x.map((v, i) => [v, y[i] ?? 0] as const)), wanted);
    expect([pairCorrelation([]), pairCorrelation([[1, 1]])]).toEqual([null, null]);
  });
});

describe('agreement of pairs', () => {
  test('ten subjects, fourteen raters, five categories (Fleiss 1971, as worked in its table)', () => {
    const counts = [
      '0 0 0 0 14',
      '0 2 6 4 2',
      '0 0 3 5 6',
      '0 3 9 2 0',
      '2 2 8 1 1',
      '7 7 0 0 0',
      '3 2 6 3 0',
      '2 5 3 2 2',
      '6 5 2 1 0',
      '0 2 2 3 7',
    ];
    const found = counts.map((row) => pairAgreement(row.split(' ').map(Number)) ?? Number.NaN);
    expect(found.map((p) => p.toFixed(3))).toEqual([
      '1.000',
      '0.253',
      '0.308',
      '0.440',
      '0.330',
      '0.462',
      '0.242',
      '0.176',
      '0.286',
      '0.286',
    ]);
    expect((found.reduce((a, b) => a + b) / 10).toFixed(3)).toBe('0.378');
    expect(pairAgreement([1, 0])).toBeNull();
  });
  test('the longest run', () => expect([longestRun([]), longestRun([1, 2, 2, 2, 1]), longestRun([3])]).toEqual([0, 3, 1]));
});
