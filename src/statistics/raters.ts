/** Raters drawn anew, each with everything they gave: ballots of one hand are not independent of each other. */
import type { Stream } from './random.ts';

/** The valid ballots one person got: by which rater, worth how many steps. */
export interface Received {
  readonly rater: Int32Array;
  readonly value: Int32Array;
}

/** One person in every draw. */
export interface RaterDraws {
  readonly sums: Int32Array;
  readonly valid: Int32Array;
}

/** How often a draw is taken again where somebody is left without a ballot, before the ballots as cast stand for it. */
const tries = 100;

/**
 * Draws as many raters as there are, with replacement, and gives everybody the ballots of those drawn.
 * @param needed whether everybody must keep a valid ballot: a draw that leaves somebody without is taken again (`redrawn`), at most a
 * hundred times; then the ballots as cast stand for it (`kept`)
 */
export function drawRaters(
  stream: Stream,
  raters: number,
  people: readonly Received[],
  draws: number,
  needed: boolean,
): { readonly people: readonly RaterDraws[]; readonly redrawn: number; readonly kept: number } {
  const out = people.map((): RaterDraws => ({ sums: new Int32Array(draws), valid: new Int32Array(draws) }));
  const times = new Int32Array(raters);
  let [redrawn, kept] = [0, 0];
  for (let d = 0; d < draws; d++) {
    let left = tries;
    do {
      times.fill(0);
      for (let i = 0; i < raters; i++) {
        const r = Math.floor(stream.uniform() * raters);
        times[r] = (times[r] ?? 0) + 1;
      }
      if (given(people, times, out, d) || !needed) break;
      redrawn++;
      left--;
    } while (left > 0);
    if (left > 0) continue;
    kept++;
    given(people, times.fill(1), out, d);
  }
  return { people: out, redrawn, kept };
}

/** Everybody's sum and number of ballots where rater r was drawn times[r] times; whether nobody is without one. */
function given(people: readonly Received[], times: Int32Array, out: readonly RaterDraws[], draw: number): boolean {
  let all = true;
  for (let p = 0; p < people.length; p++) {
    const { rater, value } = people[p] ?? { rater: times, value: times };
    let [sum, valid] = [0, 0];
    for (let i = 0; i < rater.length; i++) {
      const m = times[rater[i] ?? 0] ?? 0;
      sum += m * (value[i] ?? 0);
      valid += m;
    }
    const own = out[p];
    if (!own) continue;
    own.sums[draw] = sum;
    own.valid[draw] = valid;
    if (valid === 0) all = false;
  }
  return all;
}
