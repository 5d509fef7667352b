/**
 * 脱敏 of what the archive shows. Names and ids are replaced wherever the archive's own people are named, in whatever text; units, posts and
 * figures stay. Under one key the pseudonyms are those of every other verb; of two ids that are one person the first one's counts.
 */
import { maskOf } from '../mask/mask.ts';
import { withOthers } from '../mask/named.ts';
import type { Pseudonyms } from '../mask/pseudonym.ts';
import type { Kept, Statement } from './entry.ts';
import type { ArchiveReading, Known } from './reading.ts';

/** Everything that names people, under their pseudonyms. */
export interface ArchiveMask {
  readonly text: (text: string) => string;
  readonly kept: (kept: Kept) => Kept;
  readonly known: (known: Known) => Known;
}

type Field = 'text' | 'others' | 'unit' | 'post';
/** Fields of a statement that are no free text. */
const fields: Readonly<Record<string, Field | 'keep'>> = {
  by: 'others',
  body: 'others',
  unit: 'unit',
  department: 'unit',
  post: 'post',
  rank: 'keep',
  category: 'keep',
  level: 'keep',
};

/** Nobody is masked. */
export const noMask: ArchiveMask = { text: (t) => t, kept: (k) => k, known: (k) => k };

export function maskArchive(archive: ArchiveReading, pseudonyms: Pseudonyms): ArchiveMask {
  const same = archive.together();
  const everybody = archive.everybody().map(({ person, name }) => ({ person: same(person), words: [person, name] }));
  const mask = maskOf(pseudonyms, withOthers(everybody, archive.recorders()), null);
  const { text } = mask;
  const pseudonym = (person: string) => pseudonyms.person(same(person));
  const deep = (value: unknown, name = ''): unknown => {
    if (typeof value === 'string') {
      const field = fields[name] ?? 'text';
      return field === 'keep' ? value : mask[field](value);
    }
    if (Array.isArray(value)) return value.map((v) => deep(v));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, deep(v, k)]));
  };
  const of = (s: Statement): Statement => ({
    ...s,
    person: pseudonym(s.person),
    id: pseudonym(s.person),
    name: pseudonym(s.person),
    number: text(s.number),
    data: deep(s.data) as Statement['data'],
    from: s.from === null ? null : { file: text(s.from.file), sha256: pseudonyms.hash(s.from.sha256), cell: text(s.from.cell) },
  });
  return {
    text,
    kept: (k) => ({
      ...k,
      statement: of(k.statement),
      reason: text(k.reason),
      void: k.void === null ? null : { ...k.void, reason: text(k.void.reason) },
    }),
    known: ({ people }) => {
      const [first = ''] = people;
      const shown = pseudonym(first);
      return { people: [shown], id: shown, name: shown, names: [shown] };
    },
  };
}
