/** Names that cannot be right, that look like another, or that two people share. */
import { foldGroup, foldName } from '../../fold.ts';
import { placeText, problem } from '../../problems/problem.ts';
import type { Person } from '../../types.ts';
import { foldLook, oddIn } from '../look.ts';
import { type ExportCheck, whoIs } from './check.ts';

/** A character lost to a wrong code page, one of a private font, a foreign twin, a digit. */
export const oddNames: ExportCheck = ({ tables }) =>
  tables.flatMap((t) =>
    t.rows.flatMap((row) => {
      const odd = oddIn(row.name);
      return odd === null ? [] : [problem('cell/odd-name', { name: row.name, odd }, { place: row.at, person: whoIs(row) })];
    }),
  );

const who = (p: Person) => ({ key: p.key, id: p.id, name: p.name });

function grouped(people: readonly Person[], key: (p: Person) => string): Person[][] {
  const groups = new Map<string, Person[]>();
  for (const p of people) {
    if (p.name === '') continue;
    const k = key(p);
    const there = groups.get(k);
    if (there) there.push(p);
    else groups.set(k, [p]);
  }
  return [...groups.values()].filter((g) => g.length > 1);
}
const place = (p: Person): string => [p.category, p.level, foldGroup(p.unit), foldGroup(p.department)].join('|');

/** Two ids, names of one unit that differ by characters that look alike: perhaps one person twice. */
export const lookalikeNames: ExportCheck = ({ people }) =>
  grouped(people, (p) => `${foldLook(p.name)}|${place(p)}`).flatMap((group) => {
    const [first] = group;
    return group.flatMap((p) =>
      first && p !== first && foldName(p.name) !== foldName(first.name)
        ? [problem('table/lookalike-names', { name: p.name, other: first.name, at: placeText(first.at) }, { place: p.at, person: who(p) })]
        : [],
    );
  });

/** 重名 where unit, category and level agree too: normal by id, and easily mixed up. */
export const sameNames: ExportCheck = ({ people }) =>
  grouped(people, (p) => `${foldName(p.name)}|${place(p)}`).flatMap(([first, ...others]) =>
    first ? others.map((p) => problem('table/same-name', { other: placeText(first.at) }, { place: p.at, person: who(p) })) : [],
  );
