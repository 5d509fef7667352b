/** Scores on another scale: 0–10 or 0–1 where 0–100 belongs, or points that are weighted already. */
import { Decimal } from '../../decimal.ts';
import { weightedBlocks } from '../../policy/policy.ts';
import { problem } from '../../problems/problem.ts';
import type { Problem } from '../../types.ts';
import { atColumn, type Evidence, type ExportCheck, type ScoreColumn, scoreColumns, wholeAndUnits } from './check.ts';
import { ranksIn } from './rank-as-score.ts';

/** Every score of a column, or of one unit in it, lies in the lowest part of the scale. */
export const otherScale: ExportCheck = (evidence) =>
  scoreColumns(evidence).flatMap((column) => {
    if (!mayBeLow(column, evidence) || ranksIn(column, evidence)) return [];
    for (const scores of wholeAndUnits(column, evidence)) {
      const found = scaleOf({ ...column, scores }, evidence);
      if (found.length > 0) return found;
    }
    return [];
  });

/** Whether some scores are low enough for any finding: most columns end here. */
function mayBeLow({ scores, field }: ScoreColumn, { policy: { scale, checks, total } }: Evidence): boolean {
  const block = weightedBlocks.find((b) => field === `block:${b}`);
  const part = block ? Decimal.max(total.weights[block].value, checks['other-scale-part'].value) : checks['other-scale-part'].value;
  const line = scale.highest.value.times(part);
  return scores.some((s) => !s.score.value.above(line));
}

function scaleOf(column: ScoreColumn, { policy }: Evidence): Problem[] {
  const { checks, scale } = policy;
  const values = column.scores.map((s) => s.score.value);
  if (values.length < checks['other-scale'].value) return [];
  const top = values.reduce(Decimal.max);
  if (!top.above(Decimal.zero)) return [];
  const count = String(values.length);
  if (!top.above(scale.highest.value.times(checks['other-scale-part'].value))) {
    const different = new Set(values.filter((v) => !v.isZero()).map((v) => v.toText())).size;
    const found = problem('column/other-scale', { count, highest: top.toText(), scale: scale.highest.value.toText() }, atColumn(column));
    // Few or equal scores may really be low; many different ones are not.
    return values.length >= checks['other-scale-certain'].value && different >= 3 ? [found] : [{ ...found, severity: 'warning' }];
  }
  const block = weightedBlocks.find((b) => column.field === `block:${b}`);
  if (!block || values.length < checks['weighted-points'].value) return [];
  const weight = policy.total.weights[block].value;
  if (top.above(scale.highest.value.times(weight))) return [];
  const args = { count, highest: top.toText(), weight: `${weight.times(Decimal.whole(100)).toText()}%` };
  return [problem('column/weighted-points', args, atColumn(column))];
}
