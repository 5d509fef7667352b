/** 容错: how far each case has come as of the as-of day, and what it does to score and bar (rules §7.3). */
import { type Exempted, exemptionsOf } from '../../appraise/exempt.ts';
import { bars, hasEffect, spanOf } from '../../appraise/records.ts';
import { score } from '../../appraise/score.ts';
import { addDays, type Day } from '../../day.ts';
import type { Decimal } from '../../decimal.ts';
import type { Policy } from '../../policy/policy.ts';
import type { Names } from '../../policy/primitives.ts';
import type { Export, Person, Ranking } from '../../types.ts';
import { standingOf } from '../standing.ts';

/** The step whose day the correction is counted from (policy `exemptions.correction-days`). */
const findingStep = 'finding';

export interface StepState {
  readonly name: Names;
  readonly day: Day | null;
  /** Taken on or before the as-of day; without one, taken at all. */
  readonly taken: boolean;
}

/** Of what is to be put right: `unnamed`: the finding should say and does not; `none`: nothing is asked for. */
export type Correction = 'done' | 'open' | 'late' | 'undated' | 'unnamed' | 'none';

/** One case: an exemption and the one thing it names. */
export interface Tolerance {
  readonly person: Person;
  readonly exempted: Exempted;
  readonly steps: readonly StepState[];
  readonly correction: Correction;
  /** null: it cannot be told. */
  readonly due: Day | null;
  /** `term`: it is the day that the policy's term from the finding gives. */
  readonly dueBy: 'export' | 'term' | null;
  /** The total without any error tolerance and with all of it; null for whom is not ranked, and in a year. */
  readonly total: { readonly without: Decimal; readonly with: Decimal } | null;
  /** Of a sanction: whether it bars in the period, before and after; null for an entry, or where no period is known. */
  readonly bar: { readonly before: boolean; readonly after: boolean } | null;
}

/** Every case of the export that names one thing, people in its order. Those that name none are errors of the ranking. */
export function tolerancesOf(source: Export, ranking: Ranking, policy: Policy): Tolerance[] {
  return source.people.flatMap((person) =>
    exemptionsOf(person, policy).exempted.map((exempted): Tolerance => {
      const asOf = source.asOf as Day | null;
      const steps = stepsOf(exempted, policy, asOf);
      const due = dueOf(exempted, policy);
      return {
        person,
        exempted,
        steps,
        ...due,
        correction: correctionOf(exempted, due.due, asOf),
        total: totalOf(person, ranking, policy),
        bar: barOf(exempted, policy, source),
      };
    }),
  );
}

function stepsOf({ by }: Exempted, policy: Policy, asOf: Day | null): StepState[] {
  return (policy.exemptions?.steps ?? []).map((s) => {
    const day = by.steps.get(s.key)?.value ?? null;
    return { name: s.name, day, taken: day !== null && (asOf === null || day <= asOf) };
  });
}

/** The export's own day, or the one that the reader took from the policy's term: it is told as such wherever it is that day. */
function dueOf({ by }: Exempted, policy: Policy): Pick<Tolerance, 'due' | 'dueBy'> {
  const found = by.steps.get(findingStep)?.value;
  const days = policy.exemptions?.['correction-days'].value;
  const term = found === undefined || days === undefined ? null : addDays(found, days);
  return { due: by.due, dueBy: by.due === null ? null : by.due === term ? 'term' : 'export' };
}

function correctionOf({ by }: Exempted, due: Day | null, asOf: Day | null): Correction {
  if (by.done !== null && (asOf === null || by.done <= asOf)) return 'done';
  if (by.correction === '' && by.due === null) return by.outcome === 'refused' ? 'none' : 'unnamed';
  if (due === null || asOf === null) return 'undated';
  return due < asOf ? 'late' : 'open';
}

function totalOf(person: Person, ranking: Ranking, policy: Policy): Tolerance['total'] {
  const standing = standingOf(ranking, person.key);
  // The total of a year is the mean of its quarters: what one quarter would be without tolerance is told in that quarter.
  if (standing?.kind !== 'ranked' || standing.ranked.scored.quarters) return null;
  return { without: score(person, policy).value.total, with: standing.ranked.scored.total };
}

function barOf(exempted: Exempted, policy: Policy, { period, asOf }: Export): Tolerance['bar'] {
  const span = spanOf(period, asOf);
  if (!('sanction' in exempted) || span === null) return null;
  const before = bars(exempted.sanction, policy) && hasEffect(exempted.sanction, span);
  return { before, after: before && !exempted.lifted };
}
