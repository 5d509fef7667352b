/**
 * The checks of an export. To add one: a file here with a function over {@link Evidence}, its code in the register with its words,
 * a line below, a test of its own in test/table/checks.
 */
import type { Problem } from '../../types.ts';
import { straightLined, votersDiffer, votesAgainstBallots } from './ballots.ts';
import type { Evidence, ExportCheck } from './check.ts';
import { decimalPoint } from './decimal-point.ts';
import { entriesTwice, entryBeyond, mixedSigns, noSuchDay, outsidePeriod, signUnclear } from './entries.ts';
import { formulas } from './formulas.ts';
import { groupsAlike } from './groups.ts';
import { partlyInspected } from './inspections.ts';
import { lookalikeNames, oddNames, sameNames } from './names.ts';
import { oneScore } from './one-score.ts';
import { rankAsScore } from './rank-as-score.ts';
import { ratersDiffer } from './raters.ts';
import { otherScale } from './scale.ts';

const checks: readonly ExportCheck[] = [
  formulas,
  oddNames,
  lookalikeNames,
  sameNames,
  rankAsScore,
  otherScale,
  decimalPoint,
  oneScore,
  votesAgainstBallots,
  votersDiffer,
  straightLined,
  ratersDiffer,
  partlyInspected,
  mixedSigns,
  signUnclear,
  entryBeyond,
  entriesTwice,
  noSuchDay,
  outsidePeriod,
  groupsAlike,
];

/** Everything that the checks find. */
export function checkExport(evidence: Evidence): Problem[] {
  return checks.flatMap((check) => check(evidence));
}
