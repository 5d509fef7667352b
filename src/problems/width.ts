/** Text on a terminal: how wide it stands, cut, padded and wrapped by what the eye sees, not by code units. */
import { eastAsianWidth } from 'get-east-asian-width';

const segmenter = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/** Characters that stand each for itself; the segmenter is slow, and nearly all text is of these. */
const everyday = /^[\x20-\x7e\u2010-\u2027\u203a\u3001-\u3029\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff60]*$/;

/** User-perceived characters: a letter with its marks, a rare character, an emoji. */
export function graphemes(text: string): string[] {
  return everyday.test(text) ? [...text] : Array.from(segmenter.segment(text), (s) => s.segment);
}

/** Columns that a text takes: 2 for a Chinese character, 0 for marks and the invisible. Ambiguous ones (“ ” …) count 1. */
export function displayWidth(text: string): number {
  let width = 0;
  if (everyday.test(text)) for (let i = 0; i < text.length; i++) width += text.charCodeAt(i) > 0x3000 ? 2 : 1;
  else for (const g of graphemes(text)) width += graphemeWidth(g);
  return width;
}

const invisible = /^[\p{Cc}\p{Cf}\p{Mn}\p{Me}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]$/u;
const emoji = /\p{Emoji_Presentation}|\p{Emoji}\ufe0f/u;

function graphemeWidth(grapheme: string): number {
  const [base, ...rest] = [...grapheme].filter((c) => !invisible.test(c));
  if (base === undefined) return 0;
  if (emoji.test(grapheme)) return 2;
  // Half-width kana carry their voicing mark beside them.
  return eastAsianWidth(base.codePointAt(0) ?? 0) + rest.filter((c) => c === '\uff9e' || c === '\uff9f').length;
}

export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - displayWidth(text))) + text;
}

/** At most `width` columns; what was cut is shown by an ellipsis. */
export function truncate(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let cut = '';
  let taken = 0;
  for (const g of graphemes(text)) {
    taken += graphemeWidth(g);
    if (taken > width - 1) break;
    cut += g;
  }
  return width < 1 ? '' : `${cut}…`;
}

/**
 * Text of a stranger made safe and plain to see: line breaks as ↵, control, bidirectional and invisible characters by
 * their number. A zero-width space inside a score is then no longer a riddle, and no cell can steer the terminal.
 */
export function visible(text: string): string {
  return text
    .replace(/\r\n|[\n\r\u2028\u2029]/g, '↵')
    .replace(/\t/g, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, (c) => `<U+${(c.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`);
}

/**
 * Lines of at most `width` columns. Chinese breaks anywhere, but no line begins with closing punctuation or ends with an
 * opening one; other scripts break at spaces; a word longer than a line is cut. Line breaks in the text are kept.
 */
export function wrap(text: string, width: number): string[] {
  return text.split('\n').flatMap((line) => wrapLine(line, Math.max(2, width)));
}

function wrapLine(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  let space = '';
  const next = () => {
    lines.push(line);
    [line, used] = ['', 0];
  };
  for (const piece of piecesOf(text)) {
    if (piece.trim() === '') {
      space += piece;
      continue;
    }
    const wide = displayWidth(piece);
    if (line !== '' && used + space.length + wide > width) next();
    else if (line !== '' || lines.length === 0) [line, used] = [line + space, used + space.length];
    space = '';
    for (const part of wide > width ? graphemes(piece) : [piece]) {
      const w = displayWidth(part);
      if (line !== '' && used + w > width) next();
      [line, used] = [line + part, used + w];
    }
  }
  return [...lines, line];
}

const closing = /^[\p{Pe}\p{Pf}，。、；：？！·…—～％%,.;:?!]/u;
const opening = /[\p{Ps}\p{Pi}]$/u;

/** Spaces, and what must stand together between two places where a line may break. */
function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  let last = '';
  for (const g of graphemes(text)) {
    const breaks = isSpace(g) !== isSpace(last) || ((isWide(g) || isWide(last)) && !closing.test(g) && !opening.test(last));
    if (last === '' || breaks) pieces.push(g);
    else pieces[pieces.length - 1] += g;
    last = g;
  }
  return pieces;
}

const isSpace = (g: string): boolean => g === ' ';
const isWide = (g: string): boolean => /^[\p{Ideographic}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\u3000-\u303f\uff01-\uff60]/u.test(g);
