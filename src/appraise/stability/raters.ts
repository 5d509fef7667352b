/** Raters drawn anew with all they gave, where an export holds ballots one by one. */
import type { Policy } from '../../policy/policy.ts';
import { streamOf } from '../../statistics/random.ts';
import { drawRaters, type RaterDraws } from '../../statistics/raters.ts';
import type { Person, Vote } from '../../types.ts';
import { countsOf, type Drawing, worthOf } from './ballots.ts';

/** Sums and numbers of ballots of a person and class in every draw; null where only counts are known. */
export type RatersOf = (person: string, raterClass: string) => RaterDraws | null;

/** All raters of a period, drawn. */
export interface DrawnRaters {
  readonly of: RatersOf;
  readonly redrawn: number;
  readonly kept: number;
}

const none: DrawnRaters = { of: () => null, redrawn: 0, kept: 0 };

/**
 * Draws the raters of each class anew. Who rated different people cannot stand in for each other: those whom a chain of people rated
 * in common links are drawn together, so that each unit's raters are drawn among themselves.
 * @param people whose ballots count; a class of somebody whose single ballots do not add up to the counts is left to the counts
 */
export function ratersOf(
  votes: readonly Vote[],
  people: readonly Person[],
  policy: Policy,
  period: string,
  { draws, seed }: Drawing,
): DrawnRaters {
  if (votes.length === 0) return none;
  const rules = policy.blocks.evaluation;
  const { values } = worthOf(rules);
  const found = new Map<string, RaterDraws>();
  let [redrawn, kept] = [0, 0];
  for (const { key: raterClass } of rules.classes) {
    const counted = addingUp(
      votes.filter((v) => v.raterClass === raterClass),
      people,
      policy,
      raterClass,
    );
    for (const of of linked(counted)) {
      const raters = [...new Set(of.map((v) => v.rater))].sort();
      const at = new Map(raters.map((r, i) => [r, i]));
      const rated = [...by(of, (v) => v.person)].sort(([a], [b]) => (a < b ? -1 : 1));
      const received = rated.map(([, own]) => {
        const valid = own
          .flatMap((v) => (v.option.value === null ? [] : [[at.get(v.rater) ?? 0, values.get(v.option.value) ?? 0] as const]))
          .sort(([a, x], [b, y]) => a - b || x - y);
        return { rater: Int32Array.from(valid, ([r]) => r), value: Int32Array.from(valid, ([, v]) => v) };
      });
      const stream = streamOf(seed, 'raters', period, raterClass, raters[0] ?? '');
      const drawn = drawRaters(stream, raters.length, received, draws, rules.empty.value === 'error');
      rated.forEach(([person], i) => {
        const own = drawn.people[i];
        if (own) found.set(`${raterClass}\u0000${person}`, own);
      });
      redrawn += drawn.redrawn;
      kept += drawn.kept;
    }
  }
  return { of: (person, raterClass) => found.get(`${raterClass}\u0000${person}`) ?? null, redrawn, kept };
}

/** The votes on people for whom they add up to the counts that were scored. */
function addingUp(votes: readonly Vote[], people: readonly Person[], policy: Policy, raterClass: string): Vote[] {
  const rules = policy.blocks.evaluation;
  const byPerson = by(votes, (v) => v.person);
  return people.flatMap((person) => {
    const own = byPerson.get(person.key) ?? [];
    const counts = countsOf(
      person.ballots.find((b) => b.raterClass === raterClass),
      rules,
    );
    const same = rules.options.every((o, i) => own.filter((v) => v.option.value === o.key).length === counts[i]);
    return same && counts.some((c) => c > 0) ? own : [];
  });
}

/** Votes by raters whom a chain of people rated in common links; each part in no order. */
function linked(votes: readonly Vote[]): Vote[][] {
  const above = new Map<string, string>();
  const top = (node: string): string => {
    let at = node;
    for (let up = above.get(at); up !== undefined && up !== at; up = above.get(at)) at = up;
    above.set(node, at);
    return at;
  };
  for (const v of votes) {
    const [a, b] = [top(`r${v.rater}`), top(`p${v.person}`)];
    if (a !== b) above.set(a, b);
  }
  return [...by(votes, (v) => top(`r${v.rater}`)).values()];
}

function by<T>(all: readonly T[], key: (one: T) => string): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const one of all) {
    const own = found.get(key(one));
    if (own) own.push(one);
    else found.set(key(one), [one]);
  }
  return found;
}
