import type { CellErrorValue, CellFormulaValue, CellValue, ConditionalFormattingRule, DataValidation, Workbook, Worksheet } from 'exceljs';
import type { Range } from '../book.ts';
import type { PaperBook, PaperCell, PaperSheet } from '../paper.ts';
import { a1, columnName } from '../problems/problem.ts';
import type { Lang } from '../types.ts';
import { barColour, markStyle, type StyleOf, stylesFor, tabColour } from './looks.ts';
import { memorySheet } from './marker.ts';
import { memoryRows } from './memory.ts';
import { cellText, checkPaper } from './paper-check.ts';
import { rowHeights } from './row-height.ts';
import { linkOf, repack } from './xlsx-repack.ts';

/**
 * Writes a workbook: the same paper gives the same bytes, whatever the machine, clock or time zone. No person is named
 * in its properties. Throws Error for a paper that no workbook can hold (see `checkPaper`); that is a fault in this
 * program.
 *
 * exceljs carries it, from memory and as a writer only. It is loaded here, when first needed: it costs a quarter of a
 * second.
 */
export async function writeXlsx(book: PaperBook): Promise<Uint8Array> {
  checkPaper(book);
  const { default: excel } = await import('exceljs');
  const workbook = new excel.Workbook();
  describe(workbook, book);
  const style = stylesFor(book.lang);
  for (const sheet of book.sheets) addSheet(workbook, sheet, book, style);
  if (book.memory !== undefined) {
    const hidden = workbook.addWorksheet(memorySheet, { state: 'hidden' });
    for (const row of memoryRows(book.memory)) hidden.addRow([row]);
  }
  // Stored, not deflated: `repack` deflates once, at the end. The type of the options leaves `zip` out.
  const stored = { zip: { compression: 'STORE' } } as Parameters<typeof workbook.xlsx.writeBuffer>[0];
  const bytes = new Uint8Array(await workbook.xlsx.writeBuffer(stored));
  return repack(bytes, book);
}

const fixedDate = new Date(Date.UTC(2000, 0, 1));

function describe(workbook: Workbook, book: PaperBook): void {
  workbook.creator = 'appraise';
  workbook.lastModifiedBy = 'appraise';
  workbook.created = fixedDate;
  workbook.modified = fixedDate;
  workbook.title = cellText(book.title);
  workbook.keywords = book.marker;
  workbook.calcProperties = { fullCalcOnLoad: true };
}

function addSheet(workbook: Workbook, sheet: PaperSheet, book: PaperBook, style: StyleOf): void {
  const outlineLevelCol = sheet.outlined.length > 0 ? 1 : 0;
  const ws = workbook.addWorksheet(sheet.name, { properties: { tabColor: tabColour(sheet.tab), outlineLevelCol } });
  addColumns(ws, sheet);
  addRows(ws, sheet, style);
  for (const col of sheet.hiddenCols ?? []) ws.getColumn(col + 1).hidden = true;
  for (const m of sheet.merges) ws.mergeCells(m.top + 1, m.left + 1, m.bottom + 1, m.right + 1);
  if (sheet.filter) ws.autoFilter = rangeText(sheet.filter);
  addView(ws, sheet);
  addConditions(ws, sheet);
  addDropDowns(ws, sheet);
  addNumberRules(ws, sheet);
  addPrint(ws, sheet, book);
}

function addColumns(ws: Worksheet, sheet: PaperSheet): void {
  sheet.widths.forEach((width, i) => {
    ws.getColumn(i + 1).width = width;
  });
  for (const col of sheet.outlined) {
    const column = ws.getColumn(col + 1);
    column.outlineLevel = 1;
    column.hidden = true;
  }
}

function addRows(ws: Worksheet, sheet: PaperSheet, style: StyleOf): void {
  const heights = sheet.copied ? null : rowHeights(sheet);
  sheet.rows.forEach((row, r) => {
    if (heights === null && row.cells.length === 0) return;
    const to = ws.getRow(r + 1);
    if (heights !== null) to.height = heights[r] as number;
    if (row.hidden) to.hidden = true;
    row.cells.forEach((cell, c) => {
      if (cell === null) return;
      const target = to.getCell(c + 1);
      target.value = cellValue(cell, sheet.copied === true);
      const number = typeof cell.value === 'object' ? (cell.value?.number ?? null) : null;
      target.style = style(cell.look, number, linkOf(cell) !== null, cell.tone, cell.places);
      if (cell.note !== undefined) target.note = { texts: [{ text: cellText(cell.note) }] };
    });
  });
  for (const row of sheet.pageBreaksAfter ?? []) ws.getRow(row + 1).addPageBreak();
}

/** Texts stay texts, whatever they begin with; only `formula` makes a formula. */
function cellValue({ value, formula, as }: PaperCell, copied: boolean): CellValue {
  if (as === 'boolean') return value === 'TRUE';
  if (as === 'error') return { error: value } as CellErrorValue;
  const plain = value === null ? null : typeof value === 'string' ? cellText(value, copied) : Number(value.number);
  if (formula === undefined) return plain;
  return (plain === null ? { formula } : { formula, result: plain }) as CellFormulaValue;
}

function addView(ws: Worksheet, { freeze, copied }: PaperSheet): void {
  const showGridLines = copied === true;
  if (!freeze || freeze.rows + freeze.cols === 0) ws.views = [{ state: 'normal', showGridLines }];
  else ws.views = [{ state: 'frozen', ySplit: freeze.rows, xSplit: freeze.cols, showGridLines }];
}

// ───────────────────────────── marks, bars, drop-downs ─────────────────────────────

function addConditions(ws: Worksheet, sheet: PaperSheet): void {
  let priority = 1;
  for (const { range, words, style } of sheet.marks) {
    const formula = beginsWith(a1({ row: range.top, col: range.left }), words);
    const rule = { type: 'expression', formulae: [formula], style: markStyle(style), priority: priority++ };
    ws.addConditionalFormatting({ ref: rangeText(range), rules: [rule as ConditionalFormattingRule] });
  }
  for (const range of sheet.dataBars) {
    const cfvo = [{ type: 'num', value: 0 }, { type: 'max' }];
    const rule = { type: 'dataBar', gradient: false, cfvo, color: barColour, priority: priority++ };
    ws.addConditionalFormatting({ ref: rangeText(range), rules: [rule as unknown as ConditionalFormattingRule] });
  }
}

/** True where the text of `cell` begins with one of the words; relative, so it moves along the range. */
function beginsWith(cell: string, words: readonly string[]): string {
  const tests = words.map((w) => `LEFT(${cell},LEN(${quoted(w)}))=${quoted(w)}`);
  return tests.length === 1 ? (tests[0] as string) : `OR(${tests.join(',')})`;
}

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

/** Known to exceljs since 4.0 but missing in its types: a validation for a whole range at once. */
interface WithValidations {
  readonly dataValidations: { add(range: string, validation: DataValidation): void };
}

function addDropDowns(ws: Worksheet, sheet: PaperSheet): void {
  for (const { range, options, strict } of sheet.dropDowns) {
    (ws as unknown as WithValidations).dataValidations.add(rangeText(range), {
      type: 'list',
      allowBlank: true,
      formulae: [quoted(options.join(','))],
      showErrorMessage: strict,
    });
  }
}

function addNumberRules(ws: Worksheet, sheet: PaperSheet): void {
  for (const { range, min, max, whole, message } of sheet.numbers ?? []) {
    (ws as unknown as WithValidations).dataValidations.add(rangeText(range), {
      type: whole ? 'whole' : 'decimal',
      operator: 'between',
      allowBlank: true,
      formulae: [Number(min), Number(max)],
      showErrorMessage: true,
      error: cellText(message),
    });
  }
}

// ───────────────────────────── print ─────────────────────────────

/** Columns, in Latin digits, that print at seven points or more on A4; wider sheets are for A3, which offices keep for their rosters. */
const acrossA4 = 190;
/** The same on A3; a wider sheet goes over several pages. */
const acrossA3 = 280;
const a4 = 9;
const a3 = 8;

function addPrint(ws: Worksheet, sheet: PaperSheet, book: PaperBook): void {
  const hidden = new Set([...sheet.outlined, ...(sheet.hiddenCols ?? [])]);
  const wide = sheet.widths.reduce((sum, w, c) => sum + (hidden.has(c) ? 0 : w), 0);
  const pages = sheet.copied || wide <= acrossA3 ? 1 : Math.ceil(wide / (acrossA3 * 0.75));
  Object.assign(ws.pageSetup, {
    paperSize: wide > acrossA4 ? a3 : a4,
    orientation: 'landscape',
    fitToPage: true,
    fitToWidth: pages,
    fitToHeight: 0,
    horizontalCentered: true,
    margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 },
  });
  if (sheet.repeatRows) ws.pageSetup.printTitlesRow = `${sheet.repeatRows.from + 1}:${sheet.repeatRows.to + 1}`;
  if (pages > 1 && sheet.freeze && sheet.freeze.cols > 0) ws.pageSetup.printTitlesColumn = `A:${columnName(sheet.freeze.cols - 1)}`;
  ws.headerFooter.oddFooter = footer(book);
}

/** A footer holds 255 characters; the page numbers must survive a long note to their left. */
function footer(book: PaperBook): string {
  const page = `&R${pageWords[book.lang]}`;
  const chars = [...cellText(book.footLeft)].map((c) => (c === '&' ? '&&' : c));
  let left = '&L';
  for (const c of chars) if (left.length + c.length + page.length <= 255) left += c;
  return left + page;
}

const pageWords: Readonly<Record<Lang, string>> = {
  'zh-Hans': '第 &P 页 共 &N 页',
  'zh-Hant': '第 &P 頁 共 &N 頁',
  en: 'Page &P of &N',
};

function rangeText(r: Range): string {
  return `${columnName(r.left)}${r.top + 1}:${columnName(r.right)}${r.bottom + 1}`;
}
