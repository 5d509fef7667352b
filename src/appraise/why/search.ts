/** The smallest move of a figure on its own places that has an effect. */
import { Decimal } from '../../decimal.ts';
import type { Move } from '../../why.ts';

/** 0.01 of two places. */
export const stepOf = (places: number): Decimal => Decimal.whole(1).over(Decimal.whole(10n ** BigInt(places)));

/** A figure on its places, and how far it is moved. */
export interface Reach {
  readonly now: Decimal;
  /** As far as it may be moved, above or below `now`. */
  readonly end: Decimal;
  readonly places: number;
}

/**
 * The value nearest to `now`, not beyond `end`, that has the effect; null where not even the last does.
 *
 * An effect that holds at a value holds at every one further on: ranks, grades and lists only ever go one way as a figure rises. So
 * halving finds it. Whatever the effect is, it holds at the value found and does not one step before.
 * @param hint where the search begins; a good one saves most of it, a bad one does no harm
 */
export function nearest({ now, end, places }: Reach, has: (value: Decimal) => boolean, hint: Decimal = end): Move | null {
  const step = stepOf(places);
  const up = end.above(now);
  const whole = (d: Decimal) => (up ? d.over(step).floor() : d.over(step).ceil());
  const first = whole(now);
  const steps = whole(end).minus(first).abs().toInteger();
  const at = (i: number): Decimal => first.plus(Decimal.whole(up ? i : -i)).times(step);
  if (steps < 1) return null;
  const ahead = whole(hint).minus(first).toInteger();
  const from = Math.min(steps, Math.max(1, up ? ahead : -ahead));
  const found = least(steps, from, (i) => has(at(i)));
  if (found === null) return null;
  const to = at(found);
  return { to, change: to.minus(now) };
}

/** The least number from 1 to `last` that has the effect, which 0 is taken not to have: looked for outwards from one, then by halving. */
function least(last: number, from: number, has: (i: number) => boolean): number | null {
  let [without, found] = [0, last + 1];
  const look = (i: number): boolean => {
    const holds = has(i);
    if (holds) found = i;
    else without = i;
    return holds;
  };
  const down = look(from);
  for (let by = 1; found - without > 1; by *= 4) {
    const next = down ? found - by : without + by;
    if (next <= without || next >= found) break;
    if (look(next) !== down) break;
  }
  while (found - without > 1) look((without + found) >> 1);
  return found > last ? null : found;
}
