/** How many of what differ: for the summary, the JSON and the others in the paper of a review. */
import type { Comparison, ListChange, Movement } from '../../appraise/compare/comparison.ts';
import type { ListKey } from '../../types.ts';
import { moveOf } from './telling.ts';

/** Counts of one list. */
export interface ListCounts {
  readonly gained: number;
  readonly lost: number;
  /** On or off the list of those who are held by a tie. */
  readonly held: number;
}

/** Whether anything differs in what the two results say. */
export function isSame(c: Comparison): boolean {
  const { movements, lists, checks, groups, decisions, people } = c;
  return [movements, lists, checks, groups, decisions, people.added, people.gone].every((all) => all.length === 0);
}

/** Whether anything differs at all: results, sources or policy. */
export const isAlike = (c: Comparison): boolean =>
  isSame(c) && [c.cells, c.parameters, c.units, c.regulation ?? []].every((all) => all.length === 0);

/** On both sides, whether ranked or not. */
export const stays = (m: Movement): boolean => m.before !== null && m.after !== null;
export const totalChanged = (m: Movement): boolean => stays(m) && m.before?.total?.toText() !== m.after?.total?.toText();
export const groupChanged = (m: Movement): boolean => stays(m) && m.before?.group !== m.after?.group;

/** Places up: above 0 risen, below 0 fallen; null where the two ranks are not of one group. */
export function climbed({ before, after }: Pick<Movement, 'before' | 'after'>): number | null {
  if (before?.group !== after?.group || before?.rank == null || after?.rank == null) return null;
  return before.rank - after.rank;
}

export const rankChanged = (m: Movement): boolean => (climbed(m) ?? 0) !== 0;

/** Entries that a list gained and lost. A change between held and listed is both a gain or loss and a change of held. */
export function listCounts(changes: readonly ListChange[], list: ListKey | null): ListCounts {
  const own = changes.filter((c) => list === null || c.list === list).map(moveOf);
  const count = (...of: ReturnType<typeof moveOf>[]) => own.filter((m) => of.includes(m)).length;
  return {
    gained: count('gained', 'held-to-on'),
    lost: count('lost', 'on-to-held'),
    held: count('gained-held', 'lost-held', 'held-to-on', 'on-to-held'),
  };
}
