/** The first sheet: head counts, cuts, distribution, and everything that was left out. */

import type { Range } from '../../book.ts';
import { Decimal } from '../../decimal.ts';
import type { PaperCell, PaperRow, PaperSheet } from '../../paper.ts';
import { parametersOf } from '../../policy/parameters.ts';
import { columnName } from '../../problems/problem.ts';
import { fill } from '../../text/text.ts';
import type { CutResult, Group, TableUse } from '../../types.ts';
import { power, roundedQuotient, textConstant } from '../formula.ts';
import { holdingHeaders } from '../widths.ts';
import { banner, type Context, type GroupAt, live, liveRankLimit, num, number, rangeRef, text } from './context.ts';
import type { PersonColumns } from './person-columns.ts';
import { type Rules, sharePlaces } from './rules-sheet.ts';
import { summaryCharts } from './summary-charts.ts';
import { firstGroupRow, type SummaryKey, type SummaryPlan } from './summary-plan.ts';

/** What the summary looks at. */
export interface SummaryParts {
  readonly ctx: Context;
  readonly rules: Rules;
  readonly plan: SummaryPlan;
  readonly columns: PersonColumns;
  readonly groups: readonly GroupAt[];
  /** Decimals of the block scores. */
  readonly places: number;
  /** Figures that stand as values because no formula carries them exactly. */
  readonly asValues: number;
}

const baseWidth = 6;
/** Groups that stand on the first printed page. */
const groupsOnPage = 20;

/** Head counts and cuts by group (rules §5.1, §6.2), distribution, and notes on what was left out and what is assumed. */
export function summarySheet(parts: SummaryParts): PaperSheet {
  const { ctx, plan, groups } = parts;
  const w = ctx.words.summary;
  const width = Math.max(plan.keys.length, 12);
  const { policy } = ctx;
  const subtitle = fill(w.subtitle, { asOf: ctx.asOf(), policy: ctx.policyName(), edition: policy.edition });
  const head = headerRows(parts);
  const table = groups.map((g) => ({ cells: plan.keys.map((k) => groupCell(parts, g, k)) }));
  const total = { cells: plan.keys.map((k) => totalCell(parts, k)) };
  const spreadTop = firstGroupRow - 1 + groups.length + 1;
  const spread = spreadRows(parts);
  const notes = notesOf(parts);
  const tables = summaryCharts(parts, spreadTop + 1 + spread.length + 2, width);
  const notesTop = spreadTop + 1 + spread.length + 1 + tables.rows.length;
  const drawn = tables.charts(notesTop + 2 + notes.length + 1);
  const rows: PaperRow[] = [
    { cells: banner(fill(w.title, { period: ctx.period() }), 'title', width), height: 30 },
    { cells: banner(subtitle, 'subtitle', width) },
    { cells: banner(w.groupsHeading, 'heading', width), height: 20 },
    ...head.rows,
    ...table,
    total,
    { cells: [], height: 8 },
    { cells: banner(w.spreadHeading, 'heading', width), height: 20 },
    ...spread,
    { cells: [], height: 8 },
    ...tables.rows,
    { cells: banner(w.notesHeading, 'heading', width), height: 20 },
    ...notes.map((n, i) => ({ cells: banner(`${i + 1}. ${n}`, 'note', width) })),
    ...(drawn.charts.length > 0 ? [{ cells: [], height: 8 }, ...drawn.rows] : []),
  ];
  const noteRows = notes.map((_, i) => notesTop + 2 + i);
  const sheet: PaperSheet = {
    name: ctx.words.sheets.summary,
    widths: [15, 15, 7, 8, 8, 8, ...policy.cuts.flatMap(() => [10, 9, 9, 7, 7])],
    rows,
    merges: [
      ...[0, 1, 2, spreadTop + 1, notesTop + 1, ...noteRows].map((r) => ({ top: r, bottom: r, left: 0, right: width - 1 })),
      ...tables.headings.map((r) => ({ top: r, bottom: r, left: 0, right: width - 1 })),
      ...head.merges,
    ],
    freeze: { rows: firstGroupRow - 1, cols: 2 },
    // Where the first table goes on over a page; above charts they would say nothing.
    ...(groups.length > groupsOnPage ? { repeatRows: { from: firstGroupRow - 3, to: firstGroupRow - 2 } } : {}),
    dataBars: [],
    marks: [],
    dropDowns: [],
    outlined: [],
    tab: 'result',
    ...(drawn.charts.length > 0 ? { charts: drawn.charts, pageBreaksAfter: drawn.breaks } : {}),
  };
  return holdingHeaders(sheet);
}

/** Two header rows: the cuts' names over their figures. */
function headerRows({ ctx, plan }: SummaryParts): { rows: PaperRow[]; merges: Range[] } {
  const w = ctx.words.summary;
  const names: Record<string, string> = {
    category: w.category,
    level: w.level,
    roster: w.roster,
    shouldTakePart: w.shouldTakePart,
    ranked: w.ranked,
    eligible: w.eligible,
  };
  const lower: Record<string, string> = { exact: w.exact, k: w.count, real: w.real, listed: w.listed, held: w.held };
  const top = firstGroupRow - 3;
  const merges: Range[] = Array.from({ length: baseWidth }, (_, i) => ({ top, bottom: top + 1, left: i, right: i }));
  ctx.policy.cuts.forEach((_, i) => {
    merges.push({ top, bottom: top, left: baseWidth + i * 5, right: baseWidth + i * 5 + 4 });
  });
  const upper = plan.keys.map((k, i) => {
    const cut = ctx.policy.cuts.find((c) => k.endsWith(`:${c.key}`));
    if (!cut) return text(names[k] ?? '', 'header');
    return text((i - baseWidth) % 5 === 0 ? fill(w.cutAndEffect, { cut: ctx.name(cut.name), effect: ctx.name(cut.effect) }) : '', 'header');
  });
  const below = plan.keys.map((k) => text(k.includes(':') ? (lower[k.split(':')[0] ?? ''] ?? '') : '', 'header'));
  return { rows: [{ cells: upper }, { cells: below }], merges };
}

/** Range of a column over a group's people; null where nobody is ranked. */
const over = (g: GroupAt, col: number): string | null => (g.last < g.first ? null : rangeRef(g.sheet, col, g.first, g.last));

function groupCell(parts: SummaryParts, g: GroupAt, key: SummaryKey): PaperCell {
  const { ctx, plan, columns } = parts;
  const { headCounts } = g.group;
  switch (key) {
    case 'category':
      return {
        value: g.group.category,
        look: 'text',
        ...(g.last < g.first ? {} : { link: `'${g.sheet.replaceAll("'", "''")}'!A${g.first}` }),
      };
    case 'level':
      return text(g.group.level);
    case 'roster':
    case 'shouldTakePart':
      return number(headCounts[key], 'whole');
    case 'ranked': {
      const range = over(g, columns.col('total'));
      return range ? live(`COUNT(${range})`, num(headCounts.ranked), 'whole') : number(0, 'whole');
    }
    case 'eligible': {
      const range = over(g, columns.col('barred'));
      return range
        ? live(`${plan.cell('ranked', g.index)}-SUM(${range})`, num(headCounts.eligibleForExcellent), 'whole')
        : number(0, 'whole');
    }
    default:
      break;
  }
  const [kind, cutKey] = key.split(':');
  const i = ctx.policy.cuts.findIndex((c) => c.key === cutKey);
  const cut = g.group.cuts[i];
  if (!cut) throw new Error(`no cut ${key}`);
  return cutFigure(parts, g, kind ?? '', cut, i);
}

function cutFigure(parts: SummaryParts, g: GroupAt, kind: string, cut: CutResult, i: number): PaperCell {
  const { ctx, rules, plan, columns } = parts;
  const n = plan.cell('ranked', g.index);
  const share = rules.scaled(`cuts[${i}].share`);
  const one = power(sharePlaces);
  const k = plan.cell(`k:${cut.rule}`, g.index);
  switch (kind) {
    case 'exact':
      return live(`${n}*${share}/${one}`, num(cut.exact.toText()), 'two-places');
    case 'k': {
      const mode = rules.value(`cuts[${i}].round`);
      const is = (m: string) => `${mode}=${textConstant(ctx.choice(m))}`;
      const formula = `IF(${is('floor')},INT(${n}*${share}/${one}),IF(${is('ceil')},INT((${n}*${share}+${one}-1)/${one}),INT((2*${n}*${share}+${one})/(2*${one}))))`;
      return live(formula, num(cut.k), 'count');
    }
    case 'real':
      return live(
        `IF(${n}=0,"",ROUND(${k}/${n},4))`,
        g.group.headCounts.ranked === 0 ? '' : num(realShare(cut, g.group).round(4).toText()),
        'percent',
      );
    default: {
      const range = over(g, columns.col(`cut:${cut.rule}`));
      const word = kind === 'held' ? ctx.marks.held : listWord(ctx, i);
      const count = g.group.ranked.filter((r) => r.verdicts.some((v) => v.rule === cut.rule && v.held === (kind === 'held'))).length;
      return range ? live(`COUNTIF(${range},${textConstant(word)})`, num(count), 'whole') : number(0, 'whole');
    }
  }
}

/** The mark of a cut, as the cells of the groups show it. */
export function listWord(ctx: Context, cut: number): string {
  return ctx.policy.cuts[cut]?.list === 'reminder-talk' ? ctx.marks.talk : ctx.marks.bar;
}

/** What the head count really is of the group: 1 of 2 is 50 % (rules §6.2). */
function realShare(cut: CutResult, g: Group): Decimal {
  return Decimal.whole(cut.k).over(Decimal.whole(g.headCounts.ranked));
}

function totalCell({ ctx, plan, groups }: SummaryParts, key: SummaryKey): PaperCell {
  if (key === 'category') return text(ctx.words.summary.total, 'header');
  const [kind] = key.split(':');
  if (key === 'level' || kind === 'exact' || kind === 'real') return text('', 'header');
  const letter = columnName(plan.col(key));
  const sum = (f: (g: Group) => number) => groups.reduce((s, g) => s + f(g.group), 0);
  const value = sum((g) => figureOf(g, key));
  return live(`SUM(${letter}${firstGroupRow}:${letter}${firstGroupRow + groups.length - 1})`, num(value), 'whole');
}

function figureOf(g: Group, key: SummaryKey): number {
  if (key === 'eligible') return g.headCounts.eligibleForExcellent;
  if (key === 'roster' || key === 'shouldTakePart' || key === 'ranked') return g.headCounts[key];
  const [kind, rule] = key.split(':');
  if (kind === 'k') return g.cuts.find((c) => c.rule === rule)?.k ?? 0;
  return g.ranked.filter((r) => r.verdicts.some((v) => v.rule === rule && v.held === (kind === 'held'))).length;
}

// ── distribution ──

function spreadRows({ ctx, plan, columns, groups }: SummaryParts): PaperRow[] {
  const w = ctx.words.summary;
  const { cuts, lines } = ctx.policy;
  const head = [
    w.category,
    w.level,
    w.highest,
    w.mean,
    w.median,
    w.lowest,
    ...cuts.map((c) => fill(w.cutTop, { cut: ctx.name(c.name) })),
    ...lines.map((l) => fill(w.below, { quality: ctx.name(l.quality) })),
  ].map((t) => text(t, 'header'));
  const rows = groups.map((g): PaperRow => {
    const totals = g.group.ranked.map((r) => r.scored.total);
    const range = over(g, columns.col('total'));
    const places = ctx.policy.total.places.value;
    const figure = (formula: string, value: Decimal): PaperCell => ({ ...live(formula, num(value.toText()), 'two-places'), places });
    const empty = text('', 'center');
    const [best, worst] = [totals[0], totals.at(-1)];
    const spread =
      range && best && worst
        ? [
            figure(`MAX(${range})`, best),
            figure(
              roundedQuotient(`ROUND(SUM(${range})*${power(places)},0)`, plan.cell('ranked', g.index), places),
              Decimal.sum(totals).over(Decimal.whole(totals.length)).round(places),
            ),
            figure(`ROUND(MEDIAN(${range}),${places + 1})`, median(totals)),
            figure(`MIN(${range})`, worst),
          ]
        : [empty, empty, empty, empty];
    const tops = g.group.cuts.map((c): PaperCell => {
      const k = plan.cell(`k:${c.rule}`, g.index);
      const top = totals[totals.length - c.k];
      const value = c.k === 0 || !top ? '' : num(top.toText());
      return range ? { ...live(`IF(${k}=0,"",SMALL(${range},${k}))`, value, 'two-places'), places } : empty;
    });
    const below = lines.map((l): PaperCell => {
      const flags = over(g, columns.col(`flag:${l.key}`));
      const count = g.group.ranked.filter((r) => r.verdicts.some((v) => v.rule === l.key)).length;
      return flags ? live(`SUM(${flags})`, num(count), 'whole') : number(0, 'whole');
    });
    return { cells: [text(g.group.category), text(g.group.level), ...spread, ...tops, ...below] };
  });
  return [{ cells: head }, ...rows];
}

function median(sorted: readonly Decimal[]): Decimal {
  const n = sorted.length;
  const [a, b] = [sorted[Math.floor((n - 1) / 2)], sorted[Math.floor(n / 2)]];
  if (!a || !b) throw new Error('the median of nobody');
  return a.plus(b).over(Decimal.whole(2));
}

// ── notes ──

function notesOf(parts: SummaryParts): string[] {
  const { ctx, groups } = parts;
  const w = ctx.words.summary;
  const sheets = ctx.words.sheets;
  const { source, ranking } = ctx.input;
  const notes: string[] = [];
  const nameOf = (g: GroupAt) => ctx.groupName(g.group);
  ctx.policy.cuts.forEach((cut, i) => {
    const small = groups.filter((g) => g.group.cuts[i]?.k === 0);
    if (small.length > 0)
      notes.push(fill(w.tooSmall, { groups: small.map(nameOf).join(ctx.input.words.policy.listComma), cut: ctx.name(cut.name) }));
  });
  for (const g of groups) {
    g.group.cuts.forEach((c, i) => {
      const cut = ctx.policy.cuts[i];
      const held = g.group.ranked.filter((r) => r.verdicts.some((v) => v.rule === c.rule && v.held)).length;
      if (cut && held > 0) notes.push(fill(w.held1, { group: nameOf(g), cut: ctx.name(cut.name), count: held, sheet: sheets.held }));
    });
    if (!g.liveRanks && g.group.ranked.length > 0) notes.push(fill(w.frozen, { group: nameOf(g), limit: liveRankLimit }));
  }
  const unranked = [...ranking.groups.flatMap((g) => g.notRanked), ...ranking.unplaced];
  const faulty = unranked.filter((u) => u.reason.kind === 'problems').length;
  if (unranked.length > 0) notes.push(fill(w.leftOut, { count: unranked.length, sheet: sheets.notRanked }));
  if (faulty > 0) notes.push(fill(w.leftOutErrors, { count: faulty, sheet: sheets.notRanked }));
  for (const line of ctx.policy.lines) {
    const quality = ctx.name(line.quality);
    const missing = ranking.groups
      .flatMap((g) => g.ranked)
      .filter((r) => r.checks.some((c) => c.rule === line.key && c.outcome === 'not-assessed')).length;
    if (!source.inspected.has(line.key)) notes.push(fill(w.noInspection, { quality }));
    else if (missing > 0) notes.push(fill(w.notInspected, { quality, count: missing }));
  }
  notes.push(rowsNote(ctx, source.tables));
  const assumed = parametersOf(ctx.policy).filter((p) => p.assumption).length;
  if (assumed > 0) notes.push(fill(w.assumptions, { count: assumed }));
  if (parts.asValues > 0) notes.push(fill(w.values, { count: parts.asValues }));
  notes.push(w.live, fill(w.proposal, { clause: ctx.policy.decision.clause.at }));
  if (ranking.period?.quarter) notes.push(fill(w.quarterBar, { clause: ctx.policy['quarter-bar'].clause.at }));
  return notes;
}

/** Rows read = used + left out, with the reason (reliability). */
export function rowsNote(ctx: Context, tables: readonly TableUse[]): string {
  const sum = (f: (t: TableUse) => number) => String(tables.reduce((s, t) => s + f(t), 0));
  const left = (reason: string) => sum((t) => t.leftOut.filter((l) => l.reason === reason).length);
  return fill(ctx.words.summary.rows, {
    read: sum((t) => t.rowsRead),
    used: sum((t) => t.rowsUsed),
    title: left('title'),
    header: left('header'),
    total: left('total'),
    note: left('note'),
    noTable: left('no-table'),
    sheet: ctx.words.sheets.inputs,
  });
}
