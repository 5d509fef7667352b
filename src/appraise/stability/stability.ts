/** How firm each line is: ballots drawn anew, weights changed, who is near. Pure; the same seed gives the same figures in any order of rows. */
import { Decimal } from '../../decimal.ts';
import { type Policy, weightedBlocks } from '../../policy/policy.ts';
import { standardError } from '../../statistics/quantile.ts';
import type { Group, Ranking } from '../../types.ts';
import type { KeptQuarter } from '../year-quarters.ts';
import type { Drawing } from './ballots.ts';
import { meaningOf } from './meaning.ts';
import { nearReasons, pointsMissing, type StabilityRules, standingOf, summaryOf, tiesOf } from './near.ts';
import { drawnPeriod, type Grounds, type Occasion, personDraws } from './people.ts';
import { sidesNow, type Told, tieBreakOf, toldOf } from './sides.ts';
import type { Basis, Drawn, GroupStability, PersonCut, Stability, WeightChange } from './types.ts';
import { leastOf, weightChanges, weightDraws } from './weights.ts';

/** What is examined: a quarter or other period with itself as its only occasion, or a year with its quarters. */
export interface Examined {
  readonly ranking: Ranking;
  readonly policy: Policy;
  readonly occasions: readonly Occasion[];
  /** Quarters of a year that only the archive remembers. */
  readonly kept?: readonly KeptQuarter[];
}

/**
 * Draws ballots and weights anew and says how firm everybody's side of each cut is.
 *
 * Of a year weights are not looked at: its total is a mean of totals that were each rounded under weights of their own.
 * @param tick told how far the work is, of how much
 */
export function stabilityOf(
  { ranking, policy, occasions, kept = [] }: Examined,
  rules: StabilityRules,
  drawing: Drawing,
  tick: (done: number, all: number) => void = () => undefined,
): Stability {
  const grounds = { policy, periods: occasions.map((o) => drawnPeriod(o, drawing)), kept };
  const all = ranking.groups.reduce((sum, g) => sum + costOf(g, drawing).all, 0);
  let before = 0;
  const groups = ranking.groups.map((group) => {
    const found = groupStability(group, grounds, rules, drawing, (done) => tick(before + done, all));
    before += costOf(group, drawing).all;
    return found;
  });
  const raters = grounds.periods.map((p) => p.raters);
  return {
    ...drawing,
    error: errorOf(drawing.draws),
    groups,
    redrawn: raters.reduce((sum, r) => sum + r.redrawn, 0),
    kept: raters.reduce((sum, r) => sum + r.kept, 0),
  };
}

/** 1.96 standard errors of a share of one half, in percentage points, rounded up to a tenth. */
function errorOf(draws: number): Decimal {
  const tenths = Decimal.of(String(standardError(draws / 2, draws) * 1000)).times(Decimal.of('1.96'));
  return tenths.ceil().over(Decimal.whole(10));
}

/** Steps of progress: everybody's ballots, ranks of the draws, four weights, ranks under other weights. */
function costOf({ ranked: { length: n } }: Group, { draws }: Drawing) {
  const weights = weightedBlocks.length * n;
  return { ballots: n, ranks: draws, weights, all: n + 2 * draws + weights };
}

function groupStability(
  group: Group,
  grounds: Grounds,
  rules: StabilityRules,
  drawing: Drawing,
  tick: (done: number) => void,
): GroupStability {
  const { policy } = grounds;
  const cost = costOf(group, drawing);
  const people = group.ranked.map((r, i) => {
    if (i % 16 === 0) tick(i);
    return personDraws(r, grounds, drawing);
  });
  const told = (from: number): Told => ({ level: rules.level.value, draws: drawing.draws, tick: (done) => tick(from + done) });
  const meaning = meaningOf(
    people.flatMap((p) => p.scored),
    policy,
    rules.census.value,
  );
  const breakTie = tieBreakOf(policy, group.ranked, (i, draw) => people[i]?.evaluation(draw) ?? null);
  const totals = people.map((p) => p.totals);
  const ballots = meaning === null ? null : toldOf(group, totals, breakTie, told(cost.ballots));
  const ofYear = group.ranked.some((r) => r.scored.quarters);
  const changes = ofYear ? null : weightChanges(group, policy, (done) => tick(cost.ballots + cost.ranks + done));
  const weights = ofYear
    ? null
    : weightDraws(group, policy, rules.concentration.value, drawing, told(cost.ballots + cost.ranks + cost.weights));
  const cuts = cutsOf(group, policy, rules, drawing);
  const found = group.ranked.map((ranked, i) => {
    const basis = people[i]?.basis ?? 'none';
    const drawn = { ballots: ballots?.[i] ?? null, weights: weights?.[i] ?? null };
    return { ranked, basis, ...drawn, cuts: cuts(i, basis, drawn, changes?.[i]) };
  });
  return {
    group,
    people: found,
    meaning,
    cuts: summaryOf(group, found),
    ties: tiesOf(group),
    without: group.cuts.filter((c) => c.k === 0).map((c) => c.rule),
    small: group.ranked.length < rules['small-group'].value,
  };
}

/** What is said of a person and every cut. */
function cutsOf(group: Group, policy: Policy, rules: StabilityRules, { draws }: Drawing) {
  const ofYear = group.ranked.some((r) => r.scored.quarters);
  const places = ofYear ? (policy.year?.places.value ?? policy.total.places.value) : policy.total.places.value;
  const points = pointsMissing(group, policy, places);
  return (
    i: number,
    basis: Basis,
    drawn: { readonly ballots: Drawn | null; readonly weights: Drawn | null },
    changes: readonly (readonly WeightChange[])[] | undefined,
  ): PersonCut[] => {
    const ranked = group.ranked[i];
    const sides = ranked ? sidesNow(group, ranked) : [];
    return group.cuts.map((cut, c) => {
      const side = sides[c] ?? 'no';
      const missing = points(i, cut, side);
      const times = { ballots: drawn.ballots?.cuts[c] ?? null, weights: drawn.weights?.cuts[c] ?? null };
      const near = nearReasons(side, missing, times, draws, rules);
      const own = changes?.[c] ?? [];
      const change = changes === undefined ? undefined : leastOf(own);
      return { rule: cut.rule, side, points: missing, change, changes: own, near, standing: standingOf(near, basis) };
    });
  };
}
