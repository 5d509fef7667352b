import { a1 } from '../problems/problem.ts';
import type { Cell, Sheet, SheetRow } from '../types.ts';
import { dateStyles, days1904, isoSerial, percentStyles } from './date-format.ts';
import { limitsOf, type ReadOptions, within } from './limits.ts';
import { holdsMarker, ownMarker } from './marker.ts';
import { decimalText } from './number.ts';
import { damaged } from './refusal.ts';
import { openPackage, type XlsxPackage } from './xlsx-package.ts';
import { type RawCell, type RawSheet, scanSheet } from './xlsx-sheet.ts';
import { decodeXml } from './xml.ts';
import type { Zip } from './zip.ts';

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
  const book = openPackage(zip);
  const convert = new Converter(
    limitsOf(options).characters,
    book,
    await dateStyles(book.styles ?? [], book.formats),
    percentStyles(book.styles ?? [], book.formats),
  );
  const sheets = book.sheets.map(({ name, hidden, part }): Sheet => {
    if (part === null) return { name, hidden, merges: [], hiddenCols: new Set(), rows: [] };
    const raw = scanSheet(decodeXml(zip.read(part), part), name, book);
    return { name, hidden, merges: raw.merges, hiddenCols: raw.hiddenCols, rows: toRows(raw, name, convert) };
  });
  return { sheets, own: book.keywords.includes(ownMarker) || sheets.some(holdsMarker) };
}

function toRows(raw: RawSheet, sheet: string, convert: Converter): SheetRow[] {
  const rows: { row: number; hidden: boolean; cells: Cell[] }[] = [];
  for (const c of raw.cells) {
    const cell = convert.cell(c, sheet);
    if (cell === null) continue;
    if (rows.at(-1)?.row !== c.row) rows.push({ row: c.row, hidden: raw.hiddenRows.has(c.row), cells: [] });
    rows.at(-1)?.cells.push(cell);
  }
  return rows;
}

type Converted = Pick<Cell, 'kind' | 'value' | 'shortest' | 'percent'>;

/** Turns checked raw cells of one workbook into cells, and counts their characters against the limit. */
class Converter {
  private characters = 0;

  constructor(
    private readonly limit: number,
    private readonly book: XlsxPackage,
    private readonly isDate: readonly boolean[],
    private readonly isPercent: readonly boolean[],
  ) {}

  /** Null for an empty text that no formula made: that is no cell. */
  cell(c: RawCell, sheet: string): Cell | null {
    const converted = this.convert(c) ?? damaged(`${sheet}!${a1(c)}: ${c.type} value not understood`);
    if (converted.kind === 'text' && converted.value === '' && !c.formula) return null;
    this.characters += converted.value.length;
    within(this.limit, this.characters, 'characters');
    return { row: c.row, col: c.col, ...converted, ...(c.formula ? { formula: true as const } : {}) };
  }

  private convert(c: RawCell): Converted | null {
    const { value } = c;
    if (value === null) return { kind: 'empty-formula', value: '' };
    if (c.type === 'str' || c.type === 'inlineStr') return { kind: 'text', value: unescapeText(value) };
    if (value === '') return c.formula ? { kind: 'empty-formula', value: '' } : null;
    if (c.type === 's') return { kind: 'text', value: unescapeText(this.book.strings[Number(value)] as string) };
    if (c.type === 'b') return { kind: 'boolean', value: /1|true/i.test(value) ? 'TRUE' : 'FALSE' };
    if (c.type === 'e') return { kind: 'error', value };
    if (c.type === 'd') return dateText(isoSerial(value));
    const number = this.number(Number(value), this.isDate[c.style] === true);
    return this.isPercent[c.style] ? { ...number, percent: true } : number;
  }

  private number(x: number, date: boolean): Converted {
    if (!date) return { kind: 'number', ...decimalText(x) };
    return { kind: 'date', ...decimalText(this.book.date1904 ? x + days1904 : x) };
  }
}

const dateText = (serial: number | null): Converted | null => (serial === null ? null : { kind: 'date', ...decimalText(serial) });

/** `_x000D_` stands for a character that XML cannot hold; a literal one is written `_x005F_x000D_`. */
function unescapeText(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([\dA-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
