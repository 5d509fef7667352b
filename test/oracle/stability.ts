// Stability, worked out as plainly as can be: every draw is an export of its own, ranked by the oracle; every change is tried.
import type { Counts, OfficeExport, RaterClass } from './model.ts';
import { type Cut, compare, type Frac, type Params, parse, type Results, rankPlainly } from './oracle.ts';

export type Side = 'within' | 'held' | 'no';
/** ballots of everybody, by id */
export type Draw = ReadonlyMap<string, Record<RaterClass, Counts>>;

export interface Tally {
  /** the rank of each draw, lowest first */
  ranks: number[];
  sides: Record<Cut, Side[]>;
}

const cuts: Cut[] = ['bottom-30', 'bottom-5'];

export function sideIn(results: Results, id: string, cut: Cut): Side {
  const verdict = results.people.find((p) => p.id === id)?.verdicts.find((v) => v.rule === cut);
  return verdict === undefined ? 'no' : verdict.held ? 'held' : 'within';
}

/** everybody ranked, over all draws */
export function tallyPlainly(office: OfficeExport, draws: readonly Draw[], params: Params): Map<string, Tally> {
  const tallies = new Map<string, Tally>();
  for (const draw of draws) {
    const people = office.people.map((p) => {
      const ballots = draw.get(p.id);
      return ballots === undefined ? p : { ...p, ballots };
    });
    const results = rankPlainly({ ...office, people }, params);
    for (const { id, rank } of results.people) {
      const tally = tallies.get(id) ?? { ranks: [], sides: { 'bottom-30': [], 'bottom-5': [] } };
      tallies.set(id, tally);
      tally.ranks.push(rank);
      for (const cut of cuts) tally.sides[cut].push(sideIn(results, id, cut));
    }
  }
  for (const { ranks } of tallies.values()) ranks.sort((a, b) => a - b);
  return tallies;
}

/** the least rank that at least so many thousandths of the draws do not exceed */
export function quantilePlainly(ranks: readonly number[], thousandths: number): number {
  const found = ranks.find((r) => ranks.filter((other) => other <= r).length * 1000 >= thousandths * ranks.length);
  if (found === undefined) throw new Error('no draws');
  return found;
}

/** the side of somebody with a total among the totals of the others, where nothing breaks ties */
export function sidePlainly(own: Frac, others: readonly Frac[], k: number, ties: 'exclude' | 'include'): Side {
  const below = others.filter((o) => compare(o, own) < 0).length;
  const equal = others.filter((o) => compare(o, own) === 0).length;
  if (ties === 'include') return below < k ? 'within' : 'no';
  if (below + equal + 1 <= k) return 'within';
  return below < k ? 'held' : 'no';
}

/** the least change of somebody's total, in hundredths, that changes the side: every hundredth is tried, both ways; null within 300 points */
export function pointsPlainly(own: string, others: readonly string[], k: number, ties: 'exclude' | 'include'): number[] | null {
  const [total, rest] = [parse(own), others.map(parse)];
  const side = (hundredths: number) => sidePlainly([total[0] * 100n + BigInt(hundredths) * total[1], total[1] * 100n], rest, k, ties);
  for (let h = 1; h <= 30_000; h++) {
    const found = [h, -h].filter((x) => side(x) !== side(0));
    if (found.length > 0) return found;
  }
  return null;
}

/** the first of these weights, from the present one on, at which somebody stands on another side */
export function weightPlainly(
  office: OfficeExport,
  params: Params,
  block: keyof Params['weights'],
  tried: readonly string[],
  id: string,
  cut: Cut,
): string | null {
  const now = sideIn(rankPlainly(office, params), id, cut);
  return tried.find((to) => sideIn(rankPlainly(office, { ...params, weights: rescaled(params, block, to) }), id, cut) !== now) ?? null;
}

/** one weight set, the others in their old proportions; all must come out as decimals */
function rescaled({ weights }: Params, block: keyof Params['weights'], to: string): Params['weights'] {
  const [t, w] = [Number(to), Number(weights[block])];
  const scaled = Object.entries(weights).map(([key, value]) => [
    key,
    key === block ? to : ((Number(value) * (1 - t)) / (1 - w)).toFixed(6),
  ]);
  return Object.fromEntries(scaled) as Params['weights'];
}
