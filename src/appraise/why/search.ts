/** The smallest move of a figure on its own places that has an effect. */
import { Decimal } from '../../decimal.ts';
import type { Move } from '../../why.ts';

/** 0.01 of two places. */
export const stepOf = (places: number): Decimal => Decimal.whole(1).over(Decimal.whole(10n ** BigInt(places)));

/**
 * The value nearest to `now`, on so many places and not beyond `end`, that has the effect; null where not even the last does.
 *
 * An effect that holds at a value holds at every one further on: ranks, grades and lists only ever go one way as a figure rises. So
 * halving finds it. Whatever the effect is, it holds at the value found and does not one step before.
 */
export function nearest(now: Decimal, end: Decimal, places: number, has: (value: Decimal) => boolean): Move | null {
  const step = stepOf(places);
  const up = end.above(now);
  const [first, last] = up ? [now.over(step).floor(), end.over(step).floor()] : [now.over(step).ceil(), end.over(step).ceil()];
  const steps = last.minus(first).abs().toInteger();
  const at = (i: number): Decimal => {
    const moved = Decimal.whole(up ? i : -i);
    return first.plus(moved).times(step);
  };
  if (steps < 1 || !has(at(steps))) return null;
  let [without, found] = [0, steps];
  while (found - without > 1) {
    const middle = (without + found) >> 1;
    if (has(at(middle))) found = middle;
    else without = middle;
  }
  const to = at(found);
  return { to, change: to.minus(now) };
}
