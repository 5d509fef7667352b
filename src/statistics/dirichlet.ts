/** Weights around given ones: Dirichlet draws, by gamma variates. */
import type { Stream } from './random.ts';

/** A standard normal variate by the polar method (Marsaglia & Bray 1964, SIAM Rev. 6:260–264); the second one is not kept. */
export function normal(stream: Stream): number {
  for (;;) {
    const x = 2 * stream.uniform() - 1;
    const y = 2 * stream.uniform() - 1;
    const s = x * x + y * y;
    if (s > 0 && s < 1) return x * Math.sqrt((-2 * Math.log(s)) / s);
  }
}

/**
 * A gamma variate of scale 1 (Marsaglia & Tsang 2000, ACM Trans. Math. Softw. 26:363–372); below shape 1 by their note: of shape + 1,
 * times U^(1 ÷ shape).
 * @param shape above 0
 */
export function gamma(stream: Stream, shape: number): number {
  if (shape < 1) return gamma(stream, shape + 1) * (1 - stream.uniform()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(stream);
    const v = (1 + c * x) ** 3;
    if (v <= 0) continue;
    const u = 1 - stream.uniform();
    if (u < 1 - 0.0331 * x ** 4 || Math.log(u) < 0.5 * x * x + d * (1 - v + Math.log(v))) return d * v;
  }
}

/**
 * Shares that are Dirichlet(concentration · centre): their means are the centre, their variances centre(1 − centre) ÷ (concentration + 1).
 * A share that is 0 at the centre stays 0.
 * @param centre shares that sum to 1
 */
export function dirichlet(stream: Stream, centre: readonly number[], concentration: number): number[] {
  const parts = centre.map((w) => (w === 0 ? 0 : gamma(stream, w * concentration)));
  const sum = parts.reduce((a, b) => a + b, 0);
  // Below the smallest double all parts may vanish: then the centre itself stands.
  return sum > 0 ? parts.map((p) => p / sum) : [...centre];
}

/** Shares as whole numbers of `grid` parts that sum to it exactly: each end of the running sum is rounded, so none is off by more than one. */
export function onGrid(shares: readonly number[], grid: number): number[] {
  let [run, before] = [0, 0];
  return shares.map((s, i) => {
    run += s;
    const end = i === shares.length - 1 ? grid : Math.min(grid, Math.round(run * grid));
    const part = end - before;
    before = end;
    return part;
  });
}
