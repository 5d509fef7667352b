/** Arithmetic on whole numbers that is exact below 2⁵³, and in BigInt beyond. */

/** Whether everything up to this is an exact double. */
export const isSafe = (bound: number): boolean => bound < 2 ** 53;

/**
 * x ÷ y rounded half-up, away from zero. Exact where 2·|x| + y < 2⁵³: the quotient of two such whole numbers, rounded to a double, is
 * never on the wrong side of a whole number, for it is at least 1 ÷ y away from it, which is more than half the space of doubles there.
 * @param y above 0
 */
export function roundedQuotient(x: number, y: number): number {
  return x < 0 ? -Math.floor((-2 * x + y) / (2 * y)) : Math.floor((2 * x + y) / (2 * y));
}

/** The same without a bound. */
export function roundedQuotientBig(x: bigint, y: bigint): bigint {
  return x < 0n ? -((-2n * x + y) / (2n * y)) : (2n * x + y) / (2n * y);
}

export function gcd(a: number, b: number): number {
  let [x, y] = [Math.abs(a), Math.abs(b)];
  while (y > 0) [x, y] = [y, x % y];
  return x;
}

/** The least common multiple; may leave the safe range, which the caller looks at. */
export const lcm = (a: number, b: number): number => (a / gcd(a, b)) * b;
