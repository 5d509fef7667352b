/** Ranks within a group and the cuts over them (rules §6). */

import { Decimal } from '../decimal.ts';
import { byText } from '../order.ts';
import type { Cut, Policy } from '../policy/policy.ts';
import type { CutResult, Scored } from '../types.ts';

/** A person in the order of the group (rules §6.1). */
export interface Placed {
  readonly scored: Scored;
  readonly rank: number;
  /** People who share the rank, this one included. */
  readonly tied: number;
}

/** Above or below by total, then by the policy's tie-breaking blocks; 0: they share a rank (rules §6.1). */
function rankOrder(policy: Policy): (a: Scored, b: Scored) => number {
  const by = policy.ranking['ties-by'].value;
  return (a, b) => {
    const total = b.total.compare(a.total);
    if (total !== 0) return total;
    for (const block of by) {
      const c = b.blocks[block].value.compare(a.blocks[block].value);
      if (c !== 0) return c;
    }
    return 0;
  };
}

/** Competition ranks 1, 2, 2, 4 by total, then by the policy's tie-breaking blocks; equals by id (rules §6.1). */
export function placeInOrder(scored: readonly Scored[], policy: Policy): Placed[] {
  return competitionRanks(scored, rankOrder(policy), byId).map(({ item, ...place }) => ({ scored: item, ...place }));
}

/**
 * Where one person would stand among others: as `placeInOrder` of them all has it.
 * @param others in the order of their ranks
 */
export function placeAmong(one: Scored, others: readonly Scored[], policy: Policy): Placed {
  const compare = rankOrder(policy);
  const above = firstWhere(others, (o) => compare(o, one) >= 0);
  const notBelow = firstWhere(others, (o) => compare(o, one) > 0);
  return { scored: one, rank: above + 1, tied: notBelow - above + 1 };
}

/** Index of the first item that passes, in a list where all behind it do too; its length where none does. */
function firstWhere<T>(items: readonly T[], passes: (item: T) => boolean): number {
  let [from, to] = [0, items.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    const item = items[middle];
    if (item !== undefined && passes(item)) to = middle;
    else from = middle + 1;
  }
  return from;
}

/**
 * The items in order, each with its rank 1, 2, 2, 4 and how many share it.
 * @param compare below 0 where the first stands above the second; 0 where they share a rank
 * @param among order of display among equals
 */
export function competitionRanks<T>(
  items: readonly T[],
  compare: (a: T, b: T) => number,
  among: (a: T, b: T) => number = () => 0,
): { item: T; rank: number; tied: number }[] {
  const runs: T[][] = [];
  for (const item of [...items].sort((a, b) => compare(a, b) || among(a, b))) {
    const run = runs.at(-1);
    if (run?.[0] !== undefined && compare(run[0], item) === 0) run.push(item);
    else runs.push([item]);
  }
  let above = 0;
  return runs.flatMap((run) => {
    const rank = above + 1;
    above += run.length;
    return run.map((item) => ({ item, rank, tied: run.length }));
  });
}

const byId = (a: Scored, b: Scored): number => byText(a.person.id, b.person.id);

/** k = n × share, rounded as the policy says (rules §6.2). */
export function cutCount(n: number, cut: Cut): CutResult {
  const exact = Decimal.whole(n).times(cut.share.value);
  const mode = cut.round.value;
  const rounded = mode === 'floor' ? exact.floor() : mode === 'ceil' ? exact.ceil() : exact.round(0);
  return { rule: cut.key, share: cut.share.value, exact, k: rounded.toInteger(), mode, ties: cut.ties.value };
}

/**
 * Whether a person falls within the bottom k of n, or is kept out by the tie alone (rules §6.3).
 * @param rank competition rank
 * @param tied people sharing it
 */
export function fallsWithin(cut: CutResult, n: number, rank: number, tied: number): 'within' | 'held' | 'no' {
  const equalOrBelow = n - rank + 1;
  const strictlyBelow = equalOrBelow - tied;
  if (cut.ties === 'include') return strictlyBelow < cut.k ? 'within' : 'no';
  if (equalOrBelow <= cut.k) return 'within';
  return strictlyBelow < cut.k ? 'held' : 'no';
}
