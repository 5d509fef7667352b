/** What a check sees and gives. A check is pure, looks at each row once, and says what is suspicious or impossible across rows. */

import type { Book } from '../../book.ts';
import type { Decimal } from '../../decimal.ts';
import type { Policy } from '../../policy/policy.ts';
import type { Period, Person, Problem, Sourced } from '../../types.ts';
import type { Gathered } from '../join.ts';
import type { PersonRow, TableRecords } from '../rows.ts';

/** Everything that was read of an export, before anything is scored. */
export interface Evidence {
  readonly books: readonly Book[];
  readonly tables: readonly TableRecords[];
  readonly gathered: readonly Gathered[];
  readonly people: readonly Person[];
  readonly policy: Policy;
  readonly period: Period | null;
  /** The roster's row of the person whom a row speaks of: it has the unit and the group; the row itself for somebody unknown. */
  readonly rosterRow: (row: PersonRow) => PersonRow;
}

/** One check. */
export type ExportCheck = (evidence: Evidence) => readonly Problem[];

/** A column of scores on the policy's scale: who stands in it with what, refused figures among them. */
export interface ScoreColumn {
  readonly table: TableRecords;
  /** `block:work`, `item:excellence`, `quality:…`. */
  readonly field: string;
  readonly header: string;
  readonly col: number;
  readonly scores: readonly { readonly row: PersonRow; readonly score: Sourced<Decimal>; readonly refused: boolean }[];
}

const onScale = (field: string | null): field is string =>
  field !== null && /^(?:block|item|quality):/.test(field) && field !== 'block:adjustment';

/** The columns of scores of all tables, found once for all checks of an export. */
export function scoreColumns({ tables }: Evidence): readonly ScoreColumn[] {
  const known = columnsOf.get(tables);
  if (known) return known;
  const columns = tables.flatMap((table) =>
    table.use.columns.flatMap(({ field, header, col }): ScoreColumn[] => {
      if (!onScale(field)) return [];
      const scores = table.rows.flatMap((row) => {
        const score = row.figures.get(field);
        const refused = row.refused.get(field);
        return score ? [{ row, score, refused: false }] : refused ? [{ row, score: refused, refused: true }] : [];
      });
      return [{ table, field, header, col, scores }];
    }),
  );
  columnsOf.set(tables, columns);
  return columns;
}
const columnsOf = new WeakMap<readonly TableRecords[], readonly ScoreColumn[]>();

/** Where a finding about a whole column stands: at its header. */
export const atColumn = ({ table, header, col }: Pick<ScoreColumn, 'table' | 'header' | 'col'>) => ({
  place: { ...table.at, col },
  header,
});

/** The whole of a column and, where it has several, the people of each unit: one unit's figures may differ from all others'. */
export function wholeAndUnits({ scores }: ScoreColumn, evidence: Evidence): ScoreColumn['scores'][] {
  const known = splits.get(scores);
  if (known) return known;
  const units = byUnit(scores, (s) => s.row, evidence);
  const split = units.size > 1 ? [scores, ...units.values()] : [scores];
  splits.set(scores, split);
  return split;
}

const splits = new WeakMap<ScoreColumn['scores'], ScoreColumn['scores'][]>();

/** The person of a row as problems name them. */
export const whoIs = (row: PersonRow) => ({ key: row.id !== null && row.id !== '' ? row.id : row.name, id: row.shownId, name: row.name });

/** Rows by the unit of their person, in the order in which the units appear. */
export function byUnit<T>(all: readonly T[], rowOf: (t: T) => PersonRow, { rosterRow }: Evidence): Map<string, T[]> {
  const units = new Map<string, T[]>();
  for (const t of all) {
    const { texts } = rosterRow(rowOf(t));
    const unit = texts.get('unit')?.value ?? texts.get('department')?.value ?? '';
    const there = units.get(unit);
    if (there) there.push(t);
    else units.set(unit, [t]);
  }
  return units;
}
