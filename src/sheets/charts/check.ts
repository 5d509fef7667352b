/** Faults of a chart that no program would mend: always those of this program, never of its user. */

import type { Range } from '../../book.ts';
import type { CellsAt, Chart, PaperBook, PaperSheet } from '../../paper.ts';

/** Throws Error where figures and categories do not match, or a chart says otherwise than the cells it names. */
export function checkChart(chart: Chart): void {
  const fault: (what: string) => never = (what) => {
    throw new Error(`chart ${JSON.stringify(chart.title)}: ${what}`);
  };
  if (chart.categories.length === 0 || chart.series.length === 0) fault('nothing to draw');
  for (const { name, values } of chart.series) {
    if (values.length !== chart.categories.length) fault(`${name}: ${values.length} values for ${chart.categories.length} categories`);
    for (const v of values) if (v !== null && !exact.test(v)) fault(`${name}: not a number: ${v}`);
    if (chart.kind === 'columns') {
      if (values.some((v) => v !== null && Number(v) < 0)) fault(`${name}: columns below zero: ${values.join(' ')}`);
    } else if (chart.axis.ranks && values.some((v) => v !== null && !/^[1-9]\d*$/.test(v)))
      fault(`${name}: not ranks: ${values.join(' ')}`);
  }
  if (chart.kind === 'columns') return;
  const { min, max } = chart.axis;
  for (const end of [min, max]) if (end !== undefined && !exact.test(end)) fault(`not an end of the axis: ${end}`);
  if (min !== undefined && max !== undefined && Number(min) >= Number(max)) fault(`axis from ${min} to ${max}`);
}

const exact = /^-?\d+(?:\.\d+)?$/;

/** The same for the charts of a sheet, with the cells they name. */
export function checkCharts(sheet: PaperSheet, book: PaperBook): void {
  for (const { chart, anchor } of sheet.charts ?? []) {
    checkChart(chart);
    const fault: (what: string) => never = (what) => {
      throw new Error(`${sheet.name}, chart ${JSON.stringify(chart.title)}: ${what}`);
    };
    if (!isRange(anchor)) fault('no cells to stand over');
    const agree = (at: CellsAt | undefined, said: readonly (string | null)[]) => {
      if (at === undefined) return;
      const found = textsOf(at, at.sheet === undefined ? sheet : book.sheets.find((s) => s.name === at.sheet));
      if (found === null) fault(`no cells in a line: ${JSON.stringify(at)}`);
      else if (found.length !== said.length || found.some((f, i) => !same(f, said[i] ?? null)))
        fault(`says ${said.join(' ')}, its cells ${found.join(' ')}`);
    };
    agree(chart.categoriesAt, chart.categories);
    for (const s of chart.series) {
      agree(s.nameAt, [s.name]);
      agree(s.valuesAt, s.values);
    }
  }
}

const isRange = (r: Range) => r.top >= 0 && r.left >= 0 && r.bottom >= r.top && r.right >= r.left;

/** What a row or a column of cells holds; null where it is neither, or there is no such sheet. */
function textsOf({ range }: CellsAt, sheet: PaperSheet | undefined): (string | null)[] | null {
  if (!sheet || !isRange(range) || (range.top !== range.bottom && range.left !== range.right)) return null;
  const along = range.left === range.right ? range.bottom - range.top : range.right - range.left;
  return Array.from({ length: along + 1 }, (_, i) => {
    const cell = range.left === range.right ? sheet.rows[range.top + i]?.cells[range.left] : sheet.rows[range.top]?.cells[range.left + i];
    const value = cell?.value ?? null;
    return value === null || typeof value === 'string' ? value : value.number;
  });
}

/** 94.5 and 94.50 are the same figure. */
const same = (a: string | null, b: string | null) =>
  a === b || (a !== null && b !== null && exact.test(a) && exact.test(b) && Number(a) === Number(b));
