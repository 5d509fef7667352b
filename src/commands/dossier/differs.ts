/** What is said where a statement differs from what the archive holds of the same thing. */
import type { Kept, Statement } from '../../dossier/entry.ts';
import { stateText } from '../../papers/dossier/entries.ts';
import { tell } from '../../papers/dossier/telling.ts';
import { problem } from '../../problems/problem.ts';
import type { Place, Problem } from '../../types.ts';
import type { Desk } from './open.ts';

/** The entry is told with its day: that may be all that differs. */
export function differs(
  desk: Desk,
  { person, id, name }: Pick<Statement, 'person' | 'id' | 'name'>,
  entry: Kept,
  where: { readonly place?: Place },
): Problem {
  const was = [entry.statement.day ?? '', tell(desk, entry.statement), stateText(desk, entry)].filter((t) => t !== '').join(' ');
  const clause = desk.dossier.corrections.clause.at;
  return problem('archive/differs', { entry: String(entry.seq), was }, { ...where, person: { key: person, id, name }, clause });
}
