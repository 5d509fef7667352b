/** How the sum of ballots that are drawn anew is distributed: exactly, by convolution, and drawn from in one step. */

import type { Stream } from './random.ts';

/** Chances of the sums `low`, `low + 1` …; together they are 1 but for rounding. */
export interface SumDistribution {
  readonly low: number;
  readonly chances: Float64Array;
}

/** Below this no draw of 53 bits can come; ends of a distribution that lie beneath it are cut off. */
const never = 2 ** -80;

/**
 * The sum of n draws with replacement from n ballots: a multinomial over the options, seen through what they are worth. It stands
 * on few points, so its n-fold convolution (by repeated squaring) is small.
 * @param counts ballots an option, whole numbers; n is their sum, at least 1
 * @param values what a ballot of each option is worth: whole numbers from 0
 */
export function sumDistribution(counts: readonly number[], values: readonly number[]): SumDistribution {
  const n = counts.reduce((a, b) => a + b, 0);
  if (n < 1 || !Number.isSafeInteger(n)) throw new RangeError(`no ballots to draw from: ${n}`);
  const one = new Float64Array(Math.max(...values) + 1);
  values.forEach((v, i) => {
    one[v] = (one[v] ?? 0) + (counts[i] ?? 0) / n;
  });
  let power = trimmed({ low: 0, chances: one });
  let sum: SumDistribution = { low: 0, chances: Float64Array.of(1) };
  for (let left = n; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) sum = convolved(sum, power);
    if (left > 1) power = convolved(power, power);
  }
  return sum;
}

function convolved(a: SumDistribution, b: SumDistribution): SumDistribution {
  const chances = new Float64Array(a.chances.length + b.chances.length - 1);
  for (let i = 0; i < a.chances.length; i++) {
    const p = a.chances[i] ?? 0;
    if (p === 0) continue;
    for (let j = 0; j < b.chances.length; j++) chances[i + j] = (chances[i + j] ?? 0) + p * (b.chances[j] ?? 0);
  }
  return trimmed({ low: a.low + b.low, chances });
}

function trimmed({ low, chances }: SumDistribution): SumDistribution {
  let from = 0;
  let to = chances.length;
  while (from < to - 1 && (chances[from] ?? 0) < never) from++;
  while (to - 1 > from && (chances[to - 1] ?? 0) < never) to--;
  return { low: low + from, chances: chances.subarray(from, to) };
}

/** Ready to be drawn from. */
export interface AliasTable {
  readonly low: number;
  readonly cut: Float64Array;
  readonly alias: Int32Array;
}

/** Walker's alias method, built in one pass (Vose 1991, IEEE Trans. Softw. Eng. 17:972–975): every draw takes one number. */
export function aliasTable({ low, chances }: SumDistribution): AliasTable {
  const m = chances.length;
  const whole = chances.reduce((a, b) => a + b, 0);
  const scaled = chances.map((p) => (p / whole) * m);
  const cut = new Float64Array(m).fill(1);
  const alias = Int32Array.from({ length: m }, (_, i) => i);
  const small: number[] = [];
  const large: number[] = [];
  scaled.forEach((p, i) => {
    (p < 1 ? small : large).push(i);
  });
  while (small.length > 0 && large.length > 0) {
    const [s, l] = [small.pop() ?? 0, large.pop() ?? 0];
    cut[s] = scaled[s] ?? 0;
    alias[s] = l;
    const left = (scaled[l] ?? 0) - (1 - (scaled[s] ?? 0));
    scaled[l] = left;
    (left < 1 ? small : large).push(l);
  }
  return { low, cut, alias };
}

/** The sum that a number in [0, 1) stands for. */
export function drawn({ low, cut, alias }: AliasTable, uniform: number): number {
  const at = uniform * cut.length;
  const i = Math.floor(at);
  return low + (at - i < (cut[i] ?? 1) ? i : (alias[i] ?? i));
}

/** So many sums, one after the other. */
export function drawnSums(table: AliasTable, stream: Stream, draws: number): Int32Array {
  const sums = new Int32Array(draws);
  for (let d = 0; d < draws; d++) sums[d] = drawn(table, stream.uniform());
  return sums;
}
