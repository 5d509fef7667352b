/** Everybody's total in every draw: of one period, or of a year as the mean of its quarters. */
import { Decimal } from '../../decimal.ts';
import type { Policy } from '../../policy/policy.ts';
import { roundedLinear } from '../../statistics/weighted-means.ts';
import { periodText } from '../../table/period.ts';
import type { Export, Period, RankedPerson, Ranking, Scored } from '../../types.ts';
import type { KeptQuarter } from '../year-quarters.ts';
import { type Drawing, drawTotals, inUnits, type PeriodDraws } from './ballots.ts';
import { type DrawnRaters, ratersOf } from './raters.ts';
import type { Basis } from './types.ts';

/** A period that was scored from ballots: the one that is ranked, or a quarter of the year that is. */
export interface Occasion {
  readonly period: Period | null;
  readonly source: Pick<Export, 'votes'>;
  readonly ranking: Ranking;
  readonly policy: Policy;
}

/** A period with its raters drawn. */
export interface DrawnPeriod {
  readonly name: string;
  readonly policy: Policy;
  /** By key of the person. */
  readonly scored: ReadonlyMap<string, Scored>;
  readonly raters: DrawnRaters;
}

const nameOf = (period: Period | null): string => (period === null ? '' : periodText(period));

export function drawnPeriod({ period, policy, ranking, source }: Occasion, drawing: Drawing): DrawnPeriod {
  const scored = new Map(ranking.groups.flatMap((g) => g.ranked.map((r) => [r.scored.person.key, r.scored] as const)));
  const people = [...scored.values()].filter((s) => s.blocks.evaluation.basis === 'parts').map((s) => s.person);
  return { name: nameOf(period), policy, scored, raters: ratersOf(source.votes ?? [], people, policy, nameOf(period), drawing) };
}

/** Somebody of the ranking in every draw. */
export interface PersonDraws {
  /** In units of 10^-places of the ranking's totals. */
  readonly totals: Float64Array;
  /** The ballots' block in a draw, to break ties by; null where it does not change. */
  readonly evaluation: (draw: number) => Decimal | null;
  readonly basis: Basis;
  /** What was drawn anew of them. */
  readonly scored: readonly Scored[];
}

/** What a ranking was made from. */
export interface Grounds {
  readonly policy: Policy;
  readonly periods: readonly DrawnPeriod[];
  /** Quarters that only the archive remembers: they stay as they are. */
  readonly kept: readonly KeptQuarter[];
}

/** Somebody's totals in every draw. */
export function personDraws({ scored }: RankedPerson, grounds: Grounds, drawing: Drawing): PersonDraws {
  if (scored.quarters) return yearDraws(scored, scored.quarters, grounds, drawing);
  const [period] = grounds.periods;
  if (!period) throw new Error('a ranking without its period');
  const { totals, evaluation, basis } = drawTotals(scored, period.policy, period.raters.of, period.name, drawing);
  return { totals, evaluation: (draw) => fromDraw(evaluation, draw, period.policy), basis, scored: basis === 'none' ? [] : [scored] };
}

function fromDraw(evaluation: PeriodDraws['evaluation'], draw: number, policy: Policy): Decimal | null {
  const value = evaluation?.[draw];
  return value === undefined ? null : Decimal.whole(value).over(Decimal.whole(10n ** BigInt(policy.blocks.evaluation.places.value)));
}

/** A quarter of somebody's year: drawn, or as the archive has it. */
interface QuarterDraws {
  /** As printed. */
  readonly totals: Float64Array;
  readonly evaluation: (draw: number) => Decimal;
  readonly basis: Basis;
  readonly scored: Scored | null;
}

/** The mean of the printed totals of the quarters, rounded once (rules §8), each quarter drawn on its own. */
function yearDraws(scored: Scored, quarters: NonNullable<Scored['quarters']>, grounds: Grounds, drawing: Drawing): PersonDraws {
  const { key } = scored.person;
  const printed = grounds.policy.total.places.value;
  const to = grounds.policy.year?.places.value ?? printed;
  const all = quarters.map((q): QuarterDraws => {
    const period = grounds.periods.find((p) => p.name === nameOf(q.period));
    const own = period?.scored.get(key);
    if (period && own) return quarterDraws(own, period, printed, drawing);
    const remembered = grounds.kept.find((k) => nameOf(k.period) === nameOf(q.period))?.people.find((p) => p.person.key === key);
    const evaluation = remembered?.blocks?.evaluation ?? Decimal.zero;
    const totals = new Float64Array(drawing.draws).fill(Number(inUnits(q.total, printed)));
    return { totals, evaluation: () => evaluation, basis: 'none', scored: null };
  });
  const sums = new Float64Array(drawing.draws).map((_, d) => all.reduce((sum, q) => sum + (q.totals[d] ?? 0), 0));
  const basis = all.some((q) => q.basis === 'raters') ? 'raters' : all.some((q) => q.basis === 'counts') ? 'counts' : 'none';
  const count = Decimal.whole(all.length);
  return {
    totals: roundedLinear(sums, 10 ** to, 0n, BigInt(all.length) * 10n ** BigInt(printed)),
    evaluation: (draw) =>
      basis === 'none'
        ? null
        : Decimal.sum(all.map((q) => q.evaluation(draw)))
            .over(count)
            .round(to),
    basis,
    scored: all.flatMap((q) => (q.scored && q.basis !== 'none' ? [q.scored] : [])),
  };
}

function quarterDraws(own: Scored, period: DrawnPeriod, printed: number, drawing: Drawing): QuarterDraws {
  const { totals, evaluation, basis } = drawTotals(own, period.policy, period.raters.of, period.name, drawing);
  const places = period.policy.total.places.value;
  const shown = places === printed ? totals : roundedLinear(totals, 10 ** printed, 0n, 10n ** BigInt(places));
  return {
    totals: shown,
    evaluation: (draw) => fromDraw(evaluation, draw, period.policy) ?? own.blocks.evaluation.value,
    basis,
    scored: own,
  };
}
