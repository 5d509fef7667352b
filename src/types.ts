/**
 * The nouns of the program in the order of its pipeline. Read top to bottom and you know the house:
 *
 *   bytes → Book → Sheet → Cell          src/sheets    what a file holds, nothing understood yet; its nouns: book.ts
 *         → Export → Person → Sourced    src/table     who it speaks of, every value with its Place
 *         → Scored → Ranking → Verdict   src/appraise  what the regulation makes of it, with Steps
 *         → Paper                        src/papers    what people are handed; its nouns: paper.ts
 *
 * Every stage returns its problems beside its value and throws nothing for what users send.
 */
import type { Decimal } from './decimal.ts';
import type { Code, ProblemArgs } from './problems/register.ts';
import type { Exemption, Records } from './records.ts';

/** Languages of results and talk. */
export type Lang = 'zh-Hans' | 'zh-Hant' | 'en';
export const langs: readonly Lang[] = ['zh-Hans', 'zh-Hant', 'en'];

// ───────────────────────────── where a thing stands ─────────────────────────────

/** A place in the words of Excel. `row` and `col` are zero-based here; `placeText` prints A1. */
export interface Place {
  readonly file: string;
  /** null for a CSV file, which has one nameless sheet. */
  readonly sheet: string | null;
  readonly row: number;
  readonly col: number;
  /** For CSV: the line an editor shows, one-based; it differs from the row where a field holds line breaks. */
  readonly line?: number;
  /** Of an archive: the number of its entry; it has no sheet, rows or columns. */
  readonly entry?: number;
}

/** A value and the cell it came from. */
export interface Sourced<T> {
  readonly value: T;
  readonly at: Place;
}

// ───────────────────────────── problems (src/problems) ─────────────────────────────

/** An error forbids, a warning asks to look, a note tells. */
export type Severity = 'error' | 'warning' | 'note';

/** A problem as data; src/text has its words. */
export interface Problem<C extends Code = Code> {
  readonly code: C;
  readonly severity: Severity;
  readonly args: ProblemArgs[C];
  readonly file?: string;
  readonly sheet?: string | null;
  readonly place?: Place;
  /** The header over the cell, as the office wrote it. */
  readonly header?: string;
  /** Set where the problem concerns one person only: `--allow-incomplete` may leave that person out. */
  readonly person?: { readonly key: string; readonly id: string; readonly name: string };
  readonly clause?: string;
}

/** What every stage returns. */
export interface Out<T> {
  readonly value: T;
  readonly problems: readonly Problem[];
}

// ───────────────────────────── who it speaks of (src/table) ─────────────────────────────

/** 板块: one of the five parts of the score (rules §3). */
export type BlockKey = 'evaluation' | 'work' | 'study' | 'party' | 'adjustment';
export const blockKeys: readonly BlockKey[] = ['evaluation', 'work', 'study', 'party', 'adjustment'];

/** 考核周期: a quarter, a year, or none known. */
export interface Period {
  readonly year: number;
  readonly quarter: 1 | 2 | 3 | 4 | null;
}

/** Votes of one rater class (评价主体) for one person. */
export interface Ballots {
  readonly raterClass: string;
  /** Option key → number of votes. */
  readonly counts: ReadonlyMap<string, Sourced<Decimal>>;
  /** Cells of the ballots that were counted, where the export has them one by one. */
  readonly cells?: readonly Place[];
  /** 应到、收回: how many were to vote and how many ballots came back, where the export says both. */
  readonly turnout?: { readonly expected: Sourced<Decimal>; readonly returned: Sourced<Decimal> };
}

/**
 * 个人票: the ballot of one rater for one person, where an export holds them one by one. Counts of the same ballots stand in `Ballots`.
 */
export interface Vote {
  /** Tells the ballots of one hand together; as the office numbered it, folded. */
  readonly rater: string;
  readonly raterClass: string;
  /** '' where the export does not say. */
  readonly raterUnit: string;
  /** Key of the person who voted, where the export says who that was. */
  readonly raterPerson: string | null;
  /** Key of the person voted on. */
  readonly person: string;
  /** Key of the policy's option; null: no valid vote (弃权, 不了解). */
  readonly option: Sourced<string | null>;
}

/** One line of 加减分. */
export interface Entry {
  readonly matter: string;
  readonly value: Sourced<Decimal>;
  readonly date?: string;
  readonly basis?: string;
  readonly number?: string;
  /** In a year: the quarter it was scored in. */
  readonly quarter?: string;
  /** What error tolerance made of it (rules §7.3): `value` is what is left of `before`. */
  readonly exempted?: { readonly before: Decimal; readonly by: Exemption };
}

/** One score of a quality (政治素质, 担当作为) in one inspection (考察). */
export interface Inspected {
  readonly quality: string;
  readonly score: Sourced<Decimal>;
}

/** 干部: one person with everything the export says of them. */
export interface Person {
  /** Folded id, or folded name where the roster has no ids; unique in the export. */
  readonly key: string;
  /** As shown; the name where the export has no ids. */
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  readonly department: string;
  readonly post: string;
  readonly rank: string;
  readonly category: string;
  readonly level: string;
  /** Cell of the roster row: where the person stands. */
  readonly at: Place;
  /** Key of the policy's not-ranked reason (rules §5.2), with the cell that says so. */
  readonly notRanked?: Sourced<string>;
  /** The same, where the reason holds for years only and this is a quarter. */
  readonly notRankedInYear?: Sourced<string>;
  /** Ready-made block scores, as given. */
  readonly given: ReadonlyMap<BlockKey, Sourced<Decimal>>;
  readonly ballots: readonly Ballots[];
  /** Item key → score, over all blocks. */
  readonly items: ReadonlyMap<string, Sourced<Decimal>>;
  readonly entries: readonly Entry[];
  readonly inspections: readonly Inspected[];
  /** Qualities that an inspection of the person's unit scored, but not for this person: not assessed, never a pass (rules §7.1). */
  readonly unassessed?: ReadonlySet<string>;
  /** Sanctions, error tolerance, priorities and the like. */
  readonly records: Records;
  /** The office's own total and rank: compared with the computed ones, never used. */
  readonly givenTotal?: Sourced<Decimal>;
  readonly givenRank?: Sourced<Decimal>;
}

/** What was done with each row and column of a table: rows read = used + left out (reliability). */
export interface TableUse {
  readonly file: string;
  readonly sheet: string | null;
  readonly hidden: boolean;
  readonly rowsRead: number;
  readonly rowsUsed: number;
  readonly leftOut: readonly { readonly row: number; readonly reason: LeftOutReason }[];
  readonly hiddenRows: number;
  readonly columns: readonly {
    readonly header: string;
    readonly col: number;
    readonly field: string | null;
    readonly by?: string | null;
  }[];
  readonly headerRow: number | null;
}
/** Why a row is not used. */
export type LeftOutReason = 'title' | 'header' | 'total' | 'note' | 'no-table';

/** 导出表: everything the inputs say about one period. */
export interface Export {
  readonly period: Period | null;
  readonly asOf: string | null;
  readonly people: readonly Person[];
  /** People in the tables whom no roster knows: each is an error of the person. */
  readonly strays: readonly Person[];
  /** Ballots one by one, where the export has them. */
  readonly votes?: readonly Vote[];
  readonly tables: readonly TableUse[];
  /** Qualities that some input scores (rules §7.1: where none does, not assessed is said once). */
  readonly inspected: ReadonlySet<string>;
  /** People with errors of their own, by key: `--allow-incomplete` may leave them out (rules §5.3). */
  readonly faulty: ReadonlyMap<string, readonly Code[]>;
}

// ───────────────────────────── what the regulation makes of it (src/appraise) ─────────────────────────────

/** One step of a computation: what `why` prints and every list cites. */
export interface Step {
  readonly rule: string;
  readonly clause: string;
  readonly inputs: readonly { readonly name: string; readonly value: string }[];
  readonly from: readonly Place[];
  readonly result: string;
}

/** Votes of one rater class, and what they come to. */
export interface ClassMean {
  readonly raterClass: string;
  readonly weight: Decimal;
  /** In the policy's order; null: the export has no such column. */
  readonly votes: readonly { readonly option: string; readonly worth: Decimal; readonly count: Sourced<Decimal> | null }[];
  /** 弃权, 不了解: in neither sum. */
  readonly others: readonly Sourced<Decimal>[];
  /** Cells of the counts; of every ballot where the export has them one by one. */
  readonly from: readonly Place[];
  /** Σ worth·count, and Σ count. */
  readonly sum: Decimal;
  readonly valid: Decimal;
  /** null where no ballot of the class is valid: the others share its weight. */
  readonly mean: Decimal | null;
}

/** An item of a block, and whether the trim leaves it in the mean. */
export interface ItemScore {
  readonly item: string;
  readonly score: Sourced<Decimal>;
  readonly counted: boolean;
}

/** A line of 加减分, and whether it counts. */
export interface CountedEntry {
  readonly entry: Entry;
  readonly counted: boolean;
  /** The entry of the same matter that counts in its place. */
  readonly instead: Entry | null;
}

/** How a block score came about, figure by figure; `exact` is what the one rounding was applied to. */
export type BlockWay =
  /** Σ weight·mean ÷ Σ weight, over the classes that have a mean. */
  | { readonly kind: 'ballots'; readonly classes: readonly ClassMean[]; readonly weight: Decimal; readonly exact: Decimal }
  /** Σ of the items that count ÷ how many do. */
  | {
      readonly kind: 'items';
      readonly items: readonly ItemScore[];
      readonly sum: Decimal;
      readonly divisor: number;
      readonly exact: Decimal;
    }
  /** The sum before it is held within the cap. */
  | { readonly kind: 'entries'; readonly entries: readonly CountedEntry[]; readonly sum: Decimal }
  /** Ready-made, as it was given: an adjustment beyond the cap is held at it. */
  | { readonly kind: 'given'; readonly score: Sourced<Decimal> }
  | { readonly kind: 'none' }
  /** Of a year: the mean of the quarters'. */
  | { readonly kind: 'mean'; readonly quarters: readonly { readonly period: Period; readonly value: Decimal }[]; readonly exact: Decimal };

/** A block score in points, and how it came about. */
export interface BlockScore {
  readonly value: Decimal;
  /** 2 where the block was computed and rounded; 0 where it is printed as it was given. */
  readonly minPlaces: number;
  /** `mean`: of a year, the mean of the quarters', shown and used for ties only. */
  readonly basis: 'parts' | 'given' | 'none' | 'mean';
  readonly way: BlockWay;
  readonly step: Step;
}

/** A person with blocks and total (rules §3, §4). */
export interface Scored {
  readonly person: Person;
  readonly blocks: Readonly<Record<BlockKey, BlockScore>>;
  readonly total: Decimal;
  /** The total before its one rounding. */
  readonly exact: Decimal;
  readonly step: Step;
  /** Of a year: the printed totals it is the mean of (rules §8). */
  readonly quarters?: readonly QuarterTotal[];
}

/** The printed total of one quarter in which the person was ranked. */
export interface QuarterTotal {
  readonly period: Period;
  readonly total: Decimal;
  /** The cells it came from. */
  readonly from: readonly Place[];
}

/** A cut (rules §6.2) as it falls in one group. */
export interface CutResult {
  readonly rule: string;
  readonly share: Decimal;
  readonly exact: Decimal;
  readonly k: number;
  readonly mode: 'half-up' | 'floor' | 'ceil';
  readonly ties: 'exclude' | 'include';
}

/** A person with rank and verdicts (rules §6, §7.1). */
export interface RankedPerson {
  readonly scored: Scored;
  /** Competition rank 1, 2, 2, 4 (rules §6.1). */
  readonly rank: number;
  /** How many share it, the person included. */
  readonly tied: number;
  readonly verdicts: readonly Verdict[];
  readonly checks: readonly Check[];
}

/** 组别: people ranked together (rules §1). */
export interface Group {
  readonly key: string;
  readonly category: string;
  readonly level: string;
  readonly headCounts: {
    readonly roster: number;
    readonly shouldTakePart: number;
    readonly ranked: number;
    readonly eligibleForExcellent: number;
  };
  readonly cuts: readonly CutResult[];
  /** In order of rank, equals by id. */
  readonly ranked: readonly RankedPerson[];
  readonly notRanked: readonly UnrankedPerson[];
}

/** A person who is not ranked, with the reason (rules §5.2, §5.3). */
export interface UnrankedPerson {
  readonly person: Person;
  /** Key of a policy reason, or a problem code for those left out by --allow-incomplete. */
  readonly reason:
    | { readonly kind: 'status'; readonly key: string }
    | { readonly kind: 'problems'; readonly codes: readonly Code[] }
    | { readonly kind: 'year'; readonly key: YearReason };
  readonly reasonText: string;
  readonly clause: string;
  readonly from: readonly Place[];
  readonly verdicts: readonly Verdict[];
  readonly checks: readonly Check[];
}

/** Why the year's ranking leaves somebody out (rules §8). */
export type YearReason = 'too-few-quarters' | 'not-at-year-end';

/** The lists that verdicts fill. */
export type ListKey = 'promotion-bar' | 'reminder-talk' | 'priority';

/** A rule that puts a person on a list, or would but for a tie (rules §6.3, §9). */
export interface Verdict {
  readonly rule: string;
  readonly list: ListKey;
  /** True: only the tie keeps the person off the list; held for decision (待议). */
  readonly held: boolean;
  readonly figure: string;
  readonly line: string;
  readonly clause: string;
  readonly from: readonly Place[];
}

/** What was passed, stands exactly on a line, or was not assessed. */
export interface Check {
  readonly rule: string;
  readonly outcome: 'passed' | 'on-line' | 'not-assessed';
  readonly figure: string | null;
  readonly from: readonly Place[];
}

/** The result of a run. */
export interface Ranking {
  readonly period: Period | null;
  readonly asOf: string | null;
  readonly groups: readonly Group[];
  /** Left out for errors and without a group to stand in. */
  readonly unplaced: readonly UnrankedPerson[];
}
