/** 选拔: everybody as the promotion sees them (rules §6.2, §6.6, §7.1–7.4). A priority never lifts a bar. */
import type { Day } from '../day.ts';
import type { Policy } from '../policy/policy.ts';
import type { PriorityRecord } from '../records.ts';
import type { Group, Period, Person, RankedPerson, Ranking, UnrankedPerson, Verdict } from '../types.ts';
import type { Bar, OpenItem, Selected, Unfit } from '../verdicts.ts';
import { everybodyIn } from './everybody.ts';
import { exemptionsOf, liftedOf, untouched } from './exempt.ts';
import { accountabilityRule, bars as barsPromotion, spanOf } from './records.ts';

/** Everybody, in the order of the groups; those without a group last. */
export function selection(ranking: Ranking, policy: Policy): Selected[] {
  const of = (g: Group | null, people: readonly (RankedPerson | UnrankedPerson)[]) =>
    people.map((p) => selected(p, g, ranking.period, policy));
  return [...ranking.groups.flatMap((g) => [...of(g, g.ranked), ...of(g, g.notRanked)]), ...of(null, ranking.unplaced)];
}

const personOf = (p: RankedPerson | UnrankedPerson): Person => ('scored' in p ? p.scored.person : p.person);

function selected(p: RankedPerson | UnrankedPerson, g: Group | null, period: Period | null, policy: Policy): Selected {
  const person = personOf(p);
  const listed = p.verdicts.filter((v) => v.list === 'promotion-bar');
  const bars = listed.filter((v) => !v.held).map((v) => barOf(v, period, policy));
  const held = listed.filter((v) => v.held);
  return {
    person: p,
    category: g?.category ?? person.category,
    level: g?.level ?? person.level,
    n: g?.headCounts.ranked ?? 0,
    // Who is not ranked cannot be held against the cuts: nobody passes by not being ranked.
    state: bars.length > 0 ? 'barred' : held.length > 0 || !('scored' in p) ? 'held' : 'eligible',
    bars,
    held,
    priorities: p.verdicts.filter((v) => v.list === 'priority').map((verdict) => ({ verdict, record: recordOf(person, verdict) })),
    tolerated: toleratedOf(person, policy),
    nominations: person.records.nominations,
  };
}

/** From when to when a bar holds; null where that is not a day: it begins with the ranking. */
function barOf(verdict: Verdict, period: Period | null, policy: Policy): Bar {
  if (verdict.rule === accountabilityRule) {
    const [from = '', to = ''] = verdict.figure.split('/');
    return { verdict, from: from === '..' ? null : (from as Day), to: to as Day };
  }
  const span = spanOf(period, null);
  if (!span || period === null) return { verdict, from: null, to: null };
  if (period.quarter === null) return { verdict, ...span };
  const cut = policy.cuts.some((c) => c.key === verdict.rule);
  if (cut && policy['quarter-bar'].value === 'quarter') return { verdict, ...span };
  // The year's ranking takes the place of a quarter's cut (rules §6.6): it is made after the year's last day, nobody knows when.
  return { verdict, from: null, to: cut ? 'year-ranking' : (`${period.year}-12-31` as Day) };
}

function recordOf(person: Person, verdict: Verdict): PriorityRecord | null {
  const [first] = verdict.from;
  const own = person.records.priorities.filter((r) => r.priority === verdict.rule);
  return (
    own.find((r) => verdict.from.some((f) => f.row === r.at.row && f.sheet === r.at.sheet && f.file === r.at.file)) ??
    (first ? (own[0] ?? null) : null)
  );
}

/** What error tolerance lifted: before and after, in points or as a bar. */
function toleratedOf(person: Person, policy: Policy): Selected['tolerated'] {
  return exemptionsOf(untouched(person), policy).exempted.map((x) =>
    'entry' in x
      ? { by: x.by, before: x.entry.value.value.toText(), after: x.after.toText() }
      : { by: x.by, before: x.sanction.said, after: x.lifted ? '' : x.sanction.said },
  );
}

// ── 能上能下, 问责整改 (rules §7.7) ──

/** People for whom a situation of the policy's list is recorded; a rank alone is never one. */
export function unfitIn(ranking: Ranking, policy: Policy): Unfit[] {
  const rules = policy.fitness;
  if (!rules) return [];
  return everybodyIn(ranking).flatMap((person) => person.records.fitness.map((record) => ({ person, record, clause: rules.clause.at })));
}

/** Corrections that are due and sanctions that still bar as of a day, unless lifted; null: whatever is not marked as done. */
export function openItems(ranking: Ranking, policy: Policy, asOf: Day | null): OpenItem[] {
  return everybodyIn(ranking).flatMap((person): OpenItem[] => {
    const { exemptions, sanctions } = person.records;
    const corrections = exemptions
      .filter((e) => e.correction !== '' && (e.done === null || (asOf !== null && e.done > asOf)))
      .map(
        (e): OpenItem => ({
          person,
          kind: 'correction',
          what: e.correction,
          due: e.due,
          late: e.due !== null && asOf !== null && e.due < asOf,
          at: e.at,
        }),
      );
    const lifted = liftedOf(person, policy);
    const standing = sanctions
      .filter(
        (s) =>
          barsPromotion(s, policy) &&
          !lifted.has(s) &&
          (asOf === null || s.to >= asOf) &&
          (s.from === null || asOf === null || s.from <= asOf),
      )
      .map((s): OpenItem => ({ person, kind: 'sanction', what: s.said, due: s.to, late: false, at: s.at }));
    return [...corrections, ...standing];
  });
}
