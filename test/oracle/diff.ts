// A plain second opinion on `diff`: sets of what two runs say in JSON, and causes by writing rows of one table into the other.
import type { Results } from '../../src/papers/results.ts';

/** `id list rule` → on or held; who is on no list by a rule is not there. */
export function entriesOf({ people, notRanked }: Pick<Results, 'people' | 'notRanked'>): Map<string, string> {
  const all: { id: string; verdicts: Results['people'][number]['verdicts'] }[] = [...people, ...notRanked];
  const found = new Map<string, string>();
  for (const { id, verdicts } of all)
    for (const { list, rule, held } of verdicts) {
      const key = `${id} ${list} ${rule}`;
      if (found.get(key) !== 'on') found.set(key, held ? 'held' : 'on');
    }
  return found;
}

/** `id list rule before after`, for what differs. */
export function listDifference(a: Results, b: Results): string[] {
  const [left, right] = [entriesOf(a), entriesOf(b)];
  const keys = new Set([...left.keys(), ...right.keys()]);
  return [...keys].flatMap((k) => (left.get(k) === right.get(k) ? [] : [`${k} ${left.get(k) ?? 'off'} ${right.get(k) ?? 'off'}`])).sort();
}

/** Group and rank by id; of who is not ranked group and reason. */
export const placesOf = ({ people, notRanked }: Results): Map<string, string> =>
  new Map([
    ...people.map((p) => [p.id, `${p.category} ${p.level} ${p.rank}`] as const),
    ...notRanked.map((p) => [p.id, `${p.category} ${p.level} ${p.reason}`] as const),
  ]);
/** Total by id, as printed. */
export const totalsOf = ({ people }: Results): Map<string, string> => new Map(people.map((p) => [p.id, p.total]));

/** A table of one row a person. */
export interface Table {
  readonly head: readonly string[];
  /** By the id in the first column. */
  readonly rows: ReadonlyMap<string, readonly string[]>;
}

export function textOf({ head, rows }: Table, title = '2026年第三季度考核'): string {
  const ids = [...rows.keys()].sort();
  return [title, head.join(','), ...ids.map((id) => rows.get(id)?.join(',') ?? ''), ''].join('\n');
}

/** `base` with the row of one person as it is in `from`: other, new or gone. */
export function exchanged(base: Table, from: Table, id: string): Table {
  const rows = new Map(base.rows);
  const row = from.rows.get(id);
  if (row) rows.set(id, row);
  else rows.delete(id);
  return { ...base, rows };
}
