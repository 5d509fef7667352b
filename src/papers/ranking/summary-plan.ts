/** Which column of the summary holds what, so that the groups' sheets can look there. */
import type { Context } from './context.ts';
import { cellRef } from './context.ts';

/** Names of the columns of the head-count table. */
export type SummaryKey =
  | 'category'
  | 'level'
  | 'roster'
  | 'shouldTakePart'
  | 'ranked'
  | 'eligible'
  | `exact:${string}`
  | `k:${string}`
  | `real:${string}`
  | `listed:${string}`
  | `held:${string}`;

/** One-based row of the summary's first group: under title, subtitle, heading and two header rows. */
export const firstGroupRow = 6;

/** Where each figure of each group stands. */
export class SummaryPlan {
  readonly keys: readonly SummaryKey[];
  private readonly sheet: string;

  constructor(ctx: Context) {
    this.sheet = ctx.words.sheets.summary;
    this.keys = [
      'category',
      'level',
      'roster',
      'shouldTakePart',
      'ranked',
      'eligible',
      ...ctx.policy.cuts.flatMap((c): SummaryKey[] => [
        `exact:${c.key}`,
        `k:${c.key}`,
        `real:${c.key}`,
        `listed:${c.key}`,
        `held:${c.key}`,
      ]),
    ];
  }
  col(key: SummaryKey): number {
    return this.keys.indexOf(key);
  }
  row(group: number): number {
    return firstGroupRow + group;
  }
  /** Cell of one group's figure, as other sheets refer to it. */
  cell(key: SummaryKey, group: number): string {
    return cellRef(this.sheet, this.col(key), this.row(group));
  }
}
