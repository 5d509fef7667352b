/** Ballots one by one: a rater marks a person once, stands in one class, and is one and the same throughout. */
import { byPlace } from '../../order.ts';
import { placeText, problem } from '../../problems/problem.ts';
import type { Problem } from '../../types.ts';
import { type CastBallot, castBallots } from '../ballots.ts';
import type { ExportCheck } from './check.ts';

/** Everything about raters, found in one pass over the ballots. */
export const ratersDiffer: ExportCheck = ({ gathered, people, policy }) => {
  const cast = castBallots(gathered, policy);
  if (cast.length === 0) return [];
  const who = new Map(people.map((p) => [p.key, { key: p.key, id: p.id, name: p.name }]));
  const className = (key: string) => policy.blocks.evaluation.classes.find((c) => c.key === key)?.name['zh-Hans'] ?? key;
  return [...byRater(cast)].flatMap(([rater, own]) => [
    ...votedTwice(rater, own, who),
    ...twoClasses(rater, own, className),
    ...differs(rater, own, 'raterUnit'),
    ...differs(rater, own, 'raterPerson'),
  ]);
};

/** The ballots of each hand, in the order of their cells. */
function byRater(cast: readonly CastBallot[]): Map<string, CastBallot[]> {
  const raters = new Map<string, CastBallot[]>();
  for (const c of cast) {
    const there = raters.get(c.rater);
    if (there) there.push(c);
    else raters.set(c.rater, [c]);
  }
  for (const own of raters.values()) own.sort((a, b) => byPlace(a.mark.option.at, b.mark.option.at));
  return new Map([...raters].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function votedTwice(rater: string, own: readonly CastBallot[], who: ReadonlyMap<string, NonNullable<Problem['person']>>): Problem[] {
  const first = new Map<string, CastBallot>();
  return own.flatMap((c) => {
    const other = first.get(c.person);
    if (!other) {
      first.set(c.person, c);
      return [];
    }
    const person = who.get(c.person);
    const where = { place: c.mark.option.at, ...(person ? { person } : {}) };
    return [problem('table/voted-twice', { rater, other: placeText(other.mark.option.at) }, where)];
  });
}

/** Said once a rater: at the first ballot that stands in another class than the first one. */
function twoClasses(rater: string, own: readonly CastBallot[], className: (key: string) => string): Problem[] {
  const [first] = own;
  const other = own.find((c) => c.mark.raterClass !== first?.mark.raterClass);
  if (!first || !other) return [];
  const args = {
    rater,
    one: className(first.mark.raterClass),
    other: className(other.mark.raterClass),
    at: placeText(first.mark.option.at),
  };
  return [problem('table/rater-two-classes', args, { place: other.mark.option.at })];
}

/** A unit or an id that changes within the ballots of one hand: neither enters a score, so it is told and left open. */
function differs(rater: string, own: readonly CastBallot[], of: 'raterUnit' | 'raterPerson'): Problem[] {
  const said = own.flatMap((c) => c.mark[of] ?? []);
  const [first] = said;
  const other = said.find((s) => s.value !== first?.value);
  if (!first || !other) return [];
  return [problem('table/rater-differs', { rater, one: first.value, other: other.value, at: placeText(first.at) }, { place: other.at })];
}
