/** Who is named in what was read: on a roster, in any row, in the fields of others, behind 填表人 in a title. */

import type { Book } from '../book.ts';
import { foldId, foldName, foldWhole } from '../fold.ts';
import type { Export, Person, Problem, TableUse } from '../types.ts';
import type { Named } from './mask.ts';
import { keyOf, personIn, type RowUse, rowsOf } from './tables.ts';
import { labelledNames, namesOthers, writtenNames } from './written-names.ts';

/** What names may stand in. */
export interface Read {
  readonly sources: readonly Pick<Export, 'people' | 'strays' | 'votes'>[];
  readonly books: readonly Book[];
  readonly tables: readonly TableUse[];
  readonly problems: readonly Problem[];
  /** Rows of people that stand in no export, such as an inspection's. */
  readonly others?: readonly { readonly key: string; readonly name: string }[];
}

/** Everybody, once; a person known by an id keeps it, whatever else they are called. */
export function namedIn({ sources, books, tables, problems, others = [] }: Read): Named[] {
  const people = sources.flatMap((s) => [...s.people, ...s.strays]);
  const rows = books.flatMap((b) => (b.own ? [] : b.sheets.flatMap((s) => rowsOf(b, s, tables))));
  const found = new Everybody();
  for (const p of people) found.add(p.key, [p.id, p.name], true);
  const inRows = rows.filter((r) => r.body).map(personIn);
  // Rows that say whom they mean by a known id come first: their other ids and names are that person's.
  for (const known of [true, false])
    for (const row of inRows) if (keyOf(row) !== '' && (row.id !== '' && found.knows(row.id)) === known) found.add(keyOf(row), row.words);
  for (const { key, name } of others) found.add(key, [name]);
  for (const { person } of problems) if (person && person.key !== '') found.add(person.key, [person.id, person.name]);
  for (const name of [...people.flatMap(inFields), ...sources.flatMap(raters), ...rows.flatMap(inRow)]) found.add(foldName(name), [name]);
  return found.all();
}

/**
 * People who are known, and those beside them whom texts of 谈话人, 记录人 and the like name.
 * @param known may hold a person several times
 */
export function withOthers(known: readonly Named[], texts: readonly string[]): Named[] {
  const found = new Everybody();
  for (const { person, words } of known) found.add(person, words, true);
  for (const name of texts.flatMap(namesIn)) found.add(foldName(name), [name]);
  return found.all();
}

/** Everybody of several exports: whom one knows by an id only by a name in another is the same person. */
export function merged(all: readonly (readonly Named[])[]): Named[] {
  const found = new Everybody();
  const people = all.flat();
  for (const withId of [true, false])
    for (const { person, words } of people)
      if (words.some((w) => foldId(w) === person && /\d/.test(person)) === withId) found.add(person, words, withId);
  return found.all();
}

/** Whom the fields of a person's records name beside that person. */
const inFields = ({ records }: Person): string[] =>
  [...records.chronicle.map((c) => c.by), ...records.nominations.map((n) => n.body)].flatMap(namesIn);

const namesIn = (text: string): string[] => writtenNames(text).flatMap(({ name }) => (name === null ? [] : [name]));

/** Raters are known by numbers; where one is known by a name, that is one. */
const raters = ({ votes = [] }: Pick<Export, 'votes'>): string[] => [...new Set(votes.map((v) => v.rater))].flatMap(namesIn);

function inRow({ row, table, body }: RowUse): string[] {
  const labelled = row.cells.flatMap((c, i) => {
    if (c.kind !== 'text') return [];
    const own = labelledNames(c.value);
    // 填表人： in one cell, the name in the next.
    const next = /[:：]\s*$/u.test(c.value) ? (row.cells[i + 1]?.value ?? '') : '';
    return next === '' ? own : [...own, ...labelledNames(`${c.value.trim()}${next}`)];
  });
  if (!body) return labelled;
  const columns = new Set((table?.columns ?? []).filter((c) => namesOthers(c.header)).map((c) => c.col));
  return [...labelled, ...row.cells.flatMap((c) => (c.kind === 'text' && columns.has(c.col) ? namesIn(c.value) : []))];
}

/** Words gathered under the person that they mean. */
class Everybody {
  private readonly words = new Map<string, Set<string>>();
  /** Folded word → the people it means. */
  private readonly means = new Map<string, Set<string>>();

  knows(word: string): boolean {
    return this.means.has(foldWhole(word));
  }

  /**
   * A key that already means somebody, and nobody else, is that person.
   * @param own the export holds them as a person of their own, whoever else the key may mean
   */
  add(key: string, words: readonly string[], own = false): void {
    const known = own || this.words.has(key) ? [key] : [...(this.means.get(foldWhole(key)) ?? [])];
    // A name that several have tells of nobody new.
    if (known.length > 1) return;
    const person = known[0] ?? key;
    const all = this.words.get(person) ?? new Set<string>();
    this.words.set(person, all);
    for (const word of [key, ...words]) {
      if (word === '') continue;
      all.add(word);
      const folded = foldWhole(word);
      this.means.set(folded, (this.means.get(folded) ?? new Set()).add(person));
    }
  }

  all(): Named[] {
    return [...this.words].map(([person, words]) => ({ person, words: [...words] }));
  }
}
