import type { CellsAt, LineChart, PaperBook } from '../../src/paper.ts';
import { bookOf, cell, num, sheetOf } from './paper.ts';

export const quarters = ['2025Q1', '2025Q2', '2025Q3', '2025Q4', '2026Q1', '2026Q2'];
const totals = ['91.25', '91.40', null, '90.85', '91.05', '91.60'];
const means = ['90.50', '90.62', '90.71', '90.66', '91.20', '91.18'];
const ranks = ['7', '5', null, '11', '8', '1'];

/** Totals beside the mean of the group: close to each other, one quarter without a figure. */
export const scores: LineChart = {
  title: '近六个季度得分 <走势> & 本组平均',
  categories: quarters,
  series: [
    { name: '本人', values: totals },
    { name: '本组平均', values: means },
  ],
  axis: { title: '总分', places: 2 },
};
export const places: LineChart = {
  title: '名次',
  categories: quarters,
  series: [{ name: '名次', values: ranks }],
  axis: { title: '名次', ranks: true },
};

const column = (col: number, top = 1, bottom = 6): CellsAt => ({ range: { top, left: col, bottom, right: col } });

/** A sheet with its figures and two charts that follow them, and one chart of a sheet beside. */
export function chartBook(): PaperBook {
  const rows = quarters.map((q, i) => [
    cell('text', q),
    totals[i] == null ? cell('two-places', null) : num('two-places', totals[i]),
    num('two-places', means[i] as string),
    ranks[i] == null ? cell('whole', null) : num('whole', ranks[i]),
  ]);
  const head = ['季度', '本人', '本组平均', '名次'].map((h) => cell('header', h));
  const live: LineChart = {
    ...scores,
    categoriesAt: column(0),
    series: scores.series.map((s, i) => ({ ...s, nameAt: column(i + 1, 0, 0), valuesAt: column(i + 1) })),
  };
  const own: LineChart = {
    ...places,
    categoriesAt: column(0),
    series: places.series.map((s) => ({ ...s, nameAt: column(3, 0, 0), valuesAt: column(3) })),
  };
  const sheet = sheetOf("走势 O'x", [head, ...rows], {
    widths: [12, 12, 12, 12, 12, 12, 12, 12],
    charts: [
      { chart: live, anchor: { top: 8, left: 0, bottom: 25, right: 6 } },
      { chart: own, anchor: { top: 27, left: 0, bottom: 42, right: 6 } },
    ],
  });
  const beside = sheetOf('另表', [[cell('text', '甲', { note: '批注' })]], {
    charts: [{ chart: places, anchor: { top: 2, left: 0, bottom: 18, right: 6 } }],
  });
  return bookOf(sheet, sheetOf('无图', [[cell('text', '乙')]]), beside);
}
