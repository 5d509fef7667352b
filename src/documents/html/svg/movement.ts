/** 升降: a line a person over the periods, each named at its end; ranks have 1 on top, a gap stays open. */
import { line } from 'd3-shape';
import type { Figure, FigureTone } from '../../../report.ts';
import { colours, toneColours } from '../colours.ts';
import { legend, scale, ticksOf, toneItems } from './axis.ts';
import { type Drawn, el, label, letters, shortened, textWidth, width } from './svg.ts';
import { mark, strokeOf } from './tones.ts';

type Movement = Extract<Figure, { kind: 'movement' }>;
type Series = Movement['series'][number];

/** Between two names at the right. */
const leading = 15;

export function movement(figure: Movement, tones: Readonly<Record<FigureTone, string>>): Drawn {
  const { series, stages, axis, ranks } = figure;
  const named = series.map((s) => ({ s, last: lastOf(s) })).filter((n): n is { s: Series; last: Last } => n.last !== null);
  const text = ({ s, last }: { s: Series; last: Last }) => `${s.name} ${last.value}`;
  const names = Math.min(
    150,
    named.reduce((m, n) => Math.max(m, textWidth(text(n), letters.small)), 40),
  );
  const top = 36;
  const high = Math.max(180, named.length * leading);
  const foot = top + high;
  const y = scale(domainOf(figure), ranks ? [top, foot] : [foot, top]);
  const ticks = ticksOf(y, Math.min(8, Math.max(3, Math.floor(high / 30))), ranks === true, ranks ? 1 : undefined);
  const left = ticks.reduce((m, t) => Math.max(m, textWidth(t.text, letters.small)), 10) + 14;
  const right = width - names - 26;
  const at = (stage: number) => (stages.length < 2 ? (left + right) / 2 : left + 10 + (stage * (right - left - 20)) / (stages.length - 1));
  const places = spread(
    named.map((n) => y(n.last.figure)),
    top,
    foot,
  );
  // Those on lists lie above the others.
  const order = series.map((_, i) => i).sort((a, b) => weight(series[a]) - weight(series[b]) || a - b);
  const ends = named.map((n, i) => {
    const place = places[i] ?? 0;
    const end = at(n.last.stage);
    const tone = n.s.tone;
    return [
      el('path', {
        d: `M${[end + 7, y(n.last.figure), right + 10, place]
          .map((v) => Math.round(v * 100) / 100)
          .join(' ')
          .replace(/^(\S+ \S+) /, '$1L')}`,
        stroke: colours.rule,
        fill: 'none',
        class: 'leader',
      }),
      label(shortened(text(n), width - right - 16, letters.small), right + 14, place + 4, {
        small: true,
        bold: tone !== 'plain',
        colour: tone === 'plain' ? undefined : toneColours[tone],
      }),
    ].join('');
  });
  const key = legend(
    toneItems(
      series.map((s) => s.tone),
      tones,
    ),
    foot + 28,
  );
  const body = [
    label(axis, 4, 16, { small: true }),
    ...ticks.map((t) => el('line', { x1: left, y1: y(t.at), x2: right, y2: y(t.at), stroke: colours.grid })),
    ...ticks.map((t) => label(t.text, left - 6, y(t.at) + 4, { anchor: 'end', small: true })),
    ...stages.map((_, i) => el('line', { x1: at(i), y1: top - 6, x2: at(i), y2: foot + 6, stroke: colours.rule })),
    ...stages.map((s, i) =>
      label(shortened(s, stages.length < 2 ? right : (right - left) / stages.length + 8, letters.small), at(i), foot + 22, {
        anchor: 'middle',
        small: true,
      }),
    ),
    ...ends,
    ...order.map((i) => drawn(series[i] as Series, at, y)),
    key.body,
  ];
  return { body: body.join(''), height: foot + 28 + Math.max(4, key.height) };
}

interface Last {
  readonly stage: number;
  readonly value: string;
  readonly figure: number;
}

/** The last figure that somebody has; null where there is none. */
function lastOf({ values }: Series): Last | null {
  const stage = values.findLastIndex((v) => v !== null);
  const value = values[stage] ?? null;
  return value === null ? null : { stage, value, figure: Number(value) };
}

function domainOf({ series, ranks }: Movement): [number, number] {
  const all = series.flatMap((s) => s.values.flatMap((v) => (v === null ? [] : [Number(v)])));
  const low = all.reduce((m, n) => Math.min(m, n), Number.POSITIVE_INFINITY);
  const high = all.reduce((m, n) => Math.max(m, n), Number.NEGATIVE_INFINITY);
  if (!Number.isFinite(low)) return [0, 1];
  if (ranks) return [1, Math.max(2, high)];
  const room = (high - low || 1) * 0.06;
  return [low - room, high + room];
}

const weight = (s: Series | undefined): number => (s?.tone === 'plain' ? 0 : s?.tone === 'self' ? 2 : 1);

function drawn({ values, tone }: Series, at: (stage: number) => number, y: (n: number) => number): string {
  const path = line<string | null>()
    .defined((v) => v !== null)
    .x((_, i) => at(i))
    .y((v) => y(Number(v)))
    .digits(2)([...values]);
  const marks = values.map((v, i) => (v === null ? '' : mark(tone, at(i), y(Number(v)), 0, tone === 'plain' ? 20 : 46)));
  return el('path', { d: path ?? '', fill: 'none', ...strokeOf(tone), class: 'move' }) + marks.join('');
}

/**
 * Places near the wanted ones, at least `leading` apart, between top and foot: neighbours that come too close are
 * gathered and centred over what they want.
 */
export function spread(wanted: readonly number[], top: number, foot: number): number[] {
  interface Block {
    readonly members: readonly number[];
    readonly from: number;
  }
  const order = wanted.map((_, i) => i).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0) || a - b);
  const settle = (members: readonly number[]): Block => {
    const mean = members.reduce((s, m, i) => s + (wanted[m] ?? 0) - i * leading, 0) / members.length;
    const most = foot - (members.length - 1) * leading;
    return { members, from: Math.max(top, Math.min(mean, most)) };
  };
  const blocks: Block[] = [];
  for (const i of order) {
    let block = settle([i]);
    for (let before = blocks.at(-1); before && before.from + before.members.length * leading > block.from; before = blocks.at(-1)) {
      blocks.pop();
      block = settle([...before.members, ...block.members]);
    }
    blocks.push(block);
  }
  const places = wanted.map(() => 0);
  for (const { members, from } of blocks)
    members.forEach((m, i) => {
      places[m] = from + i * leading;
    });
  return places;
}
