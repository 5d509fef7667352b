/** Absent from one of several inspections of the same people (rules §7.1). */
import { problem } from '../../problems/problem.ts';
import type { ExportCheck } from './check.ts';

/** Someone inspected elsewhere who is missing from an inspection that has colleagues of the same unit. */
export const partlyInspected: ExportCheck = ({ tables, gathered, policy }) =>
  policy.lines.flatMap((line) => {
    const field = `quality:${line.key}`;
    const sheets = tables.filter((t) => t.fields.has(field));
    if (sheets.length < 2) return [];
    const unitOf = new Map(
      gathered.map((g) => [g.key, g.roster.row.texts.get('unit')?.value ?? g.roster.row.texts.get('department')?.value ?? '']),
    );
    const inspected = new Map(gathered.map((g) => [g.key, new Set(g.rows.filter((r) => r.row.figures.has(field)).map((r) => r.table))]));
    const reach = new Map(sheets.map((t) => [t, new Set<string>()]));
    for (const g of gathered) for (const t of inspected.get(g.key) ?? []) reach.get(t)?.add(unitOf.get(g.key) ?? '');
    return gathered.flatMap((g) => {
      const own = inspected.get(g.key);
      if (!own || own.size === 0) return [];
      const { row } = g.roster;
      return sheets.flatMap((t) => {
        if (own.has(t) || !reach.get(t)?.has(unitOf.get(g.key) ?? '')) return [];
        const args = { quality: line.quality['zh-Hans'], sheet: t.sheet === null ? t.file : `${t.file}!${t.sheet}` };
        return [
          problem('table/inspection-partial', args, {
            place: row.at,
            person: { key: g.key, id: row.shownId, name: row.name },
            clause: line.line.clause.at,
          }),
        ];
      });
    });
  });
