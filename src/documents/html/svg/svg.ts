/** SVG as text: elements, coordinates, and how wide a text stands before any browser has seen it. */
import { displayWidth, truncate, wrap } from '../../../problems/width.ts';
import { escapeHtml } from '../escape.ts';

/** Width of every figure in its own units; a phone shows it nearly as large as it is, and two stand beside each other on paper. */
export const width = 440;
/** Letters, in the same units. */
export const letters = { text: 13, small: 12 } as const;

type Attribute = string | number | undefined;

/** A coordinate: two decimals tell more than a screen shows. */
const coordinate = (n: number): string => {
  if (!Number.isFinite(n)) throw new Error(`not a coordinate: ${n}`);
  return String(Math.round(n * 100) / 100 + 0);
};

/** An element; its contents are markup already. */
export function el(name: string, attributes: Readonly<Record<string, Attribute>>, ...contents: readonly string[]): string {
  const all = Object.entries(attributes).flatMap(([key, value]) => {
    if (value === undefined) return [];
    return [` ${key}="${typeof value === 'number' ? coordinate(value) : escapeHtml(value)}"`];
  });
  return contents.length === 0 ? `<${name}${all.join('')}/>` : `<${name}${all.join('')}>${contents.join('')}</${name}>`;
}

export interface TextLook {
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly small?: boolean;
  /** White around the letters, so that a line behind them does not strike them out. */
  readonly halo?: boolean;
  readonly bold?: boolean;
  readonly colour?: string | undefined;
}

/** A line of text; `y` is its foot. */
export function label(text: string, x: number, y: number, look: TextLook = {}): string {
  const classes = [look.small ? 'small' : '', look.halo ? 'halo' : '', look.bold ? 'bold' : ''].filter((c) => c !== '').join(' ');
  return el(
    'text',
    {
      x,
      y,
      'text-anchor': look.anchor === 'start' ? undefined : look.anchor,
      class: classes === '' ? undefined : classes,
      fill: look.colour,
    },
    escapeHtml(text),
  );
}

/** A column of text, in parts of the height of its letters. */
const column = 0.56;

/** Widest that a text gets with the usual fonts, where a Chinese character is as wide as it is high. */
export const textWidth = (text: string, size: number = letters.text): number => displayWidth(text) * size * column;

/** Columns that have room; a room measured by `textWidth` holds its very text. */
const columnsIn = (room: number, size: number): number => Math.floor(room / (size * column) + 1e-9);

/** As much of a text as has room; what was cut is shown by an ellipsis. */
export const shortened = (text: string, room: number, size: number = letters.text): string => truncate(text, columnsIn(room, size));

/** Lines of a name at the most, where its row is as high as it needs. */
const mostLines = 3;
const leading = 15;

/** Lines that a name takes within a room: between words where that is enough, and cut where even `most` are too few. */
export function nameLines(text: string, room: number, most: number = mostLines): readonly string[] {
  const columns = columnsIn(room, letters.text);
  if (displayWidth(text) <= columns) return [text];
  const words = byWords(text, columns);
  const lines = words.length <= most && words.every((l) => displayWidth(l) <= columns) ? words : wrap(text, columns);
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), truncate(lines.slice(most - 1).join(' '), columns)];
}

/** As many words on each line as it has room for. */
function byWords(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && displayWidth(`${last} ${word}`) <= columns) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** How high a name of so many lines stands. */
export const nameHeight = (lines: number): number => lines * leading;

/** A name in as many lines as it needs around the middle of a row; each ends at `x`. */
export function rowName(text: string, x: number, middle: number, room: number, most: number = mostLines): string {
  const lines = nameLines(text, room, most);
  const first = middle + 4.5 - ((lines.length - 1) * leading) / 2;
  return lines.map((l, i) => label(l, x, first + i * leading, { anchor: 'end' })).join('');
}

/** A picture and how high it is. */
export interface Drawn {
  readonly body: string;
  readonly height: number;
}
