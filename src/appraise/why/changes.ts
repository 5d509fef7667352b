/**
 * What would have changed the outcome: each figure of the person is moved alone, everybody else stays as they are, and the group is
 * ranked anew each time by the functions that rank it.
 */
import { Decimal } from '../../decimal.ts';
import { type Policy, weightedBlocks, weightsOf } from '../../policy/policy.ts';
import { type BlockKey, blockKeys, type Group, type RankedPerson, type Ranking, type Scored } from '../../types.ts';
import type { Change, CutState, Lever, LeverMove, Outcome } from '../../why.ts';
import { gradesOf } from '../grades.ts';
import { regrouped } from '../groups.ts';
import { placeAmong } from '../rank.ts';
import { totalOfValues } from '../score.ts';
import { cutState } from './score.ts';
import { nearest, stepOf } from './search.ts';

type Rules = NonNullable<Policy['grades']>;

/** One person of a ranking, and what is looked at. */
export interface Question {
  readonly ranking: Ranking;
  readonly group: Group;
  readonly ranked: RankedPerson;
  readonly policy: Policy;
  /** The share of the best grade that the policy allows by approval. */
  readonly approved: boolean;
}

/** Every cut and every grade that another figure would have had: nearest first within each. */
export function changesOf(q: Question): Change[] {
  const levers = leversOf(q);
  const cuts = q.policy.cuts.flatMap((cut) =>
    q.group.cuts.some((c) => c.rule === cut.key) ? changesIn(levers, cutScale(q, cut.key)) : [],
  );
  const { grades } = q.policy;
  return [...cuts, ...(grades ? changesIn(levers, gradeScale(q, grades)) : [])];
}

// ── what can be moved ──

/** A figure that can be moved within bounds, and how the person would be scored then. */
interface Handle extends Omit<LeverMove, 'move'> {
  readonly lowest: Decimal;
  readonly highest: Decimal;
  readonly scored: (value: Decimal) => Scored;
  /** What it would have to be for a total, rounding apart; null: it has no part in it. */
  readonly forTotal: (total: Decimal) => Decimal | null;
  /** Of the total: where outcomes can change, from the lowest up. */
  readonly marks?: readonly Decimal[];
}

function leversOf(q: Question): Handle[] {
  const { scored } = q.ranked;
  const places = placesOf(q);
  const marks = marksOf(q, places);
  const [lowest, highest] = [marks[0] ?? scored.total, marks.at(-1) ?? scored.total];
  const total: Handle = {
    lever: { kind: 'total' },
    now: scored.total,
    places,
    bounds: null,
    lowest,
    highest,
    marks,
    scored: (value) => ({ ...scored, total: value }),
    forTotal: (value) => value,
  };
  return [total, ...(scored.quarters ? quarterHandles(q, places) : blockKeys.map((b) => blockHandle(q, b)))];
}

/** Places of the total that is ranked. */
const placesOf = ({ ranked, policy }: Question): number =>
  ranked.scored.quarters && policy.year ? policy.year.places.value : policy.total.places.value;

/** Every total at which an outcome can change, from the lowest up: a step about everybody's and about every band's. */
function marksOf({ group, policy }: Question, places: number): Decimal[] {
  const { grades } = policy;
  const bands = grades ? [...grades.quarter.bands, ...grades.year.bands].map((b) => b.from.value) : [];
  const least = grades?.year['min-total'].value;
  const all = [...group.ranked.map((r) => r.scored.total), ...bands, ...(least === undefined || least === 'none' ? [] : [least])];
  const step = stepOf(places);
  return all.flatMap((t) => [t.minus(step), t, t.plus(step)]).sort((x, y) => x.compare(y));
}

function blockHandle({ ranked: { scored }, policy }: Question, block: BlockKey): Handle {
  const now = scored.blocks[block].value;
  const adjustment = policy.blocks.adjustment;
  const [lowest, highest] =
    block === 'adjustment' ? [adjustment.lowest.value, adjustment.highest.value] : [policy.scale.lowest.value, policy.scale.highest.value];
  const weights = weightsOf(policy, scored.person);
  const one = Decimal.whole(1);
  const weight = block === 'adjustment' ? one : weights[block].value;
  return {
    lever: { kind: 'block', block },
    now,
    places: blockPlaces(scored, block, policy),
    bounds: { lowest, highest },
    lowest,
    highest,
    scored: (value) => {
      const blocks = { ...scored.blocks, [block]: { ...scored.blocks[block], value } };
      return { ...scored, blocks, ...totalOfValues(blocks, weights, policy.total.places.value) };
    },
    forTotal: (total) => (weight.isZero() ? null : now.plus(total.minus(scored.exact).over(weight))),
  };
}

/** Those of a computed block's rounding; of one that is given as many as it has, at least those of the total. */
function blockPlaces(scored: Scored, block: BlockKey, policy: Policy): number {
  const { value, minPlaces, way } = scored.blocks[block];
  if (way.kind === 'ballots' || way.kind === 'items') return minPlaces;
  return Math.max(policy.total.places.value, value.places() ?? 0);
}

/** Of a year a quarter's printed total, between the lowest and the highest that the policy can give. */
function quarterHandles({ ranked: { scored }, policy }: Question, places: number): Handle[] {
  const printed = policy.total.places.value;
  const { adjustment } = policy.blocks;
  const weights = weightsOf(policy, scored.person);
  const all = Decimal.sum(weightedBlocks.map((b) => weights[b].value));
  const lowest = policy.scale.lowest.value.times(all).plus(adjustment.lowest.value);
  const highest = policy.scale.highest.value.times(all).plus(adjustment.highest.value);
  const quarters = scored.quarters ?? [];
  return quarters.map((quarter, i) => ({
    lever: { kind: 'quarter', period: quarter.period } satisfies Lever,
    now: quarter.total,
    places: printed,
    bounds: { lowest, highest },
    lowest,
    highest,
    scored: (value) => {
      const sum = Decimal.sum(quarters.map((other, j) => (i === j ? value : other.total)));
      return { ...scored, total: sum.over(Decimal.whole(quarters.length)).round(places) };
    },
    forTotal: (total) => quarter.total.plus(total.minus(scored.exact).times(Decimal.whole(quarters.length))),
  }));
}

// ── what it can lead to ──

/** Outcomes in an order: the higher the figure, the higher the level. */
interface Scale {
  readonly now: number;
  readonly levels: readonly number[];
  readonly of: (scored: Scored) => number;
  readonly outcome: (level: number) => Outcome;
}

const cutStates: readonly CutState[] = ['within', 'held', 'outside'];

function cutScale({ group, ranked, policy }: Question, rule: string): Scale {
  const cut = group.cuts.find((c) => c.rule === rule);
  if (!cut) throw new Error(`no such cut: ${rule}`);
  const n = group.ranked.length;
  const others = group.ranked.flatMap((r) => (r === ranked ? [] : [r.scored]));
  return {
    now: cutStates.indexOf(cutState(cut, n, ranked)),
    levels: [0, 1, 2],
    of: remembering(policy, (scored) => cutStates.indexOf(cutState(cut, n, placeAmong(scored, others, policy)))),
    outcome: (level) => ({ kind: 'cut', rule, state: cutStates[level] ?? 'outside' }),
  };
}

/** Two scorings of equal totals and tie-breaking blocks stand alike: what one leads to the other does. */
function remembering(policy: Policy, of: Scale['of']): Scale['of'] {
  const known = new Map<string, number>();
  return (scored) => {
    const blocks = policy.ranking['ties-by'].value.map((b) => scored.blocks[b].value.toFraction());
    const key = [scored.total.toFraction(), ...blocks].join(' ');
    const level = known.get(key) ?? of(scored);
    known.set(key, level);
    return level;
  };
}

/** Grades from the lowest up, each twice: given outright, and held for the next one. */
function gradeScale(q: Question, rules: Rules): Scale {
  const { ranking, group, ranked, policy } = q;
  const quarter = ranking.period === null || ranking.period.quarter !== null;
  const grades = (
    quarter ? rules.quarter.bands.map((b) => b.key) : [rules.year.excellent.key, ...rules.year.bands.map((b) => b.key)]
  ).toReversed();
  // Of the others only the head counts have a part in the places of this group.
  const alone = (own: Group): Ranking => ({
    ...ranking,
    groups: ranking.groups.map((g) => (g === group ? own : { ...g, ranked: [], notRanked: [] })),
  });
  const levelIn = (own: Group): number => {
    const all = gradesOf(alone(own), policy, rules, q.approved).groups[ranking.groups.indexOf(group)];
    const found = all?.proposals.find((p) => p.person.key === ranked.scored.person.key);
    return found?.grade ? 2 * grades.indexOf(found.grade) + (found.held ? 1 : 0) : -1;
  };
  return {
    now: levelIn(group),
    levels: grades.flatMap((_, i) => [2 * i, 2 * i + 1]),
    of: remembering(policy, (scored) => levelIn(regrouped(group, scored, policy))),
    outcome: (level) => ({ kind: 'grade', grade: grades[level >> 1] ?? '', held: level % 2 === 1 }),
  };
}

/** All that is better, and the next that is worse; what the total jumps over is no outcome. */
function changesIn([total, ...parts]: readonly Handle[], scale: Scale): Change[] {
  // Without a grade at all no figure brings one.
  if (!total || scale.now < 0) return [];
  const better = scale.levels.filter((l) => l > scale.now);
  const worse = scale.levels.filter((l) => l < scale.now).toReversed();
  const changes = (levels: readonly number[]) =>
    levels.flatMap((level): Change[] => {
      const first = moveOf(total, scale, level, null);
      if (first.move === null) return [];
      return [{ outcome: scale.outcome(level), moves: [first, ...parts.map((h) => moveOf(h, scale, level, first.move))] }];
    });
  return [...changes(better), ...changes(worse).slice(0, 1)];
}

/**
 * The smallest move to just this level; none where the figure cannot reach it or passes it by.
 * @param total what the total would have to be: it says where to look first, never what is found
 */
function moveOf(handle: Handle, scale: Scale, level: number, total: LeverMove['move']): LeverMove {
  const { lowest, highest, scored, forTotal, marks, ...lever } = handle;
  const up = level > scale.now;
  const of = (value: Decimal) => scale.of(scored(value));
  const has = (v: Decimal) => (up ? of(v) >= level : of(v) <= level);
  const hint = total === null ? firstOf(marks ?? [], lever.now, up, has) : (forTotal(total.to) ?? undefined);
  const reach = { now: lever.now, end: up ? highest : lowest, places: lever.places };
  const move = nearest(reach, has, hint);
  return { ...lever, move: move !== null && of(move.to) === level ? move : null };
}

/** The mark nearest to `now` that has the effect, by halving; undefined for none. */
function firstOf(marks: readonly Decimal[], now: Decimal, up: boolean, has: (value: Decimal) => boolean): Decimal | undefined {
  const ahead = up ? marks.filter((m) => m.above(now)) : marks.filter((m) => m.below(now)).toReversed();
  let [from, to] = [0, ahead.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (has(ahead[middle] ?? now)) to = middle;
    else from = middle + 1;
  }
  return ahead[from];
}
