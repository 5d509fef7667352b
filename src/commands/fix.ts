/** `--fix OUT`: corrected copies of the inputs, for what has one meaning only; each mend is listed. */
import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Book } from '../book.ts';
import { correctedCopy } from '../papers/marked/corrected-copy.ts';
import { a1, problem } from '../problems/problem.ts';
import { type Mend, mendsOf } from '../sheets/fix.ts';
import { fixBook } from '../sheets/fix-book.ts';
import { writeXlsx } from '../sheets/xlsx-write.ts';
import { fill, type Words } from '../text/text.ts';
import type { Lang, Problem } from '../types.ts';
import { type Copy, type CopyOptions, writeCopies } from './copies.ts';

export interface FixRun {
  readonly books: readonly Book[];
  /** All problems of the run: the kindly read cells among them are what is mended. */
  readonly problems: readonly Problem[];
  readonly lang: Lang;
  /** The bytes of an input by the name that the user knows; null where they cannot be read again. */
  readonly bytesOf: (file: string) => Promise<Uint8Array | null>;
}

interface Prepared {
  readonly copy: Copy;
  readonly mends: readonly Mend[];
  readonly formulas: boolean;
}

/**
 * Writes a corrected copy of each input that has something to mend, and none of the others.
 * @returns lines to say (every mend with its cell), and what was refused or left alone
 */
export async function fix(
  run: FixRun,
  talk: Words,
  options: CopyOptions,
): Promise<{ readonly lines: readonly string[]; readonly problems: readonly Problem[] }> {
  const inputs = run.books.filter((b) => !b.own);
  const lines: string[] = [];
  const problems: Problem[] = [];
  const ready: Prepared[] = [];
  for (const book of inputs) {
    const { mends, left } = mendsOf(book, run.problems);
    problems.push(...left.map(({ place, from, to }) => problem('cell/fix-left', { value: from, taken: to }, { place })));
    if (mends.length === 0) lines.push(fill(talk.marked.nothingToFix, { file: book.file }));
    else {
      const made = await prepare(book, mends, run, inputs.length > 1 ? null : options.out);
      if ('refused' in made) problems.push(made.refused);
      else ready.push(made);
    }
  }
  const done = await writeCopies(
    ready.map((r) => r.copy),
    inputs.length > 1,
    options,
  );
  for (const { file, target } of done.written) {
    const of = ready.find((r) => r.copy.file === file) as Prepared;
    lines.push(fill(talk.marked.fixed, { target, count: of.mends.length }), ...of.mends.map((m) => mendLine(m, talk)));
    if (of.formulas) lines.push(talk.marked.recalculate);
  }
  return { lines, problems: [...problems, ...done.problems] };
}

/** @param out the file to be written, where its ending must suit what is in it */
async function prepare(
  book: Book,
  mends: readonly Mend[],
  run: FixRun,
  out: string | null,
): Promise<Prepared | { readonly refused: Problem }> {
  const bytes = await run.bytesOf(book.file);
  if (bytes === null || createHash('sha256').update(bytes).digest('hex') !== book.sha256) {
    return { refused: problem('file/changed-while-read', {}, { file: book.file }) };
  }
  const fixed = await fixBook(book, bytes, mends);
  if (fixed.state === 'refused') return { refused: fixed.problem };
  const { ending, known } = endingsOf(book, fixed.state);
  if (out !== null && !known.includes(path.extname(out).toLowerCase())) {
    return { refused: problem('usage/bad-option', { option: '--fix', value: out, known: known.join(', ') }) };
  }
  const copy = fixed.state === 'fixed' ? fixed.bytes : await writeXlsx(correctedCopy(book.file, fixed.sheets, run.lang));
  const formulas = book.sheets.some((s) => s.rows.some((r) => r.cells.some((c) => c.formula)));
  return { copy: { file: book.file, ending, bytes: copy }, mends, formulas: formulas && fixed.state === 'fixed' };
}

/** Under which endings a copy opens: a workbook under its own only (Excel refuses macros named .xlsx, and the other way round). */
function endingsOf(book: Book, state: 'fixed' | 'rewrite'): { readonly ending: string; readonly known: readonly string[] } {
  const own = path.extname(book.file).toLowerCase();
  const kinds = book.kind === 'csv' && state === 'fixed' ? ['.csv', '.tsv', '.txt'] : ['.xlsx', '.xlsm', '.xltx', '.xltm'];
  const ending = state === 'fixed' && kinds.includes(own) ? own : (kinds[0] as string);
  return { ending, known: book.kind === 'csv' && state === 'fixed' ? kinds : [ending] };
}

function mendLine({ place, from, to }: Mend, { marked }: Words): string {
  const cell = place.sheet === null ? a1(place) : `${place.sheet}!${a1(place)}`;
  return fill(marked.mend, { cell, from: JSON.stringify(from).slice(1, -1), to });
}
