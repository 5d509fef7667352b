/** What an audit of the ballots finds, as data. No figure in it is about what one rater marked for one person. */

import type { Decimal } from '../../decimal.ts';
import type { Policy } from '../../policy/policy.ts';
import type { Person } from '../../types.ts';

/** The policy's settings of an audit. */
export type AuditRules = NonNullable<Policy['audit']>;

/** Why a figure is not shown: its condition does not hold. */
export type Reason =
  /** The export has no ballots one by one. */
  | 'no-ballots'
  | 'few-raters'
  | 'few-people'
  | 'few-votes'
  | 'few-pairs'
  /** All the same: there is nothing to compare. */
  | 'constant'
  /** One group only, or nobody else who voted on the same people. */
  | 'nobody-else'
  /** No ballot says who voted. */
  | 'anonymous';

/** A figure that is not shown. `had` and `needs`: people, votes or pairs, where the condition counts them; never raters. */
export interface Withheld {
  readonly withheld: Reason;
  readonly had?: number;
  readonly needs?: number;
}
/** A figure, or why there is none. */
export type Shown<T> = T | Withheld;
export const isWithheld = <T extends object>(of: Shown<T>): of is Withheld => 'withheld' in of;

/** 宽严与离散: of the ballots of a class, or of a unit within it. */
export interface Leniency {
  readonly raterClass: string;
  /** null: the whole class. */
  readonly unit: string | null;
  /** Of counts alone the most ballots that one person got. */
  readonly raters: number;
  readonly votes: number;
  /** Points of a vote. */
  readonly mean: number;
  readonly sd: number | null;
  /** Σ(own vote − what the others gave the same person) ÷ votes; of a unit the others are those of its class. */
  readonly difference: Shown<{ readonly points: number; readonly people: number; readonly marked: boolean }>;
}

/** 一律同评: raters who gave one option to nearly everyone. */
export interface StraightLines {
  readonly examined: number;
  /** How many raters would mark all alike by chance, by the shares that each person got. */
  readonly expected: number;
  readonly raters: readonly {
    readonly rater: string;
    readonly raterClass: string;
    readonly votes: number;
    readonly option: string;
    readonly share: number;
    /** In the order of the people's ids. */
    readonly run: number;
    /** How often chance alone gives everyone the same option. */
    readonly chance: number;
  }[];
}

/** 相同选票: raters whose ballots say the same of everybody whom they share. */
export interface IdenticalBallots {
  readonly compared: number;
  readonly identical: number;
  /** Pairs that chance alone would make identical. */
  readonly expected: number;
  readonly sets: readonly {
    readonly raterClass: string;
    readonly raters: readonly string[];
    readonly pairs: number;
    /** The fewest people that two of them share. */
    readonly people: number;
    /** The option that they gave to everyone; null: several. */
    readonly option: string | null;
    /** Of its pairs the one that chance makes identical most often. */
    readonly chance: number;
  }[];
}

/** 互评: people who voted on each other. */
export interface Reciprocity {
  readonly pairs: number;
  /** Of both members' deviations from what others gave the same person. */
  readonly correlation: number | null;
  readonly mutualTop: number;
  /** The same by the shares of the best option that each of them got from others. */
  readonly expectedTop: number;
}

/**
 * 一票影响: what changes when one rater is left out. Whose verdict changes without which rater is not said: what the rater marked would follow.
 */
export interface Influence {
  readonly examined: number;
  /** Raters without whom nobody changes rank. */
  readonly without: number;
  readonly raters: readonly {
    readonly rater: string;
    readonly raterClass: string;
    readonly votes: number;
    /** The most ranks that somebody moves. */
    readonly most: number;
    readonly moved: number;
    /** People who would have no valid ballot of the class left: their figures are kept. */
    readonly sole: number;
  }[];
  /** People whose verdict of a cut rests on one rater, and on how many different ones; null: on fewer than a group may be shown of. */
  readonly people: readonly { readonly person: Person; readonly rank: number; readonly of: number; readonly raters: number | null }[];
}

/** 一致程度: Kendall's W of a class. */
export interface Agreement {
  readonly raterClass: string;
  readonly figures: Shown<{
    readonly raters: number;
    readonly people: number;
    readonly w: number;
    readonly chiSquare: number;
    readonly df: number;
    readonly p: number;
  }>;
}

/** What stands in a pair of tau-b. */
export type Measured = 'evaluation' | 'work' | 'study' | 'party' | 'adjustment';

/** 板块相关: tau-b between two blocks in one group. */
export interface Association {
  readonly category: string;
  readonly level: string;
  readonly one: Measured;
  readonly other: Measured;
  readonly people: number;
  readonly figures: Shown<{ readonly tau: number }>;
}

/** What is levelled between units. */
export type Levelled = 'evaluation' | 'work' | 'total';
export const levelledKeys: readonly Levelled[] = ['evaluation', 'work', 'total'];

/** 单位平均: of a unit's people within their group, beside the group's. */
export interface UnitMean {
  readonly category: string;
  readonly level: string;
  readonly unit: string;
  readonly people: number;
  readonly figures: Shown<{
    readonly unit: Readonly<Record<Levelled, Decimal>>;
    readonly group: Readonly<Record<Levelled, Decimal>>;
  }>;
}

/** 调平: score × mean of the group ÷ mean of the unit, beside the score; shown and never used. */
export interface LevelledPerson {
  readonly person: Person;
  readonly scores: Readonly<Record<Levelled, Decimal>>;
  readonly levelled: Readonly<Record<Levelled, Decimal>>;
}

/** Everything that an audit finds. */
export interface Audit {
  /** What the export has of the ballots. */
  readonly ballots: 'individual' | 'mixed' | 'counts' | 'none';
  readonly classes: readonly Leniency[];
  readonly units: readonly Leniency[];
  /** Classes of too few raters: they enter no figure. */
  readonly hiddenClasses: readonly string[];
  /** Class → units put together because one of them has too few raters. */
  readonly pooledUnits: readonly { readonly raterClass: string; readonly units: number }[];
  readonly straight: Shown<StraightLines>;
  readonly identical: Shown<IdenticalBallots>;
  readonly reciprocity: Shown<Reciprocity>;
  readonly influence: Shown<Influence>;
  readonly agreement: readonly Agreement[];
  readonly association: readonly Association[];
  readonly unitMeans: readonly UnitMean[];
  readonly levelled: readonly LevelledPerson[];
}
