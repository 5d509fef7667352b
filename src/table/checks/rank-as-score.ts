/** ANRO 2021: a column of ranks read as the score. */
import { problem } from '../../problems/problem.ts';
import { atColumn, byUnit, type Evidence, type ExportCheck, type ScoreColumn, scoreColumns } from './check.ts';

/** A column of scores that holds 1…n, over the whole table or over each group or unit of it, equals sharing a rank. */
export const rankAsScore: ExportCheck = (evidence) =>
  scoreColumns(evidence).flatMap((column) =>
    isRanks(column, evidence) ? [problem('column/rank-as-score', { count: String(column.scores.length) }, atColumn(column))] : [],
  );

/** Also asked by the checks of scales: a column of ranks is told once. */
export function isRanks({ scores }: ScoreColumn, evidence: Evidence): boolean {
  const least = evidence.policy.checks['rank-as-score'].value;
  if (scores.length < least || !scores.every((s) => s.score.value.isWhole())) return false;
  const groups = new Map<string, (typeof scores)[number][]>();
  for (const s of scores) {
    const group = ['category', 'level'].map((f) => evidence.rosterRow(s.row).texts.get(f as 'category' | 'level')?.value ?? '').join(' ');
    const there = groups.get(group);
    if (there) there.push(s);
    else groups.set(group, [s]);
  }
  const splits = [[scores], [...groups.values()], [...byUnit(scores, (s) => s.row, evidence).values()]];
  return splits.some((parts) => parts.some((p) => p.length >= least) && parts.every((p) => areRanks(p.map((s) => s.score.value.toText()))));
}

/** 1, 2, 2, 4: each number is one more than how many stand before it; mostly different, or five scores of 1 would be ranks. */
function areRanks(texts: readonly string[]): boolean {
  const sorted = texts.map(Number).sort((a, b) => a - b);
  const distinct = new Set(sorted).size;
  return distinct * 2 > sorted.length && sorted.every((n, i) => n === (sorted[i - 1] === n ? n : i + 1));
}
