/** How somebody stands in a ranking, for papers about one person. */

import type { DocBlock } from '../paper.ts';
import type { Person, RankedPerson, Ranking, UnrankedPerson } from '../types.ts';
import type { Context } from './ranking/context.ts';
import { postOf, unitOf } from './ranking/context.ts';

export type Standing =
  | { readonly kind: 'ranked'; readonly ranked: RankedPerson; readonly n: number }
  | { readonly kind: 'unranked'; readonly unranked: UnrankedPerson };

/** null: the ranking does not know the person. */
export function standingOf(ranking: Ranking, key: string): Standing | null {
  for (const g of ranking.groups) {
    const ranked = g.ranked.find((p) => p.scored.person.key === key);
    if (ranked) return { kind: 'ranked', ranked, n: g.headCounts.ranked };
  }
  const unranked = [...ranking.groups.flatMap((g) => g.notRanked), ...ranking.unplaced].find((u) => u.person.key === key);
  return unranked ? { kind: 'unranked', unranked } : null;
}

/** `20/20`, or why not. */
export function rankText(ctx: Context, standing: Standing | null): string {
  if (standing === null) return ctx.words.sheets.notRanked;
  return standing.kind === 'ranked'
    ? `${standing.ranked.rank}/${standing.n}`
    : `${ctx.words.sheets.notRanked}\n${ctx.reason(standing.unranked)}`;
}

/** Who a paper is about: the first row of its form. */
export function whoRow(ctx: Context, person: Person): Extract<DocBlock, { kind: 'form' }>['rows'][number] {
  const { ranking: r } = ctx.words;
  return [
    { label: r.name, value: person.name },
    { label: r.unit, value: unitOf(person), weight: 1.15 },
    { label: r.post, value: postOf(person), weight: 1.15 },
  ];
}
