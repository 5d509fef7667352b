/** 区间: a row a person, a bar from low to high with the point that was computed; lines at their place on the axis. */
import type { Figure, FigureTone } from '../../../report.ts';
import { colours } from '../colours.ts';
import { axisBelow, axisHeight, legend, linesAcross, linesHeight, roomFor, scale, ticksOf, toneItems } from './axis.ts';
import { type Drawn, el, letters, nameHeight, nameLines, rowName, textWidth, width } from './svg.ts';
import { mark, strokeOf } from './tones.ts';

type Intervals = Extract<Figure, { kind: 'intervals' }>;

/** Of the rows of one picture: more would not fit a printed page. */
const mostHigh = 660;
const leastRow = 22;
/** Room of names in one line, and in several where that is too little. */
const nameRoom = { one: 180, several: 172 } as const;

/** The room that names have at the left, and the height of a row that holds the longest of them. */
interface Names {
  readonly room: number;
  readonly row: number;
}

function namesOf({ rows }: Intervals): Names {
  const widest = rows.reduce((m, r) => Math.max(m, textWidth(r.name)), 30);
  if (widest <= nameRoom.one) return { room: widest, row: leastRow };
  const lines = rows.map((r) => nameLines(r.name, nameRoom.several));
  const room = lines.flat().reduce((m, l) => Math.max(m, textWidth(l)), 30);
  const most = lines.reduce((m, l) => Math.max(m, l.length), 1);
  return { room: Math.min(room, nameRoom.several), row: Math.max(leastRow, nameHeight(most) + 7) };
}

/** Ends of the axis over all rows and lines. */
function domainOf({ rows, lines, ranks }: Intervals): [number, number] {
  const all = [...rows.flatMap((r) => [r.low, r.at, r.high]), ...lines.map((l) => l.at)].map(Number);
  const low = all.reduce((m, n) => Math.min(m, n), Number.POSITIVE_INFINITY);
  const high = all.reduce((m, n) => Math.max(m, n), Number.NEGATIVE_INFINITY);
  if (!Number.isFinite(low)) return [0, 1];
  if (ranks) return [1, Math.max(2, high)];
  const room = (high - low || 1) * 0.04;
  return [low - room, high + room];
}

/** The rows as pictures that each fit a page, on the same axis. */
export function intervals(figure: Intervals, tones: Readonly<Record<FigureTone, string>>): Drawn[] {
  const domain = domainOf(figure);
  const names = namesOf(figure);
  const parts = Math.max(1, Math.ceil(figure.rows.length / Math.floor(mostHigh / names.row)));
  const each = Math.ceil(figure.rows.length / parts);
  return Array.from({ length: parts }, (_, i) =>
    part({ ...figure, rows: figure.rows.slice(i * each, (i + 1) * each) }, domain, names, tones),
  );
}

function part(figure: Intervals, domain: [number, number], names: Names, tones: Readonly<Record<FigureTone, string>>): Drawn {
  const { rows, lines } = figure;
  const left = names.room + 18;
  const top = linesHeight(lines);
  const foot = top + rows.length * names.row + 6;
  const x = scale(domain, [left, width - 16]);
  const ticks = ticksOf(x, roomFor(x, String(Math.round(domain[1]))), figure.ranks === true, figure.ranks ? 1 : undefined);
  const key = legend(
    toneItems(
      rows.map((r) => r.tone),
      tones,
    ),
    foot + axisHeight,
  );
  const body = [
    ...ticks.map(({ at }) => el('line', { x1: x(at), y1: top, x2: x(at), y2: foot, stroke: colours.grid })),
    linesAcross(lines, x, top, foot),
    ...rows.map((r, i) => row(r, top + 3 + (i + 0.5) * names.row, x, names.room)),
    axisBelow(x, foot, figure.axis, [left, width - 16], ticks),
    key.body,
  ];
  return { body: body.join(''), height: foot + axisHeight + key.height };
}

function row({ name, low, at, high, tone }: Intervals['rows'][number], y: number, x: (n: number) => number, names: number): string {
  const [a, b] = [x(Number(low)), x(Number(high))];
  const { stroke } = strokeOf(tone);
  const cap = (end: number) => el('line', { x1: end, y1: y - 5, x2: end, y2: y + 5, stroke, 'stroke-width': 1.5 });
  return [
    rowName(name, names + 8, y, names),
    el('line', { x1: a, y1: y, x2: b, y2: y, stroke, 'stroke-width': 2, class: 'interval' }),
    cap(a),
    cap(b),
    mark(tone, x(Number(at)), y, 0, letters.text * 4),
  ].join('');
}
