/** The values of a file that is not written in its own kind (xls, ods, html …), as a new workbook. */

import type { Sheet } from '../../book.ts';
import type { PaperBook } from '../../paper.ts';
import type { Lang } from '../../types.ts';
import { copiedSheet } from './copied-sheet.ts';
import { sheetNames } from './names.ts';

/** @param sheets with their mends in place; hidden ones, which hold nothing here, are left out */
export function correctedCopy(file: string, sheets: readonly Sheet[], lang: Lang): PaperBook {
  const shown = sheets.filter((s) => !s.hidden);
  const names = sheetNames(
    shown.map((s) => s.name),
    [],
    'Sheet1',
  );
  return {
    lang,
    title: file,
    footLeft: '',
    marker: '',
    sheets: shown.map((s, i) => copiedSheet(s, names[i] as string, new Map(), [])),
  };
}
