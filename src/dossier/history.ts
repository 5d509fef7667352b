/**
 * What the archive remembers of the people of an export: grades of earlier years, sanctions and what tolerance made of them, priorities,
 * nominations, talks, since when they hold their rank. It joins what the export says, each with the entry it came from; where both say the
 * same the export is named.
 */
import { applyExemptions } from '../appraise/exempt.ts';
import { once } from '../appraise/once.ts';
import { isDay } from '../day.ts';
import { foldWord } from '../fold.ts';
import type { Policy } from '../policy/policy.ts';
import { placeText, problem } from '../problems/problem.ts';
import type { GradeRecord, Records } from '../records.ts';
import type { Export, Out, Person, Problem } from '../types.ts';
import type { Archive } from './archive.ts';
import type { Form, Kept } from './entry.ts';
import { chronicleIn, exemptionIn, gradeIn, nominationIn, placeOf, priorityIn, sanctionIn } from './restored.ts';

/**
 * @param shown what the archive is called in places
 * @returns `table/grades-disagree` where export and archive give a year different grades
 */
export function withHistory(source: Export, archive: Archive, shown: string, policy: Policy): Out<Export> {
  const problems: Problem[] = [];
  const people = source.people.map((person) => {
    const kept = entriesOf(archive, person).filter((k) => k.void === null && known(k, source.asOf));
    if (kept.length === 0) return person;
    const joined = joinedWith(person, kept, shown, source, policy);
    problems.push(...joined.problems);
    return { ...person, records: joined.value };
  });
  return { value: { ...source, people }, problems };
}

/** What is dated after the as-of day was not known on it; a sanction and the grade of a year are held against days themselves. */
const known = ({ statement: { form, day } }: Kept, asOf: string | null): boolean =>
  asOf === null || day === null || day <= asOf || form === 'sanction' || form === 'grade';

/** Everything the archive has of a person: by id, else by a name that only one has. */
function entriesOf(archive: Archive, person: Person): Kept[] {
  const found = archive.whom(person.id);
  const [only] = found;
  return only && found.length === 1 ? archive.find({ people: only.people }) : [];
}

function joinedWith(person: Person, kept: readonly Kept[], shown: string, source: Export, policy: Policy): Out<Records> {
  const of = (form: Form) => kept.filter((k) => k.statement.form === form).map((k) => [k, placeOf(shown, k)] as const);
  const { records } = person;
  const year = source.period?.year;
  const grades = new Map<number, GradeRecord>();
  const problems: Problem[] = [];
  for (const g of [...records.grades, ...of('grade').map(([k, at]) => gradeIn(k, at))]) {
    const other = grades.get(g.year);
    if (!other) grades.set(g.year, g);
    else if (other.grade !== g.grade) problems.push(disagreement(person, other, g, policy));
  }
  // Of equal records the last counts, so that what the export gives comes last.
  const sanctions = once([...of('sanction').map(([k, at]) => sanctionIn(k, at)), ...records.sanctions]);
  const value: Records = {
    ...records,
    sanctions,
    exemptions: once([...exemptionsIn(person, kept, shown, policy), ...records.exemptions]),
    priorities: once([...of('priority').map(([k, at]) => priorityIn(k, at)), ...records.priorities]),
    grades: [...grades.values()].sort((a, b) => a.year - b.year),
    nominations: once([
      ...of('nomination').flatMap(([k, at]) => (k.statement.year === year ? [nominationIn(k, at)] : [])),
      ...records.nominations,
    ]),
    chronicle: once([
      ...of('chronicle').flatMap(([k, at]) => (k.statement.block === policy.dossier?.talks ? [chronicleIn(k, at)] : [])),
      ...records.chronicle,
    ]),
    rankSince: records.rankSince ?? sinceIn(person, kept, shown),
  };
  return { value, problems };
}

function disagreement(person: Person, one: GradeRecord, other: GradeRecord, policy: Policy): Problem {
  const args = { year: String(other.year), one: one.said, other: other.said, at: placeText(other.at) };
  const who = { key: person.key, id: person.id, name: person.name };
  return problem('table/grades-disagree', args, { place: one.at, person: who, clause: policy.advance?.clause.at ?? '' });
}

/** Those that lifted a sanction which the archive has too: tolerated points belong to scores that were printed long ago. */
function exemptionsIn(person: Person, kept: readonly Kept[], shown: string, policy: Policy) {
  const sanctions = kept.filter((k) => k.statement.form === 'sanction').map((k) => sanctionIn(k, placeOf(shown, k)));
  const all = kept.filter((k) => k.statement.form === 'exemption').map((k) => exemptionIn(k, placeOf(shown, k)));
  const known = [...sanctions, ...person.records.sanctions];
  return all.filter((e) => {
    const alone: Person = { ...person, entries: [], records: { ...person.records, sanctions: known, exemptions: [e] } };
    return applyExemptions(alone, policy).problems.length === 0;
  });
}

/** 任现职级时间, where the last that is known of the person has the rank that the export gives. */
function sinceIn(person: Person, kept: readonly Kept[], shown: string): Records['rankSince'] {
  const basic = kept
    .filter((k) => k.statement.form === 'basic')
    .sort((a, b) => ((a.statement.day ?? '') < (b.statement.day ?? '') ? -1 : 1));
  const last = basic.at(-1);
  if (!last || foldWord(String(last.statement.data['rank'])) !== foldWord(person.rank)) return null;
  const since = last.statement.data['rank-since'];
  return typeof since === 'string' && isDay(since) ? { value: since, at: placeOf(shown, last) } : null;
}
