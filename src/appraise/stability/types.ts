/** 稳定性: how firm a line is. Nouns; all of it is doubt about a rank, none of it changes one. */
import type { Decimal } from '../../decimal.ts';
import type { WeightedBlock } from '../../policy/policy.ts';
import type { Group, RankedPerson } from '../../types.ts';

/** Where somebody stands to a cut: within it, held by a tie alone, or not in it. */
export type Side = 'within' | 'held' | 'no';

/**
 * What is drawn anew of somebody: raters with all they gave, each class of ballots on its own, or nothing, for the block was handed in
 * ready-made.
 */
export type Basis = 'raters' | 'counts' | 'none';

/** What the draws of a group say: chance that other people had voted, or what a census would have been with other hands. */
export type Meaning = 'sampling' | 'sensitivity' | 'mixed';

/** How often somebody was on each side of a cut. */
export interface CutDraws {
  readonly within: number;
  readonly held: number;
}

/** Somebody in all draws. */
export interface Drawn {
  /** Ranks: the middle part of the draws, by the policy's level. */
  readonly low: number;
  readonly high: number;
  /** In the order of the policy's cuts. */
  readonly cuts: readonly CutDraws[];
}

/** The least change of one weight that puts somebody on another side, the others rescaled so that all sum to 1. */
export interface WeightChange {
  readonly block: WeightedBlock;
  readonly from: Decimal;
  /** Exact; the side changes at it where `attained`, else as soon as it is passed. */
  readonly to: Decimal;
  readonly attained: boolean;
  /** The nearest weight of four places at which the side is another one; null where only weights between such places do it. */
  readonly shown: Decimal | null;
  readonly side: Side;
}

/** The least change of somebody's own total that puts them on another side, everybody else's as it is. */
export interface PointsMissing {
  readonly change: Decimal;
  readonly side: Side;
}

/** Why somebody is near a line. */
export type NearReason = 'held' | 'points' | 'ballots' | 'weights';

/** How firm somebody's side is; `open`: near in nothing, but without ballots nothing says it is firm. */
export type Standing = 'firm' | 'near' | 'open';

/** Somebody and one cut. */
export interface PersonCut {
  readonly rule: string;
  readonly side: Side;
  readonly points: PointsMissing | null;
  /** null: no change of any one weight does it; undefined: not looked at (a year). */
  readonly change: WeightChange | null | undefined;
  /** The least change of each block's weight that does it, in the policy's order. */
  readonly changes: readonly WeightChange[];
  readonly near: readonly NearReason[];
  readonly standing: Standing;
}

/** Somebody ranked. */
export interface PersonStability {
  readonly ranked: RankedPerson;
  readonly basis: Basis;
  /** null: nobody of the group has ballots. */
  readonly ballots: Drawn | null;
  /** null: weights were not looked at (a year). */
  readonly weights: Drawn | null;
  readonly cuts: readonly PersonCut[];
}

/** People of one rank. */
export interface Tie {
  readonly rank: number;
  readonly people: readonly RankedPerson[];
  /** Cuts that the tie straddles: some of the places are within, some not. */
  readonly at: readonly string[];
}

/** How many of a group are how firm at a cut. */
export interface CutSummary {
  readonly rule: string;
  readonly k: number;
  readonly firmWithin: number;
  readonly near: number;
  readonly firmOutside: number;
  readonly open: number;
}

/** A group. */
export interface GroupStability {
  readonly group: Group;
  readonly people: readonly PersonStability[];
  /** null: nobody has ballots. */
  readonly meaning: Meaning | null;
  readonly cuts: readonly CutSummary[];
  readonly ties: readonly Tie[];
  /** Cuts that nobody falls within, for k = 0. */
  readonly without: readonly string[];
  /** Fewer ranked than the policy's number. */
  readonly small: boolean;
}

/** The whole. */
export interface Stability {
  readonly draws: number;
  readonly seed: number;
  /** Within what percentage points 95 of 100 such runs would find a share of one half: what the number of draws leaves open at most. */
  readonly error: Decimal;
  readonly groups: readonly GroupStability[];
  /** Draws of raters taken again, and draws for which the ballots as cast stand, because somebody was left without a valid ballot. */
  readonly redrawn: number;
  readonly kept: number;
}
