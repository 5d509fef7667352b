/** The whole way to what a ranking says of one person. Nothing is judged anew: every figure is the one that the verbs use. */

import type { Decision } from '../../paper.ts';
import type { Policy } from '../../policy/policy.ts';
import type { Clause } from '../../policy/primitives.ts';
import type { Group, Person, RankedPerson, Ranking, UnrankedPerson } from '../../types.ts';
import type { GradeWhy, Why } from '../../why.ts';
import { gradesOf } from '../grades.ts';
import { changesOf } from './changes.ts';
import { advanceWhy, linesWhy, prioritiesWhy, sanctionsWhy, tolerancesWhy } from './records.ts';
import { cutsWhy, standingWhy, totalWhy } from './score.ts';

/** What the way is told of. */
export interface Asked {
  readonly ranking: Ranking;
  readonly policy: Policy;
  readonly decisions: readonly Decision[];
  /** The share of the best grade that the policy allows by approval. */
  readonly approved: boolean;
}

/**
 * @param key of a person whom the ranking knows
 */
export function whyOf(asked: Asked, key: string): Why {
  const found = placed(asked.ranking, key);
  if (!found) throw new Error('nobody of this key in the ranking');
  const { ranking, policy } = asked;
  const { group, ranked, unranked } = found;
  const person = ranked ? ranked.scored.person : unranked.person;
  const judged = ranked ?? unranked;
  const n = group?.headCounts.ranked ?? 0;
  const question = ranked && group ? { ranking, policy, group, ranked, approved: asked.approved } : null;
  return {
    person,
    period: ranking.period,
    asOf: ranking.asOf,
    total: ranked ? totalWhy(ranked, policy) : null,
    standing: ranked ? standingWhy(ranked, n, policy) : null,
    unranked,
    unrankedClause: unranked ? reasonClause(unranked, policy) : null,
    cuts: ranked && group ? cutsWhy(ranked, n, group.cuts, policy) : [],
    lines: linesWhy(person, judged, policy),
    sanctions: sanctionsWhy(person, policy, ranking),
    tolerances: tolerancesWhy(person, policy),
    priorities: prioritiesWhy(judged, policy),
    grade: gradeWhy(asked, group, person),
    advance: advanceWhy(person, policy, ranking.asOf),
    decisions: asked.decisions.filter((d) => d.person === person.key),
    changes: question ? changesOf(question) : [],
  };
}

type Found =
  | { readonly group: Group; readonly ranked: RankedPerson; readonly unranked: null }
  | { readonly group: Group | null; readonly ranked: null; readonly unranked: UnrankedPerson };

function placed({ groups, unplaced }: Ranking, key: string): Found | null {
  for (const group of groups) {
    const ranked = group.ranked.find((r) => r.scored.person.key === key);
    if (ranked) return { group, ranked, unranked: null };
    const unranked = group.notRanked.find((u) => u.person.key === key);
    if (unranked) return { group, ranked: null, unranked };
  }
  const unranked = unplaced.find((u) => u.person.key === key);
  return unranked ? { group: null, ranked: null, unranked } : null;
}

function reasonClause({ reason }: UnrankedPerson, policy: Policy): Clause | null {
  if (reason.kind === 'problems') return null;
  if (reason.kind === 'year') return (reason.key === 'too-few-quarters' ? policy.year?.['at-least'].clause : policy.year?.clause) ?? null;
  return policy['not-ranked'].reasons.find((r) => r.key === reason.key)?.clause ?? null;
}

function gradeWhy({ ranking, policy, approved }: Asked, group: Group | null, person: Person): GradeWhy | null {
  const rules = policy.grades;
  if (!rules || !group) return null;
  const grades = gradesOf(ranking, policy, rules, approved);
  const own = grades.groups[ranking.groups.indexOf(group)];
  const proposal = own?.proposals.find((p) => p.person.key === person.key);
  if (!own || !proposal) return null;
  const { kind, share } = grades;
  const places = { kind, share, proposal, groupHeads: own.heads, groupExact: own.exact, places: own.places };
  const bands = rules[kind].bands.map((b) => b.from.clause);
  if (kind === 'quarter') {
    const { clause, round, 'best-share': best } = rules.quarter;
    const clauses = [clause, ...bands, best.clause, round.clause];
    return { ...places, heads: own.heads, exact: own.exact, all: own.places, clauses };
  }
  const { clause, round, share: usual, 'share-approved': more, 'min-total': least } = rules.year;
  const clauses = [clause, ...bands, (approved ? more : usual).clause, round.clause, least.clause];
  return { ...places, heads: grades.heads, exact: grades.exact, all: grades.places, clauses };
}
