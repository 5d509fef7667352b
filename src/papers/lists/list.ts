/** How lists are put together: columns with what they show of a row. */

import type { Decision, DecisionAbout, ListCell, ListColumn, ListPaper } from '../../paper.ts';
import { placeText } from '../../problems/problem.ts';
import { fill } from '../../text/text.ts';
import type { Person, Place } from '../../types.ts';
import { type Context, postOf, unitOf } from '../ranking/context.ts';
import type { RowDecisions } from './list-sheet.ts';

/** A column and what it shows of a row. */
export interface ColumnOf<R> extends ListColumn {
  readonly cell: (row: R, index: number) => ListCell;
  /** What JSON says of it, where the cell is in words. */
  readonly data?: (row: R) => string | null | readonly string[];
}

/** What a list says around its table. */
export type ListHead = Pick<ListPaper, 'key' | 'name' | 'title' | 'subtitle' | 'notes'>;

/** The list of these rows. */
export function listOf<R>(ctx: Context, head: ListHead, columns: readonly ColumnOf<R>[], rows: readonly R[]): ListPaper {
  return {
    ...head,
    columns: columns.map(({ cell: _, data: _2, ...column }) => column),
    rows: rows.map((row, i) => columns.map((c) => c.cell(row, i))),
    data: rows.map((row) => Object.fromEntries(columns.flatMap((c) => (c.data ? [[c.key, c.data(row)]] : [])))),
    nobody: ctx.words.lists.nobody,
    signatures: ctx.words.ranking.signatures,
  };
}

/** The list without the columns that a test names, such as remarks that nobody has. */
export function without(list: ListPaper, unwanted: (column: ListColumn, cells: readonly ListCell[]) => boolean): ListPaper {
  const kept = list.columns.map((c, i) => {
    const cells = list.rows.map((r) => r[i] ?? null);
    return !unwanted(c, cells);
  });
  const pick = <T>(of: readonly T[]): T[] => of.filter((_, i) => kept[i]);
  return { ...list, columns: pick(list.columns), rows: list.rows.map(pick) };
}

/** Remarks where there are none. */
export const isIdle = ({ key }: ListColumn, cells: readonly ListCell[]): boolean =>
  key === 'note' && cells.every((c) => c === null || c === '');

/** A column. */
export const column = <R>(
  key: string,
  header: string,
  width: number,
  look: ListColumn['look'],
  cell: ColumnOf<R>['cell'],
): ColumnOf<R> => ({
  key,
  header,
  width,
  look,
  cell,
});

/** A column in words, and the key that JSON gives instead. */
export const keyed = <R>(of: ColumnOf<R>, data: (row: R) => string | null): ColumnOf<R> => ({ ...of, data });

/** The cells that a row rests on: the first of them shown, all of them in JSON. */
export const sourceColumn = <R>(ctx: Context, from: (row: R) => readonly Place[]): ColumnOf<R> => ({
  ...column<R>('source', ctx.words.lists.source, 24, 'wrapped', (r) => sourceText(ctx, from(r))),
  data: (r) => from(r).map(placeText),
});

/** Who a row is about. */
export function whoColumns<R>(ctx: Context, person: (row: R) => Person, post: (person: Person) => string = postOf): ColumnOf<R>[] {
  const w = ctx.words.ranking;
  const fit = ctx.fitted();
  return [
    column('serial', w.serial, 5, 'center', (_, i) => ({ number: String(i + 1) })),
    column('name', w.name, fit.name, 'text', (r) => person(r).name),
    column('id', w.id, fit.id, 'text', (r) => person(r).id),
    column('group', ctx.words.lists.group, 26, 'wrapped', (r) => ctx.groupName(person(r))),
    column('unit', w.unit, fit.unit, 'wrapped', (r) => unitOf(person(r))),
    column('post', w.post, fit.post, 'wrapped', (r) => post(person(r))),
  ];
}

/** Cells that something rests on: the first of them, and how many there are. */
export function sourceText(ctx: Context, from: readonly Place[]): string {
  const [first] = from;
  if (!first) return '';
  return from.length === 1 ? placeText(first) : fill(ctx.words.lists.more, { first: placeText(first), count: from.length });
}

/** What the policy's options are, in their order; it may name them as it likes. */
const decisionKeys = ['proposed', 'held', 'not-listed'] as const;

/** Proposal, decision and reason side by side; what was decided before stands there already. */
export function decisionColumns<R>(ctx: Context, decisions: readonly Decision[], about: (row: R) => DecisionAbout): ColumnOf<R>[] {
  const option = (i: number | null | undefined): string => {
    const names = i === null || i === undefined ? undefined : ctx.policy.decision.options[i];
    return names ? ctx.name(names) : '';
  };
  const found = (row: R) => decided(decisions, about(row));
  const key = (i: number | null | undefined): string | null => (i === null || i === undefined ? null : (decisionKeys[i] ?? String(i)));
  return [
    keyed(
      column('proposal', ctx.words.lists.proposal, 8, 'mark', (r) => option(about(r).proposal)),
      (r) => key(about(r).proposal),
    ),
    {
      ...column<R>('decision', ctx.words.ranking.decision, 8, 'mark', (r) => option(found(r)?.decided)),
      fill: 'decision',
      data: (r) => key(found(r)?.decided),
    },
    { ...column<R>('reason', ctx.words.ranking.reason, 14, 'wrapped', (r) => found(r)?.reason ?? ''), fill: 'words' },
  ];
}

/** The decision on a person, a list and a rule; null where there is none yet. */
export function decided(decisions: readonly Decision[], about: DecisionAbout): Decision | null {
  return decisions.find((d) => d.person === about.person && d.list === about.list && d.rule === about.rule) ?? null;
}

/** Whether somebody stands on a list as decided, or as proposed where nothing is decided. */
export const stands = (decisions: readonly Decision[], about: DecisionAbout): boolean =>
  (decided(decisions, about)?.decided ?? about.proposal) === 0;

/** What each row decides, for the sheet. */
export const rowDecisions = <R>(rows: readonly R[], about: (row: R) => DecisionAbout): RowDecisions => rows.map(about);
