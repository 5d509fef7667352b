/** 对比: what two results say differently, and why. Nouns only; `compare.ts` makes them. */
import type { Decimal } from '../../decimal.ts';
import type { Decision } from '../../paper.ts';
import type { ParameterChange, RegulationChange, Unit } from '../../policy/differences.ts';
import type { BlockKey, Check, Group, ListKey, Person, Place, UnrankedPerson, Verdict } from '../../types.ts';

/** One person on both sides, or on one of them. */
export interface Pair {
  readonly a: Person | null;
  readonly b: Person | null;
  /** No id joined them: one side has none, and the name is only one person's on either side. */
  readonly byName: boolean;
}

/** What kind of value a source gives; src/text names it under the same key. */
export type ValueKind =
  | 'person'
  | 'block'
  | 'votes'
  | 'vote'
  | 'item'
  | 'entry'
  | 'inspection'
  | 'unassessed'
  | 'given'
  | 'kept'
  | 'sanctions'
  | 'exemptions'
  | 'priorities'
  | 'grades'
  | 'nominations'
  | 'fitness'
  | 'facets'
  | 'chronicle'
  | 'rank-since';

/** What a value is: of a block, an option of a rater class, a field of a record. */
export interface ValueName {
  readonly kind: ValueKind;
  /** Key of the block, item, rater class or quality; number or matter of an entry or record. */
  readonly of: string;
  /** Key of the option, field of the person or record; '' where there is none, or the whole record is meant. */
  readonly part: string;
  /** Of a year: the quarter it was given in, `2026Q3`; '' elsewhere. */
  readonly period: string;
}

/** A value of the sources that differs; null: that side has none. */
export interface CellChange {
  readonly pair: Pair;
  readonly name: ValueName;
  readonly before: string | null;
  readonly after: string | null;
  readonly beforeAt: Place | null;
  readonly afterAt: Place | null;
}

/** What may have moved somebody. `own`: their own data; `others`: those of others in the group; `policy`. */
export type Factor = 'own' | 'others' | 'policy';

/**
 * Changes that together, and no fewer of them, turn the old outcome into the new one. Each was recomputed with these changed and all
 * else as it was.
 */
export interface Cause {
  readonly factors: readonly Factor[];
  /** Where the policy is among them: the parts of it that are needed; none where it was not taken apart. */
  readonly units: readonly Unit[];
}

/** How a change came about. */
export interface Why {
  /** Alternatives: each alone is enough. None between different periods, where nothing is recomputed. */
  readonly causes: readonly Cause[];
  /**
   * The data of a side cannot be read under the other policy: what that would give is not known, and of several changes in one cause
   * it is not shown that none can be left out.
   */
  readonly unseparated: boolean;
}

/** How somebody stands on one side. */
export interface Outcome {
  readonly person: Person;
  /** Category and level under one key. */
  readonly group: string;
  /** null: not ranked; then `unranked` says why. */
  readonly total: Decimal | null;
  readonly blocks: Readonly<Record<BlockKey, { readonly value: Decimal; readonly minPlaces: number }>> | null;
  readonly rank: number | null;
  /** How many are ranked in the group. */
  readonly n: number;
  readonly verdicts: readonly Verdict[];
  readonly checks: readonly Check[];
  readonly unranked: UnrankedPerson | null;
}

/** A grade proposed for a year. */
export interface GradeState {
  /** null: none is proposed. */
  readonly grade: string | null;
  readonly held: boolean;
}

/** Others who changed places with somebody in one group: rank after = rank before + overtakenBy + joined − overtaken − left. */
export interface Passing {
  /** Of those who are ranked in the group on both sides: who stands above now and did not, and who did and does not. */
  readonly overtakenBy: number;
  readonly overtook: number;
  /** New to the ranking of the group and above the person, or gone from it from above the person. */
  readonly joinedAbove: number;
  readonly leftAbove: number;
}

/** Somebody whose total, rank, group, grade or place among the ranked differs, or who is on one side only. */
export interface Movement {
  readonly pair: Pair;
  readonly before: Outcome | null;
  readonly after: Outcome | null;
  /** Blocks that differ. */
  readonly blocks: readonly BlockKey[];
  /** null unless ranked in one group on both sides. */
  readonly passing: Passing | null;
  readonly gradeBefore: GradeState | null;
  readonly gradeAfter: GradeState | null;
  /** null: it did not change. */
  readonly total: Why | null;
  readonly rank: Why | null;
  readonly grade: Why | null;
}

/** On the list, kept off it by a tie alone, or not on it. */
export type ListState = 'on' | 'held' | 'off';

/** A list that gained or lost somebody by one rule. */
export interface ListChange {
  readonly pair: Pair;
  readonly list: ListKey;
  readonly rule: string;
  readonly before: ListState;
  readonly after: ListState;
  /** The verdicts that say so, where there is one. */
  readonly verdictBefore: Verdict | null;
  readonly verdictAfter: Verdict | null;
  readonly why: Why;
}

/** What an inspection line makes of somebody whom it bars on neither side, where it differs. */
export interface CheckChange {
  readonly pair: Pair;
  readonly rule: string;
  readonly before: Check;
  readonly after: Check;
}

/** A group whose head counts or cuts differ; null: there is no such group on that side. */
export interface GroupChange {
  readonly before: Group | null;
  readonly after: Group | null;
}

/** A decision that was made on one side only, or differently. */
export interface DecisionChange {
  readonly pair: Pair;
  readonly list: string;
  readonly rule: string;
  readonly before: Decision | null;
  readonly after: Decision | null;
}

/** Something on both sides, by key of the person on that side. */
export interface BothSides<T> {
  readonly before: ReadonlyMap<string, T>;
  readonly after: ReadonlyMap<string, T>;
}

/** Everything that differs between A and B. */
export interface Comparison {
  /** Everybody, and how they stand, whether it differs or not. */
  readonly pairs: readonly Pair[];
  readonly outcomes: BothSides<Outcome>;
  /** Of a year, where the policy grades it. */
  readonly gradeStates: BothSides<GradeState>;
  /** Of different periods a difference is movement: cells are not held against each other, causes are the own blocks. */
  readonly samePeriod: boolean;
  /** The same files under the same policy, for the same period and day. */
  readonly sameRun: boolean;
  readonly people: {
    readonly both: number;
    readonly byName: number;
    readonly added: readonly Person[];
    readonly gone: readonly Person[];
  };
  readonly cells: readonly CellChange[];
  readonly parameters: readonly ParameterChange[];
  /** Parts of the policy in which it ranks otherwise; some may differ in words alone, which no parameter holds. */
  readonly units: readonly Unit[];
  /** null: the text of a regulation is not at hand on both sides. */
  readonly regulation: readonly RegulationChange[] | null;
  readonly groups: readonly GroupChange[];
  readonly movements: readonly Movement[];
  readonly lists: readonly ListChange[];
  readonly checks: readonly CheckChange[];
  readonly decisions: readonly DecisionChange[];
}
