/** Texts of the archive in cells of a workbook. */

import type { ListPaper } from '../../paper.ts';
import { fill } from '../../text/text.ts';
import type { Telling } from './telling.ts';

/** Characters that a cell of Excel holds. */
const longest = 32_767;

/** A text that fits a cell; what is left out of a longer one is said in it. */
export function inCell({ words }: Pick<Telling, 'words'>, text: string): string {
  if (text.length <= longest) return text;
  // Room for the remark; no half of a character is left.
  const kept = text.slice(0, longest - 100).replace(/[\ud800-\udbff]$/, '');
  return kept + fill(words.dossier.list.cut, { count: [...text.slice(kept.length)].length });
}

/** A list whose every text fits a cell. */
export const inCells = (t: Pick<Telling, 'words'>, list: ListPaper): ListPaper => ({
  ...list,
  rows: list.rows.map((row) => row.map((c) => (typeof c === 'string' ? inCell(t, c) : c))),
});
