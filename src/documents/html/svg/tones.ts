/** What marks look like: each tone has a shape, a dash and a colour of its own. */
import { symbol, symbolCircle, symbolCross, symbolDiamond, symbolSquare, symbolTriangle } from 'd3-shape';
import type { FigureTone } from '../../../report.ts';
import { colours, toneColours } from '../colours.ts';
import { el } from './svg.ts';

interface ToneLook {
  readonly shape: typeof symbolCircle;
  readonly dash?: string;
  readonly stroke: number;
  readonly hollow?: true;
}

const looks: Readonly<Record<FigureTone, ToneLook>> = {
  bar: { shape: symbolSquare, dash: '7 3', stroke: 1.75 },
  talk: { shape: symbolTriangle, stroke: 2.25 },
  held: { shape: symbolDiamond, dash: '2 3', stroke: 1.75 },
  self: { shape: symbolCircle, stroke: 2.25 },
  plain: { shape: symbolCircle, dash: '1 0', stroke: 1.25, hollow: true },
};

/** Several of one tone in a picture differ by shape. */
const plainShapes = [symbolCircle, symbolDiamond, symbolSquare, symbolTriangle, symbolCross];

/** A mark at a point; `nth` of the plain ones. */
export function mark(tone: FigureTone, x: number, y: number, nth = 0, area = 52): string {
  const look = looks[tone];
  const shape = tone === 'plain' ? (plainShapes[nth % plainShapes.length] ?? symbolCircle) : look.shape;
  const d = symbol(shape, area).digits(2)() ?? '';
  const colour = toneColours[tone];
  return el('path', {
    d,
    transform: `translate(${Math.round(x * 100) / 100},${Math.round(y * 100) / 100})`,
    fill: look.hollow ? colours.paper : colour,
    stroke: look.hollow ? colour : colours.paper,
    'stroke-width': look.hollow ? 1.5 : 0.75,
    class: 'mark',
  });
}

/** A straight line in the look of a tone. */
export function stroke(tone: FigureTone, x1: number, y1: number, x2: number, y2: number, of = 'line'): string {
  return el('line', { x1, y1, x2, y2, ...strokeOf(tone), class: of });
}

/** The stroke of a tone, for any element. */
export function strokeOf(tone: FigureTone) {
  const { dash, stroke: wide } = looks[tone];
  return { stroke: toneColours[tone], 'stroke-width': wide, 'stroke-dasharray': dash === '1 0' ? undefined : dash };
}
