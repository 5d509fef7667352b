/** Two results → everything that differs between them, and why. The one entry to this room; pure. */

import type { Decision } from '../../paper.ts';
import { parameterChanges, regulationChanges } from '../../policy/differences.ts';
import { unitsBetween } from '../../policy/units.ts';
import type { Person, Ranking } from '../../types.ts';
import { Causes } from './causes.ts';
import type { Comparison } from './comparison.ts';
import type { Data, Policies, Ranked } from './data.ts';
import { cellChanges, pairsOf } from './people.ts';
import { checkChanges, decisionChanges, groupChanges, listChanges, movementsOf } from './results.ts';
import { gradesIn, isGraded, worldOf } from './worlds.ts';

/** One of the two. */
export interface Result {
  readonly data: Data;
  readonly ranked: Ranked;
  /** SHA-256 of the files read; the same files in any order give the same list. */
  readonly inputs: readonly string[];
  /** SHA-256 of the policy, and of the map of columns laid over it. */
  readonly policySha: string;
  /** Text of the regulation; null where it is not at hand. */
  readonly regulation: string | null;
  readonly decisions: readonly Decision[];
  /** The share of excellent that takes approval was asked for. */
  readonly approved: boolean;
  /** The other side's policies, settled for the days of this side's data; null where they cannot be. */
  readonly otherPolicies: Policies | null;
  /** Ids and names are one pseudonym: by which of them somebody was matched cannot be told. */
  readonly masked?: true;
}

/** Everything that differs. */
export function compare(a: Result, b: Result): Comparison {
  const [policyA, policyB] = [a.ranked.policies.main, b.ranked.policies.main];
  const samePeriod = a.data.kind === b.data.kind && periodOf(a.ranked.ranking) === periodOf(b.ranked.ranking);
  const sameData = a.data.kind === b.data.kind && a.inputs.join() === b.inputs.join();
  const pairs = pairsOf(peopleOf(a), peopleOf(b));
  const [before, after] = [worldOf(a.ranked), worldOf(b.ranked)];
  const units = a.policySha === b.policySha && samePeriod ? [] : unitsOf(a, b);
  const side = (of: Result, world: typeof before) => ({ data: of.data, world, approved: of.approved });
  const crossed = { aByB: a.otherPolicies, bByA: b.otherPolicies };
  const sameAppraised = sameData && a.ranked.ranking.asOf === b.ranked.ranking.asOf && samePeriod;
  const causes = samePeriod ? new Causes(side(a, before), side(b, after), crossed, units, sameAppraised ? [] : pairs) : null;
  const at = { before: before.outcomes, after: after.outcomes };
  const graded = (of: Result) => (isGraded(of.ranked) ? gradesIn(of.ranked, of.approved) : new Map());
  const gradeStates = { before: graded(a), after: graded(b) };
  return {
    pairs,
    outcomes: at,
    gradeStates,
    samePeriod,
    sameRun: sameAppraised && a.policySha === b.policySha && a.approved === b.approved,
    people: {
      both: pairs.filter((p) => p.a && p.b).length,
      byName: a.masked || b.masked ? 0 : pairs.filter((p) => p.byName).length,
      added: pairs.flatMap((p) => (p.a === null && p.b ? [p.b] : [])),
      gone: pairs.flatMap((p) => (p.b === null && p.a ? [p.a] : [])),
    },
    cells: samePeriod && !sameData ? cellChanges(pairs, a.data, b.data) : [],
    parameters: parameterChanges(policyA, policyB),
    units,
    regulation: a.regulation === null || b.regulation === null ? null : regulationChanges(a.regulation, b.regulation),
    groups: groupChanges(a.ranked.ranking.groups, b.ranked.ranking.groups),
    movements: movementsOf(pairs, at, gradeStates, causes),
    lists: listChanges(pairs, at, causes),
    checks: checkChanges(pairs, at),
    decisions: decisionChanges(pairs, { decisions: a.decisions, policy: policyA }, { decisions: b.decisions, policy: policyB }),
  };
}

const periodOf = ({ period }: Ranking): string => JSON.stringify(period);

/** Everybody whom the ranking speaks of. */
function peopleOf({ ranked: { source } }: Result): Person[] {
  return [...source.people, ...source.strays];
}

/** Parts in which the policies differ on any of the days that they are settled for. */
function unitsOf(a: Result, b: Result) {
  const days = [
    [a.ranked.policies.main, b.ranked.policies.main],
    ...a.ranked.policies.quarters.map((q, i) => [q, a.otherPolicies?.quarters[i] ?? q] as const),
    ...b.ranked.policies.quarters.map((q, i) => [b.otherPolicies?.quarters[i] ?? q, q] as const),
  ] as const;
  const all = days.flatMap(([x, y]) => (x && y ? unitsBetween(x, y) : []));
  return [...new Map(all.map((u) => [u.path, u])).values()];
}
