// What was drawn, turned back into an export that `appraise` ranks: counts that have the sums drawn.
import { countsOf, worthOf } from '../../../src/appraise/stability/ballots.ts';
import { Decimal } from '../../../src/decimal.ts';
import type { Policy } from '../../../src/policy/policy.ts';
import type { Ballots, Export, Person, Vote } from '../../../src/types.ts';

/** Counts of each option with this sum and number, the policy's options in order; there is one for every sum that can be drawn. */
export function countsWith(sum: number, valid: number, values: readonly number[]): number[] {
  const [value = 0, ...rest] = values;
  if (rest.length === 0) return value * valid === sum ? [valid] : [];
  for (let n = valid; n >= 0; n--) {
    const others = countsWith(sum - n * value, valid - n, rest);
    if (others.length > 0) return [n, ...others];
  }
  return [];
}

/** A person with the ballots of one draw. */
export function withDraw(
  person: Person,
  policy: Policy,
  classes: readonly { readonly raterClass: string; readonly sums: Int32Array; readonly valid: number | Int32Array }[],
  draw: number,
): Person {
  const rules = policy.blocks.evaluation;
  const { values } = worthOf(rules);
  const ballots = person.ballots.map((b): Ballots => {
    const own = classes.find((c) => c.raterClass === b.raterClass);
    if (!own) return b;
    const valid = typeof own.valid === 'number' ? own.valid : (own.valid[draw] ?? 0);
    const counts = countsWith(
      own.sums[draw] ?? 0,
      valid,
      rules.options.map((o) => values.get(o.key) ?? 0),
    );
    if (counts.length === 0 && valid > 0) throw new Error('a sum that no ballots have');
    return { ...b, counts: new Map(rules.options.map((o, i) => [o.key, { value: Decimal.whole(counts[i] ?? 0), at: person.at }])) };
  });
  return { ...person, ballots };
}

/** Votes one by one that add up to the counts of everybody: rater i of a unit and class votes on all of that unit. */
export function votesOf({ people }: Export, policy: Policy): Vote[] {
  const rules = policy.blocks.evaluation;
  return people.flatMap((person) =>
    person.ballots.flatMap(({ raterClass, counts }) => {
      const cast = countsOf({ raterClass, counts }, rules).flatMap((n, i) =>
        Array.from({ length: n }, () => rules.options[i]?.key ?? null),
      );
      return [...cast, null].map(
        (option, i): Vote => ({
          rater: `${person.unit}-${raterClass}-${(i * 7) % (cast.length + 1)}`,
          raterClass,
          raterUnit: person.unit,
          raterPerson: null,
          person: person.key,
          option: { value: option, at: person.at },
        }),
      );
    }),
  );
}
