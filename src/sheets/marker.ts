import type { Sheet } from '../book.ts';

/** Stands in every workbook this tool writes (document keywords or a cell near the top), so that it is never taken for an input. */
export const ownMarker = 'appraise/ranked@1';

/** What every web page of this tool says in its head. */
export const ownPageMark = `<meta name="generator" content="${ownMarker}">`;

/** The hidden sheet in which such a workbook remembers what it was made of: the same in every language. */
export const memorySheet = 'appraise';

/** How many rows from the top of a sheet may hold the marker. */
const markerRows = 15;

/** Whether the marker stands in a cell of its own near the top. */
export function holdsMarker(sheet: Sheet): boolean {
  return sheet.rows.some((r) => r.row < markerRows && r.cells.some((c) => c.value === ownMarker));
}
