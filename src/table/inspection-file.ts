/** A file of inspections alone: 政治素质 and 担当作为 of people whose roster stands elsewhere (rules §7.1, §8). */

import type { Book } from '../book.ts';
import { foldName } from '../fold.ts';
import type { Policy } from '../policy/policy.ts';
import type { Inspected, Out } from '../types.ts';
import { rowKey } from './join.ts';
import { readBookTables } from './tabulate.ts';
import { vocabularyOf } from './vocabulary.ts';

/** What such a file says of one person. */
export interface InspectedPerson {
  readonly key: string;
  readonly name: string;
  readonly inspections: readonly Inspected[];
}

/** null where the books hold scores, votes or entries too, or no inspection: then they are exports like others. */
export function inspectionsIn(books: readonly Book[], policy: Policy): Out<InspectedPerson[] | null> {
  const vocabulary = vocabularyOf(policy);
  const read = books.map((b) => readBookTables(b, policy, vocabulary));
  const tables = read.flatMap((r) => r.tables);
  const fields = new Set(tables.flatMap((t) => [...t.records.fields]));
  const has = (kind: string) => [...fields].some((f) => f.startsWith(kind));
  if (!has('quality:') || ['block:', 'item:', 'votes:', 'ballot'].some(has)) return { value: null, problems: [] };
  const people = tables.flatMap((t) =>
    t.records.rows.map((row): InspectedPerson => {
      const inspections = policy.lines.flatMap((line): Inspected[] => {
        const score = row.figures.get(`quality:${line.key}`);
        return score ? [{ quality: line.key, score }] : [];
      });
      return { key: rowKey(row), name: foldName(row.name), inspections };
    }),
  );
  return { value: people, problems: [...read.flatMap((r) => r.problems), ...tables.flatMap((t) => t.problems)] };
}
