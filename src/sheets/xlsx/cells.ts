import { a1 } from '../../problems/problem.ts';
import { dateStyles, isoSerial } from '../date-format.ts';
import { limits, limitsOf, type ReadOptions } from '../limits.ts';
import { damaged } from '../refusal.ts';
import type { CellSink } from '../stream.ts';
import type { Zip } from '../zip.ts';
import { countCharacters } from './book.ts';
import { openPackage } from './package.ts';
import { scanPart } from './part.ts';
import { type CellTarget, SheetHandler } from './sheet.ts';
import { SheetScanner } from './sheet-scanner.ts';

/** Hands on the cells of an .xlsx as they come; see `streamCells`. Throws `Refusal`, perhaps after cells were handed on. */
export async function streamXlsx(zip: Zip, sink: CellSink, options: ReadOptions): Promise<void> {
  const book = await openPackage(zip);
  const isDate = dateStyles(book.styles ?? [], book.formats);
  const characters = { used: 0, limit: limitsOf(options).characters };
  for (const { name, hidden, part } of book.sheets) {
    sink.sheet(name, hidden);
    if (part === null) continue;
    const handler = new SheetHandler(name, book, new Handing(name, sink, isDate, characters));
    await scanPart(zip, part, new SheetScanner(handler, { plain: false }), name, () => sink.flush());
    if (handler.unordered) await refuseTwins(zip, part, name, book);
  }
}

/** Hands each cell to the sink as it is stored. */
class Handing implements CellTarget {
  constructor(
    private readonly sheet: string,
    private readonly sink: CellSink,
    private readonly isDate: readonly boolean[],
    private readonly characters: { used: number; readonly limit: number },
  ) {}

  row(): void {}

  number(row: number, col: number, x: number, style: number): void {
    this.sink.cell(row, col, this.isDate[style] === true ? 'date' : 'number', x);
  }

  text(row: number, col: number, text: string): void {
    countCharacters(this.characters, text);
    this.sink.cell(row, col, 'text', text);
  }

  boolean(row: number, col: number, value: boolean): void {
    this.sink.cell(row, col, 'boolean', value);
  }

  error(row: number, col: number, text: string): void {
    countCharacters(this.characters, text);
    this.sink.cell(row, col, 'error', text);
  }

  iso(row: number, col: number, text: string): void {
    if (isoSerial(text) === null) damaged(`${this.sheet}!${a1({ row, col })}: d value not understood`);
    this.sink.cell(row, col, 'date', text);
  }

  nothing(row: number, col: number): void {
    this.sink.cell(row, col, 'empty-formula', null);
  }
}

/**
 * A sheet whose cells came out of order is looked through once more for a cell that comes twice: eight bytes a cell,
 * which sheets in order, all but a few, do not pay.
 */
async function refuseTwins(zip: Zip, part: string, sheet: string, book: SheetHandler['tables']): Promise<void> {
  const places = new Places();
  await scanPart(zip, part, new SheetScanner(new SheetHandler(sheet, book, places), { plain: false }), sheet);
  const twin = places.twin();
  if (twin !== null) damaged(`${sheet}!${a1({ row: Math.floor(twin / limits.columns), col: twin % limits.columns })}: cell twice`);
}

/** Where cells are stored, nothing else. */
class Places implements CellTarget {
  private keys = new Float64Array(1024);
  private count = 0;

  row(): void {}
  number(row: number, col: number): void {
    this.note(row, col);
  }
  text(row: number, col: number): void {
    this.note(row, col);
  }
  boolean(row: number, col: number): void {
    this.note(row, col);
  }
  error(row: number, col: number): void {
    this.note(row, col);
  }
  iso(row: number, col: number): void {
    this.note(row, col);
  }
  nothing(row: number, col: number): void {
    this.note(row, col);
  }

  /** The key of a cell that comes twice, or null. */
  twin(): number | null {
    const sorted = this.keys.subarray(0, this.count).sort();
    return sorted.find((key, i) => i > 0 && sorted[i - 1] === key) ?? null;
  }

  private note(row: number, col: number): void {
    if (this.count === this.keys.length) {
      const larger = new Float64Array(this.count * 2);
      larger.set(this.keys);
      this.keys = larger;
    }
    this.keys[this.count++] = row * limits.columns + col;
  }
}
