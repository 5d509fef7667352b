/** Verdicts from records: accountability bars (rules §7.2), the three priorities come first (rules §7.4). */
import { type Day, dayOf, type Span, shareDay } from '../day.ts';
import type { Policy } from '../policy/policy.ts';
import { problem } from '../problems/problem.ts';
import type { PriorityRecord, Sanction } from '../records.ts';
import type { Out, Period, Person, Place, Problem, Verdict } from '../types.ts';
import { bodyNamed } from './bodies.ts';

/** Stable id of the rule. */
export const accountabilityRule = 'accountability';

/** First and last day of what is appraised; of no period the as-of day alone; null: neither is known. */
export function spanOf(period: Period | null, asOf: string | null): Span | null {
  if (period === null) return asOf === null ? null : { from: asOf as Day, to: asOf as Day };
  const first = dayOf(period.year, period.quarter === null ? 1 : period.quarter * 3 - 2, 1);
  const last = dayOf(
    period.year,
    period.quarter === null ? 12 : period.quarter * 3,
    period.quarter === 2 || period.quarter === 3 ? 30 : 31,
  );
  if (first === null || last === null) throw new RangeError(`no such period: ${period.year}`);
  return { from: first, to: last };
}

/** Whether a sanction bars promotion while it has effect. */
export function bars(sanction: Sanction, policy: Policy): boolean {
  if (sanction.kind === null) return true;
  return policy.accountability?.kinds.find((k) => k.key === sanction.kind)?.bars.value ?? true;
}

/** Whether it has effect on a day of the span, both ends counted. */
export const hasEffect = (s: Sanction, span: Span): boolean => shareDay({ from: s.from ?? span.from, to: s.to }, span);

/**
 * One verdict a sanction that has effect on a day of the period and is not lifted.
 * @returns an error where neither period nor as-of day is known
 */
export function judgeSanctions(person: Person, policy: Policy, span: Span | null, lifted: ReadonlySet<Sanction>): Out<Verdict[]> {
  const rules = policy.accountability;
  const barring = person.records.sanctions.filter((s) => bars(s, policy) && !lifted.has(s));
  if (!rules || barring.length === 0) return { value: [], problems: [] };
  if (span === null) {
    const who = { key: person.key, id: person.id, name: person.name };
    return {
      value: [],
      problems: barring.map((s) => problem('table/period-needed', {}, { place: s.at, person: who, clause: rules.clause.at })),
    };
  }
  const verdicts = barring
    .filter((s) => hasEffect(s, span))
    .map(
      (s): Verdict => ({
        rule: accountabilityRule,
        list: 'promotion-bar',
        held: false,
        figure: `${s.from ?? '..'}/${s.to}`,
        line: `${span.from}/${span.to}`,
        clause: rules.clause.at,
        from: [s.at, ...s.dates],
      }),
    );
  return { value: verdicts, problems: [] };
}

// ── 三个优先 ──

/** One verdict a ground; a priority never lifts a bar. */
export function judgePriorities(person: Person, policy: Policy, period: Period | null): Out<Verdict[]> {
  const problems: Problem[] = [];
  const verdicts = (policy.priorities ?? []).flatMap((rule): Verdict[] => {
    const own = person.records.priorities.filter((p) => p.priority === rule.key);
    const verdict = (figure: string, line: string, from: readonly Place[]): Verdict => ({
      rule: rule.key,
      list: 'priority',
      held: false,
      figure,
      line,
      clause: rule.clause.at,
      from,
    });
    if (rule.mechanism === 'work')
      return own.map((p) => verdict(p.matter, rule.tasks.find((t) => t.key === p.task)?.name['zh-Hans'] ?? '', [p.at]));
    if (rule.mechanism === 'award') {
      const known = rule.bodies.value;
      return own.flatMap((p) => {
        const by = bodyNamed(p.body, p.document, known, rule.except?.value ?? []);
        if (by !== null) return [verdict(p.matter, by, [p.at])];
        const where = { place: p.at, person: { key: person.key, id: person.id, name: person.name }, clause: rule.bodies.clause.at };
        problems.push(problem('table/priority-unproven', { body: p.body, known: known.join('、') }, where));
        return [];
      });
    }
    const best = bestGrade(person, rule.grade, rule['years-back'].value, period);
    const [recommended] = own;
    const enough = rule.needs.value === 'all' ? best && recommended : (best ?? recommended);
    if (!enough) return [];
    return [
      verdict(best ? `${best.year} ${best.said}` : (recommended?.matter ?? ''), gradeName(policy, rule.grade), placesOf(best, recommended)),
    ];
  });
  return { value: verdicts, problems };
}

const placesOf = (grade: { at: Place } | null, record: PriorityRecord | undefined): Place[] => [
  ...(grade ? [grade.at] : []),
  ...(record ? [record.at] : []),
];

/** The best grade, if the latest year graded, the period's own or at most so many before it, has it. */
function bestGrade(person: Person, grade: string, back: number, period: Period | null) {
  const until = period?.year ?? Number.POSITIVE_INFINITY;
  const latest = person.records.grades.filter((g) => g.year <= until && g.year >= until - back).at(-1);
  const any = period === null ? person.records.grades.at(-1) : latest;
  return any?.grade === grade ? any : null;
}

function gradeName({ grades }: Policy, key: string): string {
  const all = grades ? [grades.year.excellent, ...grades.year.bands] : [];
  return all.find((g) => g.key === key)?.name['zh-Hans'] ?? key;
}
