/** Sheets of ranked people: block scores, total, rank and marks as live formulas over the scores and the rules sheet. */
import { accountabilityRule } from '../../appraise/records.ts';
import { Decimal } from '../../decimal.ts';
import type { PaperCell, PaperRow, PaperSheet } from '../../paper.ts';
import type { Cut } from '../../policy/policy.ts';
import { weightedBlocks, weightsSource } from '../../policy/policy.ts';
import { columnName } from '../../problems/problem.ts';
import { fill } from '../../text/text.ts';
import { type BlockKey, blockKeys, type RankedPerson } from '../../types.ts';
import {
  directPlaces,
  lowOf,
  lowPart,
  maxPlaces,
  placesOf,
  power,
  roundedQuotient,
  roundedSplit,
  splitQuotient,
  splitQuotientOf,
  ten,
  textConstant,
  whole,
  wholeOf,
} from '../formula.ts';
import { fitted } from '../widths.ts';
import type { Basis } from './basis.ts';
import { banner, type Context, type GroupAt, live, liveRankLimit, num, number, postOf, text, unitOf } from './context.ts';
import { lineCells } from './line-cells.ts';
import type { ColumnKey, PersonColumns } from './person-columns.ts';
import { type Rules, sharePlaces, sharesOf } from './rules-sheet.ts';
import type { SummaryPlan } from './summary-plan.ts';

/** Rows above the first person: title, group, head counts, header. */
export const headerRow = 4;

/**
 * Decimals that the total's formula must carry: those of the block scores over all ranked people, and of adjustments that
 * count as soon as a reviewer moves the cap or the rule for equal matters. At least six, for a cap that a reviewer writes.
 */
export function blockPlaces(people: readonly RankedPerson[]): number {
  const figures = people.flatMap(({ scored: { blocks, person } }) => [
    ...blockKeys.map((b) => blocks[b].value),
    ...[person.given.get('adjustment'), ...person.entries.map((e) => e.value)].flatMap((s) => s?.value ?? []),
  ]);
  return Math.max(directPlaces, placesOf(figures));
}

/** What the cells of a group look at. */
export interface GroupSheetParts {
  readonly ctx: Context;
  readonly rules: Rules;
  readonly basis: Basis;
  readonly columns: PersonColumns;
  readonly plan: SummaryPlan;
  /** Decimals of the block scores. */
  readonly places: number;
}

/** One sheet of one group, or of all groups one below the other. */
export function groupSheet(parts: GroupSheetParts, groups: readonly GroupAt[]): PaperSheet {
  const { ctx, columns } = parts;
  const [first] = groups;
  if (!first) throw new Error('a group sheet without groups');
  const w = ctx.words.ranking;
  const only = groups.length === 1 ? first : null;
  const width = columns.shown;
  const name = only ? ctx.groupName(only.group) : w.allGroups;
  const subtitle = fill(w.subtitle, { group: name, asOf: ctx.asOf(), policy: ctx.policyName() });
  const body = groups.flatMap((g) => g.group.ranked.map((r, i) => ({ cells: personCells(parts, g, r, i) })));
  const bottom = headerRow + body.length - 1;
  const range = (key: ColumnKey) => ({
    top: headerRow,
    bottom: Math.max(bottom, headerRow),
    left: columns.col(key),
    right: columns.col(key),
  });
  const frozen = groups.find((g) => !g.liveRanks);
  const status = only ? liveStatus(parts, only) : text('', 'note');
  const rows: PaperRow[] = [
    { cells: banner(fill(w.title, { period: ctx.period() }), 'title', width), height: 30 },
    { cells: banner(subtitle, 'subtitle', width) },
    {
      cells: frozen
        ? banner(fill(w.frozen, { limit: liveRankLimit }), 'warning', width)
        : [status, ...banner('', 'subtitle', width).slice(1)],
    },
    { cells: columns.list.map((c) => text(c.header, 'header')) },
    ...body,
    { cells: banner(fill(w.foot, ctx.marks), 'note', width), height: 27 },
    { cells: banner(w.signatures, 'plain', width), height: 24 },
  ];
  const after = headerRow + body.length;
  const cuts = ctx.policy.cuts;
  const listWord = (c: Cut) => (c.list === 'reminder-talk' ? ctx.marks.talk : ctx.marks.bar);
  const sheet: PaperSheet = {
    name: first.sheet,
    widths: columns.list.map((c) => c.width),
    rows,
    merges: [0, 1, 2, after, after + 1].map((r) => ({ top: r, bottom: r, left: 0, right: width - 1 })),
    freeze: { rows: headerRow, cols: columns.col('name') + 1 },
    filter: { top: headerRow - 1, bottom: Math.max(bottom, headerRow - 1), left: 0, right: columns.width - 1 },
    repeatRows: { from: headerRow - 1, to: headerRow - 1 },
    dataBars: body.length > 0 ? [range('total')] : [],
    marks: [
      ...cuts.flatMap((c) => [
        { range: range(`cut:${c.key}`), words: [listWord(c)], style: c.list === 'reminder-talk' ? ('talk' as const) : ('bar' as const) },
        { range: range(`cut:${c.key}`), words: [ctx.marks.held], style: 'held' as const },
      ]),
      ...(columns.has('lines')
        ? [
            { range: range('lines'), words: [ctx.marks.bar], style: 'bar' as const },
            ...(ctx.policy.lines.some((l) => l.list === 'reminder-talk')
              ? [{ range: range('lines'), words: [ctx.marks.talk], style: 'talk' as const }]
              : []),
            { range: range('lines'), words: [ctx.marks.onLine, ctx.marks.notAssessed], style: 'held' as const },
          ]
        : []),
    ],
    dropDowns:
      body.length > 0 ? [{ range: range('decision'), options: ctx.policy.decision.options.map((o) => ctx.name(o)), strict: true }] : [],
    outlined: columns.list.flatMap((c, i) => (c.outlined ? [i] : [])),
    decisions: groups
      .flatMap((g) => g.group.ranked)
      .map((r, i) => ({
        person: r.scored.person.key,
        list: 'ranking',
        rule: '',
        proposal: null,
        row: headerRow + i,
        col: columns.col('decision'),
      })),
    tab: 'group',
  };
  return fitted(sheet, headerRow - 1, [columns.col('decision'), columns.col('reason')]);
}

/** `参加排名 33 人；后30%取 10 人；…`, following the summary. */
function liveStatus({ ctx, plan }: GroupSheetParts, g: GroupAt): PaperCell {
  const w = ctx.words.ranking;
  const piece = (template: string, args: Record<string, string>, cell: string, value: number) => {
    const marker = '\u0000';
    const [before = '', after = ''] = fill(template, { ...args, n: marker, k: marker }).split(marker);
    const parts = [before === '' ? '' : textConstant(before), cell, after === '' ? '' : textConstant(after)];
    return { formula: parts.filter((p) => p !== '').join('&'), value: `${before}${value}${after}` };
  };
  const pieces = [
    piece(w.live, {}, plan.cell('ranked', g.index), g.group.headCounts.ranked),
    ...ctx.policy.cuts.map((c, i) =>
      piece(w.liveCut, { cut: ctx.name(c.name) }, plan.cell(`k:${c.key}`, g.index), g.group.cuts[i]?.k ?? 0),
    ),
  ];
  return live(pieces.map((p) => p.formula).join('&'), pieces.map((p) => p.value).join(''), 'subtitle');
}

// ── one person ──

function personCells(parts: GroupSheetParts, g: GroupAt, r: RankedPerson, i: number): PaperCell[] {
  const { ctx, columns } = parts;
  const { person } = r.scored;
  const row = g.first + i;
  const at = (key: ColumnKey) => `${columnName(columns.col(key))}${row}`;
  const scores = totalCells(parts, g, r, at);
  const ranks = rankCells(parts, g, r, at);
  const lines = lineCells(parts, person, row);
  const cuts = new Map(ctx.policy.cuts.map((c, k) => [`cut:${c.key}`, cutCell(parts, g, r, c, k, at)]));
  const barred = barredCell(parts, r, row);
  return columns.list.map(({ key, look }): PaperCell => {
    const [kind, name = ''] = key.split(':');
    switch (kind) {
      case 'serial':
        return number(i + 1, 'center');
      case 'category':
      case 'level':
      case 'name':
      case 'id':
        return text(person[kind]);
      case 'unit':
        return text(unitOf(person), look);
      case 'post':
        return text(postOf(person), look);
      case 'block':
        return blockCell(parts, r, name as BlockKey);
      case 'quarter':
        return quarterCell(parts, r, name);
      case 'total':
      case 'numerator':
      case 'low':
      case 'quotient':
        return scores.get(key) ?? text('', look);
      case 'rank':
      case 'tied':
        return ranks.get(key) ?? text('', look);
      case 'cut':
        return cuts.get(key) ?? text('', look);
      case 'line':
      case 'lines':
      case 'flag':
      case 'on':
        return lines.get(key) ?? text('', look);
      case 'barred':
        return barred;
      default:
        return { value: null, look };
    }
  });
}

/** The printed total of a quarter; blank where the person was not ranked in it (rules §8). */
function quarterCell({ ctx }: GroupSheetParts, r: RankedPerson, quarter: string): PaperCell {
  const found = r.scored.quarters?.find((q) => String(q.period.quarter) === quarter);
  return found ? number(found.total.toText(ctx.policy.total.places.value), 'two-places') : { value: null, look: 'two-places' };
}

function blockCell({ rules, basis }: GroupSheetParts, r: RankedPerson, block: BlockKey): PaperCell {
  const score = r.scored.blocks[block];
  const value = num(score.value.toText());
  const look = score.minPlaces > 0 ? 'two-places' : 'general';
  const places = score.minPlaces > 0 ? { places: score.minPlaces } : {};
  if (block === 'adjustment') return adjustmentCell(rules, basis, r);
  const from = basis.cellOf(r.scored.person, block);
  if (from !== undefined && score.basis === 'parts') return { ...live(from, value, look), ...places };
  return { value, look: score.basis === 'given' ? 'input' : look, ...places };
}

/** Held between the policy's lowest and highest (rules §3.5, §3.6). */
function adjustmentCell(rules: Rules, basis: Basis, r: RankedPerson): PaperCell {
  const score = r.scored.blocks.adjustment;
  const value = num(score.value.toText());
  if (score.basis === 'mean') return { value, look: 'two-places' };
  const given = r.scored.person.given.get('adjustment')?.value;
  const from = score.basis === 'parts' ? basis.cellOf(r.scored.person, 'adjustment') : score.basis === 'given' ? given?.toText() : '0';
  if (from === undefined) return { value, look: 'general' };
  const [low, high] = [rules.value('blocks.adjustment.lowest'), rules.value('blocks.adjustment.highest')];
  return live(`MAX(${low},MIN(${high},${from}))`, value, score.basis === 'parts' ? 'general' : 'input');
}

type At = (key: ColumnKey) => string;

/** Mean of the quarters' totals in whole numbers, one division (rules §8). */
function yearCells(ctx: Context, r: RankedPerson, at: At): Map<string, PaperCell> {
  const { total, quarters = [] } = r.scored;
  const columns = ctx.quarters().map((q) => at(`quarter:${q.quarter}`));
  const range = `${columns[0]}:${columns.at(-1)}`;
  const printed = ctx.policy.total.places.value;
  const places = ctx.policy.year?.places.value ?? printed;
  const scale = Math.max(printed, places);
  const n = Decimal.sum(quarters.map((q) => wholeOf(q.total, scale)));
  return new Map([
    ['numerator', live(`ROUND(SUM(${range})*${power(scale)},0)`, num(n.toText()), 'calculation')],
    ['total', live(roundedQuotient(at('numerator'), `(COUNT(${range})*${power(scale - places)})`, places), num(total.toText()), 'total')],
  ]);
}

/** Σ weight·block + adjustment in whole numbers, one division (rules §4). */
function totalCells({ ctx, rules, places }: GroupSheetParts, _g: GroupAt, r: RankedPerson, at: At): Map<string, PaperCell> {
  const { blocks, total, person } = r.scored;
  if (r.scored.quarters) return yearCells(ctx, r, at);
  const rounded = ctx.policy.total.places.value;
  const value = num(total.toText());
  if (places > maxPlaces) return new Map([['total', { value, look: 'total', places: rounded } as PaperCell]]);
  const { weights, path } = weightsSource(ctx.policy, person);
  const scale = Math.max(Math.min(places, directPlaces), rounded - sharePlaces, 0);
  const unit = ten(sharePlaces + scale - rounded);
  const sum = (part: (x: string) => string) =>
    [
      ...weightedBlocks.map((b) => `${rules.scaled(`${path}.${b}`)}*${part(at(`block:${b}`))}`),
      `${power(sharePlaces)}*${part(at('block:adjustment'))}`,
    ].join('+');
  const sumOf = (part: (x: Decimal) => Decimal) =>
    Decimal.sum([
      ...weightedBlocks.map((b) => sharesOf(weights[b].value).times(part(blocks[b].value))),
      ten(sharePlaces).times(part(blocks.adjustment.value)),
    ]);
  const n = sumOf((x) => wholeOf(x, scale));
  const numerator = live(
    sum((x) => whole(x, scale)),
    num(n.toText()),
    'calculation',
  );
  if (places <= directPlaces) {
    return new Map([
      ['numerator', numerator],
      ['total', { ...live(roundedQuotient(at('numerator'), unit.toText(), rounded), value, 'total'), places: rounded }],
    ]);
  }
  const m = sumOf(lowOf);
  return new Map([
    ['numerator', numerator],
    ['low', live(sum(lowPart), num(m.toText()), 'calculation')],
    ['quotient', live(splitQuotient(at('numerator'), at('low'), unit.toText()), num(splitQuotientOf(n, m, unit).toText()), 'calculation')],
    [
      'total',
      { ...live(roundedSplit(at('numerator'), at('low'), at('quotient'), unit.toText(), rounded), value, 'total'), places: rounded },
    ],
  ]);
}

/** Competition rank within the group, after the policy's tie-breaking blocks (rules §6.1). */
function rankCells({ ctx, columns, places }: GroupSheetParts, g: GroupAt, r: RankedPerson, at: At): Map<string, PaperCell> {
  const cells = new Map<string, PaperCell>([
    ['rank', number(r.rank, 'center')],
    ['tied', number(r.tied, 'calculation')],
  ]);
  const by = ctx.policy.ranking['ties-by'].value as readonly BlockKey[];
  if (!g.liveRanks || (by.length > 0 && places > maxPlaces)) return cells;
  const column = (key: ColumnKey) => {
    const letter = columnName(columns.col(key));
    return `${letter}$${g.first}:${letter}$${g.last}`;
  };
  const scaled = (x: string) => (places === 0 ? x : `ROUND(${x}*${power(places)},0)`);
  const above = [`COUNTIF(${column('total')},">"&${at('total')})`];
  let equal = `(${column('total')}=${at('total')})`;
  for (const b of by) {
    const [all, own] = [scaled(column(`block:${b}`)), scaled(at(`block:${b}`))];
    above.push(`SUMPRODUCT(${equal}*(${all}>${own}))`);
    equal = `${equal}*(${all}=${own})`;
  }
  cells.set('rank', live(`${above.join('+')}+1`, num(r.rank), 'center'));
  cells.set('tied', live(`COUNTIF(${column('rank')},${at('rank')})`, num(r.tied), 'calculation'));
  return cells;
}

/** Within the bottom k, held for a tie, or neither (rules §6.3). */
function cutCell({ ctx, rules, plan }: GroupSheetParts, g: GroupAt, r: RankedPerson, cut: Cut, index: number, at: At): PaperCell {
  const word = cut.list === 'reminder-talk' ? ctx.marks.talk : ctx.marks.bar;
  const k = plan.cell(`k:${cut.key}`, g.index);
  const n = plan.cell('ranked', g.index);
  const include = `${rules.value(`cuts[${index}].ties`)}=${textConstant(ctx.choice('include'))}`;
  const equalOrBelow = `${n}-${at('rank')}+1`;
  const below = `${equalOrBelow}-${at('tied')}`;
  const held = `IF(${below}<${k},${textConstant(ctx.marks.held)},"")`;
  const formula = `IF(${include},IF(${below}<${k},${textConstant(word)},""),IF(${equalOrBelow}<=${k},${textConstant(word)},${held}))`;
  const verdict = r.verdicts.find((v) => v.rule === cut.key);
  return live(formula, verdict ? (verdict.held ? ctx.marks.held : word) : '', 'mark');
}

/** 1 where the person is on a list that keeps them from 优秀 (rules §5.1). */
function barredCell({ ctx, columns }: GroupSheetParts, r: RankedPerson, row: number): PaperCell {
  const lists: readonly string[] = ctx.policy.excellent['barred-by'].value;
  const at: At = (key) => `${columnName(columns.col(key))}${row}`;
  const cuts = ctx.policy.cuts
    .filter((c) => lists.includes(c.list))
    .map((c) => `${at(`cut:${c.key}`)}=${textConstant(c.list === 'reminder-talk' ? ctx.marks.talk : ctx.marks.bar)}`);
  const lines = ctx.policy.lines.filter((l) => lists.includes(l.list)).map((l) => `${at(`flag:${l.key}`)}=1`);
  const barred = r.verdicts.some((v) => !v.held && lists.includes(v.list));
  // A sanction bars whatever the figures are.
  if (r.verdicts.some((v) => v.rule === accountabilityRule && lists.includes(v.list))) return number(1, 'calculation');
  if (cuts.length + lines.length === 0) return number(0, 'calculation');
  return live(`IF(OR(${[...cuts, ...lines].join(',')}),1,0)`, num(barred ? 1 : 0), 'calculation');
}
