/**
 * Widths of columns by what stands in them, so that a sheet prints legibly on A4 across: as wide as its longest line but no
 * wider than said, and where that is too much for the paper, as narrow as its longest word.
 */

import type { Range } from '../book.ts';
import type { Look, PaperCell, PaperSheet } from '../paper.ts';
import { displayWidth } from '../problems/width.ts';

/** Columns of all sheets together, in Latin digits: at 10.5 points they come out above 6.5 on paper, with any usual font. */
export const paperWidth = 177;
/** What a cell keeps free beside its text. */
const pad = 1.3;
/** No column is wider, and a text without a place to break gets this much. */
const widest = 60;
const leastBroken = 12;
/** Chinese text may break anywhere, but lines of fewer than five characters are hard to read; four where the paper holds no more. */
const shortestLine = { easy: 10, need: 8 };
/** Room to write a word or two. */
const leastByHand = 9;
/** What words that do not break leave free at the end of a line. */
const slack = 1;
/** Rows whose heights are weighed: enough to tell what is usual. */
const sample = 200;
/** Two characters of a header stay together. */
const shortestHeader = 4;
/** However many lines of a cell there are, none needs more than this. */
const widestBroken = 20;
/** No cell of a full row needs more lines than these. */
const mostLines = 7;
/** Bold Latin letters are wider than digits. */
const boldLatin = 1.05;

/** Looks whose text breaks into lines; src/sheets/looks.ts has the same, and a test holds the two together. */
export const wrapping: ReadonlySet<Look> = new Set([
  'header',
  'wrapped',
  'center',
  'mark',
  'input-text',
  'note',
  'warning',
  'copied-header',
]);

/** A Latin word, or a character that may stand at the end of a line; opening marks stay with what follows, closing ones with what precedes. */
const pieces =
  /[（“‘《〔【[(]*(?:[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[^\s\p{Script=Han}、，。；：！？）”’》〕】]+)[、，。；：！？）”’》〕】]*/gu;

/** The widest piece of a text that cannot be broken. */
export function longestPiece(text: string): number {
  return (text.match(pieces) ?? []).reduce((most, piece) => Math.max(most, displayWidth(piece)), 0);
}

const longestLine = (text: string): number => text.split('\n').reduce((most, line) => Math.max(most, displayWidth(line)), 0);

/** A column to be fitted. */
interface Span {
  need: number;
  /** What reads well: no column is narrower as long as the paper holds them all so. */
  easy: number;
  want: number;
  /** Lengths of the lines of each cell that may break; none where the column may not. */
  readonly lines: (readonly number[])[];
}

/** What a header needs: its longest word, and no more than three lines of it. */
function headerSpan(header: string): { need: number; want: number } {
  const latin = /[a-z]/i.test(header) ? boldLatin : 1;
  const whole = displayWidth(header) * latin;
  const need = Math.max(longestPiece(header) * latin, Math.min(whole, shortestHeader), Math.ceil(whole / 3)) + pad;
  return { need, want: Math.max(need, Math.ceil(whole / 2) + pad) };
}

/** The text that a cell shows, as far as its width goes. */
function shown({ value, look, places }: PaperCell): string {
  if (value === null || typeof value === 'string') return value ?? '';
  const decimals = Math.max(places ?? 0, look === 'two-places' || look === 'total' ? 2 : 0, (value.number.split('.')[1] ?? '').length);
  const [whole = ''] = value.number.split('.');
  if (look === 'percent' || look === 'input-percent') return '100.00%';
  return decimals === 0 ? whole : `${whole.padStart(3, '0')}.${'0'.repeat(decimals)}`;
}

/** What may come to stand in a column: choices, and marks that formulas set. */
function wordsOf({ dropDowns, marks }: PaperSheet, c: number): string[] {
  const here = (r: Range) => r.left <= c && c <= r.right && r.right === r.left;
  return [
    ...dropDowns.filter((d) => here(d.range)).flatMap((d) => d.options),
    ...marks.filter((m) => here(m.range)).flatMap((m) => m.words),
  ];
}

/**
 * The sheet with widths that fit.
 * @param header zero-based row of the headers; those beneath it count but for rows of one merged text
 * @param byHand zero-based columns that are written in by hand: they keep the width said
 */
export function fitted(sheet: PaperSheet, header: number, byHand: readonly number[] = []): PaperSheet {
  const across = new Set(sheet.merges.filter((m) => m.right > m.left).map((m) => m.top));
  const folded = new Set([...sheet.outlined, ...(sheet.hiddenCols ?? [])]);
  const body = sheet.rows.filter((_, r) => r > header && !across.has(r));
  const spans = sheet.widths.map((said, c): Span => {
    if (folded.has(c)) return { need: said, easy: said, want: said, lines: [] };
    const head = sheet.rows[header]?.cells[c];
    const span: Span = { ...headerSpan(head ? shown(head) : ''), easy: 0, lines: [] };
    for (const word of wordsOf(sheet, c)) span.need = Math.max(span.need, longestPiece(word) * boldLatin + pad);
    for (const [r, { cells }] of body.entries()) {
      const cell = cells[c];
      if (cell && cell.value !== null && cell.value !== '') hold(span, shown(cell), cell.look, said, r);
    }
    if (byHand.includes(c)) {
      span.need = Math.max(span.need, Math.min(said, leastByHand));
      span.want = Math.max(span.want, said);
    }
    const easy = Math.max(span.need, span.easy);
    return { ...span, easy, want: Math.max(easy, span.want) };
  });
  const shownSpans = spans.map((s, c) => (folded.has(c) ? { need: 0, easy: 0, want: 0, lines: [] } : s));
  const fit = share(shownSpans, body.length).map((w, c) => (folded.has(c) ? (sheet.widths[c] ?? 0) : w));
  return { ...sheet, widths: widened(sheet, fit, folded).map((w) => Math.round(w * 10) / 10) };
}

/** Makes a column hold a text. */
function hold(span: Span, text: string, look: Look, said: number, row: number): void {
  const bold = look === 'mark' || look === 'total' ? boldLatin : 1;
  const full = longestLine(text) * bold + pad;
  span.want = Math.max(span.want, Math.min(full, said));
  if (!wrapping.has(look)) {
    span.need = Math.max(span.need, Math.min(full, widest));
    return;
  }
  // What has no place to break, such as a path, breaks anywhere beyond the width said.
  const held = (shortest: number) => Math.min(broken(text, shortest) * bold + pad, Math.max(said, leastBroken), widest);
  span.need = Math.max(span.need, held(shortestLine.need));
  span.easy = Math.max(span.easy, held(shortestLine.easy));
  if (row < sample) span.lines[row] = text.split('\n').map((line) => displayWidth(line) * bold);
}

/** What a text needs when it breaks into lines. */
function broken(text: string, shortest: number): number {
  const line = longestLine(text);
  const each = Math.max(1, Math.floor(mostLines / text.split('\n').length));
  return Math.max(longestPiece(text), Math.min(line, shortest), Math.min(Math.ceil(line / each), widestBroken));
}

/** Lines that a line of text takes in a column so wide. */
const linesOf = (length: number, width: number): number =>
  length <= width - pad ? 1 : Math.max(2, Math.ceil(length / (width - pad - slack)));

/** Lines that a cell takes in a column so wide. */
const linesIn = (lengths: readonly number[] | undefined, width: number): number =>
  (lengths ?? []).reduce((sum, l) => sum + linesOf(l, width), 0);

/**
 * What is wanted; where that is more than the paper holds, columns are narrowed one after the other so that their longest
 * lines break evenly, first where it saves most for the height that it costs.
 */
function share(spans: readonly Span[], rows: number): number[] {
  const easy = narrowed(spans, rows, (s) => s.easy);
  return easy.reduce((a, b) => a + b, 0) <= paperWidth + 1 ? easy : narrowed(spans, rows, (s) => s.need);
}

function narrowed(spans: readonly Span[], rows: number, least: (s: Span) => number): number[] {
  const widths = spans.map((s) => s.want);
  const heights = Array.from({ length: Math.min(rows, sample) }, (_, r) => spans.map((s, c) => linesIn(s.lines[r], widths[c] ?? 0)));
  for (;;) {
    const over = widths.reduce((a, b) => a + b, 0) - paperWidth;
    if (over <= 0) return widths;
    let best: { c: number; to: number; worth: number } | null = null;
    for (const [c, span] of spans.entries()) {
      const width = widths[c] ?? 0;
      const to = Math.max(narrower(span, width, least(span)), Math.min(width, width - over));
      if (width - to < Math.min(over, 0.5)) continue;
      const cost = heights.reduce((sum, row, r) => {
        const others = row.reduce((most, l, i) => (i === c ? most : Math.max(most, l)), 1);
        return sum + Math.max(0, linesIn(span.lines[r], to) - Math.max(others, row[c] ?? 0));
      }, 0);
      const worth = (width - to) / (1 + cost);
      if (best === null || worth > best.worth) best = { c, to, worth };
    }
    if (best === null) return widths;
    const { c, to } = best;
    widths[c] = to;
    for (const [r, row] of heights.entries()) row[c] = linesIn(spans[c]?.lines[r], to);
  }
}

/** The next width at which the column's longest line takes a line more. */
function narrower({ lines }: Span, width: number, least: number): number {
  const longest = lines.reduce((most, l) => Math.max(most, ...(l ?? [])), 0);
  const now = linesOf(longest, width);
  return longest === 0 ? least : Math.max(least, Math.min(width, Math.ceil(longest / (now + 1)) + pad + slack));
}

/** A narrow list is widened until title, subtitle and signatures have room. */
function widened(sheet: PaperSheet, widths: readonly number[], folded: ReadonlySet<number>): readonly number[] {
  const size: Partial<Record<Look, number>> = { title: 1.7, subtitle: 1.1, plain: 1.05 };
  const room = sheet.merges.reduce((most, { top, left, right }) => {
    const cell = left === 0 && right > 0 ? sheet.rows[top]?.cells[0] : null;
    const factor = cell ? size[cell.look] : undefined;
    return cell && factor !== undefined ? Math.max(most, displayWidth(shown(cell)) * factor + 2) : most;
  }, 0);
  const total = widths.reduce((all, w, c) => all + (folded.has(c) ? 0 : w), 0);
  const factor = Math.min(room, paperWidth) / total;
  return factor > 1 ? widths.map((w, c) => (folded.has(c) ? w : w * factor)) : widths;
}

/** The sheet, each column wide enough for the words of its headers, wherever they stand. */
export function holdingHeaders(sheet: PaperSheet): PaperSheet {
  const across = new Set(sheet.merges.filter((m) => m.right > m.left).map((m) => `${m.top} ${m.left}`));
  const need = (c: number) =>
    sheet.rows.reduce((most, { cells }, r) => {
      const cell = cells[c];
      return cell?.look === 'header' && !across.has(`${r} ${c}`) ? Math.max(most, headerSpan(shown(cell)).need) : most;
    }, 0);
  return { ...sheet, widths: sheet.widths.map((w, c) => Math.round(Math.max(w, need(c)) * 10) / 10) };
}
