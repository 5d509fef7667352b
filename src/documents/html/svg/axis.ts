/** Axes, the lines across a figure with their names, and its legend. */
import type { ScaleLinear } from 'd3-scale';
import { scaleLinear } from 'd3-scale';
import type { FigureLine, FigureTone } from '../../../report.ts';
import { colours, toneColours } from '../colours.ts';
import { el, label, letters, shortened, textWidth, width } from './svg.ts';
import { mark, stroke } from './tones.ts';

export type Scale = ScaleLinear<number, number>;

/** A scale from figures to units. */
export const scale = (domain: readonly [number, number], range: readonly [number, number]): Scale => scaleLinear(domain, range);

/** Ticks of an axis and their texts. Ranks and counts: whole numbers only; ranks begin with the first. */
export function ticksOf(of: Scale, about: number, whole = false, from?: number): { readonly at: number; readonly text: string }[] {
  const [a = 0, b = 1] = of.domain();
  const ticks = of.ticks(about).filter((t) => !whole || Number.isInteger(t));
  const first = from !== undefined && from >= Math.min(a, b) ? [from] : [];
  const kept = first.length > 0 ? ticks.filter((t) => t - (from ?? 0) >= (ticks[1] ?? 0) / 2 - (ticks[0] ?? 0) / 2) : ticks;
  const format = of.tickFormat(about, whole ? 'd' : undefined);
  // d3 writes a minus sign and groups of thousands; figures here are written as everywhere else in the report.
  return [...first, ...kept].map((at) => ({ at, text: format(at).replaceAll(',', '').replace('−', '-') }));
}

/** A horizontal axis at `y`: ticks, their texts, and the name beneath. */
export function axisBelow(
  x: Scale,
  y: number,
  name: string,
  [from, to]: readonly [number, number],
  ticks: readonly { at: number; text: string }[],
): string {
  return [
    el('line', { x1: from, y1: y, x2: to, y2: y, stroke: colours.axis, class: 'axis' }),
    ...ticks.map(({ at }) => el('line', { x1: x(at), y1: y, x2: x(at), y2: y + 4, stroke: colours.axis })),
    ...ticks.map(({ at, text }) => label(text, x(at), y + 17, { anchor: 'middle', small: true })),
    label(name, (from + to) / 2, y + 35, { anchor: 'middle', small: true }),
  ].join('');
}
/** What an axis takes beneath its line. */
export const axisHeight = 42;

/** As many ticks as their texts leave room for. */
export const roomFor = (x: Scale, widest: string): number => {
  const [from = 0, to = 0] = x.range();
  return Math.max(2, Math.min(8, Math.floor(Math.abs(to - from) / (textWidth(widest, letters.small) + 18))));
};

const rowHeight = 18;

/** How high the names of lines stand above a figure. */
export const linesHeight = (lines: readonly FigureLine[]): number => (lines.length === 0 ? 6 : lines.length * rowHeight + 8);

/** Lines from `top` down to `foot`, each name in a row of its own above, so that none covers another. */
export function linesAcross(lines: readonly FigureLine[], x: Scale, top: number, foot: number): string {
  const [from = 0, to = 0] = x.range();
  const sorted = [...lines].sort((a, b) => Number(a.at) - Number(b.at) || (a.name < b.name ? -1 : 1));
  return sorted
    .map((l, i) => {
      const at = x(Number(l.at));
      const y = top - 8 - (sorted.length - 1 - i) * rowHeight;
      const onRight = at + 8 + textWidth(l.name, letters.small) <= Math.max(to, from) + 10 || at < (from + to) / 2;
      const room = onRight ? width - at - 10 : at - 8;
      const text = shortened(l.name, room, letters.small);
      const named = label(text, onRight ? at + 8 : at - 8, y, {
        anchor: onRight ? 'start' : 'end',
        small: true,
        halo: true,
        bold: true,
        colour: toneColours[l.tone],
      });
      return stroke(l.tone, at, y - 4, at, foot, 'cut') + mark(l.tone, at, y - 4, 0, 40) + named;
    })
    .join('');
}

/** One thing that a legend explains; `sample` draws it at a point, 14 units wide. */
export interface LegendItem {
  readonly name: string;
  readonly sample: (x: number, y: number) => string;
}

/** Items from left to right, in as many rows as they need. */
export function legend(items: readonly LegendItem[], top: number): { readonly body: string; readonly height: number } {
  let [x, row] = [8, 0];
  const out: string[] = [];
  for (const { name, sample } of items) {
    const shown = shortened(name, width - 40, letters.small);
    const wide = 20 + textWidth(shown, letters.small) + 14;
    if (x > 8 && x + wide > width) [x, row] = [8, row + 1];
    const y = top + 14 + row * 18;
    out.push(sample(x + 7, y - 4), label(shown, x + 20, y, { small: true }));
    x += wide;
  }
  return { body: out.join(''), height: items.length === 0 ? 0 : 14 + row * 18 + 8 };
}

/** Whether anything is marked: where all is plain, nothing needs to be explained. */
export const isMarked = (tones: Iterable<FigureTone>): boolean => [...tones].some((t) => t !== 'plain');

/** The tones in use, in the order that they matter, each with its mark; none where all is plain. */
export const toneItems = (tones: Iterable<FigureTone>, names: Readonly<Record<FigureTone, string>>): LegendItem[] => {
  const used = new Set(tones);
  if (!isMarked(used)) return [];
  const order: readonly FigureTone[] = ['self', 'talk', 'bar', 'held', 'plain'];
  return order.filter((t) => used.has(t)).map((t) => ({ name: names[t], sample: (x, y) => mark(t, x, y) }));
};
