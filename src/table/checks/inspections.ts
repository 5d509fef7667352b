/** Absent from one of several inspections of the same people (rules §7.1). */
import type { Line } from '../../policy/policy.ts';
import { problem } from '../../problems/problem.ts';
import type { Gathered } from '../join.ts';
import type { TableRecords } from '../rows.ts';
import type { ExportCheck } from './check.ts';

/** Someone inspected elsewhere who is missing from an inspection that has colleagues of the same unit. */
export const partlyInspected: ExportCheck = ({ tables, gathered, policy }) =>
  policy.lines.flatMap((line) =>
    [...absences(line, tables, gathered)].flatMap(
      ([
        {
          key,
          roster: { row },
        },
        missed,
      ]) =>
        missed.map((t) => {
          const args = { quality: line.quality['zh-Hans'], sheet: t.sheet === null ? t.file : `${t.file}!${t.sheet}` };
          return problem('table/inspection-partial', args, {
            place: row.at,
            person: { key, id: row.shownId, name: row.name },
            clause: line.line.clause.at,
          });
        }),
    ),
  );

/** By key of the person the qualities that one of several inspections scored for colleagues, but not for them. */
export function unassessedIn(
  lines: readonly Line[],
  tables: readonly TableRecords[],
  gathered: readonly Gathered[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const line of lines)
    for (const { key } of absences(line, tables, gathered).keys()) found.set(key, (found.get(key) ?? new Set()).add(line.key));
  return found;
}

const unitOf = ({ roster: { row } }: Gathered): string => row.texts.get('unit')?.value ?? row.texts.get('department')?.value ?? '';

/**
 * Who was inspected, and which further inspections of their unit they are absent from. Two tables are two inspections only if
 * somebody stands in both: else they are parts of one, such as a table of each category.
 */
function absences(line: Line, tables: readonly TableRecords[], gathered: readonly Gathered[]): Map<Gathered, TableRecords[]> {
  const field = `quality:${line.key}`;
  const sheets = tables.filter((t) => t.fields.has(field));
  const found = new Map<Gathered, TableRecords[]>();
  if (sheets.length < 2) return found;
  const own = new Map(gathered.map((g) => [g, new Set(g.rows.filter((r) => r.row.figures.has(field)).map((r) => r.table))]));
  const units = new Map(sheets.map((t) => [t, new Set<string>()]));
  const shared = new Map(sheets.map((t) => [t, new Set<TableRecords>()]));
  for (const [g, there] of own) {
    for (const t of there) {
      units.get(t)?.add(unitOf(g));
      if (there.size > 1) for (const other of there) shared.get(t)?.add(other);
    }
  }
  for (const [g, there] of own) {
    if (there.size === 0) continue;
    const missed = sheets.filter((t) => !there.has(t) && units.get(t)?.has(unitOf(g)) && [...there].some((o) => shared.get(t)?.has(o)));
    if (missed.length > 0) found.set(g, missed);
  }
  return found;
}
