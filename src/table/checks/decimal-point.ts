/** 8.75 among eighties: the decimal point has moved. */
import { Decimal } from '../../decimal.ts';
import { problem } from '../../problems/problem.ts';
import { atColumn, type ExportCheck, scoreColumns, whoIs } from './check.ts';

/** A score far below the middle of its column that lies among the others once the point is moved by one or two places. */
export const decimalPoint: ExportCheck = (evidence) => {
  const { checks } = evidence.policy;
  const ratio = checks['decimal-point-ratio'].value;
  return scoreColumns(evidence).flatMap((column) => {
    const within = column.scores.filter((s) => !s.refused);
    if (within.length < checks['decimal-point'].value) return [];
    const sorted = within.map((s) => s.score.value).sort((a, b) => a.compare(b));
    const middle = sorted[sorted.length >> 1] ?? Decimal.zero;
    const low = within.filter((s) => !s.score.value.isZero() && !s.score.value.times(ratio).above(middle));
    // More than a few are no slips: that is how the column is.
    if (low.length === 0 || low.length * 5 > within.length) return [];
    const lowest = sorted[low.length + within.filter((s) => s.score.value.isZero()).length] ?? middle;
    const highest = sorted.at(-1) ?? middle;
    return low.flatMap(({ row, score }) => {
      const mend = [10, 100].map((n) => score.value.times(Decimal.whole(n))).find((m) => !m.below(lowest) && !m.above(highest));
      if (!mend) return [];
      const where = { ...atColumn(column), place: score.at, person: whoIs(row) };
      return [problem('cell/decimal-point', { value: score.value.toText(), mend: mend.toText() }, where)];
    });
  });
};
