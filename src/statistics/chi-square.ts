/** The upper tail of χ² for whole degrees of freedom. */

/**
 * P(χ²_ν > x), by the finite sums of Abramowitz & Stegun 26.4.4 and 26.4.5, whose terms are all positive, so that nothing cancels
 * however small the tail.
 * @param df a whole number, 1 or more
 */
export function upperTail(x: number, df: number): number {
  if (x <= 0) return 1;
  const half = x / 2;
  const odd = df % 2 === 1;
  const alone = odd ? complement(Math.sqrt(half)) : 0;
  if (df === 1) return alone;
  // Σ of half^a e^−half ÷ Γ(a + 1) over a = ν/2 − 1, ν/2 − 2, … ≥ 0: the greatest term by its logarithm, the others from it by ratios.
  const [first, last] = [odd ? 0.5 : 0, df / 2 - 1];
  const top = Math.max(first, Math.min(last, first + Math.floor(half - first)));
  let total = 1;
  for (let a = top, term = 1; a > first; a--) {
    term *= a / half;
    total += term;
  }
  for (let a = top + 1, term = 1; a <= last; a++) {
    term *= half / a;
    total += term;
  }
  return Math.min(1, alone + total * Math.exp(top * Math.log(half) - half - logGamma(top + 1)));
}

/** ln Γ(a) of a whole or half number above 0, by Γ(a + 1) = aΓ(a) up to 16, then Stirling's series (Abramowitz & Stegun 6.1.41). */
function logGamma(a: number): number {
  let [z, shift] = [a, 1];
  for (; z < 16; z++) shift *= z;
  const [i, i2] = [1 / z, 1 / (z * z)];
  const series = i * (1 / 12 - i2 * (1 / 360 - i2 * (1 / 1260 - i2 * (1 / 1680 - i2 * (1 / 1188 - (i2 * 691) / 360_360)))));
  return (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + series - Math.log(shift);
}

/** erfc(z), z > 0: below 2 by the series of erf (Abramowitz & Stegun 7.1.6), else by the continued fraction (7.1.14). */
function complement(z: number): number {
  const scale = Math.exp(-z * z) / Math.sqrt(Math.PI);
  if (z < 2) {
    let [term, total] = [z, z];
    for (let n = 1; Math.abs(term) > total * 1e-18; n++) {
      term *= (2 * z * z) / (2 * n + 1);
      total += term;
    }
    return 1 - 2 * scale * total;
  }
  // z + (1/2)/(z + 1/(z + (3/2)/(z + …))), from within.
  let inner = z;
  for (let k = 200; k >= 1; k--) inner = z + k / 2 / inner;
  return scale / inner;
}
