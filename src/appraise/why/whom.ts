/** Whom a name or an id on the command line means in a ranking. */
import { foldId, foldName } from '../../fold.ts';
import type { Person, Ranking } from '../../types.ts';
import { everybodyIn } from '../everybody.ts';

/** The one with this id, else everybody of this name, both folded; an id counts before a name that reads the same. */
export function whom(ranking: Ranking, text: string): Person[] {
  const all = everybodyIn(ranking);
  const id = foldId(text);
  const byId = all.filter((p) => foldId(p.id) === id);
  return byId.length > 0 ? byId : all.filter((p) => foldName(p.name) === foldName(text));
}
