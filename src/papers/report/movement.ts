/** 升降: how the people of a group stood in earlier rankings. A rank counts within the same group only. */

import type { ListPaper } from '../../paper.ts';
import type { Figure, ReportBlock } from '../../report.ts';
import { periodText } from '../../table/period.ts';
import { fill } from '../../text/text.ts';
import type { Group, Period, RankedPerson, Ranking } from '../../types.ts';
import { column, listOf } from '../lists/list.ts';
import type { Context } from '../ranking/context.ts';
import { shownNames, toneOf } from './people.ts';

/** People whose lines one figure shows: more cannot be followed. The table has all of them. */
export const mostLines = 24;

interface Place {
  readonly rank: number;
  readonly of: number;
}

/** A ranking as far as this group goes: who stood where. */
interface Stage {
  readonly name: string;
  readonly places: ReadonlyMap<string, Place>;
}

const order = (p: Period | null): string => (p === null ? '' : `${p.year}.${p.quarter ?? 5}`);

/** The stages of a group, the present one last; earlier ones by their periods. */
function stagesOf(ctx: Context, group: Group, earlier: readonly Ranking[]): Stage[] {
  const sorted = [...earlier].sort((a, b) => (order(a.period) < order(b.period) ? -1 : 1));
  return [...sorted, ctx.input.ranking].map(({ period, groups }) => {
    const same = groups.find((g) => g.key === group.key);
    const places = (same?.ranked ?? []).map((r) => [r.scored.person.key, { rank: r.rank, of: same?.ranked.length ?? 0 }] as const);
    return { name: period ? periodText(period) : ctx.words.period.none, places: new Map(places) };
  });
}

/** Ranks gained since the stage before; null where one of the two is not known. */
function gained(stages: readonly Stage[], key: string): number | null {
  const [before, now] = [stages.at(-2)?.places.get(key), stages.at(-1)?.places.get(key)];
  return before && now ? before.rank - now.rank : null;
}

/** Figure and table of a group's movement; nothing where no earlier ranking knows the group. */
export function movementBlocks(ctx: Context, group: Group, earlier: readonly Ranking[]): ReportBlock[] {
  const stages = stagesOf(ctx, group, earlier);
  if (stages.slice(0, -1).every((s) => s.places.size === 0)) return [];
  const w = ctx.input.words.rankingReport.movement;
  const shown = chosen(stages, group.ranked);
  const name = ctx.groupName(group);
  const names = shownNames(group);
  const figure: Figure = {
    kind: 'movement',
    stages: stages.map((s) => s.name),
    axis: ctx.words.ranking.rank,
    ranks: true,
    series: shown.map((r) => ({
      name: names.get(r.scored.person.key) ?? r.scored.person.name,
      values: stages.map((s) => s.places.get(r.scored.person.key)?.rank.toString() ?? null),
      tone: toneOf(r),
    })),
  };
  const some = shown.length < group.ranked.length ? [fill(w.some, { shown: shown.length, count: group.ranked.length })] : [];
  return [
    { kind: 'heading', level: 2, text: fill(w.heading, { group: name }) },
    { kind: 'paragraph', text: [told(ctx, group, stages), w.sameGroup, ...some].join('') },
    { kind: 'figure', title: fill(w.title, { group: name }), told: told(ctx, group, stages), figure },
    { kind: 'table', list: movementTable(ctx, group, stages) },
  ];
}

/** Everybody; of very many those on lists, then those who moved most. */
function chosen(stages: readonly Stage[], ranked: readonly RankedPerson[]): readonly RankedPerson[] {
  if (ranked.length <= mostLines) return ranked;
  const weight = (r: RankedPerson) => (toneOf(r) === 'talk' ? 2 : toneOf(r) === 'bar' ? 1 : 0);
  const moved = (r: RankedPerson) => Math.abs(gained(stages, r.scored.person.key) ?? 0);
  const first = ranked
    .map((r, i) => ({ r, i }))
    .sort((a, b) => weight(b.r) - weight(a.r) || moved(b.r) - moved(a.r) || a.i - b.i)
    .slice(0, mostLines);
  return first.sort((a, b) => a.i - b.i).map(({ r }) => r);
}

function told(ctx: Context, group: Group, stages: readonly Stage[]): string {
  const w = ctx.input.words.rankingReport.movement;
  const all = group.ranked.flatMap((r) => {
    const by = gained(stages, r.scored.person.key);
    return by === null ? [] : [{ r, by }];
  });
  const count = (wanted: (by: number) => boolean) => all.filter((a) => wanted(a.by)).length;
  const head = fill(w.told, {
    before: stages.at(-2)?.name ?? '',
    up: count((by) => by > 0),
    down: count((by) => by < 0),
    same: count((by) => by === 0),
    unknown: group.ranked.length - all.length,
  });
  const of = (template: string, sign: 1 | -1) => {
    const most = all.reduce((m, a) => Math.max(m, sign * a.by), 0);
    const people = all.filter((a) => most > 0 && sign * a.by === most).map((a) => a.r.scored.person.name);
    if (people.length === 0) return '';
    const comma = ctx.input.words.policy.listComma;
    return fill(template, {
      names: people.length > 3 ? fill(w.more, { names: people.slice(0, 3).join(comma), count: people.length }) : people.join(comma),
      by: most,
    });
  };
  return head + of(w.mostUp, 1) + of(w.mostDown, -1);
}

function movementTable(ctx: Context, group: Group, stages: readonly Stage[]): ListPaper {
  const w = ctx.input.words.rankingReport.movement;
  const r = ctx.words.ranking;
  const change = (p: RankedPerson): string => {
    const by = gained(stages, p.scored.person.key);
    if (by === null) return '—';
    return by === 0 ? w.same : fill(by > 0 ? w.up : w.down, { by: Math.abs(by) });
  };
  const place = (p: Place | undefined): string => (p ? `${p.rank}/${p.of}` : '—');
  const head = {
    key: `movement-${group.key}`,
    name: '',
    title: fill(w.tableTitle, { group: ctx.groupName(group) }),
    subtitle: [],
    notes: [],
  };
  const columns = [
    column<RankedPerson>('name', r.name, 10, 'text', (p) => p.scored.person.name),
    column<RankedPerson>('id', r.id, 12, 'text', (p) => p.scored.person.id),
    ...stages.map((s, i) => column<RankedPerson>(`stage${i}`, s.name, 9, 'center', (p) => place(s.places.get(p.scored.person.key)))),
    column<RankedPerson>('change', fill(w.since, { before: stages.at(-2)?.name ?? '' }), 10, 'center', change),
  ];
  return { ...listOf(ctx, head, columns, group.ranked), signatures: '' };
}
