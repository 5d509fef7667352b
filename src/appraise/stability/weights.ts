/**
 * What other weights would have made of a line: the least change of one of them (Triantaphyllou & Sánchez 1997, Decision Sciences
 * 28:151–194), exactly; and draws from their neighbourhood (SMAA: Lahdelma, Hokkanen & Salminen 1998, Eur. J. Oper. Res. 106:137–143).
 */
import { Decimal } from '../../decimal.ts';
import { type Policy, type WeightedBlock, weightedBlocks, weightsOf } from '../../policy/policy.ts';
import { type Change, firstChanges, type PreparedLines, prepared, ratio, standingAt } from '../../statistics/crossings.ts';
import { dirichlet, onGrid } from '../../statistics/dirichlet.ts';
import { streamOf } from '../../statistics/random.ts';
import { roundedTotals } from '../../statistics/weighted-means.ts';
import type { Group } from '../../types.ts';
import { type Drawing, inUnits, placesOf } from './ballots.ts';
import { sideOf, sidesNow, type Told, tieBreakOf, tieOrder, toldOf } from './sides.ts';
import type { Drawn, Side, WeightChange } from './types.ts';

const one = Decimal.whole(1);
/** Weights of a policy have at most four places; so has the weight that is shown. */
const shownPlaces = 4;

/**
 * Everybody's total as a straight line over one weight t, all others rescaled to sum to 1 − t; null where this weight is all there is,
 * for then nothing says how the others would share the rest.
 */
function linesOver(group: Group, policy: Policy, block: WeightedBlock): PreparedLines | null {
  const weights = weightsOf(policy, group);
  const others = one.minus(weights[block].value);
  if (others.isZero()) return null;
  const rows = group.ranked.map(({ scored: { blocks } }) => {
    const rest = Decimal.sum(weightedBlocks.filter((b) => b !== block).map((b) => weights[b].value.times(blocks[b].value)));
    // t·x + (1 − t)·rest ÷ others + adjustment, all times `others`.
    return {
      intercept: rest.plus(blocks.adjustment.value.times(others)),
      slope: others.times(blocks[block].value).minus(rest),
    };
  });
  const to = policy.total.places.value;
  const places = Math.max(placesOf(rows.flatMap((r) => [r.intercept, r.slope])), placesOf([others]) + to);
  return prepared({
    intercepts: rows.map((r) => inUnits(r.intercept, places)),
    slopes: rows.map((r) => inUnits(r.slope, places)),
    unit: inUnits(others, places - to),
    tie: tieOrder(policy, group.ranked),
  });
}

/**
 * For everybody and each cut, the least change of each weight that puts them on another side, totals rounded and ranked as the policy has
 * it; blocks whose weight does not do it are left out.
 * @returns by person in the group's order, then by cut
 */
export function weightChanges(group: Group, policy: Policy, tick: (done: number) => void): WeightChange[][][] {
  const n = group.ranked.length;
  const cuts = group.cuts.map((cut) => sideOf(cut, n));
  const found = group.ranked.map(() => group.cuts.map((): WeightChange[] => []));
  const weights = weightsOf(policy, group);
  weightedBlocks.forEach((block, at) => {
    const lines = linesOver(group, policy, block);
    if (!lines) return;
    const from = weights[block].value;
    const start = ratio(inUnits(from, shownPlaces), 10n ** BigInt(shownPlaces));
    group.ranked.forEach((person, i) => {
      const now = sidesNow(group, person);
      const states = cuts.map((of, c) => ({ of, now: now[c] ?? 'no' }));
      const ways = [ratio(0n, 1n), ratio(1n, 1n)].map((end) => firstChanges(lines, i, { start, end, states }));
      cuts.forEach((of, c) => {
        const both = ways.flatMap((way): WeightChange[] => {
          const change = way[c];
          return change ? [changeOf(lines, i, block, from, change, of)] : [];
        });
        const least = leastOf(both);
        if (least) found[i]?.[c]?.push(least);
      });
      if (i % 16 === 0) tick(at * n + i);
    });
  });
  return found;
}

/** The least by points of weight; the first of equals. */
export const leastOf = (changes: readonly WeightChange[]): WeightChange | null =>
  changes.reduce<WeightChange | null>((best, c) => (best === null || sizeOf(c).below(sizeOf(best)) ? c : best), null);

/** By how much the weight changes, as a share of the whole. */
export const sizeOf = ({ from, to }: WeightChange): Decimal => to.minus(from).abs();

function changeOf(
  lines: PreparedLines,
  i: number,
  block: WeightedBlock,
  from: Decimal,
  { at, attained, state }: Change<Side>,
  side: (atOrBelow: number, below: number) => Side,
): WeightChange {
  const to = Decimal.whole(at.above).over(Decimal.whole(at.below));
  return { block, from, to, attained, side: state, shown: shownAt(lines, i, from, to, attained, state, side) };
}

/** The first weight of four places, outwards, if the side there is the one found. */
function shownAt(
  lines: PreparedLines,
  i: number,
  from: Decimal,
  to: Decimal,
  attained: boolean,
  state: Side,
  side: (atOrBelow: number, below: number) => Side,
): Decimal | null {
  const grid = Decimal.whole(10n ** BigInt(shownPlaces));
  const scaled = to.times(grid);
  const step = (up: boolean) => (up ? scaled.floor().plus(one) : scaled.ceil().minus(one));
  // At the present weight itself both ways are open: the change is one of nothing at all.
  const ways = to.equals(from) && !attained ? [step(true), step(false)] : [attained && scaled.isWhole() ? scaled : step(to.above(from))];
  const fits = ways.find(
    (w) => !w.isNegative() && !w.above(grid) && side(...standingAt(lines, i, ratio(BigInt(w.toText()), BigInt(grid.toText())))) === state,
  );
  return fits ? fits.over(grid) : null;
}

/** Parts that drawn weights are whole numbers of, so that totals stay exact. */
const weightGrid = 1_000_000;

/** Ranks and sides under weights drawn from a Dirichlet around the policy's own; in the group's order. */
export function weightDraws(group: Group, policy: Policy, concentration: number, { seed }: Drawing, told: Told): Drawn[] {
  const weights = weightsOf(policy, group);
  const centre = weightedBlocks.map((b) => weights[b].value);
  // Groups of the same weights are drawn the same ones.
  const stream = streamOf(seed, 'weights', ...centre.map((w) => w.toText()), String(concentration));
  const shares = centre.map((w) => w.toDouble());
  const drawn = weightedBlocks.map(() => new Int32Array(told.draws));
  for (let d = 0; d < told.draws; d++) {
    const parts = onGrid(dirichlet(stream, shares, concentration), weightGrid);
    drawn.forEach((of, i) => {
      of[d] = parts[i] ?? 0;
    });
  }
  const to = policy.total.places.value;
  const totals = group.ranked.map(({ scored: { blocks } }) => {
    const values = weightedBlocks.map((b) => blocks[b].value);
    const places = Math.max(placesOf([...values, blocks.adjustment.value]), to);
    const plus = inUnits(blocks.adjustment.value, places) * BigInt(weightGrid);
    const divisor = BigInt(weightGrid) * 10n ** BigInt(places - to);
    return roundedTotals(
      drawn,
      weightGrid,
      values.map((v) => inUnits(v, places)),
      plus,
      divisor,
    );
  });
  return toldOf(
    group,
    totals,
    tieBreakOf(policy, group.ranked, () => null),
    told,
  );
}
