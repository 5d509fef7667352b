/** `appraise inspect --cells`: every stored cell of a file. */

import type { Book, Cell, CellKind, Sheet } from '../book.ts';
import { columnName } from '../problems/problem.ts';
import type { ReadOptions } from '../sheets/limits.ts';
import { type StoredValue, streamCells } from '../sheets/stream.ts';
import type { Problem } from '../types.ts';
import { listInputs, readWhole } from './inputs.ts';
import type { ExitCode, Io } from './io.ts';

/** Lines gathered before they are written: one write a cell would take longer than reading it. */
const chunk = 1 << 16;

/** Ends a stream of cells that nobody reads any more. */
class Unread extends Error {}

/**
 * Writes every stored cell, as JSON lines.
 * @param masked the same files under pseudonyms, in the order in which they are read: cells that differ there are shown as they stand
 * there, and of a file that could not be read nothing is shown
 */
export async function cells(
  io: Io,
  named: readonly string[],
  options: ReadOptions,
  report: (problems: readonly Problem[]) => void,
  masked: ReadonlyMap<string, Book> | null = null,
): Promise<ExitCode> {
  const { files, problems } = await listInputs(named, io);
  for (const { path, label } of files) {
    if (io.unread?.()) return 0;
    const other = masked?.get(label);
    if (masked && !other) continue;
    let sheet = -1;
    let shown: Shown | null = null;
    const bytes = path === '-' ? await io.stdin() : readWhole(path, label, problems);
    if (bytes === null) continue;
    let lead = '';
    let text = '';
    let last: Promise<void> = Promise.resolve();
    const pass = () => {
      if (text === '') return;
      const out = text;
      text = '';
      last = last.then(() => io.out(out));
    };
    const names: string[] = [];
    const found = await streamCells(
      bytes,
      label,
      {
        sheet: (name) => {
          sheet++;
          const as = other?.sheets[sheet];
          if (other && !as) throw new Error('a sheet that was not read before');
          shown = as ? cellsOf(as) : null;
          lead = `{"sheet":${JSON.stringify(as ? as.name : name)},"ref":"`;
        },
        cell: (row, col, stored, as) => {
          const { kind, value } = shown ? shownAs(shown, row, col, stored, as) : { kind: stored, value: as };
          names[col] ??= columnName(col);
          const column = names[col];
          text += `${lead}${column}${row + 1}","kind":"${kind}","value":${typeof value === 'number' ? numberText(value) : JSON.stringify(value)}}\n`;
          if (text.length > chunk) pass();
        },
        flush: async () => {
          pass();
          await last;
          if (io.unread?.()) throw new Unread();
        },
      },
      options,
    ).catch((error) => {
      if (error instanceof Unread) return null;
      throw error;
    });
    if (found === null) return 0;
    pass();
    await last;
    problems.push(...found);
  }
  const errors = problems.filter((p) => p.severity === 'error');
  if (errors.length > 0) report(errors);
  return errors.length > 0 ? 1 : 0;
}

/** JSON knows −0; JSON.stringify does not. */
const numberText = (n: number): string => (Object.is(n, -0) ? '-0' : String(n));

// ── under pseudonyms ──

type Shown = ReadonlyMap<number, ReadonlyMap<number, Cell>>;

const cellsOf = ({ rows }: Sheet): Shown => new Map(rows.map((r) => [r.row, new Map(r.cells.map((c) => [c.col, c]))]));

/** What stays stays as it is stored; a text that was not read before, such as one of white space alone, is not shown. */
function shownAs(shown: Shown, row: number, col: number, kind: CellKind, value: StoredValue): { kind: CellKind; value: StoredValue } {
  const cell = shown.get(row)?.get(col);
  if (cell?.kind === 'text') return { kind: 'text', value: cell.value };
  return { kind, value: cell || typeof value !== 'string' ? value : '' };
}
