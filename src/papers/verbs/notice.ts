/** Whom a notice is about: those whom the grades propose for the best one, less those decided otherwise. */
import { gradesOf } from '../../appraise/grades.ts';
import type { Decision } from '../../paper.ts';
import type { Policy } from '../../policy/policy.ts';
import { stands } from '../lists/list.ts';
import type { Proposed } from '../notice/notice.ts';
import { type BookInput, Context } from '../ranking/context.ts';
import { gradeName } from './grades.ts';

/** In the order of the groups and of rank. */
export function proposedOf(
  input: BookInput,
  rules: NonNullable<Policy['grades']>,
  approved: boolean,
  decisions: readonly Decision[],
): Proposed[] {
  const ctx = new Context(input);
  const grades = gradesOf(input.ranking, ctx.policy, rules, approved);
  const best = grades.kind === 'year' ? rules.year.excellent.key : (rules.quarter.bands[0]?.key ?? null);
  const called = gradeName(ctx, rules, best);
  return grades.groups.flatMap((g) =>
    g.proposals
      .filter((p) => p.grade === best || p.held)
      .filter((p) => stands(decisions, { person: p.person.key, list: 'grades', rule: p.grade ?? '', proposal: p.held ? 1 : 0 }))
      .map((p): Proposed => ({ person: p.person, gradeName: called })),
  );
}
