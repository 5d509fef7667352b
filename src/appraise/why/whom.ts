/** Whom a name or an id on the command line means. */
import { foldId, foldName } from '../../fold.ts';
import type { Person, Ranking } from '../../types.ts';
import { everybodyIn } from '../everybody.ts';

/**
 * What has somebody with this id, else what has somebody of this name, both folded; an id counts before a name that reads the same.
 * @param people who each of them is about
 */
export function meantBy<T>(all: readonly T[], text: string, people: (of: T) => readonly Pick<Person, 'id' | 'name'>[]): T[] {
  const [id, name] = [foldId(text), foldName(text)];
  const byId = all.filter((x) => people(x).some((p) => foldId(p.id) === id));
  return byId.length > 0 ? byId : all.filter((x) => people(x).some((p) => foldName(p.name) === name));
}

/** The same in a ranking. */
export const whom = (ranking: Ranking, text: string): Person[] => meantBy(everybodyIn(ranking), text, (p) => [p]);
