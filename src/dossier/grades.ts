/** Grades that were decided, from the workbook of proposals that came back. */
import { gradesOf } from '../appraise/grades.ts';
import type { Decision } from '../paper.ts';
import type { Policy } from '../policy/policy.ts';
import type { Ranking } from '../types.ts';
import { gradeStatement, type Origin, type Said } from './statements.ts';

/** A statement for everybody whose proposed grade was confirmed; nobody's is taken for decided that is not. */
export function decidedGrades(
  ranking: Ranking,
  policy: Policy,
  decisions: readonly Decision[],
  options: Readonly<Record<string, string>>,
  origin: Origin,
): Said[] {
  const { period } = ranking;
  if (!policy.grades || !period || period.quarter !== null) return [];
  const confirmed = new Map(decisions.filter((d) => d.list === 'grades' && d.decided === 0).map((d) => [d.person, d]));
  const all = [policy.grades.year.excellent, ...policy.grades.year.bands];
  return gradesOf(ranking, policy, policy.grades, options['approved'] === 'true').groups.flatMap((g) =>
    g.proposals.flatMap((p): Said[] => {
      const decision = confirmed.get(p.person.key);
      const grade = all.find((b) => b.key === p.grade);
      return decision && grade
        ? [gradeStatement(p.person, origin, { year: period.year, grade: grade.key, said: grade.name['zh-Hans'] }, decision.at)]
        : [];
    }),
  );
}
