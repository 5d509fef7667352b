/** Ranking → a report: head counts, cuts, every group in figures and tables, lists, clauses, sources. Pure; src/documents writes it. */

import { parametersOf } from '../../policy/parameters.ts';
import type { Report, ReportBlock } from '../../report.ts';
import { fill } from '../../text/text.ts';
import type { Group, Ranking } from '../../types.ts';
import { type BookInput, Context } from '../ranking/context.ts';
import { rowsNote } from '../ranking/summary-sheet.ts';
import { type Bin, binsOver } from '../spread.ts';
import { unranked } from '../tables.ts';
import { blockSpreads, blockTable, distributionFigure, groupProfile, listedBy, personProfile, totalAtCut } from './figures.ts';
import { movementBlocks } from './movement.ts';
import { toneOf } from './people.ts';
import { clauseTable, cutTable, factTable, fileTable, groupTable, headCountTable, unrankedTable, verdictTable } from './tables.ts';

/** People on lists who get a figure of their own, in a group and in all: a page of thousands stays usable. Tables have everybody. */
export const mostProfiles = { group: 12, report: 240 } as const;

/**
 * The report of a ranking.
 * @param earlier rankings of periods before it, in any order: movement is shown against them
 */
export function rankingReport(input: BookInput, earlier: readonly Ranking[] = []): Report {
  const ctx = new Context(input);
  const w = input.words.rankingReport;
  const { groups } = input.ranking;
  const bins = binsOver(groups.flatMap((g) => g.ranked.map((r) => r.scored.total)));
  let left: number = mostProfiles.report;
  const parts = groups.flatMap((g) => {
    const made = groupBlocks(ctx, g, bins, earlier, left);
    left -= made.profiles;
    return made.blocks;
  });
  const title = fill(w.title, { period: ctx.period() });
  const { bar, talk, held } = ctx.marks;
  return {
    lang: input.lang,
    title,
    subtitle: [fill(ctx.words.summary.subtitle, { asOf: ctx.asOf(), policy: ctx.policyName(), edition: ctx.policy.edition })],
    foot: `${title}　${ctx.policyName()}`,
    tones: { bar, talk, held },
    blocks: [...summaryBlocks(ctx), ...parts, ...listBlocks(ctx), ...basisBlocks(ctx)],
  };
}

const heading = (text: string): ReportBlock => ({ kind: 'heading', text });
const below = (text: string): ReportBlock => ({ kind: 'heading', text, level: 2 });
const paragraph = (text: string): ReportBlock => ({ kind: 'paragraph', text });
const table = (list: Extract<ReportBlock, { kind: 'table' }>['list']): ReportBlock => ({ kind: 'table', list });

function summaryBlocks(ctx: Context): ReportBlock[] {
  const w = ctx.input.words.rankingReport;
  const s = ctx.words.summary;
  const { ranking, source } = ctx.input;
  const sum = (of: (g: Group) => number) => ranking.groups.reduce((n, g) => n + of(g), 0);
  const rest = unranked(ctx.input).length;
  const small = ctx.policy.cuts.flatMap((cut, i) => {
    const none = ranking.groups.filter((g) => g.cuts[i]?.k === 0).map((g) => ctx.groupName(g));
    return none.length === 0 ? [] : [fill(s.tooSmall, { groups: none.join(ctx.input.words.policy.listComma), cut: ctx.name(cut.name) })];
  });
  const unseen = ctx.policy.lines
    .filter((l) => !source.inspected.has(l.key))
    .map((l) => fill(s.noInspection, { quality: ctx.name(l.quality) }));
  return [
    heading(ctx.words.sheets.summary),
    paragraph(
      fill(w.summary, {
        groups: ranking.groups.length,
        roster: sum((g) => g.headCounts.roster),
        ranked: sum((g) => g.headCounts.ranked),
        rest,
      }),
    ),
    paragraph(fill(s.proposal, { clause: ctx.policy.decision.clause.at })),
    table(headCountTable(ctx)),
    table(cutTable(ctx)),
    ...[...small, ...unseen].map(paragraph),
  ];
}

function groupBlocks(
  ctx: Context,
  group: Group,
  bins: readonly Bin[],
  earlier: readonly Ranking[],
  room: number,
): { blocks: ReportBlock[]; profiles: number } {
  const w = ctx.input.words.rankingReport;
  const name = ctx.groupName(group);
  if (group.ranked.length === 0) return { blocks: [heading(name), paragraph(w.nobodyRanked)], profiles: 0 };
  const places = ctx.policy.total.places.value;
  const said = ctx.policy.cuts.map((cut, i) => {
    const at = totalAtCut(group, i);
    const all = {
      cut: ctx.name(cut.name),
      k: group.cuts[i]?.k ?? 0,
      listed: listedBy(group, cut.key, false),
      held: listedBy(group, cut.key, true),
    };
    return at ? fill(w.cutTold, { ...all, at: at.toText(places) }) : fill(w.cutNobody, { cut: all.cut });
  });
  const blocks = blockSpreads(ctx, group);
  // From the last rank up: whom a list concerns most comes first.
  const listed = group.ranked.filter((r) => toneOf(r) !== 'plain').reverse();
  const shown = listed.slice(0, Math.min(mostProfiles.group, room));
  const rest = listed.length - shown.length;
  const profiles =
    shown.length === 0
      ? listed.length === 0
        ? []
        : [paragraph(fill(w.noProfiles, { count: listed.length, most: mostProfiles.report }))]
      : [
          below(fill(w.profiles, { group: name })),
          paragraph(w.profilesNote + (rest > 0 ? fill(w.someProfiles, { shown: shown.length, count: listed.length }) : '')),
          ...shown.map((r) => personProfile(ctx, group, blocks, r)),
        ];
  return {
    profiles: shown.length,
    blocks: [
      heading(name),
      paragraph(fill(w.ranked, { n: group.headCounts.ranked }) + said.join('')),
      distributionFigure(ctx, group, bins),
      groupProfile(ctx, group, blocks),
      table(blockTable(ctx, group, blocks)),
      ...movementBlocks(ctx, group, earlier),
      ...profiles,
      table(groupTable(ctx, group)),
    ],
  };
}

function listBlocks(ctx: Context): ReportBlock[] {
  const { lists: l, sheets } = ctx.words;
  return [
    heading(ctx.input.words.rankingReport.lists),
    table(verdictTable(ctx, 'bars', l.barsTitle, (v) => v.list === 'promotion-bar' && !v.held)),
    table(verdictTable(ctx, 'talks', l.talksTitle, (v) => v.list === 'reminder-talk' && !v.held, l.talkNote)),
    table(verdictTable(ctx, 'held', l.heldTitle, (v) => v.held)),
    table(verdictTable(ctx, 'priorities', l.prioritiesTitle, (v) => v.list === 'priority', l.priorityNote)),
    heading(sheets.notRanked),
    table(unrankedTable(ctx)),
  ];
}

function basisBlocks(ctx: Context): ReportBlock[] {
  const w = ctx.input.words.rankingReport;
  const assumed = parametersOf(ctx.policy).filter((p) => p.assumption).length;
  return [
    heading(w.clauses),
    ...(assumed > 0 ? [paragraph(fill(w.assumed, { count: assumed }))] : []),
    table(clauseTable(ctx)),
    heading(ctx.words.sheets.inputs),
    paragraph(rowsNote(ctx, ctx.input.source.tables)),
    table(factTable(ctx)),
    table(fileTable(ctx)),
  ];
}
