import { eastAsianWidth } from 'get-east-asian-width';
import type { PaperRow, PaperSheet } from '../paper.ts';
import { lookMetrics } from './looks.ts';

const maxHeight = 409;
const gap = 6;

/**
 * Height of each row in points. Said heights hold; the others are counted from the widths, as LibreOffice (and Excel
 * for merged cells) shows one line only of a wrapped text whose row has no height.
 */
export function rowHeights(sheet: PaperSheet): number[] {
  const spans = new Map(sheet.merges.map((m) => [`${m.top} ${m.left}`, m]));
  const tall = new Set(sheet.merges.filter((m) => m.bottom > m.top).map((m) => `${m.top} ${m.left}`));
  const widthOf = (row: number, col: number) => {
    let width = 0;
    for (let c = col; c <= (spans.get(`${row} ${col}`)?.right ?? col); c++) width += sheet.widths[c] ?? 9;
    return width;
  };
  return sheet.rows.map((row, r) => row.height ?? heightOf(row, (c) => (tall.has(`${r} ${c}`) ? null : widthOf(r, c))));
}

/** `widthOf` gives null for a cell that spans rows: it has room enough. */
function heightOf(row: PaperRow, widthOf: (col: number) => number | null): number {
  let height = 0;
  row.cells.forEach((cell, col) => {
    if (!cell) return;
    const { size, wrap } = lookMetrics(cell.look);
    const width = wrap && typeof cell.value === 'string' ? widthOf(col) : null;
    const lines = width === null ? 1 : linesOf(cell.value as string, (width * 11) / size);
    height = Math.max(height, lines * size * 1.28 + gap);
  });
  return Math.min(height === 0 ? 15 : Math.round(height * 2) / 2, maxHeight);
}

/** A run that stays in one line: a Latin word with the space before it, or one wide character. */
const runs =
  /\s*(?:[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+)|\s+/gu;

/** Lines a text fills; the last place of a line is often left free by a wide character, so it does not count. */
function linesOf(text: string, width: number): number {
  const room = Math.max(width - 1, 2);
  return text.split('\n').reduce((lines, part) => lines + linesOfPart(part, room), 0);
}

/** Words go whole to the next line; one that is wider than the line is broken. */
function linesOfPart(part: string, room: number): number {
  if (columns(part) <= room) return 1;
  let lines = 1;
  let at = 0;
  for (const run of part.match(runs) ?? []) {
    const wide = columns(run);
    if (at + wide <= room) at += wide;
    else {
      const rest = columns(run.trimStart());
      lines += Math.max(1, Math.ceil(rest / room)) - (at === 0 ? 1 : 0);
      at = rest > room ? rest % room : rest;
    }
  }
  return lines;
}

function columns(text: string): number {
  let sum = 0;
  for (const ch of text) sum += eastAsianWidth(ch.codePointAt(0) as number);
  return sum;
}
