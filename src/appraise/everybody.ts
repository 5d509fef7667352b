/** The people of a ranking in one list. */
import type { Person, Ranking } from '../types.ts';

/** Everybody whom a ranking knows: ranked, not ranked, and without a group. */
export const everybodyIn = ({ groups, unplaced }: Ranking): Person[] => [
  ...groups.flatMap((g) => [...g.ranked.map((r) => r.scored.person), ...g.notRanked.map((u) => u.person)]),
  ...unplaced.map((u) => u.person),
];
