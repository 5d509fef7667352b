import type { Book, Cell } from '../../src/book.ts';
import { readBook } from '../../src/sheets/read.ts';

/** The book, or an error that shows the problems. */
export async function bookFrom(bytes: Uint8Array): Promise<Book> {
  const { value, problems } = await readBook(bytes, 'f');
  if (value === null) throw new Error(JSON.stringify(problems));
  return value;
}

export const cellsOf = (book: Book, sheet = 0): readonly Cell[] => book.sheets[sheet]?.rows.flatMap((r) => r.cells) ?? [];

/** Values of a sheet, row by row. */
export const valuesOf = (book: Book, sheet = 0) => book.sheets[sheet]?.rows.map((r) => r.cells.map((c) => c.value));

/** `code detail` of the one problem with which a file is refused; '' for one that is read. */
export async function refusalOf(bytes: Uint8Array): Promise<string> {
  const { value, problems } = await readBook(bytes, 'f');
  if (value !== null) return '';
  return problems.map((p) => `${p.code} ${Object.values(p.args).join(' ')}`.trim()).join('; ');
}
