/** 未参加排名: everybody left out, with reason, clause and cell; who falls below a line all the same is flagged (rules §5.2, §5.3). */

import type { PaperRow, PaperSheet } from '../../paper.ts';
import { fill } from '../../text/text.ts';
import type { UnrankedPerson } from '../../types.ts';
import { sourceText } from '../lists/list.ts';
import { fitted } from '../widths.ts';
import { banner, type Context, number, postOf, text, unitOf } from './context.ts';
import { type LineParts, lineCells } from './line-cells.ts';
import type { ListParts } from './list-sheets.ts';
import type { ColumnKey } from './person-columns.ts';

/** Rows above the first person of the sheets of lists. */
export const headerRow = 4;

/** Everybody who is not ranked, in the order of the groups; those without a group last (rules §5.2, §5.3). */
export function unrankedOf({ ctx }: Pick<ListParts, 'ctx'>): UnrankedPerson[] {
  const { ranking } = ctx.input;
  return [...ranking.groups.flatMap((g) => g.notRanked), ...ranking.unplaced];
}

/** Where its columns stand. */
export function unrankedColumns(ctx: Context): { col(key: ColumnKey): number; keys: readonly string[] } {
  const { lines } = ctx.policy;
  const keys = [
    ...['serial', 'name', 'id', 'group', 'unit', 'post', 'why', 'clause', 'source'],
    ...lines.map((l) => `line:${l.key}`),
    'lines',
    ...lines.flatMap((l) => [`flag:${l.key}`, `on:${l.key}`]),
  ];
  return { keys, col: (key) => keys.indexOf(key) };
}

/** 未参加排名: reason, clause and cell of everybody left out (rules §5.2). */
export function notRankedSheet(parts: ListParts): PaperSheet {
  const { ctx, rules } = parts;
  const w = ctx.words.lists;
  const r = ctx.words.ranking;
  const people = unrankedOf(parts);
  const columns = unrankedColumns(ctx);
  const { lines } = ctx.policy;
  const heads = [
    r.serial,
    r.name,
    r.id,
    w.group,
    r.unit,
    r.post,
    w.reason,
    w.clause,
    w.source,
    ...lines.map((l) => ctx.name(l.quality)),
    r.line,
  ];
  const flags = lines.flatMap((l) => [
    fill(r.lineFlag, { quality: ctx.name(l.quality) }),
    fill(r.onLineFlag, { quality: ctx.name(l.quality) }),
  ]);
  const width = heads.length;
  const fit = ctx.fitted();
  const lineParts: LineParts = { ctx, rules, columns };
  const body = people.map((u, i): PaperRow => {
    const cells = lineCells(lineParts, u.person, headerRow + 1 + i);
    const own = [
      number(i + 1, 'center'),
      text(u.person.name),
      text(u.person.id),
      text(ctx.groupName(u.person), 'wrapped'),
      text(unitOf(u.person), 'wrapped'),
      text(postOf(u.person), 'wrapped'),
      text(ctx.reason(u), 'wrapped'),
      text(u.clause, 'center'),
      text(sourceText(ctx, u.from), 'wrapped'),
    ];
    return { cells: [...own, ...columns.keys.slice(own.length).map((k) => cells.get(k) ?? text('', 'center'))] };
  });
  const rows = body.length > 0 ? body : [{ cells: banner(w.nobody, 'center', width) }];
  const bottom = headerRow - 1 + rows.length;
  const sheet: PaperSheet = {
    name: ctx.words.sheets.notRanked,
    widths: [5, 10, fit.id, 22, 18, 20, 20, 10, 26, ...lines.map(() => 9), 9, ...flags.map(() => 10)],
    rows: [
      { cells: banner(fill(w.notRankedTitle, { period: ctx.period() }), 'title', width), height: 30 },
      { cells: banner(ctx.policyName(), 'subtitle', width) },
      { cells: [], height: 8 },
      { cells: [...heads, ...flags].map((h) => text(h, 'header')) },
      ...rows,
    ],
    merges: [0, 1, ...(body.length === 0 ? [headerRow] : [])].map((row) => ({ top: row, bottom: row, left: 0, right: width - 1 })),
    freeze: { rows: headerRow, cols: 2 },
    repeatRows: { from: headerRow - 1, to: headerRow - 1 },
    dataBars: [],
    marks: [{ range: { top: headerRow, bottom, left: width - 1, right: width - 1 }, words: [ctx.marks.bar], style: 'bar' }],
    dropDowns: [],
    outlined: flags.map((_, i) => width + i),
    tab: 'list',
  };
  return fitted(sheet, headerRow - 1);
}
