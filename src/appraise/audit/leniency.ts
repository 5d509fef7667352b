/**
 * 宽严与离散: mean and spread of the votes by class and by unit of the raters, and how far they lie from what others gave the very
 * same people (leniency as Saal, Downey & Lahey 1980 define it, adjusted for who was rated).
 */
import type { Policy } from '../../policy/policy.ts';
import { sum, type Weighted, weightedMoments } from '../../statistics/moments.ts';
import type { Person } from '../../types.ts';
import type { AuditRules, Leniency, Shown } from './nouns.ts';
import { byClass, type Panel, type Rater } from './panel.ts';

/** Votes of one group of raters: for each person how many, and their points together. */
type Tally = ReadonlyMap<string, { readonly n: number; readonly points: number }>;

interface GroupOf {
  readonly raterClass: string;
  readonly unit: string | null;
  readonly raters: number;
  readonly values: readonly Weighted[];
  readonly tally: Tally;
}

/** Classes by the counts that each person got, of people without errors; those of too few raters are named and enter nothing. */
export function classLeniency(
  people: readonly Person[],
  panel: Panel,
  hiddenByBallots: readonly string[],
  policy: Policy,
  rules: AuditRules,
): { classes: Leniency[]; hidden: string[] } {
  const known = byClass(panel.raters);
  const all = policy.blocks.evaluation.classes.flatMap((c): GroupOf[] => {
    const group = classOf(c.key, people, policy, known.get(c.key)?.length ?? null);
    return group ? [group] : [];
  });
  const few = (g: GroupOf) => hiddenByBallots.includes(g.raterClass) || g.raters < rules['least-raters'].value;
  const shown = all.filter((g) => !few(g));
  return { classes: shown.map((g) => figures(g, shown, rules)), hidden: all.filter(few).map((g) => g.raterClass) };
}

function classOf(raterClass: string, people: readonly Person[], policy: Policy, hands: number | null): GroupOf | null {
  const worth = policy.blocks.evaluation.options.map((o) => ({ key: o.key, points: o.worth.value.toDouble() }));
  const totals = worth.map((o) => ({ value: o.points, count: 0 }));
  const tally = new Map<string, { n: number; points: number }>();
  let most = 0;
  for (const p of people) {
    const counts = p.ballots.find((b) => b.raterClass === raterClass)?.counts;
    if (!counts) continue;
    const votes = worth.map((o) => counts.get(o.key)?.value.toInteger() ?? 0);
    const cast = [...counts.values()].reduce((n, c) => n + c.value.toInteger(), 0);
    most = Math.max(most, cast);
    const n = votes.reduce((a, b) => a + b, 0);
    votes.forEach((v, i) => {
      const total = totals[i];
      if (total) total.count += v;
    });
    if (n > 0) tally.set(p.key, { n, points: votes.reduce((s, v, i) => s + v * (worth[i]?.points ?? 0), 0) });
  }
  return tally.size === 0 ? null : { raterClass, unit: null, raters: hands ?? most, values: totals, tally };
}

/**
 * Units within each class. Where one has too few raters it is put together with the next smallest, until what is put together has
 * enough of them: else the unit's figures would follow from those of the class and of the others.
 */
export function unitLeniency(panel: Panel, rules: AuditRules): { units: Leniency[]; pooled: { raterClass: string; units: number }[] } {
  const pooled: { raterClass: string; units: number }[] = [];
  const units = [...byClass(panel.raters)].flatMap(([raterClass, raters]) => {
    const { shown, rest, named } = poolSmall(raters, rules['least-raters'].value);
    if (named > 0) pooled.push({ raterClass, units: named });
    const groups = [...shown].map(([unit, own]) => unitOf(raterClass, unit, own, panel));
    const others = rest.length > 0 ? [unitOf(raterClass, '', rest, panel)] : [];
    return groups.map((g) => figures(g, [...groups, ...others], rules));
  });
  return { units, pooled };
}

/** The units that may be shown, and the raters of all others: those without a unit, and of small units. */
function poolSmall(raters: readonly Rater[], least: number): { shown: Map<string, Rater[]>; rest: Rater[]; named: number } {
  const units = new Map<string, Rater[]>();
  for (const r of raters) units.set(r.unit, [...(units.get(r.unit) ?? []), r]);
  const rest = units.get('') ?? [];
  units.delete('');
  const smallest = [...units].sort(([a, x], [b, y]) => x.length - y.length || (a < b ? -1 : 1));
  let pool = rest;
  let named = 0;
  for (const [unit, own] of smallest) {
    const enough = pool.length === 0 || pool.length >= least;
    if (own.length >= least && enough) break;
    pool = [...pool, ...own];
    units.delete(unit);
    named++;
  }
  const shown = new Map([...units].sort(([a], [b]) => (a < b ? -1 : 1)));
  return { shown, rest: pool, named };
}

function unitOf(raterClass: string, unit: string, raters: readonly Rater[], { people, worth }: Panel): GroupOf {
  const totals = worth.map((value) => ({ value, count: 0 }));
  const tally = new Map<string, { n: number; points: number }>();
  people.forEach((person, j) => {
    let [n, points] = [0, 0];
    for (const r of raters) {
      const mark = r.marks[j] ?? -2;
      const total = totals[mark];
      if (!total) continue;
      total.count++;
      n++;
      points += total.value;
    }
    if (n > 0) tally.set(person, { n, points });
  });
  return { raterClass, unit, raters: raters.length, values: totals, tally };
}

function figures(group: GroupOf, all: readonly GroupOf[], rules: AuditRules): Leniency {
  const { raterClass, unit, raters, values } = group;
  const moments = weightedMoments(values) ?? { n: 0, mean: Number.NaN, sd: null };
  const others = all.filter((g) => g !== group);
  return { raterClass, unit, raters, votes: moments.n, mean: moments.mean, sd: moments.sd, difference: differenceOf(group, others, rules) };
}

/** Σ n_j(x̄_j − x̄'_j) ÷ Σ n_j over the people j on whom both the group and others voted. */
function differenceOf({ tally }: GroupOf, others: readonly GroupOf[], rules: AuditRules): Leniency['difference'] {
  const terms = [...tally].flatMap(([person, own]) => {
    const rest = others.flatMap((o) => o.tally.get(person) ?? []);
    const n = rest.reduce((s, r) => s + r.n, 0);
    const points = rest.reduce((s, r) => s + r.points, 0);
    return n === 0 ? [] : [{ n: own.n, apart: own.points - (own.n * points) / n }];
  });
  const needs = rules['least-people'].value;
  if (terms.length === 0) return { withheld: 'nobody-else' } satisfies Shown<object>;
  if (terms.length < needs) return { withheld: 'few-people', had: terms.length, needs };
  const points = sum(terms.map((t) => t.apart)) / terms.reduce((s, t) => s + t.n, 0);
  return { points, people: terms.length, marked: Math.abs(points) >= rules.difference.value.toDouble() };
}
