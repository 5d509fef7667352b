/** What a file holds, nothing understood yet: workbooks, sheets and cells as they are stored. Nouns only. */

/** What a cell stores. */
export type CellKind = 'number' | 'text' | 'boolean' | 'error' | 'date' | 'empty-formula';

/** A stored cell; row and column zero-based, as in the file. */
export interface Cell {
  readonly row: number;
  readonly col: number;
  readonly kind: CellKind;
  /**
   * number, date: plain decimal text of the double rounded to 15 significant digits (rules §2.2; a date is
   * its serial number); text: as stored; boolean: TRUE or FALSE; error: #N/A and the like; empty-formula: ''.
   */
  readonly value: string;
  /** Shortest decimal of the stored double, only where it differs from `value` (rules §2.2). */
  readonly shortest?: string;
  /** A number shown as a percentage: what people see is a hundred times what is stored. */
  readonly percent?: true;
  /** The cell holds a formula (its cached result is `value`). */
  readonly formula?: true;
  /** The formula without its `=`, where it was asked for (`ReadOptions.formulas`); `{…}` around one of an array of cells. */
  readonly formulaText?: string;
}

/** Zero-based, both ends included. */
export interface Range {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** A sheet as stored. */
export interface Sheet {
  /** null for CSV. */
  readonly name: string | null;
  readonly hidden: boolean;
  /** Rows that hold at least one stored cell, ascending; cells within a row ascending by column. */
  readonly rows: readonly SheetRow[];
  readonly merges: readonly Range[];
  /** Columns that are hidden, zero-based. */
  readonly hiddenCols: ReadonlySet<number>;
}

/** A row that stores something. */
export interface SheetRow {
  readonly row: number;
  readonly hidden: boolean;
  /** For CSV: the one-based line at which the record starts in an editor. */
  readonly line?: number;
  readonly cells: readonly Cell[];
}

/** File formats that are read, by content: .xlsm is `xlsx`, WPS .et is `xls` or `xlsx`, tab-separated text is `csv`. */
export type BookKind = 'xlsx' | 'xls' | 'xlsb' | 'ods' | 'xml-spreadsheet' | 'html' | 'csv';

/** An input file read. */
export interface Book {
  /** What the user sees: a path that is unique among the inputs and the same wherever they stand. */
  readonly file: string;
  readonly kind: BookKind;
  /** Of CSV and web pages. */
  readonly encoding?: string;
  readonly sha256: string;
  readonly sheets: readonly Sheet[];
  /** A password opened it: what is made from it is no longer under that password. */
  readonly encrypted?: true;
  /** The tool wrote this workbook itself; it is no input. */
  readonly own: boolean;
}
