/**
 * 脱敏: people under pseudonyms that stay the same under a key and tell nothing without it, so that what is printed can be shown to others.
 * Names and ids are replaced wherever the archive's own people are named, in whatever text; units, posts and figures stay.
 */
import { createHmac } from 'node:crypto';
import { foldId, foldName } from '../fold.ts';
import type { Kept, Statement } from './entry.ts';
import type { ArchiveReading, Known } from './reading.ts';

/** Everything that names people, under their pseudonyms. */
export interface Mask {
  readonly text: (text: string) => string;
  readonly kept: (kept: Kept) => Kept;
  readonly known: (known: Known) => Known;
}

/** Nobody is masked. */
export const noMask: Mask = { text: (t) => t, kept: (k) => k, known: (k) => k };

/** What stands for a name that several people have. */
const several = 'P-********';

/**
 * @param key secret bytes: the same key gives the same pseudonyms
 */
export function maskOf(archive: ArchiveReading, key: Uint8Array): Mask {
  const same = archive.together();
  const pseudonym = (person: string) =>
    `P-${createHmac('sha256', key).update(same(person), 'utf8').digest('hex').slice(0, 8).toUpperCase()}`;
  const words = new Map<string, string>();
  const put = (word: string, to: string) => {
    const there = words.get(word);
    // One character is no name that could be told from a word.
    if ([...word].length > 1) words.set(word, there === undefined || there === to ? to : several);
  };
  for (const { person, name } of archive.everybody()) {
    put(name, pseudonym(person));
    put(person, pseudonym(person));
  }
  const text = replacing(words);
  const deep = (value: unknown): unknown => {
    if (typeof value === 'string') return text(value);
    if (Array.isArray(value)) return value.map(deep);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, deep(v)]));
  };
  const of = (s: Statement): Statement => ({
    ...s,
    person: pseudonym(s.person),
    id: pseudonym(s.person),
    name: pseudonym(s.person),
    number: text(s.number),
    data: deep(s.data) as Statement['data'],
    from: s.from === null ? null : { ...s.from, file: text(s.from.file), cell: text(s.from.cell) },
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

/** Replaces each word wherever it stands, the longest first; names and ids also in another writing (spaced out, full width). */
function replacing(words: ReadonlyMap<string, string>): (text: string) => string {
  const lengths = [...new Set([...words.keys()].map((w) => w.length))].sort((a, b) => b - a);
  const whole = (text: string) => words.get(foldName(text)) ?? words.get(foldId(text));
  return (text) => {
    const all = whole(text);
    if (all !== undefined) return all;
    let out = '';
    for (let i = 0; i < text.length; ) {
      const found = lengths.find((n) => words.has(text.slice(i, i + n)));
      out += found === undefined ? text[i] : words.get(text.slice(i, i + found));
      i += found ?? 1;
    }
    return out;
  };
}
