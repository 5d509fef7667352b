/** How often two raters would say the same. */

/**
 * Of all pairs of raters the share that put one thing into the same category: P_i = Σ n_j(n_j − 1) ÷ (n(n − 1)) (Fleiss 1971).
 * @param counts raters in each category
 * @returns null of fewer than two raters
 */
export function pairAgreement(counts: readonly number[]): number | null {
  const n = counts.reduce((a, b) => a + b, 0);
  return n < 2 ? null : counts.reduce((s, c) => s + c * (c - 1), 0) / (n * (n - 1));
}

/** The longest run of equal entries. */
export function longestRun(values: readonly unknown[]): number {
  let [best, run] = [0, 0];
  values.forEach((v, i) => {
    run = i > 0 && v === values[i - 1] ? run + 1 : 1;
    best = Math.max(best, run);
  });
  return best;
}
