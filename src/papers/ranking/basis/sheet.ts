/** What the basis sheets have in common. */

import type { PaperCell, PaperRow, PaperSheet } from '../../../paper.ts';
import { columnName } from '../../../problems/problem.ts';
import type { Person, Scored } from '../../../types.ts';
import { fitted } from '../../widths.ts';
import { banner, type Context, text } from '../context.ts';

export const headerRow = 4;

/** A basis sheet, and for each `block key` of a person the cell where the block stands. */
export interface Made {
  readonly sheet: PaperSheet;
  readonly cells: ReadonlyMap<string, string>;
  readonly asValues: number;
}

/** Columns as they are added: keys to letters. */
export class Columns {
  readonly headers: PaperCell[] = [];
  readonly widths: number[] = [];
  readonly outlined: number[] = [];
  private readonly letters = new Map<string, string>();
  add(key: string, header: string, width: number, calculation = false): void {
    this.letters.set(key, columnName(this.headers.length));
    if (calculation) this.outlined.push(this.headers.length);
    this.headers.push(text(header, 'header'));
    this.widths.push(width);
  }
  letter(key: string): string {
    const letter = this.letters.get(key);
    if (letter === undefined) throw new Error(`no column ${key}`);
    return letter;
  }
  has(key: string): boolean {
    return this.letters.has(key);
  }
  index(key: string): number {
    return [...this.letters.keys()].indexOf(key);
  }
}

/** The columns that say who a row is about. */
export function whoColumns(ctx: Context): Columns {
  const c = new Columns();
  const w = ctx.words.ranking;
  c.add('name', w.name, 11);
  c.add('id', w.id, 12);
  c.add('unit', w.unit, 18);
  c.add('group', ctx.words.lists.group, 24);
  return c;
}
export const whoCells = (ctx: Context, p: Person): PaperCell[] => [text(p.name), text(p.id), text(p.unit), text(ctx.groupName(p))];

/** A basis sheet: title, period, note, header, rows; the calculation folded away. */
export function sheetOf(ctx: Context, name: string, title: string, columns: Columns, rows: readonly PaperRow[]): PaperSheet {
  const width = columns.headers.length;
  const sheet: PaperSheet = {
    name,
    widths: columns.widths,
    rows: [
      { cells: banner(title, 'title', width), height: 30 },
      { cells: banner(`${ctx.period()}`, 'subtitle', width) },
      { cells: banner(ctx.words.basis.note, 'note', width), height: 15 },
      { cells: columns.headers },
      ...rows,
    ],
    merges: [0, 1, 2].map((r) => ({ top: r, bottom: r, left: 0, right: Math.min(width - 1, 12) })),
    freeze: { rows: headerRow, cols: 2 },
    filter: { top: headerRow - 1, bottom: headerRow - 1 + rows.length, left: 0, right: width - 1 },
    repeatRows: { from: headerRow - 1, to: headerRow - 1 },
    dataBars: [],
    marks: [],
    dropDowns: [],
    outlined: columns.outlined,
    tab: 'basis',
  };
  return fitted(sheet, headerRow - 1);
}

/** Rows stand by id, so that a rank that moves moves no row. */
export const byId = (a: Scored, b: Scored): number => (a.person.id < b.person.id ? -1 : 1);
