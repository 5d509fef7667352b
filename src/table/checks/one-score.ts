/** Everybody has the same score: legal, and worth a look. */
import { problem } from '../../problems/problem.ts';
import { atColumn, byUnit, type ExportCheck, scoreColumns } from './check.ts';

/** One score for all of a table, or of a unit in it. */
export const oneScore: ExportCheck = (evidence) => {
  const least = evidence.policy.checks['one-score'].value;
  return scoreColumns(evidence).flatMap((column) => {
    const same = (all: typeof column.scores): boolean =>
      all.length >= least && all.every((s) => s.score.value.equals(all[0]?.score.value ?? s.score.value));
    const said = (all: typeof column.scores, unit: string) =>
      problem('column/one-score', { count: String(all.length), value: all[0]?.score.value.toText() ?? '', unit }, atColumn(column));
    if (same(column.scores)) return [said(column.scores, '')];
    return [...byUnit(column.scores, (s) => s.row, evidence)].flatMap(([unit, all]) => (unit !== '' && same(all) ? [said(all, unit)] : []));
  });
};
