/** Columns of the sheets that rank people: one list, so that every formula finds its column by name. */

import type { Look } from '../../paper.ts';
import type { Line } from '../../policy/policy.ts';
import { fill } from '../../text/text.ts';
import type { BlockKey } from '../../types.ts';
import { blockKeys } from '../../types.ts';
import type { Context } from './context.ts';

/** Names of the columns, so that formulas never count them. */
export type ColumnKey =
  | 'serial'
  | 'category'
  | 'level'
  | 'name'
  | 'id'
  | 'unit'
  | 'post'
  | `block:${BlockKey}`
  | 'total'
  | `quarter:${string}`
  | 'rank'
  | `cut:${string}`
  | `line:${string}`
  | 'lines'
  | 'decision'
  | 'reason'
  | 'numerator'
  | 'low'
  | 'quotient'
  | 'tied'
  | `flag:${string}`
  | `on:${string}`
  | 'barred';

/** A column: width in Latin digits; `outlined` ones are folded away. */
export interface PersonColumn {
  readonly key: ColumnKey;
  readonly header: string;
  readonly width: number;
  readonly look: Look;
  readonly outlined: boolean;
}

/** The columns of this workbook, by the policy and by how the groups stand. */
export class PersonColumns {
  readonly list: readonly PersonColumn[];
  private readonly at: ReadonlyMap<ColumnKey, number>;

  /** `together`: all groups in one sheet, which then names category and level. `split`: figures need a low part. */
  constructor(ctx: Context, together: boolean, split: boolean) {
    const w = ctx.words.ranking;
    const column = (key: ColumnKey, header: string, width: number, look: Look, outlined = false): PersonColumn => ({
      key,
      header,
      width,
      look,
      outlined,
    });
    const s = ctx.words.summary;
    const fit = ctx.fitted();
    this.list = [
      column('serial', w.serial, 5, 'center'),
      ...(together ? [column('category', s.category, 13, 'text'), column('level', s.level, 13, 'text')] : []),
      column('name', w.name, fit.name, 'text'),
      column('id', w.id, fit.id, 'text'),
      column('unit', w.unit, fit.unit, 'wrapped'),
      column('post', w.post, fit.post, 'wrapped'),
      ...blockKeys.map((b) => column(`block:${b}`, ctx.name(ctx.policy.blocks[b].name), 9, 'general')),
      ...ctx
        .quarters()
        .map((q) =>
          column(`quarter:${q.quarter}`, fill(w.quarterTotal, { quarter: ctx.words.period.numbers[q.quarter ?? 1] }), 8.5, 'two-places'),
        ),
      column('total', w.total, 8.5, 'total'),
      column('rank', w.rank, 6, 'center'),
      ...ctx.policy.cuts.map((c) => column(`cut:${c.key}`, ctx.name(c.name), 9, 'mark')),
      ...ctx.policy.lines.map((l) => column(`line:${l.key}`, ctx.name(l.quality), 7.5, 'general')),
      ...(ctx.policy.lines.length > 0 ? [column('lines', w.line, 8, 'mark')] : []),
      column('decision', w.decision, 8, 'mark'),
      column('reason', w.reason, 13, 'wrapped'),
      column('numerator', fill(w.numerator, { places: '' }).trim(), 14, 'calculation', true),
      ...(split ? [column('low', w.remainder, 14, 'calculation', true), column('quotient', w.quotient, 12, 'calculation', true)] : []),
      column('tied', w.tied, 8, 'calculation', true),
      ...ctx.policy.lines.flatMap((l) => [
        column(`flag:${l.key}`, this.lineHeader(ctx, l, w.lineFlag), 10, 'calculation', true),
        column(`on:${l.key}`, this.lineHeader(ctx, l, w.onLineFlag), 10, 'calculation', true),
      ]),
      column('barred', w.barred, 7, 'calculation', true),
    ];
    this.at = new Map(this.list.map((c, i) => [c.key, i]));
  }

  private lineHeader(ctx: Context, line: Line, template: string): string {
    return fill(template, { quality: ctx.name(line.quality) });
  }

  /** Zero-based column. */
  col(key: ColumnKey): number {
    const at = this.at.get(key);
    if (at === undefined) throw new Error(`no column ${key}`);
    return at;
  }
  has(key: ColumnKey): boolean {
    return this.at.has(key);
  }
  get width(): number {
    return this.list.length;
  }
  /** Columns before the outlined ones: what is printed. */
  get shown(): number {
    return this.list.filter((c) => !c.outlined).length;
  }
}
