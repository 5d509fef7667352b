// Quartiles as R and a published example have them; bins that hold everybody once.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Decimal } from '../../../src/decimal.ts';
import { binsOver, countIn, spreadOf } from '../../../src/papers/spread.ts';

const of = (...all: (string | number)[]) => all.map((n) => Decimal.of(String(n)));
const five = (all: readonly Decimal[]) => {
  const s = spreadOf(all);
  return s && [s.lowest, s.lowerQuartile, s.median, s.upperQuartile, s.highest].map((d) => d.toText());
};

describe('quartiles', () => {
  test.each([
    // R: quantile(c(6, 7, 15, 36, 39, 40, 41, 42, 43, 47, 49), type = 7); the data of Hyndman & Fan's successors in many textbooks.
    [of(6, 7, 15, 36, 39, 40, 41, 42, 43, 47, 49), ['6', '25.5', '40', '42.5', '49']],
    // R: quantile(c(7, 15, 36, 39, 40, 41), type = 7)
    [of(7, 15, 36, 39, 40, 41), ['7', '20.25', '37.5', '39.75', '41']],
    // Excel's own page on QUARTILE.INC: 1, 2, 4, 7, 8, 9, 10, 12 has 3.5 as its first.
    [of(1, 2, 4, 7, 8, 9, 10, 12), ['1', '3.5', '7.5', '9.25', '12']],
    [of(5), ['5', '5', '5', '5', '5']],
    [of('80.01', '80.02'), ['80.01', '80.0125', '80.015', '80.0175', '80.02']],
  ])('%#', (figures, wanted) => {
    expect(five(figures)).toEqual(wanted);
    expect(five([...figures].reverse())).toEqual(wanted);
  });
  test('of nobody there are none; the mean is exact', () => {
    expect(spreadOf([])).toBeNull();
    expect(spreadOf(of(1, 1, 2))?.mean.toText()).toBe('4/3');
  });
});

describe('bins', () => {
  test.each([
    [of(80, 90), 16, ['80 81', '89 90', 10]],
    [of('80.01', '97.13'), 16, ['80 82', '96 98', 9]],
    [of('80.01', '97.13'), 10, ['80 82', '96 98', 9]],
    [of(85), 16, ['85 85.1', '85 85.1', 1]],
    [of('-3.2', '4'), 16, ['-3.5 -3', '3.5 4', 15]],
    [of(0, 10000), 16, ['0 1000', '9000 10000', 10]],
  ] as const)('%#', (figures, most, wanted) => {
    const bins = binsOver(figures, most);
    const text = (b: (typeof bins)[number] | undefined) => `${b?.from} ${b?.to}`;
    expect([text(bins[0]), text(bins.at(-1)), bins.length]).toEqual(wanted);
  });
  test('whatever the figures: few bins of one width, without gaps, everybody in one of them', () => {
    const figure = fc.integer({ min: -500_000, max: 5_000_000 }).map((n) => Decimal.whole(n).over(Decimal.whole(100)));
    fc.assert(
      fc.property(fc.array(figure, { minLength: 1, maxLength: 60 }), fc.integer({ min: 3, max: 20 }), (figures, most) => {
        const bins = binsOver(figures, most);
        expect(bins.length).toBeGreaterThan(0);
        expect(bins.length).toBeLessThanOrEqual(most);
        const width = bins[0]?.to.minus(bins[0].from).toText();
        bins.forEach((b, i) => {
          expect(b.to.minus(b.from).toText()).toBe(width);
          if (i > 0) expect(b.from.toText()).toBe(bins[i - 1]?.to.toText());
        });
        expect(countIn(bins, figures).reduce((a, b) => a + b, 0)).toBe(figures.length);
      }),
    );
  });
  test('an edge belongs to the bin that begins there, the last edge to the last', () => {
    expect(countIn(binsOver(of(80, 90)), of(80, 81, 81, 90))).toEqual([1, 2, 0, 0, 0, 0, 0, 0, 0, 1]);
  });
});
