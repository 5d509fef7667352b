/** How the rows of records are read: words of the policy's lists by themselves and nothing else, days strictly. */
import { addDays, addMonths, type Day } from '../day.ts';
import { Decimal } from '../decimal.ts';
import { foldWord } from '../fold.ts';
import type { Policy } from '../policy/policy.ts';
import { placeText, problem } from '../problems/problem.ts';
import type { Place, Problem, Sourced } from '../types.ts';
import { readDay } from './days.ts';
import type { PersonRow, TextKey } from './rows.ts';

/** What reading a person's records goes by, and the problems it finds. */
export interface Reading {
  readonly policy: Policy;
  readonly who: { readonly key: string; readonly id: string; readonly name: string };
  readonly problems: Problem[];
}

/** A row as its texts, each with its cell. */
export interface Row {
  readonly row: PersonRow;
  readonly text: (key: TextKey) => string;
  readonly at: (key: TextKey) => Place;
}

/** A blank where the row has no such column. */
export function rowOf(row: PersonRow): Row {
  return { row, text: (key) => row.texts.get(key)?.value ?? '', at: (key) => row.texts.get(key)?.at ?? row.at };
}

/** By what they say and then by where they stand, so that no order of rows, sheets or files shows. */
export function sorted<T extends { readonly at: Place }>(records: readonly T[]): T[] {
  const key = (t: T) => {
    const { at, ...said } = t;
    return [JSON.stringify(said, (_, v) => (v instanceof Decimal ? v.toText() : v)), placeText(at)].join('\u0000');
  };
  return records
    .map((t) => [key(t), t] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, t]) => t);
}

/** What every record has beside its own. */
export const about = (e: Row) => ({ number: e.text('entry-number'), matter: e.text('matter'), document: e.text('entry-basis') });

// ── words and days ──

/** An item of a list of the policy. */
export interface Listed {
  readonly key: string;
  readonly name: { readonly 'zh-Hans': string };
  readonly words: readonly string[];
}

/** The item of a policy's list that a cell names: by a word of it and nothing else. An error where it names none. */
export function listed<T extends Listed>(r: Reading, e: Row, field: TextKey, list: readonly T[], of: string): T | null {
  const said = e.text(field);
  const word = foldWord(said);
  const found = list.find((l) => [...l.words, l.name['zh-Hans']].some((w) => foldWord(w) === word));
  if (found) return found;
  const known = list.map((l) => l.name['zh-Hans']).join('、');
  if (said === '') r.problems.push(problem('cell/blank', {}, { place: e.row.at, header: of, person: r.who }));
  else r.problems.push(problem('cell/not-in-list', { value: said, list: of, known }, { place: e.at(field), person: r.who }));
  return null;
}

/** A day, or null where the cell is blank; an error where it names none. */
export function dayIn(r: Reading, e: Row, field: TextKey): Sourced<Day> | null {
  const said = e.text(field);
  return said === '' ? null : dayFrom(r, said, e.at(field), field === 'effect-end' || field === 'due');
}

/** @param last whether a month stands for its last day, as it does where something ends in it */
export function dayFrom(r: Reading, said: string, at: Place, last = false): Sourced<Day> | null {
  const found = readDay(said);
  const read = last && found.kind === 'month' ? { ...found, day: addDays(addMonths(found.day, 1), -1) } : found;
  const where = { place: at, person: r.who };
  if (read.kind === 'none') {
    r.problems.push(problem('cell/not-a-day', { value: said }, where));
    return null;
  }
  if (read.kind === 'month') r.problems.push(problem('cell/month-only', { value: said, taken: read.day }, where));
  return { value: read.day, at };
}
