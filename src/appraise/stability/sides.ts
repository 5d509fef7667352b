/** On which side of each cut people stand, in the ranking and in every draw. */
import { Decimal } from '../../decimal.ts';
import type { Policy } from '../../policy/policy.ts';
import type { StateOf } from '../../statistics/crossings.ts';
import { quantileOfCounts } from '../../statistics/quantile.ts';
import { ranksOfDraws, type TieBreak } from '../../statistics/ranks.ts';
import type { BlockKey, CutResult, Group, RankedPerson } from '../../types.ts';
import { fallsWithin } from '../rank.ts';
import type { Drawn, Side } from './types.ts';

/** The side by counts, as the policy's tie mode has it (rules §6.3). */
export const sideOf =
  (cut: CutResult, n: number): StateOf<Side> =>
  (atOrBelow, below) =>
    fallsWithin(cut, n, n - atOrBelow + 1, atOrBelow - below);

/** The sides of everybody as ranked, in the order of the cuts. */
export const sidesNow = ({ cuts, headCounts: { ranked: n } }: Group, { rank, tied }: RankedPerson): Side[] =>
  cuts.map((cut) => fallsWithin(cut, n, rank, tied));

/** The order among equal totals by the policy's blocks as they were scored: below 0 where the first stands above, 0 where they share a rank. */
export function tieOrder({ ranking }: Policy, people: readonly RankedPerson[]): (a: number, b: number) => number {
  const by = ranking['ties-by'].value;
  return (a, b) => compareBlocks(by, (block, i) => people[i]?.scored.blocks[block].value ?? Decimal.zero, a, b);
}

/** Highest first. */
function compareBlocks(by: readonly BlockKey[], value: (block: BlockKey, i: number) => Decimal, a: number, b: number): number {
  for (const block of by) {
    const order = value(block, b).compare(value(block, a));
    if (order !== 0) return order;
  }
  return 0;
}

/**
 * How ties break in draws: the blocks as scored, but for the ballots' own block, which each draw has anew.
 * @param evaluation the block in a draw; null where it does not change
 * @returns undefined where equal totals share a rank
 */
export function tieBreakOf(
  { ranking }: Policy,
  people: readonly RankedPerson[],
  evaluation: (i: number, draw: number) => Decimal | null,
): TieBreak | undefined {
  const by = ranking['ties-by'].value;
  if (by.length === 0) return undefined;
  const scored = (block: BlockKey, i: number) => people[i]?.scored.blocks[block].value ?? Decimal.zero;
  return (a, b, draw) => compareBlocks(by, (block, i) => (block === 'evaluation' ? evaluation(i, draw) : null) ?? scored(block, i), a, b);
}

/** Ranks and sides of many draws, told together. */
export interface Told {
  readonly level: Decimal;
  readonly draws: number;
  /** Called now and then with how many draws are done. */
  readonly tick: (done: number) => void;
}

/**
 * @param totals one array a person of the group in its order, one total a draw, in units of the total's places
 * @returns in the same order
 */
export function toldOf(
  group: Group,
  totals: readonly Float64Array[],
  breakTie: TieBreak | undefined,
  { level, draws, tick }: Told,
): Drawn[] {
  const n = totals.length;
  const ranks = totals.map(() => new Uint32Array(n + 1));
  const within = group.cuts.map(() => new Uint32Array(n));
  const held = group.cuts.map(() => new Uint32Array(n));
  const each = (draw: number, rank: Int32Array, tied: Int32Array): void => {
    for (let i = 0; i < n; i++) {
      const [r, t] = [rank[i] ?? 0, tied[i] ?? 0];
      const own = ranks[i];
      if (own) own[r] = (own[r] ?? 0) + 1;
      for (let c = 0; c < group.cuts.length; c++) {
        const cut = group.cuts[c];
        const side = cut ? fallsWithin(cut, n, r, t) : 'no';
        const into = side === 'within' ? within[c] : side === 'held' ? held[c] : undefined;
        if (into) into[i] = (into[i] ?? 0) + 1;
      }
    }
    if (draw % 64 === 0) tick(draw);
  };
  ranksOfDraws(totals, draws, each, breakTie);
  const [low, high] = tails(level);
  return ranks.map((counts, i) => ({
    low: quantileOfCounts(counts, low),
    high: quantileOfCounts(counts, high),
    cuts: group.cuts.map((_, c) => ({ within: within[c]?.[i] ?? 0, held: held[c]?.[i] ?? 0 })),
  }));
}

/** Both ends of the middle part: (1 − level) ÷ 2 and (1 + level) ÷ 2, exactly. */
function tails(level: Decimal) {
  const tenThousand = 10_000;
  const part = level.times(Decimal.whole(tenThousand)).toInteger();
  return [
    { above: tenThousand - part, below: 2 * tenThousand },
    { above: tenThousand + part, below: 2 * tenThousand },
  ] as const;
}
