/** What is said where a statement differs from what the archive holds of the same thing, or was corrected or withdrawn there. */
import type { Added, Archive } from '../../dossier/archive.ts';
import type { Kept, Statement } from '../../dossier/entry.ts';
import { foldName } from '../../fold.ts';
import { stateText } from '../../papers/dossier/entries.ts';
import { tell } from '../../papers/dossier/telling.ts';
import { problem } from '../../problems/problem.ts';
import type { Place, Problem } from '../../types.ts';
import type { Desk } from './open.ts';

/** Whom a statement is about, and where it was read; null: entered by hand. */
export interface About {
  readonly statement: Pick<Statement, 'person' | 'id' | 'name'>;
  readonly at: Place | null;
}

const where = (desk: Desk, { statement: { person, id, name }, at }: About) => ({
  ...(at === null ? {} : { place: at }),
  person: { key: person, id, name },
  clause: desk.dossier.corrections.clause.at,
});

/** What differs and was not entered. The entry is told with its day: that may be all that differs. */
export function differs(desk: Desk, done: Added<About>): Problem[] {
  return done.differing.map(({ said, entry }) => {
    const was = [entry.statement.day ?? '', tell(desk, entry.statement), stateText(desk, entry)].filter((t) => t !== '').join(' ');
    return problem('archive/differs', { entry: String(entry.seq), was }, where(desk, said));
  });
}

/** What is void by now and stays so, and what was entered beside something like it. */
export function remarks(desk: Desk, done: Added<About>): Problem[] {
  const name = (entry: Kept) => String(entry.seq);
  return [
    ...done.gone.map(({ said, entry }) =>
      problem('archive/void-already', { entry: name(entry), state: stateText(desk, entry) }, where(desk, said)),
    ),
    ...done.beside.map(({ said, entry }) =>
      problem('archive/other-score', { entry: name(entry), was: tell(desk, entry.statement) }, where(desk, said)),
    ),
  ];
}

/**
 * An id under a name that the archive does not know it by: people are renamed, and ids mistyped.
 * @param known names of ids asked for before, to be filled
 */
export function otherName(archive: Archive, { statement, at }: About, known = new Map<string, readonly string[]>()): Problem[] {
  const { person, id, name } = statement;
  const before = known.get(person);
  const names = before ?? archive.whom(person)[0]?.names ?? [name];
  known.set(person, [...names, name]);
  if (name === '' || names.some((n) => foldName(n) === foldName(name))) return [];
  const where = { ...(at === null ? {} : { place: at }), person: { key: person, id, name } };
  return [problem('archive/other-name', { name, known: names.join('、') }, where)];
}
