/** Means, spread and product-moment correlation of plain numbers. */

/** Arithmetic mean; NaN of nothing. */
export function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

/** Σ with Neumaier's compensation (Neumaier 1974): what small terms lose beside large ones is carried along. */
export function sum(values: readonly number[]): number {
  let total = 0;
  let lost = 0;
  for (const v of values) {
    const next = total + v;
    lost += Math.abs(total) >= Math.abs(v) ? total - next + v : v - next + total;
    total = next;
  }
  return total + lost;
}

/** Standard deviation of a sample, √(Σ(x − x̄)² ÷ (n − 1)); null of fewer than two. */
export function deviation(values: readonly number[]): number | null {
  if (values.length < 2) return null;
  const m = mean(values);
  return Math.sqrt(sum(values.map((v) => (v - m) ** 2)) / (values.length - 1));
}

/** A value and how often it stands there. */
export interface Weighted {
  readonly value: number;
  readonly count: number;
}

/** n, mean and standard deviation of values that are given with counts, as votes are; null where there is nothing. */
export function weightedMoments(
  values: readonly Weighted[],
): { readonly n: number; readonly mean: number; readonly sd: number | null } | null {
  const n = values.reduce((s, v) => s + v.count, 0);
  if (n === 0) return null;
  const m = sum(values.map((v) => v.value * v.count)) / n;
  const squares = sum(values.map((v) => v.count * (v.value - m) ** 2));
  return { n, mean: m, sd: n < 2 ? null : Math.sqrt(squares / (n - 1)) };
}

/**
 * Intraclass correlation of pairs whose two members are alike in kind (Fisher 1925, §38): the product-moment correlation of the
 * table into which each pair is entered both ways round. Null where the values do not vary.
 */
export function pairCorrelation(pairs: readonly (readonly [number, number])[]): number | null {
  const m = mean(pairs.flat());
  const squares = sum(pairs.flatMap(([a, b]) => [(a - m) ** 2, (b - m) ** 2]));
  if (pairs.length === 0 || squares === 0) return null;
  return (2 * sum(pairs.map(([a, b]) => (a - m) * (b - m)))) / squares;
}
