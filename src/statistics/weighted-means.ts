/** The mean of class means, by weight and rounded, for very many draws at once: exact, in whole numbers. */
import { isSafe, lcm, roundedQuotient, roundedQuotientBig } from './integers.ts';

/** One class in every draw. */
export interface ClassDraws {
  /** Whole, above 0. */
  readonly weight: number;
  /** Σ of what the ballots are worth, in steps from 0; one a draw. */
  readonly sums: Int32Array;
  /** How many ballots are valid: the same in every draw, or one a draw. A draw without any leaves the class out. */
  readonly valid: number | Int32Array;
}

/** What a step is worth: value = (base + step · sum ÷ valid) ÷ unit. */
export interface Scale {
  readonly base: number;
  readonly step: number;
  readonly unit: number;
}

/**
 * Σ weight · (base + step · sum ÷ valid) ÷ unit ÷ Σ weight over the classes with valid ballots, times `grid`, rounded half-up.
 * @param grid 10^places: the result is in steps of 1 ÷ grid
 * @param otherwise for draws in which no class has a valid ballot
 * @returns whole numbers, one a draw
 */
export function roundedMeans(classes: readonly ClassDraws[], scale: Scale, grid: number, draws: number, otherwise: number): Float64Array {
  const fixed = classes.every((c) => typeof c.valid === 'number');
  return (fixed ? ofFixed : ofEach)(classes, scale, grid, draws, otherwise);
}

/** Every class has as many ballots in every draw: one denominator for all. */
function ofFixed(classes: readonly ClassDraws[], scale: Scale, grid: number, draws: number, otherwise: number): Float64Array {
  const counted = classes.filter((c) => c.valid !== 0);
  const common = counted.reduce((m, c) => lcm(m, c.valid as number), 1);
  const weight = counted.reduce((s, c) => s + c.weight, 0);
  const first = scale.base * weight * common * grid;
  const factors = counted.map((c) => c.weight * scale.step * (common / (c.valid as number)) * grid);
  const most = counted.reduce((s, c, i) => s + Math.abs(factors[i] ?? 0) * highest(c.sums), Math.abs(first));
  const below = weight * common * scale.unit;
  if (counted.length === 0) return new Float64Array(draws).fill(otherwise);
  if (!isSafe(2 * most + 2 * below)) return ofEach(classes, scale, grid, draws, otherwise);
  const out = new Float64Array(draws);
  out.fill(first);
  for (let c = 0; c < counted.length; c++) {
    const [factor, sums] = [factors[c] ?? 0, counted[c]?.sums ?? out];
    for (let d = 0; d < draws; d++) out[d] = (out[d] ?? 0) + factor * (sums[d] ?? 0);
  }
  for (let d = 0; d < draws; d++) out[d] = roundedQuotient(out[d] ?? 0, below);
  return out;
}

/** The greatest of them, signs aside. */
function highest(numbers: Int32Array | Float64Array): number {
  let most = 0;
  for (let i = 0; i < numbers.length; i++) most = Math.max(most, Math.abs(numbers[i] ?? 0));
  return most;
}

/** Draw by draw, each over its own denominator; in BigInt where that is needed. */
function ofEach(classes: readonly ClassDraws[], scale: Scale, grid: number, draws: number, otherwise: number): Float64Array {
  const out = new Float64Array(draws);
  for (let d = 0; d < draws; d++) {
    const here = classes.flatMap((c) => {
      const valid = typeof c.valid === 'number' ? c.valid : (c.valid[d] ?? 0);
      return valid === 0 ? [] : [{ weight: c.weight, sum: c.sums[d] ?? 0, valid }];
    });
    out[d] = here.length === 0 ? otherwise : ofOne(here, scale, grid);
  }
  return out;
}

type OneClass = { readonly weight: number; readonly sum: number; readonly valid: number };

function ofOne(here: readonly OneClass[], { base, step, unit }: Scale, grid: number): number {
  let [x, below, weight, most] = [0, 1, 0, 0];
  for (const c of here) {
    x = x * c.valid + c.weight * step * c.sum * below;
    most = most * c.valid + Math.abs(c.weight * step * c.sum) * below;
    below *= c.valid;
    weight += c.weight;
  }
  const all = (most + Math.abs(base) * weight * below) * grid;
  if (isSafe(2 * all + 2 * weight * below * unit)) return roundedQuotient((x + base * weight * below) * grid, weight * below * unit);
  return ofOneBig(here, { base, step, unit }, grid);
}

function ofOneBig(here: readonly OneClass[], { base, step, unit }: Scale, grid: number): number {
  let [x, below, weight] = [0n, 1n, 0n];
  for (const c of here) {
    x = x * BigInt(c.valid) + BigInt(c.weight) * BigInt(step) * BigInt(c.sum) * below;
    below *= BigInt(c.valid);
    weight += BigInt(c.weight);
  }
  return Number(roundedQuotientBig((x + BigInt(base) * weight * below) * BigInt(grid), weight * below * BigInt(unit)));
}

/**
 * (slope · value + intercept) ÷ divisor, rounded half-up, of each value; whole numbers all.
 * @param divisor above 0
 */
export function roundedLinear(values: Float64Array, slope: number, intercept: bigint, divisor: bigint): Float64Array {
  const most = highest(values) * Math.abs(slope);
  const size = intercept < 0n ? -intercept : intercept;
  if (isSafe(2 * most + 2 * Number(size) + 2 * Number(divisor))) {
    const [i, d] = [Number(intercept), Number(divisor)];
    const out = new Float64Array(values.length);
    for (let at = 0; at < values.length; at++) out[at] = roundedQuotient(slope * (values[at] ?? 0) + i, d);
    return out;
  }
  return values.map((v) => Number(roundedQuotientBig(BigInt(slope) * BigInt(v) + intercept, divisor)));
}

/**
 * Σ weight · value + plus, over `divisor`, rounded half-up, under each of many weights.
 * @param weights one array a weight, one whole number a draw: parts of the grid they were put on
 * @param grid what the weights of a draw sum to
 * @param values as many as weights, whole
 * @param divisor above 0
 */
export function roundedTotals(
  weights: readonly Int32Array[],
  grid: number,
  values: readonly bigint[],
  plus: bigint,
  divisor: bigint,
): Float64Array {
  const draws = weights[0]?.length ?? 0;
  const greatest = values.reduce((a, b) => Math.max(a, Math.abs(Number(b))), 0);
  if (!isSafe(2 * (grid * greatest + Math.abs(Number(plus)) + Number(divisor)))) {
    const exact = (d: number) => weights.reduce((s, w, i) => s + BigInt(w[d] ?? 0) * (values[i] ?? 0n), plus);
    return Float64Array.from({ length: draws }, (_, d) => Number(roundedQuotientBig(exact(d), divisor)));
  }
  const out = new Float64Array(draws).fill(Number(plus));
  weights.forEach((w, i) => {
    const value = Number(values[i] ?? 0n);
    for (let d = 0; d < draws; d++) out[d] = (out[d] ?? 0) + value * (w[d] ?? 0);
  });
  const by = Number(divisor);
  for (let d = 0; d < draws; d++) out[d] = roundedQuotient(out[d] ?? 0, by);
  return out;
}
