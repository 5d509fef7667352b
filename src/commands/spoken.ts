/** Whom files name and what units they are of, as plain data that crosses between threads: what pseudonyms are made from. */

import type { Book } from '../book.ts';
import type { Named, Places } from '../mask/mask.ts';
import { merged, namedIn } from '../mask/named.ts';
import type { Export, Problem } from '../types.ts';
import { rememberedIn, unitsIn } from './masking.ts';

export interface Spoken extends Places {
  readonly people: readonly Named[];
}

export const nobody: Spoken = { people: [], units: [], files: [] };

/** Everybody in an export and in the files that it was read from, its own results among them. */
export function spokenIn(source: Export, books: readonly Book[], problems: readonly Problem[]): Spoken {
  const sources = [source, ...books.filter((b) => b.own).flatMap(rememberedIn)];
  return { people: namedIn({ sources, books, tables: source.tables, problems }), units: unitsIn(sources), files: books.map((b) => b.file) };
}

/** Of several exports. */
export const allSpoken = (all: readonly Spoken[]): Spoken => ({
  people: merged(all.map((s) => s.people)),
  units: [...new Set(all.flatMap((s) => s.units))],
  files: all.flatMap((s) => s.files),
});
