/**
 * The lists that the ranking gives: bars, talks, held, not ranked. Their rows stand; rank and total follow by formula, and
 * a banner warns as soon as the list no longer agrees with the ranking.
 */

import { accountabilityRule } from '../../appraise/records.ts';
import type { PaperCell, PaperSheet } from '../../paper.ts';
import { columnName } from '../../problems/problem.ts';
import { fill } from '../../text/text.ts';
import type { ListKey, RankedPerson, UnrankedPerson, Verdict } from '../../types.ts';
import { textConstant } from '../formula.ts';
import { sourceText } from '../lists/list.ts';
import { spanText } from '../shared.ts';
import { fitted } from '../widths.ts';
import { banner, type Context, cellRef, type GroupAt, live, num, number, postOf, rangeRef, text, unitOf } from './context.ts';
import { headerRow, unrankedColumns, unrankedOf } from './not-ranked-sheet.ts';
import type { ColumnKey, PersonColumns } from './person-columns.ts';
import type { Rules } from './rules-sheet.ts';
import type { SummaryPlan } from './summary-plan.ts';
import { listWord } from './summary-sheet.ts';

/** What the lists look at. */
export interface ListParts {
  readonly ctx: Context;
  readonly rules: Rules;
  readonly plan: SummaryPlan;
  readonly columns: PersonColumns;
  readonly groups: readonly GroupAt[];
}

/** A verdict with the person it concerns and where that person's row stands. */
interface Listed {
  readonly verdict: Verdict;
  readonly person: RankedPerson | UnrankedPerson;
  readonly group: GroupAt | null;
  /** One-based row in the group's sheet, or in the sheet of people not ranked. */
  readonly row: number;
}

function listedOf(parts: Pick<ListParts, 'ctx' | 'groups'>, wanted: (v: Verdict) => boolean): Listed[] {
  const ranked = parts.groups.flatMap((g) =>
    g.group.ranked.flatMap((person, i) =>
      person.verdicts.filter(wanted).map((verdict): Listed => ({ verdict, person, group: g, row: g.first + i })),
    ),
  );
  const rest = unrankedOf(parts).flatMap((person, i) =>
    person.verdicts.filter(wanted).map((verdict): Listed => ({ verdict, person, group: null, row: headerRow + 1 + i })),
  );
  return [...ranked, ...rest];
}

/** 当年不提拔重用: the bottom share and the lines, each with figure, line, clause and cells (rules §6.2, §7.1, §9). */
export function barsSheet(parts: ListParts): PaperSheet {
  const { ctx } = parts;
  return listSheet(
    parts,
    ctx.words.sheets.bars,
    ctx.words.lists.barsTitle,
    listedOf(parts, (v) => v.list === 'promotion-bar' && !v.held),
    expected(parts, 'promotion-bar', 'listed'),
    '',
  );
}

/** 提醒谈话: the bottom share that is called to a talk (rules §6.2). */
export function talksSheet(parts: ListParts): PaperSheet {
  const { ctx } = parts;
  const w = ctx.words.lists;
  return listSheet(
    parts,
    ctx.words.sheets.talks,
    w.talksTitle,
    listedOf(parts, (v) => v.list === 'reminder-talk' && !v.held),
    expected(parts, 'reminder-talk', 'listed'),
    w.talkNote,
  );
}

/** 优先考虑: the three grounds to come first; a bar stands all the same, and is named (rules §7.4). */
export function prioritiesSheet(parts: ListParts): PaperSheet {
  const { ctx } = parts;
  const w = ctx.words.lists;
  const listed = listedOf(parts, (v) => v.list === 'priority');
  return listSheet(parts, ctx.words.sheets.priorities, w.prioritiesTitle, listed, String(listed.length), w.priorityNote);
}

/** 待议: whom only a tie keeps off a list (rules §6.3). */
export function heldSheet(parts: ListParts): PaperSheet {
  const { ctx } = parts;
  return listSheet(
    parts,
    ctx.words.sheets.held,
    ctx.words.lists.heldTitle,
    listedOf(parts, (v) => v.held),
    expected(parts, null, 'held'),
    '',
  );
}

/** How many the ranking puts on the list now, as a formula over the summary and the flags. */
function expected({ ctx, plan, columns, groups }: ListParts, list: ListKey | null, kind: 'listed' | 'held'): string {
  const cuts = ctx.policy.cuts.filter((c) => list === null || c.list === list);
  const lines = kind === 'held' ? [] : ctx.policy.lines.filter((l) => l.list === list);
  const filled = groups.filter((g) => g.last >= g.first);
  const sheet = ctx.words.sheets.notRanked;
  const unranked = unrankedOf({ ctx }).length;
  // Records are no figures that a change of the rules could move.
  const recorded = list === 'promotion-bar' ? listedOf({ ctx, groups }, (v) => v.rule === accountabilityRule).length : 0;
  const terms = [
    ...(recorded > 0 ? [String(recorded)] : []),
    ...cuts.map(
      (c) => `SUM(${rangeRef(ctx.words.sheets.summary, plan.col(`${kind}:${c.key}`), plan.row(0), plan.row(groups.length - 1))})`,
    ),
    ...lines.flatMap((l) => filled.map((g) => `SUM(${rangeRef(g.sheet, columns.col(`flag:${l.key}`), g.first, g.last)})`)),
    ...(unranked > 0
      ? lines.map((l) => `SUM(${rangeRef(sheet, unrankedColumns(ctx).col(`flag:${l.key}`), headerRow + 1, headerRow + unranked)})`)
      : []),
  ];
  return terms.length === 0 ? '0' : terms.join('+');
}

function listSheet(parts: ListParts, name: string, title: string, listed: readonly Listed[], count: string, note: string): PaperSheet {
  const { ctx } = parts;
  const w = ctx.words.lists;
  const r = ctx.words.ranking;
  const heads = [
    r.serial,
    r.name,
    r.id,
    w.group,
    r.unit,
    r.post,
    w.rankOf,
    r.total,
    w.cause,
    w.figure,
    w.line,
    w.clause,
    w.effect,
    w.source,
    w.proposal,
    r.decision,
    r.reason,
    w.state,
  ];
  const width = heads.length;
  const fit = ctx.fitted();
  const state = width - 1;
  const last = headerRow + listed.length;
  const range = `${columnName(state)}${headerRow + 1}:${columnName(state)}${Math.max(last, headerRow + 1)}`;
  const agrees = fill(w.agrees, { count: listed.length });
  const check = `IF(AND(COUNTIF(${range},${textConstant(w.changed)})=0,${count}=${listed.length}),${textConstant(agrees)},${textConstant(w.differs)})`;
  const body =
    listed.length > 0 ? listed.map((l, i) => ({ cells: listedCells(parts, l, i) })) : [{ cells: banner(w.nobody, 'center', width) }];
  const bottom = headerRow - 1 + body.length;
  const decision = { top: headerRow, bottom, left: state - 2, right: state - 2 };
  const sheet: PaperSheet = {
    name,
    widths: [4.5, 9, fit.id, 26, fit.unit, fit.post, 8, 8, 14, 14, 14, 10, 16, 24, 7, 8, 13, 7],
    rows: [
      { cells: banner(fill(title, { period: ctx.period() }), 'title', width), height: 30 },
      { cells: banner([ctx.policyName(), note].filter((t) => t !== '').join('　　'), 'subtitle', width) },
      { cells: [live(check, agrees, 'plain'), ...banner('', 'plain', width - 1)], height: 18 },
      { cells: heads.map((h) => text(h, 'header')) },
      ...body,
      { cells: banner(r.signatures, 'plain', width), height: 24 },
    ],
    merges: [0, 1, 2, bottom + 1, ...(listed.length === 0 ? [headerRow] : [])].map((row) => ({
      top: row,
      bottom: row,
      left: 0,
      right: width - 1,
    })),
    freeze: { rows: headerRow, cols: 2 },
    ...(listed.length > 0 ? { filter: { top: headerRow - 1, bottom, left: 0, right: width - 1 } } : {}),
    repeatRows: { from: headerRow - 1, to: headerRow - 1 },
    dataBars: [],
    marks: [
      { range: { top: 2, bottom: 2, left: 0, right: 0 }, words: ['⚠'], style: 'warn' },
      { range: { top: 2, bottom: 2, left: 0, right: 0 }, words: ['✔'], style: 'ok' },
      { range: { top: headerRow, bottom, left: state, right: state }, words: [w.changed], style: 'warn' },
      { range: { top: headerRow, bottom, left: state - 3, right: state - 3 }, words: [w.heldWord], style: 'held' },
    ],
    dropDowns: listed.length > 0 ? [{ range: decision, options: ctx.policy.decision.options.map((o) => ctx.name(o)), strict: true }] : [],
    outlined: [],
    decisions: listed.map((l, i) => ({
      person: ('scored' in l.person ? l.person.scored.person : l.person.person).key,
      list: l.verdict.held ? 'held' : l.verdict.list,
      rule: l.verdict.rule,
      proposal: l.verdict.held ? 1 : 0,
      row: headerRow + i,
      col: state - 2,
    })),
    tab: 'list',
  };
  return fitted(sheet, headerRow - 1, [state - 2, state - 1]);
}

function listedCells(parts: ListParts, l: Listed, i: number): PaperCell[] {
  const { ctx } = parts;
  const w = ctx.words.lists;
  const { verdict, group } = l;
  const person = 'scored' in l.person ? l.person.scored.person : l.person.person;
  const cut = ctx.policy.cuts.findIndex((c) => c.key === verdict.rule);
  const line = ctx.policy.lines.findIndex((x) => x.key === verdict.rule);
  const effect = ctx.policy.cuts[cut]?.effect;
  const rule = ctx.ruleName(verdict.rule);
  const cause = verdict.held && effect ? fill(w.heldCause, { rule, effect: ctx.name(effect) }) : rule;
  return [
    number(i + 1, 'center'),
    text(person.name),
    text(person.id),
    text(ctx.groupName(person), 'wrapped'),
    text(unitOf(person), 'wrapped'),
    text(postOf(person), 'wrapped'),
    rankOf(parts, l),
    totalOf(parts, l),
    text(cause, 'wrapped'),
    ...figures(parts, l, cut, line),
    text(verdict.clause, 'center'),
    text(effectOf(ctx, verdict, l), 'wrapped'),
    text(sourceText(ctx, verdict.from), 'wrapped'),
    text(verdict.held ? w.heldWord : w.proposed, 'mark'),
    { value: null, look: 'mark' },
    { value: null, look: 'wrapped' },
    stateOf(parts, l, cut, group),
  ];
}

function rankOf({ plan, columns, ctx }: ListParts, { person, group, row }: Listed): PaperCell {
  if (!group || !('rank' in person)) return text(ctx.words.sheets.notRanked, 'center');
  const formula = `${cellRef(group.sheet, columns.col('rank'), row)}&"/"&${plan.cell('ranked', group.index)}`;
  return live(formula, `${person.rank}/${group.group.headCounts.ranked}`, 'center');
}

function totalOf({ ctx, columns }: ListParts, { person, group, row }: Listed): PaperCell {
  if (!group || !('scored' in person)) return text('', 'center');
  const cell = live(cellRef(group.sheet, columns.col('total'), row), num(person.scored.total.toText()), 'two-places');
  return { ...cell, places: ctx.policy.total.places.value };
}

/** Figure and line: rank and first rank of the cut, or score and line; both live. */
function figures(parts: ListParts, l: Listed, cut: number, line: number): PaperCell[] {
  if (cut < 0 && line < 0) return [text(spanText(l.verdict.figure), 'wrapped'), text(spanText(l.verdict.line), 'wrapped')];
  return liveFigures(parts, l, cut, line);
}

function liveFigures({ plan, columns, rules }: ListParts, { verdict, group, row }: Listed, cut: number, line: number): PaperCell[] {
  if (cut >= 0 && group) {
    const figure = live(cellRef(group.sheet, columns.col('rank'), row), num(verdict.figure), 'general');
    const limit = live(
      `${plan.cell('ranked', group.index)}-${plan.cell(`k:${verdict.rule}`, group.index)}+1`,
      num(verdict.line),
      'general',
    );
    return [figure, limit];
  }
  return [number(verdict.figure, 'general'), live(rules.value(`lines[${line}].line`), num(verdict.line), 'general')];
}

function stateOf({ ctx, columns }: ListParts, { verdict, row }: Listed, cut: number, group: GroupAt | null): PaperCell {
  const w = ctx.words.lists;
  const answer = (condition: string) => live(`IF(${condition},${textConstant(w.same)},${textConstant(w.changed)})`, w.same, 'center');
  if (group && cut >= 0)
    return answer(
      `${cellRef(group.sheet, columns.col(`cut:${verdict.rule}`), row)}=${textConstant(verdict.held ? ctx.marks.held : listWord(ctx, cut))}`,
    );
  // What was recorded does not change with the rules.
  if (!ctx.policy.lines.some((x) => x.key === verdict.rule)) return text(w.same, 'center');
  const flag: ColumnKey = `flag:${verdict.rule}`;
  const at = group
    ? cellRef(group.sheet, columns.col(flag), row)
    : cellRef(ctx.words.sheets.notRanked, unrankedColumns(ctx).col(flag), row);
  return answer(`${at}=1`);
}

/** From when to when a bar holds (rules §6.6); a talk follows the ranking at once. */
function effectOf(ctx: Context, verdict: Verdict, { person }: Listed): string {
  const w = ctx.words.lists;
  if (verdict.list === 'priority') return barredToo(ctx, person.verdicts);
  // The period of effect itself is the figure.
  if (verdict.rule === accountabilityRule) return spanText(verdict.figure);
  const { period } = ctx.input.ranking;
  if (verdict.list !== 'promotion-bar' || period === null) return w.fromRanking;
  if (period.quarter === null) return fill(w.wholeYear, { year: period.year });
  const mode = ctx.policy['quarter-bar'].value;
  return mode === 'until-year'
    ? fill(w.untilYear, { year: period.year })
    : fill(w.thisQuarter, { year: period.year, quarter: ctx.words.period.numbers[period.quarter] });
}

/** A priority lifts no bar: who has both is told so in the list of priorities. */
function barredToo(ctx: Context, verdicts: readonly Verdict[]): string {
  const bars = verdicts.filter((v) => v.list === 'promotion-bar' && !v.held).map((v) => ctx.ruleName(v.rule));
  return bars.length === 0 ? '' : fill(ctx.words.lists.barredToo, { bars: [...new Set(bars)].join(ctx.input.words.policy.listComma) });
}
