/** The grid behind a form: rows with cells of different widths share one set of columns, as a Word table needs. */

/** A cell of a row: from which to which column edge it reaches. */
export interface Placed {
  readonly from: number;
  readonly to: number;
}
export interface Grid {
  /** Widths of the columns, in the unit of `width`. */
  readonly columns: readonly number[];
  /** For each row, for each of its cells: the zero-based columns it covers, `to` not among them. */
  readonly rows: readonly (readonly Placed[])[];
}

/** Whole edges closer than this are one edge: a column of nothing would be a seam. */
const seam = 30;

/**
 * Columns from the rows' own cells.
 * @param rows widths of the cells of each row, which fill `width`; the last takes what rounding leaves
 */
export function gridOf(rows: readonly (readonly number[])[], width: number): Grid {
  const edges = rows.map((cells) => {
    let at = 0;
    return cells.map((w, i) => {
      at += w;
      return i === cells.length - 1 ? width : Math.round(at);
    });
  });
  const all = [...new Set([0, width, ...edges.flat()])].sort((a, b) => a - b);
  const kept = all.filter((e, i) => e === 0 || e === width || (width - e >= seam && e - (all[i - 1] ?? 0) >= seam));
  const index = (edge: number): number =>
    kept.reduce((best, e, i) => (Math.abs(e - edge) < Math.abs((kept[best] ?? 0) - edge) ? i : best), 0);
  return {
    columns: kept.slice(1).map((e, i) => e - (kept[i] ?? 0)),
    rows: edges.map((row) => row.map((edge, i) => ({ from: i === 0 ? 0 : index(row[i - 1] ?? 0), to: index(edge) }))),
  };
}
