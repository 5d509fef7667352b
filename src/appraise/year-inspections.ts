/** Who is absent from an inspection of the year: one of a quarter, or the one beside the quarters (rules §7.1, §8). */
import type { Line, Policy } from '../policy/policy.ts';
import { problem } from '../problems/problem.ts';
import type { Inspected, Out, Person, Place, Problem } from '../types.ts';

/** An inspection, and whom it could have met. */
export interface Occasion {
  /** Everybody on the roster then, by key. */
  readonly present: ReadonlyMap<string, Person>;
  readonly inspected: ReadonlyMap<string, readonly Inspected[]>;
}

/** By key of the person the qualities that they were not scored for where colleagues of their unit were. */
export type Missed = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Absences, each with its warning; of the quarters' own only those that another inspection would hide, for the others are told
 * with the quarter.
 * @param own the inspection beside the quarters; null: there is none
 */
export function absencesIn(quarters: readonly Occasion[], own: Occasion | null, policy: Policy): Out<Missed> {
  const missed = new Map<string, Set<string>>();
  const problems: Problem[] = [];
  const all = own ? [...quarters, own] : quarters;
  for (const line of policy.lines) {
    const told = { clause: line.line.clause.at };
    const quality = line.quality['zh-Hans'];
    const rounds = all.map((o) => scoredIn(o, line));
    const apart = rounds.map((round) => rounds.filter((other) => other !== round && [...round.keys()].some((key) => other.has(key))));
    all.forEach(({ present }, i) => {
      const round = rounds[i];
      const [place] = round?.values() ?? [];
      if (!round || !place) return;
      const units = new Set([...present.values()].filter((p) => round.has(p.key)).map(unitOf));
      for (const person of present.values()) {
        const { key, id, name } = person;
        const of = { ...told, place: person.at, person: { key, id, name } };
        if (round.has(key)) continue;
        if (rounds.every((r) => !r.has(key))) {
          if (all[i] === own) problems.push(problem('table/not-inspected', { quality }, of));
        } else if (units.has(unitOf(person)) && apart[i]?.some((r) => r.has(key))) {
          missed.set(key, (missed.get(key) ?? new Set()).add(line.key));
          const sheet = place.sheet === null ? place.file : `${place.file}!${place.sheet}`;
          problems.push(problem('table/inspection-partial', { quality, sheet }, of));
        }
      }
    });
  }
  return { value: missed, problems };
}

const unitOf = (person: Person): string => person.unit || person.department;

/** By key the cell that scores a quality. */
function scoredIn({ inspected }: Occasion, line: Line): Map<string, Place> {
  return new Map(
    [...inspected].flatMap(([key, of]) => of.filter((i) => i.quality === line.key).map((i): [string, Place] => [key, i.score.at])),
  );
}
