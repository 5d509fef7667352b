/**
 * What people are handed, as data: sheets and workbooks, lists, letters and forms. `src/papers` makes them, `src/sheets` and
 * `src/documents` write them. Nouns only.
 */
import type { Range } from './book.ts';
import type { Lang, Place, Severity } from './types.ts';

/** Named looks; the writer alone knows fonts, fills and number formats. */
export type Look =
  | 'plain'
  | 'title'
  | 'subtitle'
  | 'heading'
  | 'label'
  | 'header'
  | 'text'
  | 'wrapped'
  | 'center'
  | 'whole'
  | 'two-places'
  | 'general'
  | 'percent'
  | 'input'
  | 'input-percent'
  | 'input-text'
  | 'total'
  | 'count'
  | 'mark'
  | 'note'
  | 'warning'
  | 'calculation'
  | 'mono'
  /** Cells of somebody else's table, as they stood. */
  | 'copied'
  | 'copied-header'
  | 'copied-date'
  | 'copied-time'
  | 'copied-percent'
  /** Blank cells to be typed in; ids stay text. */
  | 'entry-text'
  | 'entry-number';

/** A cell of a paper: text, or a number as exact decimal text, perhaps with a live formula behind it. */
export interface PaperCell {
  readonly value: string | { readonly number: string } | null;
  /** Without the leading `=`. The value beside it is its exact cached result. */
  readonly formula?: string;
  readonly look: Look;
  /** Decimals that `two-places` and `total` show at least; absent: two. */
  readonly places?: number;
  /** Hyperlink to another sheet of the same workbook: `'name'!A1`. */
  readonly link?: string;
  /** `value` is the text of a truth value (TRUE, FALSE) or of an error (#N/A), and is stored as one. */
  readonly as?: 'boolean' | 'error';
  /** A comment on the cell. */
  readonly note?: string;
  /** Filled and set in bold: something is to be said of the cell. */
  readonly tone?: Severity;
}

/** A row of a paper. */
export interface PaperRow {
  /** Zero-based column → cell. */
  readonly cells: readonly (PaperCell | null)[];
  /** Points; absent: left to the writer. */
  readonly height?: number;
  readonly hidden?: true;
}

/** How a cell is shown as soon as its text begins with one of these words, whatever put it there. */
export type MarkStyle = 'bar' | 'talk' | 'held' | 'warn' | 'ok';

/** Cells of a workbook, by the sheet they stand on; absent: the one that names them. */
export interface CellsAt {
  readonly sheet?: string;
  readonly range: Range;
}

/** A line of a chart. */
export interface ChartSeries {
  readonly name: string;
  /** As many as categories, as exact decimal texts; null is a gap, which stays open. */
  readonly values: readonly (string | null)[];
  /** Cells that hold the values: the chart of a workbook follows them. */
  readonly valuesAt?: CellsAt;
  readonly nameAt?: CellsAt;
}

/** A line chart (折线图), drawn by the program that opens the file and editable there. */
export interface LineChart {
  readonly kind?: 'lines';
  readonly title: string;
  /** Along the bottom, from left to right: 2026Q1 … */
  readonly categories: readonly string[];
  readonly categoriesAt?: CellsAt;
  /** One at least; nine differ in print. */
  readonly series: readonly ChartSeries[];
  readonly axis: {
    readonly title: string;
    /** Ranks: 1 on top, whole numbers only. */
    readonly ranks?: true;
    /** Decimals of the figures; absent: as many as the values have. */
    readonly places?: number;
    /** Ends of the axis; absent: close around the values, so that small differences are seen. */
    readonly min?: string;
    readonly max?: string;
  };
}

/** A column chart (柱形图) from zero up, as one cannot be misread; drawn and editable like a line chart. */
export interface ColumnChart extends Pick<LineChart, 'title' | 'categories' | 'categoriesAt' | 'series'> {
  readonly kind: 'columns';
  /** Columns of a distribution touch each other. */
  readonly touching?: true;
  /** What stands along the bottom. */
  readonly across: string;
  readonly axis: {
    readonly title: string;
    /** Decimals of the figures; absent: as many as the values have. */
    readonly places?: number;
  };
}

export type Chart = LineChart | ColumnChart;

/** A sheet of a paper; all rows and columns zero-based. */
export interface PaperSheet {
  readonly name: string;
  /** Widths in characters of a Latin digit; a Chinese character takes two. */
  readonly widths: readonly number[];
  readonly rows: readonly PaperRow[];
  readonly merges: readonly Range[];
  /** Rows and columns that stay in view. */
  readonly freeze?: { readonly rows: number; readonly cols: number };
  readonly filter?: Range;
  /** Zero-based rows repeated on each printed page. */
  readonly repeatRows?: { readonly from: number; readonly to: number };
  readonly dataBars: readonly Range[];
  readonly marks: readonly { readonly range: Range; readonly words: readonly string[]; readonly style: MarkStyle }[];
  readonly dropDowns: readonly { readonly range: Range; readonly options: readonly string[]; readonly strict: boolean }[];
  /** Zero-based columns grouped away behind the outline (calculation columns). */
  readonly outlined: readonly number[];
  readonly tab: 'result' | 'group' | 'list' | 'basis' | 'rules';
  readonly hiddenCols?: readonly number[];
  /** A copy of somebody else's table: texts to the letter, rows without cells cost nothing, heights are left to Excel. */
  readonly copied?: true;
  /** What may be typed in, apart from choices: decimal numbers between two bounds, both allowed; a blank is. */
  readonly numbers?: readonly {
    readonly range: Range;
    readonly min: string;
    readonly max: string;
    readonly whole: boolean;
    readonly message: string;
  }[];
  /** Where the Party group decides: cells that come back filled in, and whom they are about. */
  readonly decisions?: readonly DecisionCell[];
  /** Zero-based rows after which a printed page must break. */
  readonly pageBreaksAfter?: readonly number[];
  /** Charts, each over the cells that it covers. */
  readonly charts?: readonly { readonly chart: Chart; readonly anchor: Range }[];
}

/** What a decision is about: a person, and the list that the decision puts them on or not. */
export interface DecisionAbout {
  readonly person: string;
  /** `ranking`: the person's row in the ranking itself, on no list. */
  readonly list: string;
  /** Key of the rule; '' where the list has one line a person. */
  readonly rule: string;
  /** Index of the policy's option that the tool proposes. */
  readonly proposal: number | null;
}

/** A row to be decided on; zero-based, the reason in the column beside. */
export interface DecisionCell extends DecisionAbout {
  readonly row: number;
  readonly col: number;
}

/** A decision that came back (rules §6.5). */
export interface Decision extends DecisionAbout {
  /** Index of the policy's option. */
  readonly decided: number;
  readonly reason: string;
  readonly at: Place;
}

/** A workbook to be written. */
export interface PaperBook {
  readonly lang: Lang;
  readonly title: string;
  /** Left and right of the printed foot. */
  readonly footLeft: string;
  /** Marks the workbook as the tool's own (document keywords). */
  readonly marker: string;
  /** What the workbook is made of, so that it can be taken up again: kept in a hidden sheet. */
  readonly memory?: string;
  readonly sheets: readonly PaperSheet[];
}

// ───────────────────────────── lists and letters (src/papers) ─────────────────────────────

/** A cell of a list: text, an exact number, or nothing. */
export type ListCell = string | { readonly number: string } | null;

/** A column of a list. */
export interface ListColumn {
  /** Stable in every language: the key in JSON. */
  readonly key: string;
  readonly header: string;
  /** In characters of a Latin digit. */
  readonly width: number;
  readonly look: Extract<Look, 'text' | 'wrapped' | 'center' | 'general' | 'two-places' | 'whole' | 'mark'>;
  /** Filled in by the Party group: a choice of the policy's options, or words. */
  readonly fill?: 'decision' | 'words';
}

/** A list that people are handed, whatever file it becomes: a sheet, CSV, Markdown or JSON. */
export interface ListPaper {
  /** Stable in every language. */
  readonly key: string;
  /** Name of its sheet. */
  readonly name: string;
  readonly title: string;
  /** Beneath the title, a line each. */
  readonly subtitle: readonly string[];
  readonly columns: readonly ListColumn[];
  /** As many cells as columns. */
  readonly rows: readonly (readonly ListCell[])[];
  /** What JSON says where a cell is in words: keys that no language changes, cells it came from; row by row, by the column's key. */
  readonly data?: readonly Readonly<Record<string, string | null | readonly string[]>>[];
  /** Where there are no rows. */
  readonly nobody: string;
  /** Beneath the rows. */
  readonly notes: readonly string[];
  readonly signatures: string;
}

/** A part of a letter, form or report, from top to bottom. */
export type DocBlock =
  | {
      readonly kind: 'heading';
      readonly text: string;
      /** 2: beneath a heading. */
      readonly level?: 2;
      /** Begins a page. */
      readonly newPage?: true;
    }
  /** The headings with the pages they stand on, which are right before any program has counted them. */
  | { readonly kind: 'contents'; readonly title: string }
  /** As wide as the text; `height` in points. */
  | { readonly kind: 'chart'; readonly chart: LineChart; readonly height?: number }
  | {
      readonly kind: 'paragraph';
      readonly text: string;
      readonly align?: 'left' | 'center' | 'right';
      readonly indent?: boolean;
      readonly small?: boolean;
    }
  /** A bordered form: rows of labels with what is known, or with room to write. */
  | {
      readonly kind: 'form';
      readonly rows: readonly (readonly {
        readonly label: string;
        readonly value: string;
        /** Lines of room beneath what is written. */
        readonly room?: number;
        /** Its part of the row's width, beside those of its neighbours; 1 where it is left out. */
        readonly weight?: number;
      }[])[];
    }
  | {
      readonly kind: 'table';
      readonly columns: readonly { readonly header: string; readonly width: number; readonly align?: 'left' | 'center' | 'right' }[];
      readonly rows: readonly (readonly string[])[];
      /** Widths are in Latin digits, and letters only as small as they have to be. */
      readonly dense?: true;
    }
  /** Room to sign, each with its date. */
  | { readonly kind: 'signatures'; readonly labels: readonly string[]; readonly date: string }
  /** A further title, on a page of its own. */
  | { readonly kind: 'page-break' }
  | { readonly kind: 'title'; readonly text: string };

/** A document to be written, on A4. */
export interface Doc {
  readonly lang: Lang;
  readonly title: string;
  /** At the foot of every page, before the page number. */
  readonly foot: string;
  /** Landscape; upright where it is left out. */
  readonly across?: true;
  readonly blocks: readonly DocBlock[];
}
