/** Whom a name or an id on the command line means. */
import type { Archive, Known } from '../../dossier/archive.ts';
import { problem } from '../../problems/problem.ts';
import type { Out } from '../../types.ts';

/** null with `archive/nobody` or `archive/several-people` where it is not plain whom. */
export function person(archive: Archive, text: string): Out<Known | null> {
  const found = archive.whom(text);
  const [only] = found;
  if (only && found.length === 1) return { value: only, problems: [] };
  const ids = found.map((f) => f.id).join('、');
  return { value: null, problems: [only ? problem('archive/several-people', { text, ids }) : problem('archive/nobody', { text })] };
}
