/**
 * What an export records of people beside scores: sanctions, error tolerance, priorities, grades of earlier years,
 * nominations, fitness, the four facets. Nouns only; src/table reads them, src/appraise judges by them.
 */
import type { Day } from './day.ts';
import type { Decimal } from './decimal.ts';
import type { Place, Sourced } from './types.ts';

/** What every record has: the cell of its row that says what it is, and the document behind it. */
interface Recorded {
  readonly at: Place;
  /** 编号; '' where it has none. */
  readonly number: string;
  /** 事项; '' where none is named. */
  readonly matter: string;
  /** 文号 or 依据; '' where none is named. */
  readonly document: string;
}

/** 问责、处分 with its period of effect (rules §7.2). */
export interface Sanction extends Recorded {
  /** Key of the policy's kind; null where the export only says that there is one. */
  readonly kind: string | null;
  /** As the office wrote it. */
  readonly said: string;
  /** Both ends counted; null: only the last day is written, it began before. */
  readonly from: Day | null;
  readonly to: Day;
  /** Whether the export gives the last day or the policy's term does. */
  readonly toBy: 'export' | 'term';
  readonly dates: readonly Place[];
}

/** 容错 of one entry or sanction (rules §7.3). */
export interface Exemption extends Recorded {
  /** 日期 of the entry it names, where it names one. */
  readonly date: Day | null;
  /** Key of the policy's ground. */
  readonly ground: string;
  readonly outcome: 'lifted' | 'reduced' | 'refused';
  /** 0 to 100, of what is taken off; null unless `reduced`. */
  readonly percent: Decimal | null;
  readonly finding: string;
  readonly correction: string;
  readonly due: Day | null;
  readonly done: Day | null;
  /** Key of the policy's step → day. */
  readonly steps: ReadonlyMap<string, Sourced<Day>>;
  /** In a year: the quarter whose entry it names; absent where it names a sanction. */
  readonly quarter?: string;
}

/** A ground to come first (rules §7.4). */
export interface PriorityRecord extends Recorded {
  /** Key of the policy's priority. */
  readonly priority: string;
  /** Key of the task, where the priority lists tasks. */
  readonly task: string | null;
  /** Who awards or recommends; '' where it is not said. */
  readonly body: string;
  readonly date: Day | null;
}

/** 年度考核等次 of an earlier year. */
export interface GradeRecord {
  readonly year: number;
  /** Key of the policy's grade; null for a year without a grade (不确定等次). */
  readonly grade: string | null;
  readonly said: string;
  readonly at: Place;
}

/** 推荐、提名: where an initial nomination came from. */
export interface Nomination {
  /** 推荐来源: a group, votes, a nominating body. */
  readonly source: string;
  readonly body: string;
  readonly post: string;
  readonly votes: Sourced<Decimal> | null;
  readonly date: Day | null;
  readonly at: Place;
}

/** 不适宜担任现职 (rules §7.7). */
export interface FitnessRecord extends Recorded {
  /** Key of the policy's situation. */
  readonly situation: string;
  readonly evidence: string;
  readonly finding: string;
  readonly adjustment: string;
  readonly date: Day | null;
}

/** One entry of the comprehensive evaluation (rules §7.8). */
export interface FacetRecord {
  /** Key of the policy's facet. */
  readonly facet: string;
  /** Key of the policy's way of learning it. */
  readonly way: string;
  readonly text: string;
  readonly date: Day | null;
  readonly at: Place;
}

/** 纪实: what is written down as it happens, in a block of the file of its own. */
export interface ChronicleRecord extends Recorded {
  /** Key of the policy's block. */
  readonly block: string;
  readonly text: string;
  readonly date: Day | null;
  /** Who talked, taught or wrote it down; '' where it is not said. */
  readonly by: string;
  readonly place: string;
  /** What came of it. */
  readonly result: string;
}

/** Everything recorded of one person; each list in an order that no order of rows, sheets or files can change. */
export interface Records {
  readonly sanctions: readonly Sanction[];
  readonly exemptions: readonly Exemption[];
  readonly priorities: readonly PriorityRecord[];
  readonly grades: readonly GradeRecord[];
  readonly nominations: readonly Nomination[];
  readonly fitness: readonly FitnessRecord[];
  readonly facets: readonly FacetRecord[];
  readonly chronicle: readonly ChronicleRecord[];
  /** 任现职级时间. */
  readonly rankSince: Sourced<Day> | null;
}

/** Nothing recorded. */
export const noRecords: Records = {
  sanctions: [],
  exemptions: [],
  priorities: [],
  grades: [],
  nominations: [],
  fitness: [],
  facets: [],
  chronicle: [],
  rankSince: null,
};
