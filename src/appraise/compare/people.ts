/** Who on one side is who on the other, and which values of the sources differ between them. */

import { foldName } from '../../fold.ts';
import { byText } from '../../order.ts';
import { periodText } from '../../table/period.ts';
import type { Person } from '../../types.ts';
import type { CellChange, Pair } from './comparison.ts';
import type { Data } from './data.ts';
import { type SourceValue, valuesOf } from './values.ts';

/** An id, and not only a name, tells who it is. */
const hasId = (p: Person): boolean => p.key !== foldName(p.name);

/**
 * Everybody of both sides, in the order of their ids. By id; by a name that only one person has on each side where either side has no
 * ids at all.
 */
export function pairsOf(a: readonly Person[], b: readonly Person[]): Pair[] {
  const [left, right] = [new Map(a.map((p) => [p.key, p])), new Map(b.map((p) => [p.key, p]))];
  const withoutIds = !a.some(hasId) || !b.some(hasId);
  const names = withoutIds ? [namesOf(a), namesOf(b)] : [];
  const twin = (p: Person, own: number, other: number): Person | null => {
    const name = foldName(p.name);
    return (names[own]?.get(name)?.length === 1 && names[other]?.get(name)?.length === 1 && names[other]?.get(name)?.[0]) || null;
  };
  const pairs = [
    ...a.map((p): Pair => {
      const b = right.get(p.key) ?? twin(p, 0, 1);
      return { a: p, b, byName: b !== null && !(hasId(p) && hasId(b)) };
    }),
    ...b.filter((p) => !left.has(p.key) && twin(p, 1, 0) === null).map((p): Pair => ({ a: null, b: p, byName: false })),
  ];
  return pairs.sort((x, y) => byText(idOf(x), idOf(y)));
}

const idOf = ({ a, b }: Pair): string => (b ?? a)?.id ?? '';

function namesOf(people: readonly Person[]): Map<string, Person[]> {
  const names = new Map<string, Person[]>();
  for (const p of people) {
    const key = foldName(p.name);
    const all = names.get(key);
    if (all) all.push(p);
    else names.set(key, [p]);
  }
  return names;
}

/** Values by person: of an export its own, of a year those of every quarter, of the inspections and of the archive. */
export function sourceValues(data: Data): ReadonlyMap<string, readonly SourceValue[]> {
  const found = new Map<string, SourceValue[]>();
  const add = (key: string, values: readonly SourceValue[]) => found.set(key, [...(found.get(key) ?? []), ...values]);
  const ofYear = data.kind === 'year';
  for (const source of data.sources) for (const p of [...source.people, ...source.strays]) add(p.key, valuesOf(p, source, ofYear));
  for (const i of data.inspected)
    add(
      i.key,
      i.inspections.map(({ quality, score }, n) => ({
        id: `year inspection ${quality} ${n}`,
        name: { kind: 'inspection', of: quality, part: '', period: '' },
        text: score.value.toText(),
        at: score.at,
        record: null,
      })),
    );
  for (const q of data.kept)
    for (const { person, total, from } of q.people) {
      const period = periodText(q.period);
      const name = { kind: 'kept', of: '', part: 'total', period } as const;
      if (total) add(person.key, [{ id: `kept ${period}`, name, text: total.toText(), at: from[0] ?? person.at, record: null }]);
    }
  return found;
}

/** Values that differ between the two of each pair; of somebody on one side only, none. */
export function cellChanges(pairs: readonly Pair[], a: Data, b: Data): CellChange[] {
  const [before, after] = [sourceValues(a), sourceValues(b)];
  return pairs.flatMap((pair) => (pair.a && pair.b ? changesOf(pair, before.get(pair.a.key) ?? [], after.get(pair.b.key) ?? []) : []));
}

function changesOf(pair: Pair, before: readonly SourceValue[], after: readonly SourceValue[]): CellChange[] {
  const [left, right] = [new Map(before.map((v) => [v.id, v])), new Map(after.map((v) => [v.id, v]))];
  const gone = whole(before, after);
  const come = whole(after, before);
  const ids = [...new Set([...left.keys(), ...right.keys()])];
  const plain = ids.flatMap((id): CellChange[] => {
    const [was, is] = [left.get(id) ?? null, right.get(id) ?? null];
    const name = (is ?? was)?.name;
    if (!name || was?.text === is?.text) return [];
    if ((was?.record && gone.has(recordKey(was))) || (is?.record && come.has(recordKey(is)))) return [];
    return [{ pair, name, before: was?.text ?? null, after: is?.text ?? null, beforeAt: was?.at ?? null, afterAt: is?.at ?? null }];
  });
  return [...plain, ...wholeChanges(pair, [...gone.values()], [...come.values()])];
}

type Whole = Pick<SourceValue, 'name' | 'text' | 'at'>;

/** Whole records that are gone or came; where one of a kind went and one of that kind came, it is one that reads otherwise. */
function wholeChanges(pair: Pair, gone: readonly Whole[], come: readonly Whole[]): CellChange[] {
  const alone = (all: readonly Whole[], { name }: Whole) => {
    const like = all.filter((w) => w.name.kind === name.kind && w.name.period === name.period);
    return like.length === 1 ? (like[0] ?? null) : null;
  };
  const change = (was: Whole | null, is: Whole | null, name: CellChange['name']): CellChange => ({
    ...{ pair, name, before: was?.text ?? null, after: is?.text ?? null },
    ...{ beforeAt: was?.at ?? null, afterAt: is?.at ?? null },
  });
  const instead = new Map(gone.flatMap((was) => (alone(gone, was) && alone(come, was) ? [[was, alone(come, was)] as const] : [])));
  const taken = new Set(instead.values());
  return [
    ...gone.map((was) => change(was, instead.get(was) ?? null, was.name)),
    ...come.filter((is) => !taken.has(is)).map((is) => change(null, is, is.name)),
  ];
}

const recordKey = (v: SourceValue): string => `${v.name.period} ${v.record} ${/#\d+$/.exec(v.id)?.[0] ?? ''}`;

/** Records of `own` of which nothing stands in `other`, each as one value. */
function whole(own: readonly SourceValue[], other: readonly SourceValue[]): Map<string, Whole> {
  const known = new Set(other.map((v) => v.id));
  const all = new Map<string, SourceValue[]>();
  for (const v of own) if (v.record !== null) all.set(recordKey(v), [...(all.get(recordKey(v)) ?? []), v]);
  return new Map(
    [...all].flatMap(([key, values]) => {
      const [first] = values;
      if (!first || values.length < 2 || values.some((v) => known.has(v.id))) return [];
      const text = values.map((v) => v.text).join(' ');
      return [[key, { name: { ...first.name, part: '' }, text, at: first.at }] as const];
    }),
  );
}
