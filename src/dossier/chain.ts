/** What an entry is bound by: one text for one content, and a hash over it and the entry before. */
import { createHash } from 'node:crypto';
import { foldName } from '../fold.ts';
import type { Json } from '../pack.ts';
import type { Statement } from './entry.ts';

export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** The one text of a value: keys in the order of their UTF-16 units, no white space. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const held = value as Readonly<Record<string, unknown>>;
  let text = '';
  for (const key of Object.keys(held).sort()) {
    if (held[key] !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonical(held[key])}`;
  }
  return `{${text}}`;
}

/** What the first entry is bound to. */
export const origin = sha256('appraise/archive');

/** @param before hash of the entry before, or `origin` */
export const chained = (before: string, values: readonly Json[]): string => sha256(`${before}\n${canonical(values)}`);

/**
 * The same for the same content, wherever it was read and however the person's id and name are written there: an entry is kept once.
 * What it corrects belongs to it.
 */
export function digestOf(s: Statement, corrects: number | null): string {
  const { from: _, id: _2, name, ...said } = s;
  // Basic data says what somebody is called; where an inspection was written down is nothing that it found.
  const own = s.form === 'basic' ? { name: foldName(name) } : s.form === 'inspection' ? { data: { ...s.data, sheet: undefined } } : {};
  return sha256(canonical({ said: { ...said, ...own }, corrects }));
}

/**
 * What an entry is about: two statements under one key say of one thing, and may not differ without a reason. Something with a number
 * of its own is known by it, an appraisal or inspection by its period, basic data by its day; anything else by all it says.
 */
export function keyOf(s: Statement): string {
  const of = (...parts: readonly Json[]) => sha256(canonical([s.person, s.form, ...parts]));
  if (s.form === 'appraisal' || s.form === 'grade') return of(s.data['period'] ?? s.year);
  if (s.form === 'inspection') return of(s.data['period'] ?? s.day, s.data['quality'] ?? '', s.data['sheet'] ?? '');
  if (s.form === 'basic') return of(s.day);
  if (s.number !== '') return of(s.block, s.number);
  const { from: _, name: _2, id: _3, ...said } = s;
  return of(canonical(said));
}
