/**
 * The basis sheets: what the blocks are computed from, one row a person, with the steps in whole numbers. A block whose
 * figures would not fit into a double's whole numbers stands as a value and is counted.
 */
import type { PaperSheet } from '../../paper.ts';
import type { BlockKey, Person, Scored } from '../../types.ts';
import { ballotSheet } from './basis/ballots.ts';
import { entrySheet } from './basis/entries.ts';
import { itemSheet } from './basis/items.ts';
import type { Context } from './context.ts';
import type { Rules } from './rules-sheet.ts';

/** Where a computed block stands; undefined: it is given, or stands as a value. */
export interface Basis {
  readonly sheets: readonly PaperSheet[];
  readonly cellOf: (person: Person, block: BlockKey) => string | undefined;
  readonly asValues: number;
}

/** The basis sheets of all ranked people. */
export function makeBasis(ctx: Context, rules: Rules, people: readonly Scored[]): Basis {
  // Of a year the quarters' own workbooks show how their totals came about.
  const parts = (b: BlockKey) => people.filter((s) => s.blocks[b].basis === 'parts');
  const ballots = ballotSheet(ctx, rules, parts('evaluation'));
  const items = itemSheet(
    ctx,
    people.filter((s) => s.blocks.work.basis === 'parts' || s.blocks.study.basis === 'parts'),
  );
  const entries = entrySheet(ctx, rules, parts('adjustment'));
  const made = [ballots, items, entries].filter((m) => m !== null);
  return {
    sheets: made.map((m) => m.sheet),
    cellOf: (person, block) => made.map((m) => m.cells.get(`${block} ${person.key}`)).find((c) => c !== undefined),
    asValues: made.reduce((n, m) => n + m.asValues, 0),
  };
}
