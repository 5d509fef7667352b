// A paper workbook in HyperFormula: an independent spreadsheet computes every formula anew.
import { HyperFormula, type RawCellContent } from 'hyperformula';
import type { PaperBook, PaperCell } from '../../src/paper.ts';

/** Texts are marked as such: no id becomes a number, no date a serial. Empty text is an empty cell, as the writer leaves it. */
function content(cell: PaperCell | null): RawCellContent {
  if (cell === null) return null;
  if (cell.formula !== undefined) return `=${cell.formula}`;
  const { value } = cell;
  if (value === null || value === '') return null;
  return typeof value === 'string' ? `'${value}` : Number(value.number);
}

/** What a formula must give: the very double, the very text. */
const cached = ({ value }: PaperCell): string | number => (value === null ? '' : typeof value === 'string' ? value : Number(value.number));

export class Recalculated {
  private readonly engine: HyperFormula;

  /** `smart`: HyperFormula's own rounding of sums and comparisons near equality, as spreadsheets do; else naked doubles. */
  constructor(
    readonly book: PaperBook,
    smart = false,
  ) {
    const sheets = Object.fromEntries(book.sheets.map((s) => [s.name, s.rows.map((r) => r.cells.map(content))]));
    this.engine = HyperFormula.buildFromSheets(sheets, {
      licenseKey: 'gpl-v3',
      smartRounding: smart,
      accentSensitive: true,
      // Excel, WPS and LibreOffice compute the arguments of SUMPRODUCT as arrays; HyperFormula only so.
      useArrayArithmetic: true,
      maxRows: 100_000,
    });
  }

  /** `'规则'!$B$5`, as formulas name it, or zero-based. */
  at(sheet: string, row: number, col: number): unknown {
    const id = this.engine.getSheetId(sheet);
    if (id === undefined) throw new Error(`no sheet ${sheet}`);
    const value = this.engine.getCellValue({ sheet: id, row, col });
    return value === null ? '' : typeof value === 'object' ? `#${value.type} ${value.message}` : value;
  }

  set(reference: string, value: number | string): void {
    const address = this.engine.simpleCellAddressFromString(reference.replaceAll('$', ''), 0);
    if (!address) throw new Error(`no cell ${reference}`);
    const before = this.engine.getCellValue(address);
    if (typeof before !== typeof value) throw new Error(`${reference} holds ${before}, not a ${typeof value}`);
    this.engine.setCellContents(address, typeof value === 'string' ? `'${value}` : value);
  }

  /** Every formula cell that does not give its cached value. */
  differences(): string[] {
    return this.book.sheets.flatMap((s) =>
      s.rows.flatMap((r, row) =>
        r.cells.flatMap((cell, col) => {
          if (cell?.formula === undefined) return [];
          const found = this.at(s.name, row, col);
          const wanted = cached(cell);
          return found === wanted ? [] : [`${s.name}!R${row + 1}C${col + 1} =${cell.formula} gives ${String(found)}, cached ${wanted}`];
        }),
      ),
    );
  }

  count(): number {
    return this.book.sheets.reduce((n, s) => n + s.rows.reduce((m, r) => m + r.cells.filter((c) => c?.formula !== undefined).length, 0), 0);
  }

  destroy(): void {
    this.engine.destroy();
  }
}

/** Functions that the book's formulas use. */
export function functionsOf(book: PaperBook): Set<string> {
  const found = new Set<string>();
  for (const s of book.sheets)
    for (const r of s.rows)
      for (const c of r.cells)
        for (const m of (c?.formula ?? '').replace(/"[^"]*"|'[^']*'/g, '').matchAll(/([A-Z][A-Z0-9.]*)\(/g)) found.add(m[1] ?? '');
  return found;
}
