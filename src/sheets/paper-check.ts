import type { PaperBook, PaperCell, PaperSheet } from '../paper.ts';
import { checkCharts } from './charts/check.ts';
import { limits } from './limits.ts';

const maxText = 32_767;
const maxOptions = 255;

/** Throws Error where Excel would refuse or mend the workbook: always a fault of this program, never of its user. */
export function checkPaper(book: PaperBook): void {
  const names = book.sheets.map((s) => s.name.toLowerCase());
  if (names.length === 0) throw new Error('a workbook needs a sheet');
  if (new Set(names).size < names.length) throw new Error(`two sheets of one name: ${names.join(', ')}`);
  for (const sheet of book.sheets) {
    checkSheet(sheet);
    checkCharts(sheet, book);
  }
}

function checkSheet(sheet: PaperSheet): void {
  const { name } = sheet;
  const good = name !== '' && name.length <= 31 && !/[[\]:*?/\\]|^'|'$/.test(name) && name.toLowerCase() !== 'history';
  if (!good) throw new Error(`not a sheet name: ${JSON.stringify(name)}`);
  if (sheet.rows.length > limits.rows) throw new Error(`${name}: ${sheet.rows.length} rows are more than a sheet holds`);
  for (const row of sheet.rows) {
    if (row.cells.length > limits.columns) throw new Error(`${name}: more columns than a sheet holds`);
    for (const cell of row.cells) if (cell) checkCell(cell, name);
  }
  for (const { options } of sheet.dropDowns) {
    const list = options.join(',');
    if (list.length > maxOptions || options.some((o) => o.includes(','))) throw new Error(`${name}: not a list of options: ${list}`);
  }
}

function checkCell(cell: PaperCell, sheet: string): void {
  const { value } = cell;
  if (typeof value === 'string' && value.length > maxText) throw new Error(`${sheet}: a text of ${value.length} characters`);
  if (value !== null && typeof value !== 'string' && (value.number === '' || !Number.isFinite(Number(value.number)))) {
    throw new Error(`${sheet}: not a number: ${value.number}`);
  }
}

/**
 * Text as a cell stores it: characters that XML cannot hold as `_x0001_`, a literal text of that form protected,
 * halves of surrogate pairs replaced by U+FFFD. A line end is one character, unless the text is to be kept to the letter.
 */
export function cellText(text: string, exact = false): string {
  const whole = /\p{Surrogate}/u.test(text) ? text.replace(/\p{Surrogate}/gu, '\ufffd') : text;
  if (!unsafe.test(whole)) return whole;
  return whole
    .replace(/_(?=x[\dA-Fa-f]{4}_)/g, '_x005F_')
    .replace(/\r\n/g, exact ? '\r\n' : '\n')
    .replace(control, (c) => `_x${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 forbids these, exceljs drops them
const control = /[\u0000-\u0008\u000b-\u001f\u007f\ufffe\uffff]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above
const unsafe = /_x[\dA-Fa-f]{4}_|[\u0000-\u0008\u000b-\u001f\u007f\ufffe\uffff]/;
