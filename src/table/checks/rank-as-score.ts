/** ANRO 2021: a column of ranks read as the score. */
import { Decimal } from '../../decimal.ts';
import { problem } from '../../problems/problem.ts';
import { atColumn, type Evidence, type ExportCheck, type ScoreColumn, scoreColumns, wholeAndUnits } from './check.ts';

const one = Decimal.whole(1);

/** A column of scores that holds 1…n: over the whole table, or over one group or unit of it, equals sharing a rank. */
export const rankAsScore: ExportCheck = (evidence) =>
  scoreColumns(evidence).flatMap((column) => {
    const ranks = ranksIn(column, evidence);
    return ranks ? [problem('column/rank-as-score', { count: String(ranks.length) }, atColumn(column))] : [];
  });

/** The scores that are ranks, if any; also asked by the check of scales, so that a column of ranks is told once. */
export function ranksIn(column: ScoreColumn, evidence: Evidence): ScoreColumn['scores'] | undefined {
  const least = evidence.policy.checks['rank-as-score'].value;
  // Ranks of 1 to n hold a whole 1: without one there is nothing to split by unit and group.
  if (column.scores.length < least || !column.scores.some((s) => s.score.value.equals(one))) return undefined;
  const groups = new Map<string, ScoreColumn['scores'][number][]>();
  for (const s of column.scores) {
    const { texts } = evidence.rosterRow(s.row);
    const group = `${texts.get('category')?.value ?? ''} ${texts.get('level')?.value ?? ''}`;
    const there = groups.get(group);
    if (there) there.push(s);
    else groups.set(group, [s]);
  }
  return [...wholeAndUnits(column, evidence), ...groups.values()].find((part) => part.length >= least && areRanks(part));
}

/** 1, 2, 2, 4: each number is one more than how many stand before it; mostly different, or five scores of 1 would be ranks. */
function areRanks(scores: ScoreColumn['scores']): boolean {
  if (!scores.every((s) => s.score.value.isWhole())) return false;
  const sorted = scores.map((s) => Number(s.score.value.toText())).sort((a, b) => a - b);
  return new Set(sorted).size * 2 > sorted.length && sorted.every((n, i) => n === (sorted[i - 1] === n ? n : i + 1));
}
