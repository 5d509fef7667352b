/** How wide cells are, and how many lines a text fills: what a page holds is known before any program lays it out. */

import type { DocBlock } from '../paper.ts';
import { displayWidth } from '../problems/width.ts';
import { cleanText } from '../sheets/xml-text.ts';
import type { Lang } from '../types.ts';
import { gridOf } from './grid.ts';
import { padding, type Size, sizes } from './look.ts';

export type Form = Extract<DocBlock, { kind: 'form' }>;
export type Rows = Extract<DocBlock, { kind: 'table' }>;

/** Widths of a form's cells, row by row: of each label, where it has one, and of what is known. */
export function formWidths(block: Form, lang: Lang, textWidth: number): number[][] {
  const labels = labelWidths(block, lang, textWidth);
  return block.rows.map((row) => {
    const weights = row.reduce((sum, c) => sum + (c.weight ?? 1), 0);
    return row.flatMap((c, i) => {
      const whole = (textWidth * (c.weight ?? 1)) / weights;
      const label = Math.min(labels(row.length, i), whole / 2);
      return c.label === '' ? [whole] : [label, whole - label];
    });
  });
}

/** Labels that stand first share one width, and so do those at the same place of rows with as many cells: they stand in line. */
function labelWidths({ rows }: Form, lang: Lang, textWidth: number): (cells: number, index: number) => number {
  return (cells, index) => {
    const alike = rows.filter((row) => index === 0 || row.length === cells).map((row) => row[index]?.label ?? '');
    const widest = Math.max(...alike.map((label) => Math.max(...label.split('\n').map(displayWidth))));
    // A Chinese character is as wide as its size, and takes two columns; a bold Latin letter is somewhat wider than half.
    const column = sizes.cell.half * (lang === 'en' ? 6 : 5);
    return Math.min(Math.round(textWidth / 5), widest * column + 2 * padding.side + 60);
  };
}

/** Widths of a table's columns. */
export function tableWidths(block: Rows, textWidth: number): readonly number[] {
  const all = block.columns.reduce((sum, c) => sum + c.width, 0);
  return gridOf([block.columns.map((c) => (textWidth * c.width) / all)], textWidth).columns;
}

/** Lines that a text fills, rather one too many than too few. */
export function linesIn(text: string, size: Size, width: number, firstIndent = 0): number {
  const room = width / (size.half * 10);
  return cleanText(text)
    .split('\n')
    .reduce((sum, part, i) => sum + linesOf(part, room, i === 0 ? firstIndent / (size.half * 10) : 0), 0);
}

/** May not begin a line, may not end one: what stands beside goes with it. */
const closing = /^[!),.:;?\]}%·’”…、。〉》」』】〕！），．：；？］｝％]/u;
const opening = /[([{‘“〈《「『【〔（［｛]$/u;

/** In sizes of the text. Words stay whole, as far as a line holds them; a Chinese character is a word. */
function linesOf(text: string, room: number, indent: number): number {
  let lines = 1;
  let at = indent;
  let last = { text: '', width: 0 };
  for (const word of text.match(/[!-~]+|./gsu) ?? []) {
    // Programs set Chinese and Latin a quarter apart.
    const apart = last.text !== '' && word !== ' ' && last.text !== ' ' && isLatin(word) !== isLatin(last.text) ? 0.25 : 0;
    const width = [...word].reduce((sum, ch) => sum + ems(ch), 0) + apart;
    const taken = closing.test(word) || opening.test(last.text) ? last.width : 0;
    if (at + width <= room) at += width;
    else if (taken + width <= room) {
      lines++;
      at = word === ' ' ? 0 : taken + width;
    } else {
      const over = at + width - room;
      lines += Math.ceil(over / room);
      at = over % room;
    }
    last = { text: word, width };
  }
  return lines;
}
const isLatin = (word: string) => word < '\u2000';

/** Width of a character in its own size, of the wider of the fonts that may stand in. */
function ems(ch: string): number {
  if (ch > '\u1fff') return 1;
  if (/[ ijlft.,;:'!|()[\]]/.test(ch)) return 0.36;
  if (/[mwMWOQ@%&]/.test(ch)) return 1;
  return /[A-Z]/.test(ch) || ch > '~' ? 0.8 : 0.56;
}
