/** Verdicts and checks of one person: the cuts (rules §6.2, §6.3) and the lines of the inspection (rules §7.1). */
import type { Line, Policy } from '../policy/policy.ts';
import type { Check, CutResult, Person, Verdict } from '../types.ts';
import { fallsWithin, type Placed } from './rank.ts';

/** Verdicts of the cuts, in the policy's order. */
export function judgeCuts(placed: Placed, n: number, cuts: readonly CutResult[], policy: Policy): Verdict[] {
  return policy.cuts.flatMap((cut, i): Verdict[] => {
    const result = cuts[i];
    const falls = result ? fallsWithin(result, n, placed.rank, placed.tied) : 'no';
    if (!result || falls === 'no') return [];
    return [
      {
        rule: cut.key,
        list: cut.list,
        held: falls === 'held',
        figure: String(placed.rank),
        line: String(n - result.k + 1),
        clause: cut.share.clause.at,
        from: placed.scored.step.from,
      },
    ];
  });
}

/**
 * What the inspections make of a person: below a line in any one of them a verdict; passed, on the line or not assessed a check.
 * Who was absent from one of several is not assessed, however well the others went (rules §7.1).
 */
export function judgeLines(person: Person, policy: Policy): { verdicts: Verdict[]; checks: Check[] } {
  const verdicts: Verdict[] = [];
  const checks: Check[] = [];
  for (const line of policy.lines) {
    const lowest = lowestScore(person, line);
    if (lowest === null) {
      checks.push({ rule: line.key, outcome: 'not-assessed', figure: null, from: [] });
      continue;
    }
    const figure = lowest.value.toText();
    const against = lowest.value.compare(line.line.value);
    if (against < 0 || (against === 0 && line['at-line'].value === 'barred')) {
      const clause = line.line.clause.at;
      verdicts.push({ rule: line.key, list: line.list, held: false, figure, line: line.line.value.toText(), clause, from: [lowest.at] });
    } else if (person.unassessed?.has(line.key)) checks.push({ rule: line.key, outcome: 'not-assessed', figure: null, from: [] });
    else checks.push({ rule: line.key, outcome: against === 0 ? 'on-line' : 'passed', figure, from: [lowest.at] });
  }
  return { verdicts, checks };
}

/** The lowest of all inspections: below the line in any one of them bars (rules §7.1). */
function lowestScore(person: Person, line: Line) {
  const scores = person.inspections.filter((i) => i.quality === line.key).map((i) => i.score);
  return scores.length === 0 ? null : scores.reduce((a, b) => (b.value.below(a.value) ? b : a));
}
