/** Stability → the JSON contract `appraise/stability@1`. Keys may be added, never renamed; decimals are strings. */
import * as z from 'zod';
import { timesOn } from '../../appraise/stability/near.ts';
import type { CutDraws, Drawn, GroupStability, PersonStability, WeightChange } from '../../appraise/stability/types.ts';
import { Decimal } from '../../decimal.ts';
import { placeText } from '../../problems/problem.ts';
import { runData, runShape } from '../run-data.ts';
import { Say, type StabilityInput } from './say.ts';

const decimal = z.string().regex(/^-?\d+(\.\d+)?$/);
const exact = z
  .string()
  .regex(/^-?\d+(\.\d+|\/\d+)?$/)
  .describe('exact: a decimal, or n/d where it never ends');
const side = z.enum(['within', 'held', 'no']).describe('within the cut, held by a tie alone, or not in it');
const shares = z
  .strictObject({ within: decimal, held: decimal, no: decimal })
  .describe('shares of the draws, to six places; their standard error is the root of p(1 - p) / draws');
const interval = z.strictObject({ low: z.int(), high: z.int() }).describe('ranks that hold the middle `level` of the draws');
const change = z.strictObject({
  block: z.string(),
  from: decimal,
  to: exact.describe('weight at which the side changes, the others rescaled so that all sum to 1'),
  attained: z.boolean().describe('false: the side changes as soon as `to` is passed'),
  shown: decimal.nullable().describe('nearest weight of four places at which the side is `side`; null: there is none'),
  change: exact.describe('to - from'),
  relative: exact.nullable().describe('(to - from) / from; null where the weight is 0'),
  side,
});

/** The contract as a schema: strict, so that a key that is not in it cannot slip out. */
export const stabilitySchema = z.strictObject({
  schema: z.literal('appraise/stability@1'),
  run: z.strictObject(runShape),
  draws: z.int(),
  seed: z.int(),
  level: decimal,
  firm: decimal,
  nearPoints: decimal,
  concentration: z.int(),
  error: decimal.describe('percentage points: 95 of 100 runs with other seeds find a share of one half within it'),
  redrawn: z.int().describe('draws of raters taken again, because somebody was left without a valid ballot'),
  kept: z.int().describe('draws for which the ballots as cast stand'),
  groups: z.array(
    z.strictObject({
      category: z.string(),
      level: z.string(),
      n: z.int(),
      meaning: z.enum(['sampling', 'sensitivity', 'mixed']).nullable().describe('null: nobody has ballots'),
      small: z.boolean(),
      cuts: z.array(
        z.strictObject({ rule: z.string(), k: z.int(), firmWithin: z.int(), near: z.int(), firmOutside: z.int(), open: z.int() }),
      ),
      ties: z.array(z.strictObject({ rank: z.int(), people: z.array(z.string()).describe('ids'), through: z.array(z.string()) })),
    }),
  ),
  people: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      unit: z.string(),
      category: z.string(),
      level: z.string(),
      rank: z.int(),
      of: z.int(),
      total: decimal,
      basis: z.enum(['raters', 'counts', 'none']).describe('none: the block was handed in ready-made; only others move'),
      ballots: interval.nullable(),
      weights: interval.nullable(),
      cuts: z.array(
        z.strictObject({
          rule: z.string(),
          side,
          standing: z.enum(['firm', 'near', 'open']),
          near: z.array(z.enum(['held', 'points', 'ballots', 'weights'])),
          points: z.strictObject({ change: decimal, side }).nullable().describe('least change of the total that changes the side'),
          ballots: shares.nullable(),
          weights: shares.nullable(),
          change: change.nullable().describe('the least of `changes`'),
          changes: z.array(change).nullable().describe('least change of each weight that does it; null: not examined'),
        }),
      ),
      from: z.array(z.string()).describe('file!sheet!A1; a CSV file has no sheet: file!A1'),
    }),
  ),
});
/** `appraise/stability@1`. */
export type StabilityJson = z.infer<typeof stabilitySchema>;

/** JSON Schema of the contract. */
export const stabilityJsonSchema = (): unknown => z.toJSONSchema(stabilitySchema);

/** A run as plain data. */
export function stabilityData(from: StabilityInput): StabilityJson {
  const { input, stability, rules } = from;
  const places = new Say(from).places();
  return {
    schema: 'appraise/stability@1',
    run: runData(input),
    draws: stability.draws,
    seed: stability.seed,
    level: rules.level.value.toText(2),
    firm: rules.firm.value.toText(2),
    nearPoints: rules['near-points'].value.toText(),
    concentration: rules.concentration.value,
    error: stability.error.toText(),
    redrawn: stability.redrawn,
    kept: stability.kept,
    groups: stability.groups.map(groupOf),
    people: stability.groups.flatMap((g) => g.people.map((p) => personOf(p, g, stability.draws, places))),
  };
}

function groupOf({ group, meaning, small, cuts, ties }: GroupStability): StabilityJson['groups'][number] {
  return {
    category: group.category,
    level: group.level,
    n: group.headCounts.ranked,
    meaning,
    small,
    cuts: cuts.map((c) => ({ ...c })),
    ties: ties.map((t) => ({ rank: t.rank, people: t.people.map((p) => p.scored.person.id), through: [...t.at] })),
  };
}

function personOf(p: PersonStability, { group }: GroupStability, draws: number, places: number): StabilityJson['people'][number] {
  const { person, total, step } = p.ranked.scored;
  return {
    ...{ id: person.id, name: person.name, unit: person.unit, category: person.category, level: person.level },
    rank: p.ranked.rank,
    of: group.headCounts.ranked,
    total: total.toText(places),
    basis: p.basis,
    ballots: intervalOf(p.ballots),
    weights: intervalOf(p.weights),
    cuts: p.cuts.map((c, i) => ({
      rule: c.rule,
      side: c.side,
      standing: c.standing,
      near: [...c.near],
      points: c.points ? { change: c.points.change.toText(places), side: c.points.side } : null,
      ballots: sharesOf(p.ballots?.cuts[i], draws),
      weights: sharesOf(p.weights?.cuts[i], draws),
      change: c.change ? changeOf(c.change) : null,
      changes: c.change === undefined ? null : c.changes.map(changeOf),
    })),
    from: step.from.map(placeText),
  };
}

const intervalOf = (drawn: Drawn | null) => (drawn === null ? null : { low: drawn.low, high: drawn.high });

/** Shares to six places, which tell every number of draws there can be apart. */
function sharesOf(cut: CutDraws | undefined, draws: number) {
  if (!cut) return null;
  const of = (side: 'within' | 'held' | 'no') =>
    Decimal.whole(timesOn(side, cut, draws))
      .over(Decimal.whole(draws))
      .round(6)
      .toText();
  return { within: of('within'), held: of('held'), no: of('no') };
}

function changeOf(c: WeightChange): StabilityJson['people'][number]['cuts'][number]['changes'] extends (infer C)[] | null ? C : never {
  const change = c.to.minus(c.from);
  return {
    block: c.block,
    from: c.from.toText(2),
    to: c.to.toText(),
    attained: c.attained,
    shown: c.shown?.toText() ?? null,
    change: change.toText(),
    relative: c.from.isZero() ? null : change.over(c.from).toText(),
    side: c.side,
  };
}
