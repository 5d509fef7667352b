/** Ballots drawn anew within their rater class: what they are worth, and everybody's total in every draw. */
import { Decimal } from '../../decimal.ts';
import { type Policy, weightedBlocks, weightsOf } from '../../policy/policy.ts';
import { gcd } from '../../statistics/integers.ts';
import { streamOf } from '../../statistics/random.ts';
import { aliasTable, drawnSums, sumDistribution } from '../../statistics/sum-distribution.ts';
import { type ClassDraws, roundedLinear, roundedMeans } from '../../statistics/weighted-means.ts';
import type { Ballots, Scored } from '../../types.ts';
import type { RatersOf } from './raters.ts';
import type { Basis } from './types.ts';

type BallotRules = Policy['blocks']['evaluation'];

/** How draws are taken. */
export interface Drawing {
  readonly draws: number;
  readonly seed: number;
}

/** A decimal in units of 10^-places, which it must be a whole number of. */
export const inUnits = (value: Decimal, places: number): bigint => BigInt(value.times(Decimal.whole(10n ** BigInt(places))).toText());

/** Decimal places that all of these need. */
export const placesOf = (all: readonly Decimal[]): number =>
  all.reduce((most, d) => {
    const places = d.places();
    if (places === null) throw new RangeError(`no decimal: ${d.toText()}`);
    return Math.max(most, places);
  }, 0);

/** What the options are worth, as whole steps from the least: worth = (base + step · value) ÷ unit. */
export function worthOf(rules: BallotRules) {
  const worths = rules.options.map((o) => o.worth.value);
  const places = placesOf(worths);
  const units = worths.map((w) => Number(inUnits(w, places)));
  const base = units.reduce((a, b) => Math.min(a, b));
  const step = units.reduce((g, u) => gcd(g, u - base), 0) || 1;
  const values = new Map(rules.options.map((o, i) => [o.key, ((units[i] ?? 0) - base) / step]));
  return { scale: { base, step, unit: 10 ** places }, values };
}

/** Ballots of each option, in the policy's order. */
export const countsOf = (ballots: Ballots | undefined, rules: BallotRules): number[] =>
  rules.options.map((o) => ballots?.counts.get(o.key)?.value.toInteger() ?? 0);

/** Somebody in every draw of one period. */
export interface PeriodDraws {
  /** In units of 10^-places of the total. */
  readonly totals: Float64Array;
  /** In units of 10^-places of the block; null where the block was handed in ready-made. */
  readonly evaluation: Float64Array | null;
  readonly basis: Basis;
  /** What was drawn, class by class; empty where nothing was. */
  readonly classes: readonly (ClassDraws & { readonly raterClass: string })[];
}

/**
 * Somebody's total in every draw, scored as `score` does it: class means, weights, empty classes, both roundings.
 * @param period names the streams, so that each quarter of a year is drawn on its own
 */
export function drawTotals(scored: Scored, policy: Policy, raters: RatersOf, period: string, { draws, seed }: Drawing): PeriodDraws {
  const { person, blocks, total } = scored;
  const places = policy.total.places.value;
  if (blocks.evaluation.basis !== 'parts') {
    const fixed = Number(inUnits(total, places));
    return { totals: new Float64Array(draws).fill(fixed), evaluation: null, basis: 'none', classes: [] };
  }
  const rules = policy.blocks.evaluation;
  const { scale, values } = worthOf(rules);
  const table = rules.options.map((o) => values.get(o.key) ?? 0);
  let byRater = false;
  const classes = rules.classes.flatMap((c): PeriodDraws['classes'][number][] => {
    const counts = countsOf(
      person.ballots.find((b) => b.raterClass === c.key),
      rules,
    );
    const valid = counts.reduce((a, b) => a + b, 0);
    const weight = Number(inUnits(c.weight.value, 4));
    if (valid === 0 || weight === 0) return [];
    const together = raters(person.key, c.key);
    byRater ||= together !== null;
    if (together) return [{ raterClass: c.key, weight, ...together }];
    const stream = streamOf(seed, 'ballots', period, person.key, c.key);
    const from = aliasTable(sumDistribution(counts, table));
    return [{ raterClass: c.key, weight, valid, sums: drawnSums(from, stream, draws) }];
  });
  // Where a draw leaves no class a ballot, the block as it was scored stands for it.
  const observed = Number(inUnits(blocks.evaluation.value, rules.places.value));
  const evaluation = roundedMeans(classes, scale, 10 ** rules.places.value, draws, observed);
  return { totals: totalsOf(scored, policy, evaluation), evaluation, basis: byRater ? 'raters' : 'counts', classes };
}

/** Totals under other scores of the ballots, everything else as it is. */
function totalsOf({ person, blocks }: Scored, policy: Policy, evaluation: Float64Array): Float64Array {
  const weights = weightsOf(policy, person);
  const [of, to] = [policy.blocks.evaluation.places.value, policy.total.places.value];
  const others = weightedBlocks.filter((b) => b !== 'evaluation').map((b) => weights[b].value.times(blocks[b].value));
  const rest = Decimal.sum([...others, blocks.adjustment.value]);
  const weight = weights.evaluation.value;
  const places = Math.max(placesOf([weight]) + of, placesOf([rest]), to);
  return roundedLinear(evaluation, Number(inUnits(weight, places - of)), inUnits(rest, places), 10n ** BigInt(places - to));
}
