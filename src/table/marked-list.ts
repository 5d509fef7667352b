/** The list of problems that stands first in a marked copy: it names people, but is none of the office's tables. */
import type { Sheet } from '../book.ts';

/** Stands in a cell of the list, and nowhere else. */
export const listMarker = 'appraise/marked@1';

/** Stands in the instructions of a template workbook. */
export const templateMarker = 'appraise/template@1';

const markerRows = 5;

/** Whether a sheet is such a list, or the instructions of a template. */
export function isMarkedList(sheet: Sheet): boolean {
  return sheet.rows.some((r) => r.row < markerRows && r.cells.some((c) => c.value === listMarker || c.value === templateMarker));
}
