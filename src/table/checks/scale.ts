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
      const found = scaleOf({ ...column, scores }, evidence, scores === column.scores);
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

function scaleOf(column: ScoreColumn, { policy }: Evidence, whole: boolean): Problem[] {
  const { checks, scale } = policy;
  const values = column.scores.map((s) => s.score.value);
  if (values.length < checks['other-scale'].value) return [];
  const top = values.reduce(Decimal.max);
  if (!top.above(Decimal.zero)) return [];
  const count = String(values.length);
  if (!top.above(scale.highest.value.times(checks['other-scale-part'].value))) {
    const found = problem('column/other-scale', { count, highest: top.toText(), scale: scale.highest.value.toText() }, atColumn(column));
    const certain = values.length >= checks['other-scale-certain'].value && surelyGiven(values, top, whole);
    return certain ? [found] : [{ ...found, severity: 'warning' }];
  }
  const block = weightedBlocks.find((b) => column.field === `block:${b}`);
  if (!block || values.length < checks['weighted-points'].value) return [];
  const weight = policy.total.weights[block].value;
  if (top.above(scale.highest.value.times(weight))) return [];
  const args = { count, highest: top.toText(), weight: `${weight.times(Decimal.whole(100)).toText()}%` };
  return [problem('column/weighted-points', args, atColumn(column))];
}

/**
 * Whether low figures are marks on another scale beyond doubt. Few or equal scores may really be low: marks that people gave are
 * many different ones, or some that lie close together. One unit's alone are held to more.
 */
function surelyGiven(values: readonly Decimal[], top: Decimal, whole: boolean): boolean {
  const given = values.filter((v) => !v.isZero());
  const different = new Set(given.map((v) => v.toText())).size;
  const close = !given.reduce(Decimal.min).times(Decimal.whole(2)).below(top);
  return different > 4 || (whole && different === 4 && close);
}
