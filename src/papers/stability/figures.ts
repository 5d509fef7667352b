/** 稳定性 in pictures, as data: where everybody's rank may lie, and how the totals are spread about the lines. */
import type { GroupStability, PersonCut } from '../../appraise/stability/types.ts';
import { Decimal } from '../../decimal.ts';
import type { Figure, FigureLine, FigureTone, ReportBlock } from '../../report.ts';
import { fill } from '../../text/text.ts';
import type { CutResult } from '../../types.ts';
import { shownNames } from '../report/people.ts';
import { binsOver, countIn } from '../spread.ts';
import type { Say } from './say.ts';

type Shown = Extract<ReportBlock, { kind: 'figure' }>;

const half = Decimal.of('0.5');

/** The tone of a cut by the list that it fills. */
function toneOf(say: Say, rule: string): FigureTone {
  return say.ctx.policy.cuts.find((c) => c.key === rule)?.list === 'reminder-talk' ? 'talk' : 'bar';
}

/** Held before anything else; else the strictest cut that one is within. */
function personTone(say: Say, cuts: readonly PersonCut[]): FigureTone {
  if (cuts.some((c) => c.side === 'held')) return 'held';
  const within = cuts.filter((c) => c.side === 'within').map((c) => toneOf(say, c.rule));
  return within.includes('talk') ? 'talk' : (within[0] ?? 'plain');
}

/** Between the last rank outside and the first within. */
const rankLine = (n: number, { k }: CutResult): Decimal => Decimal.whole(n - k).plus(half);

/** Rank intervals of a group; null where nobody has ballots. */
export function intervalsFigure(say: Say, { group, people }: GroupStability): Shown | null {
  const n = group.headCounts.ranked;
  if (people.every((p) => p.ballots === null)) return null;
  const { figures: w } = say.words;
  const cuts = group.cuts.filter((c) => c.k > 0);
  const lines = cuts.map((c): FigureLine => ({ name: say.ctx.ruleName(c.rule), at: rankLine(n, c).toText(), tone: toneOf(say, c.rule) }));
  const names = shownNames(group);
  const rows = people.map((p) => ({
    name: names.get(p.ranked.scored.person.key) ?? p.ranked.scored.person.name,
    at: String(p.ranked.rank),
    low: String(p.ballots?.low ?? p.ranked.rank),
    high: String(p.ballots?.high ?? p.ranked.rank),
    tone: personTone(say, p.cuts),
  }));
  const crossing = people.filter((p) => cuts.some((c) => p.ballots && p.ballots.low <= n - c.k && p.ballots.high > n - c.k)).length;
  const args = { group: say.ctx.groupName(group), n, lines: lines.map((l) => l.name).join(say.ctx.input.words.policy.listComma), crossing };
  const figure: Figure = { kind: 'intervals', axis: w.rank, ranks: true, rows, lines };
  return { kind: 'figure', title: fill(w.intervals, args), told: fill(w.intervalsTold, args), figure };
}

/** The totals of a group in bins, with each line where it falls; null where nobody is ranked. */
export function distributionFigure(say: Say, { group }: GroupStability): Shown | null {
  const totals = group.ranked.map((r) => r.scored.total);
  const [high, low] = [totals[0], totals.at(-1)];
  if (!high || !low) return null;
  const { figures: w } = say.words;
  const places = say.places();
  const bins = binsOver(totals);
  const counts = countIn(bins, totals);
  const n = totals.length;
  const lines = group.cuts.flatMap((c): FigureLine[] => {
    // Half-way between the lowest outside and the highest within.
    const [outside, within] = [totals[n - c.k - 1], totals[n - c.k]];
    if (c.k === 0 || !outside || !within) return [];
    return [{ name: say.ctx.ruleName(c.rule), at: outside.plus(within).times(half).toText(), tone: toneOf(say, c.rule) }];
  });
  const told = lines.map((l) => fill(w.lineTold, { rule: l.name, at: l.at })).join(say.ctx.input.words.policy.listComma);
  const args = { group: say.ctx.groupName(group), n, low: low.toText(places), high: high.toText(places), lines: told };
  return {
    kind: 'figure',
    title: fill(w.distribution, args),
    told: fill(w.distributionTold, args),
    figure: {
      kind: 'distribution',
      axis: w.total,
      count: w.count,
      bins: bins.map((b, i) => ({ from: b.from.toText(), to: b.to.toText(), count: counts[i] ?? 0 })),
      lines,
    },
  };
}
