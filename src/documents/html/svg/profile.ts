/** 板块对照: a row an axis between its own ends; the group's middle half as a band, every series a mark, a person's figures in words. */
import type { Figure, FigureTone } from '../../../report.ts';
import { colours } from '../colours.ts';
import { type LegendItem, legend, scale } from './axis.ts';
import { type Drawn, el, label, letters, rowName, shortened, textWidth, width } from './svg.ts';
import { mark } from './tones.ts';

type Profile = Extract<Figure, { kind: 'profile' }>;

const rowHeight = 40;

/** Which of its tone each series is: several plain ones differ by shape. */
export const nthOfTone = (series: readonly { readonly tone: FigureTone }[]): number[] =>
  series.map((s, i) => series.slice(0, i).filter((o) => o.tone === s.tone).length);

export function profile(figure: Profile): Drawn {
  const { axes, series, band } = figure;
  const nth = nthOfTone(series);
  // The figures of one series stand beside the rows: the person's, else the first's.
  const told = series.find((s) => s.tone !== 'plain') ?? series[0];
  const names =
    Math.min(
      150,
      axes.reduce((m, a) => Math.max(m, textWidth(a.name)), 30),
    ) + 4;
  const figures = (told?.values ?? []).reduce((m, v) => Math.max(m, textWidth(v ?? '—')), 0) + 12;
  const [from, to] = [names + 14, width - figures - 10];
  const rows = axes.map((axis, i) => {
    const y = 32 + i * rowHeight;
    const x = scale([Number(axis.min), Number(axis.max)], [from, to]);
    const at = (v: string | null | undefined) => (v === null || v === undefined ? null : x(Number(v)));
    const [low, high] = [at(band?.low[i]), at(band?.high[i])];
    const own = told?.values[i] ?? null;
    return [
      rowName(axis.name, names, y, names, 2),
      el('line', { x1: from, y1: y, x2: to, y2: y, stroke: colours.axis, class: 'axis' }),
      ...[from, to].map((end) => el('line', { x1: end, y1: y - 4, x2: end, y2: y + 4, stroke: colours.axis })),
      label(axis.min, from, y + 20, { anchor: 'middle', small: true, colour: colours.muted }),
      label(axis.max, to, y + 20, { anchor: 'middle', small: true, colour: colours.muted }),
      low === null || high === null
        ? ''
        : el('rect', {
            x: low,
            y: y - 8,
            width: Math.max(1, high - low),
            height: 16,
            fill: colours.band,
            stroke: colours.bandEdge,
            class: 'band',
          }),
      // The person stands in front.
      ...series
        .map((s, n) => ({ s, n }))
        .sort((a, b) => Number(b.s.tone === 'plain') - Number(a.s.tone === 'plain') || a.n - b.n)
        .map(({ s, n }) => {
          const here = at(s.values[i]);
          return here === null ? '' : mark(s.tone, here, y, nth[n] ?? 0, s.tone === 'plain' ? 44 : 70);
        }),
      label(own ?? '—', width - 6, y + 5, { anchor: 'end', bold: true }),
    ].join('');
  });
  const foot = 32 + axes.length * rowHeight;
  const items: LegendItem[] = [
    ...series.map((s, n) => ({ name: s.name, sample: (x: number, y: number) => mark(s.tone, x, y, nth[n] ?? 0) })),
    ...(band ? [{ name: band.name, sample: swatch }] : []),
  ];
  const key = legend(items, foot - 6);
  const head = told
    ? label(shortened(told.name, figures + 60, letters.small), width - 6, 15, { anchor: 'end', small: true, colour: colours.muted })
    : '';
  return { body: head + rows.join('') + key.body, height: foot - 6 + key.height };
}

const swatch = (x: number, y: number): string =>
  el('rect', { x: x - 7, y: y - 5, width: 14, height: 10, fill: colours.band, stroke: colours.bandEdge });
