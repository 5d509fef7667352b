/** The unit of a table that has no column for it: a row such as 填报单位：… above, or a sheet a unit. */

import type { SheetRow } from '../book.ts';
import { foldText } from '../fold.ts';
import type { Place, Sourced } from '../types.ts';

const label = /^(?:填报单位|报送单位|单位名称|单位|被考核单位|填报处室|处室|部门)(?:[(（][^)）]*[)）])?\s*[:：]\s*(.*)$/s;

/** 填报单位：办公室　填报日期：…, in one cell or in two; null where no title says it. */
export function unitOver(file: string, sheet: string | null, titles: readonly SheetRow[]): Sourced<string> | null {
  for (const row of titles) {
    for (const [i, cell] of row.cells.entries()) {
      const m = label.exec(cell.value.trim());
      if (!m) continue;
      // What follows is another fact: 填报日期：…, 单位：分.
      const own = (m[1] ?? '').split(/\s{2,}|\u3000|\s*\S{2,6}[:：]/)[0]?.trim() ?? '';
      const next = row.cells[i + 1];
      const value = own === '' && next?.kind === 'text' && !/[:：]/.test(next.value) ? next.value.trim() : own;
      const at: Place = { file, sheet, row: row.row, col: cell.col, ...(row.line === undefined ? {} : { line: row.line }) };
      if (foldText(value) !== '' && !/^(?:分|人|元|票|%|百分制)$/.test(foldText(value))) return { value, at };
    }
  }
  return null;
}

const unnamed = /^(?:sheet|工作表|表|table)?\d*$/i;

/** Of a workbook with a sheet a unit: whether a sheet's name can be its unit's. */
export function isUnitName(sheet: string | null): sheet is string {
  return sheet !== null && !unnamed.test(foldText(sheet)) && !/[表册单]$|汇总|得分|考核|季度|年度|名册|评分|结果/.test(foldText(sheet));
}
