/**
 * What the archive remembers of the people of an export: grades of earlier years, sanctions and what tolerance made of them, priorities,
 * nominations, talks, since when they hold their rank. It joins what the export says, each with the entry it came from; where both say the
 * same the export is named.
 */
import { applyExemptions } from '../appraise/exempt.ts';
import { once, saying } from '../appraise/once.ts';
import { isDay } from '../day.ts';
import { foldWord } from '../fold.ts';
import type { Policy } from '../policy/policy.ts';
import { placeText, problem } from '../problems/problem.ts';
import type { Exemption, GradeRecord, Records, Sanction } from '../records.ts';
import type { Export, Out, Person, Place, Problem } from '../types.ts';
import type { Archive } from './archive.ts';
import type { Form, Kept } from './entry.ts';
import { chronicleIn, exemptionIn, gradeIn, nominationIn, placeOf, priorityIn, sanctionIn } from './restored.ts';

/**
 * @param shown what the archive is called in places
 * @returns `table/grades-disagree` where export and archive give a year different grades, `archive/corrected-since` and `withdrawn-since`
 * where the export says what the archive has corrected or withdrawn
 */
export function withHistory(source: Export, archive: Archive, shown: string, policy: Policy): Out<Export> {
  const problems: Problem[] = [];
  const people = source.people.map((person) => {
    const all = entriesOf(archive, person);
    if (all.length === 0) return person;
    const held = all.filter((k) => k.void === null && known(k, source.asOf));
    const joined = joinedWith({ archive, shown, person, held, void: all.filter((k) => k.void !== null) }, source, policy);
    problems.push(...joined.problems);
    return { ...person, records: joined.value };
  });
  return { value: { ...source, people }, problems };
}

/** What is dated after the as-of day was not known on it; a sanction and the grade of a year are held against days themselves. */
const known = ({ statement: { form, day } }: Kept, asOf: string | null): boolean =>
  asOf === null || day === null || day <= asOf || form === 'sanction' || form === 'grade';

/** Everything the archive has of a person, void or not: by id, else by a name that only one has. */
function entriesOf(archive: Archive, person: Person): Kept[] {
  const found = archive.whom(person.id);
  const [only] = found;
  return only && found.length === 1 ? archive.find({ people: only.people }) : [];
}

/** The archive as one person's history is read from it. */
interface History {
  readonly archive: Archive;
  readonly shown: string;
  readonly person: Person;
  /** What holds, and was known on the as-of day. */
  readonly held: readonly Kept[];
  /** What was corrected or withdrawn. */
  readonly void: readonly Kept[];
}

function joinedWith(h: History, source: Export, policy: Policy): Out<Records> {
  const problems: Problem[] = [];
  const { records } = h.person;
  /** What the archive has of a form, and what the export says beside it. */
  const both = <T extends { readonly at: Place }>(form: Form, list: readonly T[], restored: (k: Kept, at: Place) => T) => {
    const of = (kept: readonly Kept[]) => kept.filter((k) => k.statement.form === form);
    const archived = of(h.held).map((k) => ({ k, record: restored(k, placeOf(h.shown, k)) }));
    const current = new Set(archived.map((a) => saying(a.record)));
    const old = new Map(of(h.void).map((k) => [saying(restored(k, placeOf(h.shown, k))), k]));
    const given = list.filter((record) => {
      const k = current.has(saying(record)) ? undefined : old.get(saying(record));
      return k === undefined || stillCounts(h, k, record.at, policy, problems);
    });
    return { archived, given };
  };
  const year = source.period?.year;
  const joined = <T extends { readonly at: Place }>(
    form: Form,
    list: readonly T[],
    restored: (k: Kept, at: Place) => T,
    wanted: (k: Kept) => boolean = () => true,
  ): T[] => {
    const { archived, given } = both(form, list, restored);
    // Of equal records the last counts, so that what the export gives comes last.
    return once([...archived.flatMap((a) => (wanted(a.k) ? [a.record] : [])), ...given]);
  };
  const sanctions = joined('sanction', records.sanctions, sanctionIn);
  const exemptions = joined('exemption', records.exemptions, exemptionIn).filter(
    (e) => records.exemptions.includes(e) || matches(h.person, sanctions, e, policy),
  );
  const graded = both('grade', records.grades, gradeIn);
  const grades = new Map<number, GradeRecord>();
  for (const g of [...graded.given, ...graded.archived.map((a) => a.record)]) {
    const other = grades.get(g.year);
    if (!other) grades.set(g.year, g);
    else if (other.grade !== g.grade) problems.push(disagreement(h.person, other, g, policy));
  }
  const value: Records = {
    ...records,
    sanctions,
    exemptions,
    priorities: joined('priority', records.priorities, priorityIn),
    grades: [...grades.values()].sort((a, b) => a.year - b.year),
    nominations: joined('nomination', records.nominations, nominationIn, (k) => k.statement.year === year),
    chronicle: joined('chronicle', records.chronicle, chronicleIn, (k) => k.statement.block === policy.dossier?.talks),
    rankSince: records.rankSince ?? sinceIn(h.person, h.held, h.shown),
  };
  return { value, problems };
}

/** Whether what the export says as an entry said that is void by now is to count: not where the archive has corrected it. Says so. */
function stillCounts({ archive, person }: History, k: Kept, place: Place, policy: Policy, problems: Problem[]): boolean {
  const { key, id, name } = person;
  const where = { place, person: { key, id, name }, clause: policy.dossier?.corrections.clause.at ?? '' };
  const now = archive.outcome(k);
  const entry = String(k.seq);
  problems.push(
    now
      ? problem('archive/corrected-since', { entry, by: String(now.seq) }, where)
      : problem('archive/withdrawn-since', { entry, by: String(k.void?.by), reason: k.void?.reason ?? '' }, where),
  );
  return now === null;
}

function disagreement(person: Person, one: GradeRecord, other: GradeRecord, policy: Policy): Problem {
  const args = { year: String(other.year), one: one.said, other: other.said, at: placeText(other.at) };
  const who = { key: person.key, id: person.id, name: person.name };
  return problem('table/grades-disagree', args, { place: one.at, person: who, clause: policy.advance?.clause.at ?? '' });
}

/** Whether it names one of these sanctions: tolerated points belong to scores that were printed long ago. */
function matches(person: Person, sanctions: readonly Sanction[], exemption: Exemption, policy: Policy): boolean {
  const alone: Person = { ...person, entries: [], records: { ...person.records, sanctions, exemptions: [exemption] } };
  return applyExemptions(alone, policy).problems.length === 0;
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
