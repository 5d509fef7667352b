/** Quantiles and the error of shares that were found by drawing. */

/**
 * The quantile of whole numbers given by how often each came: the smallest that at least the part p of them does not exceed. It is
 * always a number that came (Hyndman & Fan 1996, Am. Stat. 50:361–365, definition 1; R: `quantile(x, p, type = 1)`).
 * @param counts how often 0, 1, 2 … came
 * @param p between 0 and 1, as a quotient of whole numbers so that no rounding decides
 */
export function quantileOfCounts(counts: ArrayLike<number>, p: { readonly above: number; readonly below: number }): number {
  let all = 0;
  for (let i = 0; i < counts.length; i++) all += counts[i] ?? 0;
  const wanted = Math.max(1, Math.ceil((all * p.above) / p.below));
  let seen = 0;
  for (let i = 0; i < counts.length; i++) {
    seen += counts[i] ?? 0;
    if (seen >= wanted) return i;
  }
  throw new RangeError('a quantile of nothing');
}

/** Standard error of a share that came `hits` times in `draws` independent draws: √(p(1 − p) ÷ draws). */
export function standardError(hits: number, draws: number): number {
  const p = hits / draws;
  return Math.sqrt((p * (1 - p)) / draws);
}
