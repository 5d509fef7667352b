/** 报告: pages that stand alone, with their figures as data; `src/documents` makes HTML of them. Nouns only. */
import type { ListPaper } from './paper.ts';
import type { Lang } from './types.ts';

/** What a mark on a figure means; colour is never its only sign. */
export type FigureTone = 'bar' | 'talk' | 'held' | 'self' | 'plain';

/** What tones are called; those left out as everywhere. */
export type ToneNames = Readonly<Partial<Record<FigureTone, string>>>;

/** A line across a figure: a cut, a mean, a bar of points. */
export interface FigureLine {
  readonly name: string;
  /** Exact decimal text, on the figure's own axis. */
  readonly at: string;
  readonly tone: FigureTone;
}

/** A picture as data; all figures are exact decimal texts. */
export type Figure =
  /** 分布: how many people stand between two totals (from included, to excluded but in the last), and the lines among them. */
  | {
      readonly kind: 'distribution';
      readonly axis: string;
      readonly count: string;
      readonly bins: readonly { readonly from: string; readonly to: string; readonly count: number }[];
      readonly lines: readonly FigureLine[];
    }
  /** 区间: a row a person, from low to high, with the point that was computed; 1 leftmost where `ranks`. */
  | {
      readonly kind: 'intervals';
      readonly axis: string;
      readonly ranks?: true;
      /** What its tones are called where they mean something of their own. */
      readonly tones?: ToneNames;
      readonly rows: readonly {
        readonly name: string;
        readonly at: string;
        readonly low: string;
        readonly high: string;
        readonly tone: FigureTone;
      }[];
      readonly lines: readonly FigureLine[];
    }
  /** 板块对照: a person's blocks beside the group's; each axis has ends of its own. */
  | {
      readonly kind: 'profile';
      /** What lies between two values on every axis, such as the middle half of the group. */
      readonly band?: { readonly name: string; readonly low: readonly (string | null)[]; readonly high: readonly (string | null)[] };
      readonly axes: readonly { readonly name: string; readonly min: string; readonly max: string }[];
      readonly series: readonly { readonly name: string; readonly values: readonly (string | null)[]; readonly tone: FigureTone }[];
    }
  /** 升降: a line a person over the periods; null is a gap. */
  | {
      readonly kind: 'movement';
      readonly stages: readonly string[];
      readonly axis: string;
      readonly ranks?: true;
      readonly series: readonly { readonly name: string; readonly values: readonly (string | null)[]; readonly tone: FigureTone }[];
    };

/** A part of a report, from top to bottom. */
export type ReportBlock =
  | { readonly kind: 'heading'; readonly text: string; readonly level?: 2 }
  | { readonly kind: 'paragraph'; readonly text: string; readonly small?: true }
  /** `titled`: the heading above says what it is; its own title is heard, not seen. */
  | { readonly kind: 'table'; readonly list: ListPaper; readonly titled?: true }
  /** `told`: what the figure shows, in words, for whoever does not see it. */
  | { readonly kind: 'figure'; readonly title: string; readonly told: string; readonly figure: Figure };

/** A report: one page of any length, on A4 where it is printed. */
export interface Report {
  readonly lang: Lang;
  readonly title: string;
  readonly subtitle: readonly string[];
  readonly foot: string;
  /** What the tones of its figures are called where the policy has names of its own. */
  readonly tones?: ToneNames;
  readonly blocks: readonly ReportBlock[];
}
