/** Figures of a ranking: how totals lie with the lines among them, and how the blocks lie, of a group and of a person against it. */
import { Decimal } from '../../decimal.ts';
import type { ListPaper } from '../../paper.ts';
import type { Figure, FigureLine, ReportBlock } from '../../report.ts';
import { fill } from '../../text/text.ts';
import { type BlockKey, blockKeys, type Group, type RankedPerson } from '../../types.ts';
import { column, listOf } from '../lists/list.ts';
import type { Context } from '../ranking/context.ts';
import { type Bin, countIn, type Spread, spreadOf } from '../spread.ts';
import { marksOf } from '../tables.ts';

type FigureBlock = Extract<ReportBlock, { kind: 'figure' }>;

/** Figures that are computed for the page, such as a mean, are shown in so many decimals. */
const shownPlaces = 2;
const shown = (d: Decimal): string => d.round(shownPlaces).toText(shownPlaces);

/** The total of whoever stands highest within a cut; null where the cut takes nobody. */
export function totalAtCut(group: Group, cut: number): Decimal | null {
  const k = group.cuts[cut]?.k ?? 0;
  return k === 0 ? null : (group.ranked[group.ranked.length - k]?.scored.total ?? null);
}

/** How many a cut really puts on its list, or holds for a tie. */
export const listedBy = (group: Group, rule: string, held: boolean): number =>
  group.ranked.filter((r) => r.verdicts.some((v) => v.rule === rule && v.held === held)).length;

// ───────────────────────────── totals ─────────────────────────────

/** Columns of totals; all groups of a report share the bins, so that they can be held beside each other. */
export function distributionFigure(ctx: Context, group: Group, bins: readonly Bin[]): FigureBlock {
  const w = ctx.input.words.rankingReport;
  const places = ctx.policy.total.places.value;
  const totals = group.ranked.map((r) => r.scored.total);
  const counts = countIn(bins, totals);
  const lines = ctx.policy.cuts.flatMap((cut, i): FigureLine[] => {
    const at = totalAtCut(group, i);
    if (!at) return [];
    const name = fill(w.cutLine, { cut: ctx.name(cut.name), at: at.toText(places), k: group.cuts[i]?.k ?? 0 });
    return [{ name, at: at.toText(), tone: cut.list === 'reminder-talk' ? 'talk' : 'bar' }];
  });
  const figure: Figure = {
    kind: 'distribution',
    axis: ctx.words.ranking.total,
    count: w.people,
    bins: bins.map((b, i) => ({ from: b.from.toText(), to: b.to.toText(), count: counts[i] ?? 0 })),
    lines,
  };
  return {
    kind: 'figure',
    title: fill(w.distribution, { group: ctx.groupName(group) }),
    told: distributionTold(ctx, group, bins, counts),
    figure,
  };
}

function distributionTold(ctx: Context, group: Group, bins: readonly Bin[], counts: readonly number[]): string {
  const w = ctx.input.words.rankingReport;
  const places = ctx.policy.total.places.value;
  const spread = spreadOf(group.ranked.map((r) => r.scored.total));
  if (!spread) return '';
  const most = counts.reduce((m, c) => Math.max(m, c), 0);
  const at = counts.indexOf(most);
  const text = (d: Decimal | undefined) => d?.toText() ?? '';
  const cuts = ctx.policy.cuts.map((cut, i) => {
    const line = totalAtCut(group, i);
    const said = {
      cut: ctx.name(cut.name),
      k: group.cuts[i]?.k ?? 0,
      listed: listedBy(group, cut.key, false),
      held: listedBy(group, cut.key, true),
    };
    return line ? fill(w.cutTold, { ...said, at: line.toText(places) }) : fill(w.cutNobody, { cut: said.cut });
  });
  const whole = fill(w.distributionTold, {
    n: group.ranked.length,
    lowest: spread.lowest.toText(places),
    highest: spread.highest.toText(places),
    mean: shown(spread.mean),
    median: shown(spread.median),
    from: text(bins[at]?.from),
    to: text(bins[at]?.to),
    count: most,
  });
  return whole + cuts.join('');
}

// ───────────────────────────── blocks ─────────────────────────────

/** The blocks of a group: each with what it is called and how its scores lie. */
export interface BlockSpread {
  readonly key: BlockKey;
  readonly name: string;
  readonly spread: Spread;
}

export function blockSpreads(ctx: Context, group: Group): BlockSpread[] {
  return blockKeys.flatMap((key) => {
    const spread = spreadOf(group.ranked.map((r) => r.scored.blocks[key].value));
    return spread ? [{ key, name: ctx.name(ctx.policy.blocks[key].name), spread }] : [];
  });
}

type ProfileFrame = Pick<Extract<Figure, { kind: 'profile' }>, 'axes' | 'band'>;

/** Axes from the whole number below the lowest to that above the highest; the middle half of the group as a band. */
function frame(ctx: Context, blocks: readonly BlockSpread[]): ProfileFrame {
  const one = Decimal.whole(1);
  const ends = ({ spread: { lowest, highest } }: BlockSpread) => {
    const [min, max] = [lowest.floor(), highest.ceil()];
    return min.equals(max) ? [min, min.plus(one)] : [min, max];
  };
  return {
    axes: blocks.map((b) => {
      const [min, max] = ends(b);
      return { name: b.name, min: min?.toText() ?? '', max: max?.toText() ?? '' };
    }),
    band: {
      name: ctx.input.words.rankingReport.middleHalf,
      low: blocks.map((b) => shown(b.spread.lowerQuartile)),
      high: blocks.map((b) => shown(b.spread.upperQuartile)),
    },
  };
}

/** The blocks of a group: mean and median within the middle half. */
export function groupProfile(ctx: Context, group: Group, blocks: readonly BlockSpread[]): FigureBlock {
  const w = ctx.input.words.rankingReport;
  const s = ctx.words.summary;
  const figure: Figure = {
    kind: 'profile',
    ...frame(ctx, blocks),
    series: [
      { name: s.mean, values: blocks.map((b) => shown(b.spread.mean)), tone: 'plain' },
      { name: s.median, values: blocks.map((b) => shown(b.spread.median)), tone: 'plain' },
    ],
  };
  const told = blocks.map(({ name, spread: { mean, lowerQuartile, upperQuartile } }) =>
    fill(w.blockTold, { block: name, mean: shown(mean), low: shown(lowerQuartile), high: shown(upperQuartile) }),
  );
  return { kind: 'figure', title: fill(w.groupProfile, { group: ctx.groupName(group) }), told: told.join(''), figure };
}

/** The blocks of one person against the group's. */
export function personProfile(ctx: Context, group: Group, blocks: readonly BlockSpread[], r: RankedPerson): FigureBlock {
  const w = ctx.input.words.rankingReport;
  const { person } = r.scored;
  const value = (b: BlockSpread) => r.scored.blocks[b.key].value.toText(r.scored.blocks[b.key].minPlaces);
  const marks = [...new Set(marksOf(ctx, r).filter((m) => m !== ''))].join(ctx.input.words.policy.listComma);
  const title = fill(w.personProfile, { name: person.name, id: person.id, rank: r.rank, n: group.ranked.length, marks });
  const figure: Figure = {
    kind: 'profile',
    ...frame(ctx, blocks),
    series: [
      { name: person.name, values: blocks.map(value), tone: 'self' },
      { name: w.groupMean, values: blocks.map((b) => shown(b.spread.mean)), tone: 'plain' },
    ],
  };
  const told = blocks.map((b) => {
    const { lowerQuartile, upperQuartile } = b.spread;
    const own = r.scored.blocks[b.key].value;
    const where = own.below(lowerQuartile) ? w.below : own.above(upperQuartile) ? w.above : w.within;
    return fill(where, { block: b.name, value: value(b), low: shown(lowerQuartile), high: shown(upperQuartile) });
  });
  return { kind: 'figure', title, told: told.join(''), figure };
}

/** How the blocks of a group lie, as a table. */
export function blockTable(ctx: Context, group: Group, blocks: readonly BlockSpread[]): ListPaper {
  const w = ctx.input.words.rankingReport;
  const s = ctx.words.summary;
  const figure = (key: string, header: string, of: (spread: Spread) => Decimal) =>
    column<BlockSpread>(key, header, 10, 'two-places', (b) => ({ number: shown(of(b.spread)) }));
  const head = {
    key: `blocks-${group.key}`,
    name: '',
    title: fill(w.blockTable, { group: ctx.groupName(group) }),
    subtitle: [],
    notes: [],
  };
  const columns = [
    column<BlockSpread>('block', w.block, 20, 'text', (b) => b.name),
    figure('lowest', s.lowest, (x) => x.lowest),
    figure('lower', w.lowerQuartile, (x) => x.lowerQuartile),
    figure('median', s.median, (x) => x.median),
    figure('mean', s.mean, (x) => x.mean),
    figure('upper', w.upperQuartile, (x) => x.upperQuartile),
    figure('highest', s.highest, (x) => x.highest),
  ];
  return { ...listOf(ctx, head, columns, blocks), signatures: '' };
}
