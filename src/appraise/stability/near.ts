/** Who is near a line and why; what is missing to its other side; ties and small groups. */
import { Decimal } from '../../decimal.ts';
import type { Policy } from '../../policy/policy.ts';
import type { CutResult, Group, RankedPerson } from '../../types.ts';
import { sideOf, tieOrder } from './sides.ts';
import type { Basis, CutDraws, CutSummary, NearReason, PersonStability, PointsMissing, Side, Standing, Tie } from './types.ts';

/** The rules of the policy on stability. */
export type StabilityRules = NonNullable<Policy['stability']>;

/**
 * The least change of a total that puts its person on another side; null where none can.
 *
 * Everything turns on the k-th lowest of the others: below it one is within, above it one is not, at it the tie decides.
 */
export function pointsMissing(
  group: Group,
  policy: Policy,
  places: number,
): (i: number, cut: CutResult, now: Side) => PointsMissing | null {
  const n = group.ranked.length;
  const upwards = [...group.ranked.keys()].reverse();
  const total = (i: number) => group.ranked[i]?.scored.total ?? Decimal.zero;
  const tie = tieOrder(policy, group.ranked);
  const step = one.over(Decimal.whole(10n ** BigInt(places)));
  return (i, cut, now) => {
    const others = upwards.filter((j) => j !== i);
    const turning = others[cut.k - 1];
    if (cut.k === 0 || turning === undefined) return null;
    const side = sideOf(cut, n);
    const found = [total(turning).minus(step), total(turning), total(turning).plus(step)].flatMap((at): PointsMissing[] => {
      const below = others.filter((j) => total(j).below(at) || (total(j).equals(at) && tie(i, j) < 0)).length;
      const level = others.filter((j) => total(j).equals(at) && tie(i, j) === 0).length;
      const there = side(below + level + 1, below);
      return there === now ? [] : [{ change: at.minus(total(i)), side: there }];
    });
    return found.reduce<PointsMissing | null>((best, p) => (best && !p.change.abs().below(best.change.abs()) ? best : p), null);
  };
}
const one = Decimal.whole(1);

/** In how many draws somebody was on a side. */
export function timesOn(side: Side, { within, held }: CutDraws, draws: number): number {
  if (side === 'within') return within;
  return side === 'held' ? held : draws - within - held;
}

/** What speaks for somebody being near a cut. */
export function nearReasons(
  side: Side,
  points: PointsMissing | null,
  drawn: { readonly ballots: CutDraws | null; readonly weights: CutDraws | null },
  draws: number,
  rules: StabilityRules,
): NearReason[] {
  const wavers = (d: CutDraws | null): boolean =>
    d !== null &&
    Decimal.whole(timesOn(side, d, draws))
      .over(Decimal.whole(draws))
      .below(rules.firm.value);
  return [
    ...(side === 'held' ? (['held'] as const) : []),
    ...(points && !points.change.abs().above(rules['near-points'].value) ? (['points'] as const) : []),
    ...(wavers(drawn.ballots) ? (['ballots'] as const) : []),
    ...(wavers(drawn.weights) ? (['weights'] as const) : []),
  ];
}

/** Firm where nothing speaks against it and ballots were drawn. */
export function standingOf(near: readonly NearReason[], basis: Basis): Standing {
  if (near.length > 0) return 'near';
  return basis === 'none' ? 'open' : 'firm';
}

/** How many are how firm, cut by cut. */
export function summaryOf(group: Group, people: readonly PersonStability[]): CutSummary[] {
  return group.cuts.map(({ rule, k }, c) => {
    const of = people.flatMap((p) => p.cuts[c] ?? []);
    const count = (standing: Standing, side?: Side) =>
      of.filter((p) => p.standing === standing && (side === undefined || p.side === side)).length;
    return {
      rule,
      k,
      firmWithin: count('firm', 'within'),
      near: count('near'),
      firmOutside: count('firm', 'no'),
      open: count('open'),
    };
  });
}

/** Everybody who shares a rank, and the cuts that go through them. */
export function tiesOf(group: Group): Tie[] {
  const n = group.ranked.length;
  const byRank = new Map<number, RankedPerson[]>();
  for (const r of group.ranked) if (r.tied > 1) byRank.set(r.rank, [...(byRank.get(r.rank) ?? []), r]);
  return [...byRank].map(([rank, people]) => {
    const below = n - rank + 1 - people.length;
    return { rank, people, at: group.cuts.filter((c) => below < c.k && c.k < below + people.length).map((c) => c.rule) };
  });
}
