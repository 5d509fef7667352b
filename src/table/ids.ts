/** Ids as cells keep them: some have lost digits on the way, some say that there is none. */

import type { Cell } from '../book.ts';
import { foldText } from '../fold.ts';

/** What stands where somebody has no id. */
export const noId = /^(?:[-—–―−/\\]+|无|暂无|没有|待定|未知|0|none|null|n\/a)$/i;

/**
 * An id kept as a number that has lost digits, or was never whole (reliability: ids as floats, over 2^53); or the text of one: 18
 * digits that end in 000 and whose check digit is wrong.
 */
export function digitsLost(cell: Cell): boolean {
  if (cell.kind === 'text') {
    const t = foldText(cell.value);
    return /^\d+(?:\.\d+)?E\+?\d+$|^\d+\.0+$/i.test(t) || (/^\d{15}000$/.test(t) && !checkDigitHolds(t));
  }
  return cell.kind === 'date' || (cell.kind === 'number' && (cell.shortest !== undefined || !/^\d{1,15}$/.test(cell.value)));
}

/** The check digit of an 18-digit identity number (GB 11643). */
function checkDigitHolds(id: string): boolean {
  const factors = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  return '10X98765432'[factors.reduce((sum, f, i) => sum + f * Number(id[i]), 0) % 11] === id[17];
}
