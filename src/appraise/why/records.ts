/** What inspections and records make of one person, ranked or not (rules §7.1–7.5). */
import type { Day } from '../../day.ts';
import { Decimal } from '../../decimal.ts';
import type { Line, Policy } from '../../policy/policy.ts';
import type { Check, Export, Person, Place, Verdict } from '../../types.ts';
import type { Advance } from '../../verdicts.ts';
import type { InspectedWhy, LineWhy, PriorityWhy, SanctionWhy, ToleranceWhy } from '../../why.ts';
import { advanceOf } from '../advance.ts';
import { exemptionsOf, liftedOf, untouched } from '../exempt.ts';
import { bars, hasEffect, spanOf } from '../records.ts';
import { stepOf } from './search.ts';

interface Judged {
  readonly verdicts: readonly Verdict[];
  readonly checks: readonly Check[];
}

/** Each line of the inspection, with every score that was held against it. */
export function linesWhy(person: Person, { verdicts, checks }: Judged, policy: Policy): LineWhy[] {
  return policy.lines.map((line): LineWhy => {
    const below = verdicts.some((v) => v.rule === line.key);
    return {
      rule: line.key,
      line: line.line.value,
      atLine: line['at-line'].value,
      outcome: below ? 'below' : (checks.find((c) => c.rule === line.key)?.outcome ?? 'not-assessed'),
      absent: person.unassessed?.has(line.key) ?? false,
      inspections: person.inspections.filter((i) => i.quality === line.key).map((i) => inspected(i.score, line, policy)),
      clauses: [line.line.clause, line['at-line'].clause],
    };
  });
}

function inspected(score: InspectedWhy['score'], line: Line, policy: Policy): InspectedWhy {
  const above = score.value.minus(line.line.value);
  // On the places that it is given in, or the finer ones of totals: the smallest step that can be written.
  const places = Math.max(policy.total.places.value, score.value.places() ?? 0);
  const least = line['at-line'].value === 'passes' ? Decimal.zero : stepOf(places);
  return { score, above, missing: above.below(least) ? least.minus(above) : Decimal.zero };
}

/** Each sanction, whether it bars or not. */
export function sanctionsWhy(person: Person, policy: Policy, { period, asOf }: Pick<Export, 'period' | 'asOf'>): SanctionWhy[] {
  const rules = policy.accountability;
  const span = spanOf(period, asOf);
  const exempted = exemptionsOf(untouched(person), policy).exempted;
  return person.records.sanctions.map((sanction): SanctionWhy => {
    const by = exempted.find((x) => 'sanction' in x && x.lifted && x.sanction === sanction)?.by ?? null;
    const kind = rules?.kinds.find((k) => k.key === sanction.kind);
    const lifting = by && policy.exemptions ? [policy.exemptions.clause] : [];
    return {
      sanction,
      bars: bars(sanction, policy),
      lifted: by,
      inEffect: span === null ? null : hasEffect(sanction, span),
      period: span,
      clauses: [...(rules ? [rules.clause] : []), ...(kind ? [kind.bars.clause] : []), ...lifting],
    };
  });
}

/** Each exemption that names one thing, and what is left of that. */
export function tolerancesWhy(person: Person, policy: Policy): ToleranceWhy[] {
  const rules = policy.exemptions;
  if (!rules) return [];
  return exemptionsOf(untouched(person), policy).exempted.map((x): ToleranceWhy => {
    const clauses = [rules.clause, rules.grounds.clause, ...('sanction' in x ? [rules['reduced-bar'].clause] : [])];
    if ('entry' in x) return { by: x.by, entry: { entry: x.entry, after: x.after }, sanction: null, clauses };
    return { by: x.by, entry: null, sanction: { sanction: x.sanction, lifted: x.lifted }, clauses };
  });
}

/** Each ground to come first that is proven. */
export function prioritiesWhy({ verdicts }: Judged, policy: Policy): PriorityWhy[] {
  return verdicts
    .filter((v) => v.list === 'priority')
    .map(({ rule, figure, line, from }) => {
      const found = policy.priorities?.find((p) => p.key === rule);
      return { rule, figure, line, from: from as readonly Place[], clauses: found ? [found.clause] : [] };
    });
}

/** The earliest day of advance; null where the policy has no such rule or the export says nothing that it could rest on. */
export function advanceWhy(person: Person, policy: Policy, asOf: string | null): Advance | null {
  if (!policy.advance || person.records.rankSince === null) return null;
  return advanceOf(person, policy, policy.advance, liftedOf(person, policy), asOf as Day | null);
}
