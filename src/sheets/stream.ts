import type { Book, Cell, CellKind } from '../book.ts';
import type { Problem } from '../types.ts';
import type { ReadOptions } from './limits.ts';
import { readBook } from './read.ts';
import { Refusal } from './refusal.ts';
import { sniff } from './sniff.ts';

/** A stored value as it is handed on: see {@link CellSink.cell}. */
export type StoredValue = string | number | boolean | null;

/** Takes the stored cells of a file as they come. */
export interface CellSink {
  /** A sheet begins; its cells follow. Sheets come in the order of their tabs, empty ones too. `name` is null for CSV. */
  sheet(name: string | null, hidden: boolean): void;
  /**
   * A stored cell, row and column zero-based, in stored order. Exactly as stored: a text unchanged, empty ones and
   * white space too; a number as its double; a date as its serial number, whatever the workbook's date system, or as
   * its text where an ISO date is stored; a boolean; an error as its text; null for a formula without a result.
   */
  cell(row: number, col: number, kind: CellKind, value: StoredValue): void;
  /** Awaited between pieces of a sheet: a sink that cannot keep up makes the reader wait. */
  flush(): Promise<void>;
}

/**
 * Hands on every stored cell of a file. Memory grows with its distinct texts, not with its cells.
 * @returns no problem, or the one for which the file is refused (`file/…`). That may come after cells were handed on
 * (a checksum stands at the end of what it covers): then all that was handed on is void.
 */
export async function streamCells(bytes: Uint8Array, file: string, sink: CellSink, options: ReadOptions = {}): Promise<readonly Problem[]> {
  try {
    const found = sniff(bytes, options);
    if (found.kind === 'xlsx') {
      const { streamXlsx } = await import('./xlsx/cells.ts');
      await streamXlsx(found.zip, sink, options);
      return [];
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return [error.problem(file)];
  }
  const { value, problems } = await readBook(bytes, file, { ...options, storedSerials: true });
  if (value !== null) await streamBook(value, sink);
  return problems;
}

/** Rows handed on before the sink may make us wait. */
const rowsAtOnce = 1024;

/** The cells of a format that is read whole. */
async function streamBook(book: Book, sink: CellSink): Promise<void> {
  for (const sheet of book.sheets) {
    sink.sheet(sheet.name, sheet.hidden);
    for (const [i, { cells }] of sheet.rows.entries()) {
      for (const c of cells) sink.cell(c.row, c.col, c.kind, storedValue(c));
      if (i % rowsAtOnce === rowsAtOnce - 1) await sink.flush();
    }
    await sink.flush();
  }
}

function storedValue(c: Cell): StoredValue {
  if (c.kind === 'number' || c.kind === 'date') return Number(c.shortest ?? c.value);
  if (c.kind === 'boolean') return c.value === 'TRUE';
  return c.kind === 'empty-formula' ? null : c.value;
}
