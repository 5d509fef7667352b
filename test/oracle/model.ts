// The data of an office for one period, whatever spreadsheets it is kept in. Plain types only.
// Nothing below test/oracle but its tests and product.ts imports anything of src: this is the second, independent reading of the rules.

export const CLASSES = ['A', 'B', 'C'] as const;
export type RaterClass = (typeof CLASSES)[number];

export const OPTIONS = ['优秀', '称职', '基本称职', '不称职'] as const;
export type Option = (typeof OPTIONS)[number];
export const BALLOT_WORDS = [...OPTIONS, '弃权', '不了解'] as const;
export type BallotWord = (typeof BALLOT_WORDS)[number];
export type Counts = Record<BallotWord, number>;

export const WORK_ITEMS = ['勤学细研', '担当奉献', '精益求精', '创新争先', '刚性落实', '遵规守纪', '工作绩效'] as const;
export type WorkItem = (typeof WORK_ITEMS)[number];
export const STUDY_ITEMS = ['政治理论', '业务学习'] as const;
export type StudyItem = (typeof STUDY_ITEMS)[number];
export type Item = WorkItem | StudyItem;

export const BLOCKS = ['evaluation', 'work', 'study', 'party', 'adjustment'] as const;
export type Block = (typeof BLOCKS)[number];

export const STATUSES = ['', '试用期', '立案未结', '处分期', '病事假累计超过半年'] as const;
export type Status = (typeof STATUSES)[number];

export interface Entry {
  matter: string;
  /** signed decimal text */
  value: string;
  /** as the office writes it; never used in a calculation */
  date?: string;
  /** the entry's own 编号 */
  number?: string;
}

export interface Inspection {
  政治素质: string;
  担当作为: string;
}

export interface Sanction {
  kind: '警告' | '记过' | '记大过' | '诫勉' | '批评教育';
  /** ISO days; without `from` only the last day is known, without `to` the term of the kind holds */
  from?: string;
  to?: string;
  number?: string;
}

/** 容错 of the entry or sanction of this number */
export interface Exemption {
  number: string;
  outcome: '免' | '减轻' | '不容';
  /** whole percent taken off, where it is 减轻 */
  percent?: string;
}

export interface Priority {
  kind: '表彰' | '基层党委推荐' | '重点工作';
  matter: string;
  /** the awarding body; the task of key work */
  by: string;
}

export interface YearGrade {
  year: number;
  grade: '优秀' | '称职' | '基本称职' | '不称职' | '不确定等次';
}

export interface OfficePerson {
  id: string;
  name: string;
  unit: string;
  post: string;
  /** 职级 */
  rank: string;
  /** 任现职级时间, an ISO day */
  since?: string;
  category: string;
  level: string;
  status: Status;
  /** ready-made block scores, decimal text */
  given: Partial<Record<Block, string>>;
  ballots?: Record<RaterClass, Counts>;
  items: Partial<Record<Item, string>>;
  entries: Entry[];
  /** null: not on any inspection sheet */
  inspections: Inspection[] | null;
  sanctions?: Sanction[];
  exemptions?: Exemption[];
  priorities?: Priority[];
  grades?: YearGrade[];
}

export interface OfficeExport {
  /** '2026Q3', '2026' or null */
  period: string | null;
  people: OfficePerson[];
}
