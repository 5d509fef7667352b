/** What follows from a ranking and from records beyond its lists: advance in rank, grades, the view for promotion. Nouns only. */
import type { Day } from './day.ts';
import type { Decimal } from './decimal.ts';
import type { Exemption, FitnessRecord, Nomination, PriorityRecord, Sanction } from './records.ts';
import type { Entry, Person, Place, RankedPerson, UnrankedPerson, Verdict } from './types.ts';

/** 职级晋升: a year and what it does for the term (rules §7.5). */
export interface AdvanceYear {
  readonly year: number;
  /** As the export says; null: it says nothing of that year. */
  readonly said: string | null;
  /**
   * `excellent` counts and shortens, `counted` counts, `excluded` does not count, `before` was earned before the rank was held,
   * `missing` should have a grade and has none in the export, `to-come` lies ahead and is taken as counted.
   */
  readonly outcome: 'excellent' | 'counted' | 'excluded' | 'before' | 'missing' | 'to-come';
  readonly at: Place | null;
}

/** 职级晋升 of one person (rules §7.5). */
export interface Advance {
  readonly person: Person;
  readonly rank: string;
  /** null at the top, or where the policy does not know the rank. */
  readonly to: string | null;
  readonly since: Day | null;
  /** Months in the present rank that the policy asks for; null without a next rank. */
  readonly required: number | null;
  readonly years: readonly AdvanceYear[];
  /** Months taken off for excellent years, and added for years that do not count. */
  readonly off: number;
  readonly added: number;
  /** null where it cannot be told. */
  readonly earliest: Day | null;
  /** Whether it lies on or before the as-of day; null without either. */
  readonly reached: boolean | null;
  readonly why: 'told' | 'no-rank' | 'top' | 'no-since' | 'grades-missing' | 'status';
  /** In effect between the day on which the term was complete and the earliest day, which comes after they end. */
  readonly bars: readonly Sanction[];
  readonly clause: string;
  readonly from: readonly Place[];
}

/** 等次 proposed for one person (rules §7.6). */
export interface GradeProposal {
  readonly person: Person;
  /** null: not ranked. */
  readonly rank: number | null;
  readonly total: Decimal | null;
  /** Key of the policy's grade; null: none is proposed. */
  readonly grade: string | null;
  /** A tie at the last place keeps the best grade from the person until it is decided. */
  readonly held: boolean;
  /** Within the places by rank, and what bars from them, or why there is no grade at all. */
  readonly barred: readonly { readonly rule: string; readonly clause: string; readonly from: readonly Place[] }[];
  readonly figure: string;
  readonly line: string;
  readonly clause: string;
  readonly from: readonly Place[];
}

/** Places of the best grade in one group. */
export interface GradePlaces {
  readonly category: string;
  readonly level: string;
  /** What the share is of: ranked, or should take part. */
  readonly heads: number;
  /** heads × share, or the group's part of the whole. */
  readonly exact: Decimal;
  readonly places: number;
  readonly given: number;
  readonly held: number;
  readonly proposals: readonly GradeProposal[];
}

/** The grades of a period (rules §7.6). */
export interface Grades {
  readonly kind: 'quarter' | 'year';
  readonly share: Decimal;
  readonly approved: boolean;
  /** Of the whole export, in a year: n × share and what it comes to. */
  readonly heads: number;
  readonly exact: Decimal;
  readonly places: number;
  /** Places that equal remainders leave to be decided. */
  readonly undecided: number;
  readonly groups: readonly GradePlaces[];
  readonly clause: string;
}

/** One reason for which somebody is not promoted, and how long it holds. */
export interface Bar {
  readonly verdict: Verdict;
  /** null: the ranking itself begins it. */
  readonly from: Day | null;
  /** `year-ranking`: the ranking of the same year ends it, on whatever day that is made; null: it cannot be told. */
  readonly to: Day | 'year-ranking' | null;
}

/** 选拔: what the promotion view says of one person (rules §6.2, §7.1–7.4). */
export interface Selected {
  readonly person: RankedPerson | UnrankedPerson;
  readonly category: string;
  readonly level: string;
  readonly n: number;
  readonly state: 'eligible' | 'barred' | 'held';
  readonly bars: readonly Bar[];
  readonly held: readonly Verdict[];
  readonly priorities: readonly { readonly verdict: Verdict; readonly record: PriorityRecord | null }[];
  readonly tolerated: readonly { readonly by: Exemption; readonly before: string; readonly after: string }[];
  readonly nominations: readonly Nomination[];
}

/** 能上能下: somebody for whom a situation is recorded (rules §7.7). */
export interface Unfit {
  readonly person: Person;
  readonly record: FitnessRecord;
  readonly clause: string;
}

/** A deduction that was tolerated and must still be corrected, or a sanction that still has effect. */
export interface OpenItem {
  readonly person: Person;
  readonly kind: 'correction' | 'sanction';
  readonly what: string;
  readonly due: Day | null;
  /** Past its day as of the as-of day. */
  readonly late: boolean;
  readonly at: Place;
  readonly entry?: Entry;
}
