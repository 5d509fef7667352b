import type { Decimal } from '../decimal.ts';
import type { Clause } from './primitives.ts';
import type { PolicyFile } from './schema.ts';

/** A value of the policy as it holds on the as-of date, with the clause it rests on. */
export interface Setting<V> {
  readonly value: V;
  readonly clause: Clause;
  /** The source leaves it open; every workbook says so (rules, [A]). */
  readonly assumption: boolean;
  readonly note?: string;
}

type Resolve<T> = T extends { values: readonly { value: infer V }[] }
  ? Setting<V>
  : T extends { value: infer V; clause: Clause }
    ? Setting<V>
    : T extends Decimal
      ? T
      : T extends readonly (infer E)[]
        ? readonly Resolve<E>[]
        : T extends object
          ? { readonly [K in keyof T]: Resolve<T[K]> }
          : T;

/** A regulation as data, every dated value settled for one as-of date. */
export type Policy = Resolve<PolicyFile>;

/** The four blocks that enter the total by weight; the adjustment is added (rules §4). */
export type WeightedBlock = keyof Policy['total']['weights'];
export const weightedBlocks: readonly WeightedBlock[] = ['evaluation', 'work', 'study', 'party'];
/** Parts of a policy under names of their own. */
export type Weights = Policy['total']['weights'];
export type BallotRules = Policy['blocks']['evaluation'];
export type MeanRules = Policy['blocks']['work'];
export type Cut = Policy['cuts'][number];
export type Line = Policy['lines'][number];
export type PolicyExample = NonNullable<Policy['examples']>[number];

/** The weights that hold for a group: its own where the policy names it, else those of all (rules §4). */
export function weightsOf(policy: Policy, group: { readonly category: string; readonly level: string }): Weights {
  return weightsSource(policy, group).weights;
}

/** The same with the policy path they stand at, for the rules sheet. */
export function weightsSource(
  policy: Policy,
  group: { readonly category: string; readonly level: string },
): { weights: Weights; path: string } {
  const special = policy.total.groups ?? [];
  const i = special.findIndex((g) => g.category === group.category && (g.level === undefined || g.level === group.level));
  const found = special[i];
  return found ? { weights: found.weights, path: `total.groups[${i}].weights` } : { weights: policy.total.weights, path: 'total.weights' };
}
