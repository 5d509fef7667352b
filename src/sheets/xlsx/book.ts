import type { Cell, Sheet, SheetRow } from '../../book.ts';
import { a1 } from '../../problems/problem.ts';
import { dateStyles, days1904, isoSerial, percentStyles } from '../date-format.ts';
import { limitsOf, type ReadOptions, within } from '../limits.ts';
import { holdsMarker, ownMarker } from '../marker.ts';
import { decimalText } from '../number.ts';
import { damaged } from '../refusal.ts';
import type { Zip } from '../zip.ts';
import { openPackage, type XlsxPackage } from './package.ts';
import { scanPart } from './part.ts';
import { type CellTarget, SheetHandler } from './sheet.ts';
import { SheetScanner } from './sheet-scanner.ts';

/** What an .xlsx holds: its worksheets in the order of their tabs, and whether this tool wrote it. */
export interface XlsxBook {
  readonly sheets: readonly Sheet[];
  readonly own: boolean;
}

/**
 * Reads the stored values of an .xlsx; formulas are never computed. Dates of the 1904 system are handed on as
 * serial numbers of the 1900 one. Throws `Refusal` for a file that is damaged or says two things at once.
 */
export async function readXlsx(zip: Zip, options: ReadOptions = {}): Promise<XlsxBook> {
  const book = await openPackage(zip);
  const styles = book.styles ?? [];
  const meaning: Meaning = {
    isDate: dateStyles(styles, book.formats),
    isPercent: percentStyles(styles, book.formats),
    shift: book.date1904 && options.storedSerials !== true ? days1904 : 0,
    characters: { used: 0, limit: limitsOf(options).characters },
  };
  const marked = book.keywords.includes(ownMarker);
  const wanted = options.formulas === 'all' || (options.formulas === 'own' && marked);
  const sheets = await readSheets(zip, book, meaning, wanted);
  const own = marked || sheets.some(holdsMarker);
  // The keywords are gone, and the marker was found among the cells only.
  if (own && !wanted && options.formulas === 'own')
    return { sheets: await readSheets(zip, book, { ...meaning, characters: { ...meaning.characters, used: 0 } }, true), own };
  return { sheets, own };
}

async function readSheets(zip: Zip, book: XlsxPackage, meaning: Meaning, withFormulas: boolean): Promise<Sheet[]> {
  const formulas = withFormulas ? (await import('./formula-texts.ts')).FormulaTexts : null;
  const sheets: Sheet[] = [];
  for (const { name, hidden, part } of book.sheets) {
    const rows = new RowBuilder(name, meaning);
    const texts = formulas && new formulas();
    const handler = new SheetHandler(name, book, rows, texts);
    if (part !== null) await scanPart(zip, part, new SheetScanner(handler, { plain: true }), name);
    const found = rows.result(handler.unordered);
    texts?.into(found);
    sheets.push({ name, hidden, rows: found, merges: handler.merges, hiddenCols: handler.hiddenCols });
  }
  return sheets;
}

/** What the styles of a workbook make of its numbers, and how much text it has handed on. */
interface Meaning {
  readonly isDate: readonly boolean[];
  readonly isPercent: readonly boolean[];
  readonly shift: number;
  readonly characters: { used: number; readonly limit: number };
}

interface Row extends SheetRow {
  hidden: boolean;
  cells: Cell[];
}

/** Makes the rows of a sheet. */
class RowBuilder implements CellTarget {
  private rows: Row[] = [];
  private current: Row | null = null;
  private hidden = false;
  private readonly hiddenRows = new Set<number>();

  constructor(
    private readonly sheet: string,
    private readonly meaning: Meaning,
  ) {}

  row(row: number, hidden: boolean): void {
    this.current = null;
    this.hidden = hidden;
    if (hidden) this.hiddenRows.add(row);
  }

  number(row: number, col: number, x: number, style: number, formula: boolean, plain: string | null): void {
    const { isDate, isPercent, shift } = this.meaning;
    const date = isDate[style] === true;
    const kind = date ? 'date' : 'number';
    const percent = isPercent[style] ? { percent: true as const } : {};
    if (plain !== null && !(date && shift !== 0)) {
      if (formula || isPercent[style]) this.add(row, { row, col, kind, value: plain, ...percent, ...(formula ? { formula: true } : {}) });
      else this.add(row, { row, col, kind, value: plain });
      return;
    }
    const text = decimalText(date ? x + shift : x);
    this.add(row, { row, col, kind, ...text, ...percent, ...(formula ? { formula: true } : {}) });
  }

  text(row: number, col: number, value: string, formula: boolean): void {
    if (value === '' && !formula) return;
    countCharacters(this.meaning.characters, value);
    this.plain(row, col, 'text', value, formula);
  }

  boolean(row: number, col: number, value: boolean, formula: boolean): void {
    this.plain(row, col, 'boolean', value ? 'TRUE' : 'FALSE', formula);
  }

  error(row: number, col: number, text: string, formula: boolean): void {
    countCharacters(this.meaning.characters, text);
    this.plain(row, col, 'error', text, formula);
  }

  iso(row: number, col: number, text: string, formula: boolean): void {
    const serial = isoSerial(text) ?? damaged(`${this.sheet}!${a1({ row, col })}: d value not understood`);
    this.add(row, { row, col, kind: 'date', ...decimalText(serial), ...(formula ? { formula: true } : {}) });
  }

  nothing(row: number, col: number): void {
    this.plain(row, col, 'empty-formula', '', true);
  }

  /** Rows and cells ascending; where they were stored in another order, a cell twice is found only now. */
  result(unordered: boolean): readonly Row[] {
    if (!unordered && this.hiddenRows.size === 0) return this.rows;
    if (unordered) this.sort();
    for (const row of this.rows) row.hidden = this.hiddenRows.has(row.row);
    return this.rows;
  }

  private sort(): void {
    const byRow = new Map<number, Row>();
    for (const row of this.rows) {
      const known = byRow.get(row.row);
      if (known) for (const cell of row.cells) known.cells.push(cell);
      else byRow.set(row.row, row);
    }
    this.rows = [...byRow.values()].sort((a, b) => a.row - b.row);
    for (const { cells } of this.rows) {
      cells.sort((a, b) => a.col - b.col);
      const twin = cells.find((c, i) => cells[i - 1]?.col === c.col);
      if (twin) damaged(`${this.sheet}!${a1(twin)}: cell twice`);
    }
  }

  private plain(row: number, col: number, kind: Cell['kind'], value: string, formula: boolean): void {
    this.add(row, formula ? { row, col, kind, value, formula: true } : { row, col, kind, value });
  }

  private add(row: number, cell: Cell): void {
    if (this.current === null) {
      const last = this.rows.at(-1);
      if (last?.row === row) this.current = last;
      else {
        this.current = { row, hidden: this.hidden, cells: [] };
        this.rows.push(this.current);
      }
    }
    this.current.cells.push(cell);
  }
}

/** Few shared strings may be used by very many cells: what counts is what is handed on. */
export function countCharacters(characters: { used: number; readonly limit: number }, text: string): void {
  characters.used += text.length;
  if (characters.used > characters.limit) within(characters.limit, characters.used, 'characters');
}
