/** 分布: a column a bin from zero up, how many stand above each, and the lines among them at their place on the axis. */
import type { Figure } from '../../../report.ts';
import { colours } from '../colours.ts';
import { axisBelow, axisHeight, linesAcross, linesHeight, roomFor, scale, ticksOf } from './axis.ts';
import { type Drawn, el, label, letters, textWidth, width } from './svg.ts';

const plot = { left: 38, right: width - 12, high: 168 } as const;

export function distribution({ bins, lines, axis, count }: Extract<Figure, { kind: 'distribution' }>): Drawn {
  const [first, last] = [bins[0], bins.at(-1)];
  if (!first || !last) throw new Error('a distribution of nothing');
  const most = bins.reduce((m, b) => Math.max(m, b.count), 1);
  const top = linesHeight(lines) + 16;
  const foot = top + plot.high;
  // Room beside the first and the last, so that a line at an end does not lie on the axis.
  const room = (plot.right - plot.left) * 0.025;
  const x = scale([Number(first.from), Number(last.to)], [plot.left + room, plot.right - room]);
  const y = scale([0, most], [foot, top + 16]);
  const up = ticksOf(y, 4, true);
  const columns = bins
    .filter((b) => b.count > 0)
    .map((b) => {
      const [from, to, at] = [x(Number(b.from)), x(Number(b.to)), y(b.count)];
      return el('rect', {
        x: from + 0.5,
        y: at,
        width: Math.max(0.5, to - from - 1),
        height: foot - at,
        fill: colours.column,
        stroke: colours.columnEdge,
        class: 'column',
      });
    });
  const counts = bins
    .filter((b) => b.count > 0 && textWidth(String(b.count), letters.small) <= x(Number(b.to)) - x(Number(b.from)) + 4)
    .map((b) =>
      label(String(b.count), (x(Number(b.from)) + x(Number(b.to))) / 2, y(b.count) - 5, { anchor: 'middle', small: true, halo: true }),
    );
  const body = [
    label(count, 4, top, { small: true }),
    ...up.map(({ at }) => el('line', { x1: plot.left, y1: y(at), x2: plot.right, y2: y(at), stroke: colours.grid })),
    ...up.map(({ at, text }) => label(text, plot.left - 6, y(at) + 4, { anchor: 'end', small: true })),
    ...columns,
    axisBelow(x, foot, axis, [plot.left, plot.right], ticksOf(x, roomFor(x, `${first.from}.0`))),
    linesAcross(lines, x, linesHeight(lines), foot),
    ...counts,
  ];
  return { body: body.join(''), height: foot + axisHeight };
}
