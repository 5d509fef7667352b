/** One person over a year: as they stand at their last quarter, with what all quarters and the inspection say of them (rules §8). */
import type { Day } from '../day.ts';
import { foldWord } from '../fold.ts';
import type { Policy } from '../policy/policy.ts';
import { placeText, problem } from '../problems/problem.ts';
import { noRecords, type Records } from '../records.ts';
import { periodText } from '../table/period.ts';
import type { Out, Person, Problem } from '../types.ts';
import { exemptionsOf } from './exempt.ts';
import { once } from './once.ts';
import type { Missed } from './year-inspections.ts';
import type { Seen, YearInspection } from './year-quarters.ts';

/** As they stand at their last quarter, with what all quarters and the inspection say of them. */
export function unite(
  of: readonly Seen[],
  inspected: readonly YearInspection[],
  absences: Missed,
  policy: Policy,
): { person: Person; problems: Problem[] } {
  const latest = of.at(-1)?.person;
  if (!latest) throw new Error('a person in no quarter');
  const all = of.map((s) => byQuarter(s, policy));
  const { records, problems } = uniteRecords(all, latest, policy);
  const inspections = [...all.flatMap((p) => p.inspections), ...inspected.flatMap((i) => i.inspections)];
  const missed = new Set([...all.flatMap((p) => [...(p.unassessed ?? [])]), ...(absences.get(latest.key) ?? [])]);
  const { givenTotal: _, givenRank: _2, unassessed: _3, notRankedInYear, ...kept } = latest;
  const status = latest.notRanked ?? notRankedInYear;
  const person: Person = {
    ...kept,
    ...(status ? { notRanked: status } : {}),
    given: new Map(),
    ballots: [],
    items: new Map(),
    entries: all.flatMap((p) => p.entries),
    inspections,
    records,
    ...(missed.size > 0 ? { unassessed: missed } : {}),
  };
  return { person, problems };
}

/** Entries, and the exemptions that name one, with the quarter they belong to: in another there may be one of the same name. */
function byQuarter({ person, quarter }: Seen, policy: Policy): Person {
  const of = { quarter: periodText(quarter.period) };
  const named = new Set(exemptionsOf(person, policy).exempted.flatMap((x) => ('entry' in x ? [x.by] : [])));
  const exemptions = person.records.exemptions.map((e) => (named.has(e) ? { ...e, ...of } : e));
  return { ...person, entries: person.entries.map((e) => ({ ...e, ...of })), records: { ...person.records, exemptions } };
}

/** What was recorded in any quarter, once; the grades of a year must agree. */
function uniteRecords(all: readonly Person[], latest: Person, policy: Policy): { records: Records; problems: Problem[] } {
  const list = <K extends Exclude<keyof Records, 'rankSince'>>(kind: K): Records[K] =>
    once(all.flatMap((p) => [...(p.records[kind] as readonly object[])])) as unknown as Records[K];
  const grades = new Map(noRecords.grades.map((g) => [g.year, g]));
  const problems: Problem[] = [];
  for (const g of list('grades')) {
    const other = grades.get(g.year);
    if (!other) grades.set(g.year, g);
    else if (other.grade !== g.grade) {
      const args = { year: String(g.year), one: other.said, other: g.said, at: placeText(other.at) };
      problems.push(
        problem('table/grades-disagree', args, {
          place: g.at,
          person: { key: latest.key, id: latest.id, name: latest.name },
          clause: policy.advance?.clause.at ?? '',
        }),
      );
    }
  }
  const since = uniteSince(all, latest);
  problems.push(...since.problems);
  return {
    records: {
      sanctions: list('sanctions'),
      exemptions: list('exemptions'),
      priorities: list('priorities'),
      grades: [...grades.values()].sort((a, b) => a.year - b.year),
      nominations: list('nominations'),
      fitness: list('fitness'),
      facets: list('facets'),
      chronicle: list('chronicle'),
      rankSince: since.value,
    },
    problems,
  };
}

/** Since when the last rank is held, as the last quarter with that rank says; two days are an error, none is chosen. */
function uniteSince(all: readonly Person[], latest: Person): Out<Records['rankSince']> {
  const sameRank = (p: Person) => latest.rank !== '' && foldWord(p.rank) === foldWord(latest.rank);
  const said = all.filter((p, i) => i === all.length - 1 || sameRank(p)).flatMap((p) => p.records.rankSince ?? []);
  const value = said.at(-1) ?? null;
  // A month stands as its first day: it agrees with a day of it.
  const sameMonth = (a: Day, b: Day) => a.slice(0, 7) === b.slice(0, 7) && (a.endsWith('-01') || b.endsWith('-01'));
  const other = said.find((s) => value !== null && s.value !== value.value && !sameMonth(s.value, value.value));
  if (!value || !other) return { value, problems: [] };
  const where = { place: value.at, person: { key: latest.key, id: latest.id, name: latest.name } };
  const args = { one: other.value, other: value.value, at: placeText(other.at) };
  return { value, problems: [problem('table/since-disagrees', args, where)] };
}
