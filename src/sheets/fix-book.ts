/** The corrected copy of a file, checked by reading it again before it leaves this room. */

import type { Book, Sheet } from '../book.ts';
import { problem } from '../problems/problem.ts';
import type { Problem } from '../types.ts';
import { firstDifference, type Mend, mendedSheets } from './fix.ts';
import { patchCsv } from './patch-csv.ts';
import { patchXlsx } from './patch-xlsx.ts';
import { readBook } from './read.ts';
import { Refusal } from './refusal.ts';

export type Fixed =
  | { readonly state: 'fixed'; readonly bytes: Uint8Array }
  /** The file is of a kind that is not written: these sheets are to be written as a new workbook. */
  | { readonly state: 'rewrite'; readonly sheets: readonly Sheet[] }
  | { readonly state: 'refused'; readonly problem: Problem };

/**
 * Puts the mends into a copy of the file's bytes. Refused where hidden sheets hold something (`file/fix-hidden`), where a
 * password guards it (`file/fix-fails`), and where the copy, read again, is not the original but for the
 * mends (`file/fix-fails`).
 * @param bytes those that `book` was read from
 * @param mends at least one
 */
export async function fixBook(book: Book, bytes: Uint8Array, mends: readonly Mend[]): Promise<Fixed> {
  const hidden = book.sheets.filter((s) => s.hidden && s.rows.length > 0).map((s) => s.name ?? '');
  if (hidden.length > 0) return refused(problem('file/fix-hidden', { sheets: hidden.join('、') }, { file: book.file }));
  if (book.encrypted) return fails(book, 'encrypted');
  if (book.kind !== 'csv' && book.kind !== 'xlsx') return { state: 'rewrite', sheets: mendedSheets(book, mends, () => false) };
  try {
    const patched = book.kind === 'csv' ? csv(book, bytes, mends) : await patchXlsx(bytes, mends);
    if (patched === null) return fails(book, 'CSV');
    const again = await readBook(patched.bytes, book.file);
    const expected = mendedSheets(book, mends, (m) => patched.asText.has(m));
    const difference = again.value === null ? 'read' : firstDifference(expected, again.value.sheets);
    return difference === null ? { state: 'fixed', bytes: patched.bytes } : fails(book, difference);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { detail = 'damaged' } = error.problem(book.file).args as { readonly detail?: string };
    return fails(book, detail);
  }
}

function csv(book: Book, bytes: Uint8Array, mends: readonly Mend[]) {
  const inOrder = [...mends].sort((a, b) => a.place.row - b.place.row || a.place.col - b.place.col);
  const patched = patchCsv(bytes, book.encoding ?? 'utf-8', inOrder);
  return patched && { bytes: patched, asText: new Set(mends) };
}

const refused = (p: Problem): Fixed => ({ state: 'refused', problem: p });
const fails = (book: Book, detail: string) => refused(problem('file/fix-fails', { detail }, { file: book.file }));
