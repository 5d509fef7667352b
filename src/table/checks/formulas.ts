/** Results of formulas are taken as the file was last saved: said once a sheet. */
import { problem } from '../../problems/problem.ts';
import type { ExportCheck } from './check.ts';

/** How many cells of a sheet that was read are results of formulas. */
export const formulas: ExportCheck = ({ books, tables }) => {
  const read = new Set(tables.map((t) => `${t.file}\u0000${t.sheet}`));
  return books.flatMap((b) =>
    b.sheets.flatMap((sheet) => {
      if (!read.has(`${b.file}\u0000${sheet.name}`)) return [];
      let count = 0;
      for (const row of sheet.rows) for (const c of row.cells) if (c.formula) count++;
      return count === 0 ? [] : [problem('sheet/formulas', { count: String(count) }, { file: b.file, sheet: sheet.name })];
    }),
  );
};
