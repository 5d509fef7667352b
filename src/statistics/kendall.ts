/** Rank correlation after Kendall: tau-b of two orders, W of several, both with ties. */
import { upperTail } from './chi-square.ts';

/** tau-b and the pairs it rests on. */
export interface TauB {
  readonly tau: number;
  readonly concordant: number;
  readonly discordant: number;
}

/**
 * τ_b = (P − Q) ÷ √((n₀ − n₁)(n₀ − n₂)), n₀ = n(n − 1)/2, n₁ and n₂ the pairs tied in either order (Kendall 1945).
 * @returns null where one of them is the same for all, so that there is no order
 */
export function tauB(x: readonly number[], y: readonly number[]): TauB | null {
  const n = x.length;
  let [concordant, discordant, untiedX, untiedY] = [0, 0, 0, 0];
  for (let i = 1; i < n; i++) {
    const [xi, yi] = [x[i] ?? 0, y[i] ?? 0];
    for (let j = 0; j < i; j++) {
      const a = Math.sign(xi - (x[j] ?? 0));
      const b = Math.sign(yi - (y[j] ?? 0));
      if (a !== 0) untiedX++;
      if (b !== 0) untiedY++;
      if (a * b > 0) concordant++;
      else if (a * b < 0) discordant++;
    }
  }
  if (untiedX === 0 || untiedY === 0) return null;
  return { tau: (concordant - discordant) / Math.sqrt(untiedX * untiedY), concordant, discordant };
}

/** Ranks from 1 for the least; equals share the mean of their places. Beside them Σ(t³ − t) over runs of t equals. */
export function midRanks(values: readonly number[]): { readonly ranks: readonly number[]; readonly ties: number } {
  const order = values.map((_, i) => i).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const ranks = new Array<number>(values.length).fill(0);
  let ties = 0;
  for (let i = 0; i < order.length; ) {
    let end = i + 1;
    while (end < order.length && values[order[end] ?? 0] === values[order[i] ?? 0]) end++;
    const t = end - i;
    ties += t ** 3 - t;
    for (const at of order.slice(i, end)) ranks[at] = (i + 1 + end) / 2;
    i = end;
  }
  return { ranks, ties };
}

/** Kendall's W, its χ² and how often chance alone gives as much. */
export interface Concordance {
  readonly w: number;
  readonly chiSquare: number;
  readonly df: number;
  readonly p: number;
}

/**
 * W = 12 Σ(R_j − R̄)² ÷ (m²(n³ − n) − m ΣT), T = Σ(t³ − t) over the runs of equals of each rater; χ² = m(n − 1)W with n − 1 degrees
 * of freedom (Kendall & Babington Smith 1939; Kendall 1962, ch. 6; Siegel & Castellan 1988, 9.6). Raters in rows, all of n things.
 * @returns null where every rater holds all equal, or there are fewer than two things
 */
export function concordance(raters: readonly (readonly number[])[]): Concordance | null {
  const m = raters.length;
  const n = raters[0]?.length ?? 0;
  if (m === 0 || n < 2) return null;
  const ranked = raters.map(midRanks);
  const sums = Array.from({ length: n }, (_, j) => ranked.reduce((s, r) => s + (r.ranks[j] ?? 0), 0));
  const middle = (m * (n + 1)) / 2;
  const squares = sums.reduce((s, r) => s + (r - middle) ** 2, 0);
  const room = m * m * (n ** 3 - n) - m * ranked.reduce((s, r) => s + r.ties, 0);
  if (room === 0) return null;
  const w = (12 * squares) / room;
  const chiSquare = m * (n - 1) * w;
  return { w, chiSquare, df: n - 1, p: upperTail(chiSquare, n - 1) };
}
