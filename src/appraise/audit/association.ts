/** 板块相关: tau-b (Kendall 1945) between the blocks of those who are ranked, group by group. */
import { tauB } from '../../statistics/kendall.ts';
import { blockKeys, type Ranking } from '../../types.ts';
import type { Association, AuditRules } from './nouns.ts';

/** Every two blocks of every group. */
export function association(ranking: Ranking, rules: AuditRules): Association[] {
  const needs = rules['association-people'].value;
  return ranking.groups.flatMap(({ category, level, ranked }) => {
    const values = new Map(blockKeys.map((b) => [b, ranked.map((r) => r.scored.blocks[b].value.toDouble())]));
    return blockKeys.flatMap((one, i) =>
      blockKeys.slice(i + 1).map((other): Association => {
        const of = { category, level, one, other, people: ranked.length };
        if (ranked.length < needs) return { ...of, figures: { withheld: 'few-people', had: ranked.length, needs } };
        const found = tauB(values.get(one) ?? [], values.get(other) ?? []);
        return { ...of, figures: found ? { tau: found.tau } : { withheld: 'constant' } };
      }),
    );
  });
}
