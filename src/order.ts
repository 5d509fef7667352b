/** Orders that hang on no locale and on no order of rows. */
import type { Place } from './types.ts';

/** Texts by their code units. */
export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Cells by file, sheet, row and column. */
export const byPlace = (a: Place, b: Place): number =>
  byText(a.file, b.file) || byText(a.sheet ?? '', b.sheet ?? '') || a.row - b.row || a.col - b.col;
