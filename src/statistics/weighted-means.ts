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
 * @returns whole numbers, one a draw; NaN where no class has a valid ballot
 */
export function roundedMeans(classes: readonly ClassDraws[], { base, step, unit }: Scale, grid: number, draws: number): Float64Array {
  const fixed = classes.every((c) => typeof c.valid === 'number');
  return fixed ? ofFixed(classes, { base, step, unit }, grid, draws) : ofEach(classes, { base, step, unit }, grid, draws);
}

/** Every class has as many ballots in every draw: one denominator for all. */
function ofFixed(classes: readonly ClassDraws[], scale: Scale, grid: number, draws: number): Float64Array {
  const counted = classes.filter((c) => c.valid !== 0);
  const common = counted.reduce((m, c) => lcm(m, c.valid as number), 1);
  const weight = counted.reduce((s, c) => s + c.weight, 0);
  const first = scale.base * weight * common * grid;
  const factors = counted.map((c) => c.weight * scale.step * (common / (c.valid as number)) * grid);
  const most = counted.reduce((s, c, i) => s + Math.abs(factors[i] ?? 0) * highest(c.sums), Math.abs(first));
  const below = weight * common * scale.unit;
  if (counted.length === 0) return new Float64Array(draws).fill(Number.NaN);
  if (!isSafe(2 * most + 2 * below)) return ofEach(classes, scale, grid, draws);
  const out = new Float64Array(draws);
  for (let d = 0; d < draws; d++) {
    let x = first;
    for (let c = 0; c < counted.length; c++) x += (factors[c] ?? 0) * (counted[c]?.sums[d] ?? 0);
    out[d] = roundedQuotient(x, below);
  }
  return out;
}

const highest = (sums: Int32Array): number => sums.reduce((a, b) => Math.max(a, Math.abs(b)), 0);

/** Draw by draw, each over its own denominator; in BigInt where that is needed. */
function ofEach(classes: readonly ClassDraws[], scale: Scale, grid: number, draws: number): Float64Array {
  const out = new Float64Array(draws);
  for (let d = 0; d < draws; d++) {
    const here = classes.flatMap((c) => {
      const valid = typeof c.valid === 'number' ? c.valid : (c.valid[d] ?? 0);
      return valid === 0 ? [] : [{ weight: c.weight, sum: c.sums[d] ?? 0, valid }];
    });
    out[d] = here.length === 0 ? Number.NaN : ofOne(here, scale, grid);
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
  const most = values.reduce((a, b) => Math.max(a, Math.abs(b)), 0) * Math.abs(slope);
  const size = intercept < 0n ? -intercept : intercept;
  if (isSafe(2 * most + 2 * Number(size) + 2 * Number(divisor))) {
    const [i, d] = [Number(intercept), Number(divisor)];
    return values.map((v) => roundedQuotient(slope * v + i, d));
  }
  return values.map((v) => Number(roundedQuotientBig(BigInt(slope) * BigInt(v) + intercept, divisor)));
}

/**
 * Σ weight · value + plus, over `divisor`, rounded half-up, under each of many weights.
 * @param weights one array a draw, whole parts of the grid they were put on
 * @param values as many as weights, whole
 * @param divisor above 0
 */
export function roundedTotals(weights: readonly (readonly number[])[], values: readonly bigint[], plus: bigint, divisor: bigint): Float64Array {
  const most = weights[0]?.reduce((a, b) => a + b, 0) ?? 0;
  const highestValue = values.reduce((a, b) => Math.max(a, Math.abs(Number(b))), 0);
  if (isSafe(2 * (most * highestValue + Math.abs(Number(plus)) + Number(divisor)))) {
    const [numbers, p, d] = [values.map(Number), Number(plus), Number(divisor)];
    return Float64Array.from(weights, (w) => roundedQuotient(w.reduce((s, part, i) => s + part * (numbers[i] ?? 0), p), d));
  }
  return Float64Array.from(weights, (w) =>
    Number(roundedQuotientBig(w.reduce((s, part, i) => s + BigInt(part) * (values[i] ?? 0n), plus), divisor)),
  );
}
