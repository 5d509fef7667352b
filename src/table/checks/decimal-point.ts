/** 8.75 among eighties: the decimal point has moved. 0 among eighties: a sum over blank cells, or somebody who was absent. */
import { Decimal } from '../../decimal.ts';
import { problem } from '../../problems/problem.ts';
import type { Problem } from '../../types.ts';
import { atColumn, type ExportCheck, scoreColumns, whoIs } from './check.ts';

/** A score far below the middle of its column; with the likely mend where it lies among the others once the point is moved. */
export const decimalPoint: ExportCheck = (evidence) => {
  const { checks } = evidence.policy;
  const ratio = checks['decimal-point-ratio'].value;
  return scoreColumns(evidence).flatMap((column) => {
    const within = column.scores.filter((s) => !s.refused);
    if (within.length < checks['decimal-point'].value) return [];
    const sorted = within.map((s) => s.score.value).sort((a, b) => a.compare(b));
    const middle = sorted[sorted.length >> 1] ?? Decimal.zero;
    const low = middle.isZero() ? [] : within.filter((s) => !s.score.value.times(ratio).above(middle));
    // More than a few are no slips: that is how the column is.
    if (low.length === 0 || low.length * 5 > within.length) return [];
    const lowest = sorted[low.length] ?? middle;
    const highest = sorted.at(-1) ?? middle;
    return low.map(({ row, score }): Problem => {
      const mend = [10, 100].map((n) => score.value.times(Decimal.whole(n))).find((m) => !m.below(lowest) && !m.above(highest));
      const where = { ...atColumn(column), place: score.at, person: whoIs(row) };
      const value = score.value.toText();
      if (!mend) return problem('cell/far-below', { value, middle: middle.toText() }, where);
      return problem('cell/decimal-point', { value, mend: mend.toText() }, where);
    });
  });
};
