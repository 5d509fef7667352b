/** Export → Ranking: scores, groups, ranks, cuts, verdicts. The one entry to the core; pure. */
import type { Policy } from '../policy/policy.ts';
import { problem } from '../problems/problem.ts';
import type { Code } from '../problems/register.ts';
import type { Export, Out, Problem, Ranking, Scored } from '../types.ts';
import { grouped, judgeRecords } from './groups.ts';
import { spanOf } from './records.ts';
import { score } from './score.ts';

/**
 * Ranks an export by a policy (rules §3–§6, §7.1).
 * @param given people with errors of their own are left out and listed, as `--allow-incomplete` wants it; without errors there are none
 * @returns the ranking, and what scoring found: errors of a person (`table/parts-disagree`) and warnings
 */
export function appraise(given: Export, policy: Policy): Out<Ranking> {
  const problems: Problem[] = [];
  const faulty = new Map<string, readonly Code[]>(given.faulty);
  const scored: Scored[] = [];
  const span = spanOf(given.period, given.asOf);
  const judged = given.people.map((person) => judgeRecords(person, policy, given.period, span));
  problems.push(...judged.flatMap((j) => j.problems));
  for (const { person, problems: found } of judged) {
    const codes = found.filter((p) => p.severity === 'error').map((p) => p.code);
    if (codes.length > 0) faulty.set(person.key, [...new Set([...(faulty.get(person.key) ?? []), ...codes])]);
  }
  const recorded = new Map(judged.map((j) => [j.person.key, j.verdicts]));
  for (const { person } of judged) {
    if (person.notRanked || faulty.has(person.key)) continue;
    const s = score(person, policy);
    problems.push(...s.problems);
    const errors = s.problems.filter((p) => p.severity === 'error').map((p) => p.code);
    if (errors.length > 0) faulty.set(person.key, [...new Set(errors)]);
    else scored.push(s.value);
  }
  const people = judged.map((j) => j.person);
  const parts = { scored, faulty, policy, recorded, left: new Map() };
  const ranking = { period: given.period, asOf: given.asOf, ...grouped(people, given.strays, parts) };
  return { value: ranking, problems: [...problems, ...crossChecks(ranking, policy.total.places.value)] };
}

/** The office's own totals and ranks beside the computed ones: told where they differ, never used. */
function crossChecks(ranking: Ranking, printed: number): Problem[] {
  return ranking.groups.flatMap((g) =>
    g.ranked.flatMap(({ scored: { person, total }, rank }): Problem[] => {
      const who = { key: person.key, id: person.id, name: person.name };
      const { givenTotal: t, givenRank: r } = person;
      const places = t?.value.places() ?? printed;
      const totalDiffers = t !== undefined && !t.value.equals(total.round(Math.min(places, printed)));
      return [
        ...(totalDiffers
          ? [problem('table/total-disagrees', { given: t.value.toText(), computed: total.toText(printed) }, { place: t.at, person: who })]
          : []),
        ...(r !== undefined && r.value.toText() !== String(rank)
          ? [problem('table/rank-disagrees', { given: r.value.toText(), computed: String(rank) }, { place: r.at, person: who })]
          : []),
      ];
    }),
  );
}
