/** How figures lie: quartiles and bins, exact. */
import { Decimal } from '../decimal.ts';

/** Lowest, quartiles and highest of some figures, and their mean. */
export interface Spread {
  readonly lowest: Decimal;
  readonly lowerQuartile: Decimal;
  readonly median: Decimal;
  readonly upperQuartile: Decimal;
  readonly highest: Decimal;
  readonly mean: Decimal;
}

/** null where there are no figures. */
export function spreadOf(figures: readonly Decimal[]): Spread | null {
  const sorted = [...figures].sort((a, b) => a.compare(b));
  const [lowest, highest] = [sorted[0], sorted.at(-1)];
  if (!lowest || !highest) return null;
  const quarter = (n: number) => quantile(sorted, Decimal.whole(n).over(Decimal.whole(4)));
  const mean = Decimal.sum(sorted).over(Decimal.whole(sorted.length));
  return { lowest, lowerQuartile: quarter(1), median: quarter(2), upperQuartile: quarter(3), highest, mean };
}

/**
 * The quantile `p` of figures in ascending order, between two neighbours in proportion: type 7 of Hyndman & Fan, Sample
 * quantiles in statistical packages, The American Statistician 50 (1996), which R and Excel (QUARTILE.INC) take unless told otherwise.
 */
function quantile(sorted: readonly Decimal[], p: Decimal): Decimal {
  const at = Decimal.whole(sorted.length - 1).times(p);
  const below = at.floor();
  const [low, high] = [sorted[below.toInteger()], sorted[below.toInteger() + 1]];
  if (!low) throw new Error('a quantile of nothing');
  return high ? low.plus(high.minus(low).times(at.minus(below))) : low;
}

/** From `from` (included) to `to` (excluded, but in the last). */
export interface Bin {
  readonly from: Decimal;
  readonly to: Decimal;
}

/** Columns of a distribution: enough to see its shape, few enough to read. */
const mostBins = 16;

/** Bins of one width, a round figure, over all figures, `most` of them at the most; none where there are no figures. */
export function binsOver(figures: readonly Decimal[], most: number = mostBins): Bin[] {
  const [first, ...rest] = figures;
  if (!first) return [];
  const lowest = rest.reduce(Decimal.min, first);
  const highest = rest.reduce(Decimal.max, first);
  for (const width of roundFigures()) {
    const from = lowest.over(width).floor().times(width);
    const count = Math.max(1, highest.minus(from).over(width).ceil().toInteger());
    if (count > most) continue;
    const edge = (i: number) => from.plus(width.times(Decimal.whole(i)));
    return Array.from({ length: count }, (_, i) => ({ from: edge(i), to: edge(i + 1) }));
  }
  throw new Error('figures without bounds');
}

/** 0.1, 0.2, 0.5, 1, 2, 5, 10 … */
function* roundFigures(): Generator<Decimal> {
  for (let unit = Decimal.of('0.1'); unit.below(Decimal.of('1000000')); unit = unit.times(Decimal.whole(10)))
    for (const step of [1, 2, 5]) yield unit.times(Decimal.whole(step));
}

/** How many of the figures lie in each bin. */
export function countIn(bins: readonly Bin[], figures: readonly Decimal[]): number[] {
  const last = bins.length - 1;
  return bins.map(({ from, to }, i) => figures.filter((f) => !f.below(from) && (f.below(to) || (i === last && f.equals(to)))).length);
}
