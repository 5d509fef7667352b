/** Blocks, total and rank of one person as `score` and `rank` left them, each with the clauses it rests on. */
import { type Policy, weightedBlocks, weightsSource } from '../../policy/policy.ts';
import type { Clause } from '../../policy/primitives.ts';
import { type BlockKey, blockKeys, type CutResult, type RankedPerson } from '../../types.ts';
import type { BlockWhy, CutWhy, StandingWhy, TotalWhy } from '../../why.ts';
import { fallsWithin } from '../rank.ts';

/** How the total came about. */
export function totalWhy({ scored }: RankedPerson, policy: Policy): TotalWhy {
  const { year } = policy;
  if (scored.quarters && year)
    return {
      scored,
      blocks: policy.ranking['ties-by'].value.map((b) => blockWhy(scored, b, policy)),
      places: year.places.value,
      clauses: [year.clause, year.places.clause],
    };
  const { places } = policy.total;
  return { scored, blocks: blockKeys.map((b) => blockWhy(scored, b, policy)), places: places.value, clauses: [places.clause] };
}

function blockWhy(scored: TotalWhy['scored'], block: BlockKey, policy: Policy): BlockWhy {
  const score = scored.blocks[block];
  const { weights } = weightsSource(policy, scored.person);
  const weighted = weightedBlocks.find((b) => b === block);
  const weight = weighted ? weights[weighted] : null;
  const given = scored.person.given.get(block);
  return {
    block,
    score,
    weight: weight?.value ?? null,
    adds: weight ? weight.value.times(score.value) : score.value,
    beside: score.way.kind !== 'given' && given ? given : null,
    clauses: clausesOf(block, score.way, given !== undefined, policy),
    weightClause: weight?.clause ?? null,
  };
}

/** Every clause that had a part in the block. */
function clausesOf(block: BlockKey, way: BlockWhy['score']['way'], given: boolean, { blocks, scale, year, total }: Policy): Clause[] {
  if (way.kind === 'mean') return year ? [year.clause, year.places.clause] : [];
  const beside = given ? [total.tolerance.clause] : [];
  if (block === 'evaluation') {
    const { options, classes, empty, places, void: voided } = blocks.evaluation;
    if (way.kind !== 'ballots') return [scale.highest.clause];
    const renormalised = way.classes.some((c) => c.mean === null) ? [empty.clause] : [];
    const clauses = [...options.map((o) => o.worth.clause), voided.clause, ...classes.map((c) => c.weight.clause)];
    return [...clauses, ...renormalised, places.clause, ...beside];
  }
  if (block === 'adjustment') {
    const { lowest, highest, 'same-matter': same } = blocks.adjustment;
    return [same.clause, lowest.clause, highest.clause];
  }
  if (block === 'party') return [blocks.party.clause];
  const { clause, trim, places } = blocks[block];
  if (way.kind !== 'items') return [clause];
  return [clause, ...(trim ? [trim.highest.clause, trim.lowest.clause] : []), places.clause, ...beside];
}

/** Where the person stands among n. */
export function standingWhy({ rank, tied }: RankedPerson, n: number, { ranking, group }: Policy): StandingWhy {
  return {
    n,
    rank,
    above: rank - 1,
    equal: tied - 1,
    below: n - rank - tied + 1,
    tiesBy: ranking['ties-by'].value,
    clauses: [group.clause, ranking.clause, ranking['ties-by'].clause],
  };
}

/** How a cut falls on a place. */
export function cutState(cut: CutResult, n: number, { rank, tied }: { readonly rank: number; readonly tied: number }): CutWhy['state'] {
  const falls = fallsWithin(cut, n, rank, tied);
  return falls === 'no' ? 'outside' : falls;
}

/** Each cut of the policy as it falls on the person. */
export function cutsWhy(person: RankedPerson, n: number, results: readonly CutResult[], policy: Policy): CutWhy[] {
  return policy.cuts.flatMap((cut): CutWhy[] => {
    const result = results.find((r) => r.rule === cut.key);
    if (!result) return [];
    const equalOrBelow = n - person.rank + 1;
    return [
      {
        rule: cut.key,
        result,
        state: cutState(result, n, person),
        equalOrBelow,
        strictlyBelow: equalOrBelow - person.tied,
        clauses: [cut.share.clause, cut.round.clause, cut.ties.clause],
      },
    ];
  });
}
