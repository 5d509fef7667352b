/** Ranking → the ranked workbook, as sheets of cells. Pure: src/sheets writes it. */

import type { PaperBook, PaperSheet } from '../../paper.ts';
import { memorySheet, ownMarker } from '../../sheets/marker.ts';
import { fill } from '../../text/text.ts';
import type { Group } from '../../types.ts';
import { directPlaces, maxPlaces } from '../formula.ts';
import { baseOf, remember } from '../memory.ts';
import { makeBasis } from './basis.ts';
import { type BookInput, Context, type GroupAt, liveRankLimit, sheetPerGroupLimit } from './context.ts';
import { blockPlaces, groupSheet, headerRow } from './group-sheet.ts';
import { inputsSheet, policySheet } from './inputs-sheet.ts';
import { barsSheet, heldSheet, prioritiesSheet, talksSheet } from './list-sheets.ts';
import { notRankedSheet } from './not-ranked-sheet.ts';
import { PersonColumns } from './person-columns.ts';
import { Rules } from './rules-sheet.ts';
import { SummaryPlan } from './summary-plan.ts';
import { summarySheet } from './summary-sheet.ts';

/**
 * The workbook of a ranking: summary, groups, bars, talks, held, not ranked, basis, rules, inputs, policy.
 * Every figure that the regulation computes is a formula over the scores and the rules sheet, with its exact value cached.
 */
export function rankedWorkbook(input: BookInput): PaperBook {
  const ctx = new Context(input);
  const rules = new Rules(ctx);
  const plan = new SummaryPlan(ctx);
  const groups = placeGroups(ctx, plan);
  const ranked = groups.flatMap((g) => g.group.ranked);
  const places = blockPlaces(ranked);
  const together = groups.length > sheetPerGroupLimit;
  const columns = new PersonColumns(ctx, together, places > directPlaces && places <= maxPlaces);
  const basis = makeBasis(
    ctx,
    rules,
    ranked.map((r) => r.scored),
  );
  const parts = { ctx, rules, basis, columns, plan, places, groups };
  const filled = groups.filter((g) => g.group.ranked.length > 0);
  const groupSheets = together ? [groupSheet(parts, filled)] : filled.map((g) => groupSheet(parts, [g]));
  const asValues = basis.asValues + (places > maxPlaces ? ranked.length : 0);
  const sheets: PaperSheet[] = [
    summarySheet({ ...parts, asValues }),
    ...groupSheets,
    barsSheet(parts),
    talksSheet(parts),
    heldSheet(parts),
    prioritiesSheet(parts),
    notRankedSheet(parts),
    ...basis.sheets,
    rules.sheet(),
    inputsSheet(ctx),
    policySheet(ctx),
  ];
  const title = fill(ctx.words.summary.title, { period: ctx.period() });
  const { run, problems, lang } = input;
  const { rules: _, ...policy } = run.policy;
  const memory = remember({ verb: 'rank', options: {}, lang, ...baseOf(input), run: { ...run, policy }, problems, decisions: [] });
  return { lang: ctx.lang, title, footLeft: ctx.foot(title), marker: ownMarker, sheets, memory };
}

/** Where each group's people will stand: a sheet each, or one below the other in one sheet. */
function placeGroups(ctx: Context, plan: SummaryPlan): GroupAt[] {
  const { groups } = ctx.input.ranking;
  const together = groups.length > sheetPerGroupLimit;
  const names = new SheetNames([...Object.values(ctx.words.sheets), memorySheet]);
  let next = headerRow + 1;
  return groups.map((group, index): GroupAt => {
    const name = ctx.groupName(group);
    const first = together ? next : headerRow + 1;
    next = first + group.ranked.length;
    return {
      group,
      index,
      name,
      sheet: together ? ctx.words.sheets.ranking : names.take(name),
      first,
      last: first + group.ranked.length - 1,
      summaryRow: plan.row(index),
      liveRanks: liveRanks(group),
    };
  });
}

const liveRanks = (group: Group): boolean => group.ranked.length <= liveRankLimit;

/** Names Excel accepts: 31 characters, none of []:*?/\, unique without case. */
class SheetNames {
  private readonly taken: Set<string>;
  constructor(reserved: readonly string[]) {
    this.taken = new Set(reserved.map((n) => n.toLowerCase()));
  }
  take(wanted: string): string {
    const plain = wanted
      .replace(/[[\]:*?/\\]/g, '-')
      .replace(/^'|'$/g, '’')
      .trim();
    const base = [...plain].slice(0, 27).join('').slice(0, 28) || '-';
    let name = base;
    for (let i = 2; this.taken.has(name.toLowerCase()); i++) name = `${base.slice(0, 27)}~${i}`;
    this.taken.add(name.toLowerCase());
    return name;
  }
}
