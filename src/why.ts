/**
 * 逐项说明: the way from the cells to everything that a ranking says of one person, and what would have changed it. Nouns only.
 *
 * Of everybody else it holds ranks and counts. How far a line is away says how the next person stands only as far as the points that
 * this person lacks say it; that cannot be otherwise, for whoever knows both knows the line.
 */
import type { Day } from './day.ts';
import type { Decimal } from './decimal.ts';
import type { Decision } from './paper.ts';
import type { Clause } from './policy/primitives.ts';
import type { Exemption, Sanction } from './records.ts';
import type { BlockKey, BlockScore, CutResult, Entry, Period, Person, Place, Scored, Sourced, UnrankedPerson } from './types.ts';
import type { Advance, GradeProposal } from './verdicts.ts';

/** A block score, what it weighs, and every clause it rests on. */
export interface BlockWhy {
  readonly block: BlockKey;
  readonly score: BlockScore;
  /** null for the adjustment, which is added. */
  readonly weight: Decimal | null;
  /** What it adds to the total before that is rounded. */
  readonly adds: Decimal;
  /** A ready-made score that stands beside parts: compared, never used. */
  readonly beside: Sourced<Decimal> | null;
  readonly clauses: readonly Clause[];
  readonly weightClause: Clause | null;
}

/** Blocks and total; of a year the quarters, and blocks only where they break ties. */
export interface TotalWhy {
  readonly scored: Scored;
  readonly blocks: readonly BlockWhy[];
  /** Decimal places of the one rounding. */
  readonly places: number;
  readonly clauses: readonly Clause[];
}

/** 名次: where the person stands; of the others numbers only. */
export interface StandingWhy {
  readonly n: number;
  readonly rank: number;
  readonly above: number;
  /** Others of the same rank. */
  readonly equal: number;
  readonly below: number;
  /** Blocks that break ties, in their order. */
  readonly tiesBy: readonly BlockKey[];
  readonly clauses: readonly Clause[];
}

/** How a cut treats the person: on its list, kept off it by a tie alone, or not on it. */
export type CutState = 'within' | 'held' | 'outside';

/** A cut as it falls on the person (rules §6.2, §6.3). */
export interface CutWhy {
  readonly rule: string;
  readonly result: CutResult;
  readonly state: CutState;
  /** People at or below the person's rank, the person included; and those below it. */
  readonly equalOrBelow: number;
  readonly strictlyBelow: number;
  readonly clauses: readonly Clause[];
}

/** One score of a quality against its line. */
export interface InspectedWhy {
  readonly score: Sourced<Decimal>;
  /** Points that it lacks to pass, on its own places; 0 where it passes. */
  readonly missing: Decimal;
  /** Points by which it stands above the line; 0 on it, negative below. */
  readonly above: Decimal;
}

/** A line of the inspection (rules §7.1). */
export interface LineWhy {
  readonly rule: string;
  readonly line: Decimal;
  readonly atLine: 'passes' | 'barred';
  readonly outcome: 'below' | 'on-line' | 'passed' | 'not-assessed';
  /** Absent from an inspection of the person's unit. */
  readonly absent: boolean;
  readonly inspections: readonly InspectedWhy[];
  readonly clauses: readonly Clause[];
}

/** A sanction and whether it bars in the period (rules §7.2). */
export interface SanctionWhy {
  readonly sanction: Sanction;
  /** Whether its kind bars at all. */
  readonly bars: boolean;
  /** What lifted it. */
  readonly lifted: Exemption | null;
  /** Shares a day with the period; null: no period is known. */
  readonly inEffect: boolean | null;
  readonly period: { readonly from: Day; readonly to: Day } | null;
  readonly clauses: readonly Clause[];
}

/** 容错: what it names, and what is left of it (rules §7.3). */
export interface ToleranceWhy {
  readonly by: Exemption;
  readonly entry: { readonly entry: Entry; readonly after: Decimal } | null;
  readonly sanction: { readonly sanction: Sanction; readonly lifted: boolean } | null;
  readonly clauses: readonly Clause[];
}

/** 优先: a ground that is proven (rules §7.4). */
export interface PriorityWhy {
  readonly rule: string;
  readonly figure: string;
  readonly line: string;
  readonly from: readonly Place[];
  readonly clauses: readonly Clause[];
}

/** 等次 proposed, and the places it is held against (rules §7.6). */
export interface GradeWhy {
  readonly kind: 'quarter' | 'year';
  readonly proposal: GradeProposal;
  /** Of the whole export in a year, of the group in a quarter: heads × share, and the places it comes to. */
  readonly share: Decimal;
  readonly heads: number;
  readonly exact: Decimal;
  readonly all: number;
  /** Of the group: its own heads and exact part, and its places. */
  readonly groupHeads: number;
  readonly groupExact: Decimal;
  readonly places: number;
  readonly clauses: readonly Clause[];
}

/** What was decided on the person in a workbook that came back. */
export type DecidedWhy = Decision;

/** A figure moved from one value to another, both on its own places. */
export interface Move {
  readonly to: Decimal;
  /** What it has to rise by; negative: fall. */
  readonly change: Decimal;
}

/** What is moved alone, everything else as it is: the total, a block, or the printed total of a quarter. */
export type Lever =
  | { readonly kind: 'total' }
  | { readonly kind: 'block'; readonly block: BlockKey }
  | { readonly kind: 'quarter'; readonly period: Period };

/** How far a lever is from an outcome; `move` null: it cannot reach it within its bounds. */
export interface LeverMove {
  readonly lever: Lever;
  readonly now: Decimal;
  readonly places: number;
  /** Bounds of the scale or the cap; null for the total, which has none of its own. */
  readonly bounds: { readonly lowest: Decimal; readonly highest: Decimal } | null;
  readonly move: Move | null;
}

/** An outcome that another figure would have had: the state of a cut, or a grade. */
export type Outcome =
  | { readonly kind: 'cut'; readonly rule: string; readonly state: CutState }
  | { readonly kind: 'grade'; readonly grade: string; readonly held: boolean };

/** 怎样才会不同: the smallest move of each lever that has this outcome, everybody else unchanged. */
export interface Change {
  readonly outcome: Outcome;
  readonly moves: readonly LeverMove[];
}

/** Everything that is said of one person. */
export interface Why {
  readonly person: Person;
  readonly period: Period | null;
  readonly asOf: string | null;
  /** null: not ranked. */
  readonly total: TotalWhy | null;
  readonly standing: StandingWhy | null;
  readonly unranked: UnrankedPerson | null;
  /** Of a reason not to be ranked. */
  readonly unrankedClause: Clause | null;
  readonly cuts: readonly CutWhy[];
  readonly lines: readonly LineWhy[];
  readonly sanctions: readonly SanctionWhy[];
  readonly tolerances: readonly ToleranceWhy[];
  readonly priorities: readonly PriorityWhy[];
  readonly grade: GradeWhy | null;
  readonly advance: Advance | null;
  readonly decisions: readonly DecidedWhy[];
  readonly changes: readonly Change[];
}
