/** `--mark OUT`: copies of the inputs in which every problem can be found. */

import type { Book } from '../book.ts';
import { markedCopy } from '../papers/marked/marked-copy.ts';
import { problem } from '../problems/problem.ts';
import { writeXlsx } from '../sheets/xlsx-write.ts';
import { fill, type Words, wordsFor } from '../text/text.ts';
import type { Lang, Problem, TableUse } from '../types.ts';
import { type Copy, type CopyOptions, writeCopies } from './copies.ts';

export interface MarkRun {
  readonly books: readonly Book[];
  /** All problems of the run. */
  readonly problems: readonly Problem[];
  readonly tables: readonly TableUse[];
  /** Of the copies. */
  readonly lang: Lang;
}

/**
 * Writes a marked copy of each input; `OUT` is a file for one input and a folder for several.
 * @returns lines to say, in the language of talk, and what could not be written
 */
export async function mark(
  { books, problems, tables, lang }: MarkRun,
  talk: Words,
  options: CopyOptions,
): Promise<{ readonly lines: readonly string[]; readonly problems: readonly Problem[] }> {
  const inputs = books.filter((b) => !b.own);
  // A workbook under another ending is one that Excel refuses to open.
  if (inputs.length === 1 && !/\.xlsx$/i.test(options.out)) {
    return { lines: [], problems: [problem('usage/bad-option', { option: '--mark', value: options.out, known: '.xlsx' })] };
  }
  const words = await wordsFor(lang);
  const copies: Copy[] = [];
  for (const book of inputs) {
    copies.push({ file: book.file, ending: '.xlsx', bytes: await writeXlsx(markedCopy({ book, problems, tables, lang, words })) });
  }
  const done = await writeCopies(copies, inputs.length > 1, options);
  const count = (file: string) => problems.filter((p) => p.file === file || p.file === undefined).length;
  const opened = new Set(inputs.filter((b) => b.encrypted).map((b) => b.file));
  const lines = done.written.flatMap((w) => [
    fill(talk.marked.wrote, { target: w.target, count: count(w.file) }),
    ...(opened.has(w.file) ? [talk.marked.inClear] : []),
  ]);
  return { lines, problems: done.problems };
}
