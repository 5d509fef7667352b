/** Rows that are no person's: totals, notes, titles between two tables. */

import type { Cell, SheetRow } from '../book.ts';
import { foldText } from '../fold.ts';
import type { Column } from './header.ts';
import type { Field } from './vocabulary.ts';

const totalLabel =
  /^(?:合计|总计|小计|共计|平均|均值|人均|最高分?|最低分?|总平均)|(?:合计|总计|小计|共计|平均|平均分|均值)[:：]?$|^共\d+人|^(?:满分|权重|标准分|占比|所占比例)[:：]?$|^(?:total|subtotal|average|mean|sum)[:：]?$/i;
const noteLabel =
  /^(注|备注|说明|填表|填报|制表|制单|审核|审批|负责人|单位负责人|复核人?|经办|联系人|联系电话|主管|领导签字|签字|日期|打印|note|prepared|checked|approved)/i;

/** A filled-in example of the form: nobody is called so. */
const exampleLabel = /^(?:示例|样例)|^例(?:[:：]|\d|$)|(?:示例|样例)$|[(（](?:示例|样例|例)[)）]$/;

/** Fields that hold scores, votes or entries. */
export const figureKinds: ReadonlySet<Field['kind']> = new Set([
  'block',
  'item',
  'quality',
  'votes',
  'entry-value',
  'bonus',
  'deduction',
  'voters',
  'total',
  'score',
]);

/** Whether a figure stands under a column that holds scores. */
export function scoredCell(columns: readonly Column[], cells: ReadonlyMap<number, Cell>): Column | undefined {
  return columns.find((c) => {
    const cell = cells.get(c.col);
    return c.field !== null && figureKinds.has(c.field.kind) && cell !== undefined && (cell.kind !== 'text' || /\d/.test(cell.value));
  });
}

/**
 * A row of totals or of notes. The word for it counts in the row's first cell, or where an id or a name belongs, never in a
 * post, a unit or a matter; a row that names a person by an id, or by a name with scores, is a person's.
 */
export function leftOutLabel(
  columns: readonly Column[],
  row: SheetRow,
  cells: ReadonlyMap<number, Cell>,
  idText: string,
  nameText: string,
): { reason: 'total' | 'note'; text: string } | null {
  const labelled = (text: string): 'total' | 'note' | null => (totalLabel.test(text) ? 'total' : noteLabel.test(text) ? 'note' : null);
  const [id, name] = [foldText(idText), foldText(nameText)];
  const example = [id, name].find((t) => exampleLabel.test(t));
  if (example !== undefined) return { reason: 'note', text: example };
  const scored = scoredCell(columns, cells) !== undefined;
  // Nothing but a person, or a total, stands in a group.
  const grouped = columns.some((c) => c.field?.kind === 'category' && foldText(cells.get(c.col)?.value ?? '') !== '');
  if (id !== '' && labelled(id) === null) {
    // A title between two tables stands under the id, merged or alone, without a name and without scores.
    const title = name === '' && !scored && !grouped && columns.some((c) => c.field?.kind === 'name') && /[^\p{ASCII}]/u.test(id);
    return title ? { reason: 'note', text: idText } : null;
  }
  const nameIsLabel = name !== '' && labelled(name) !== null;
  const first = row.cells.find((c) => foldText(c.value) !== '');
  const firstText = first?.kind === 'text' ? foldText(first.value) : '';
  for (const text of [id, nameIsLabel ? name : '', firstText]) {
    const reason = text === '' ? null : labelled(text);
    if (reason === null) continue;
    const person = name !== '' && !nameIsLabel && (scored || grouped || reason === 'total');
    if (person || (reason === 'note' && scored)) continue;
    return { reason, text: row.cells.find((c) => foldText(c.value) === text)?.value ?? text };
  }
  return null;
}
