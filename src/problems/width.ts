/** Text on a terminal: how wide it stands, cut, padded and wrapped by what the eye sees, not by code units. */
import { eastAsianWidth } from 'get-east-asian-width';

/** Made when it is first needed: making it takes longer than most texts take to print. */
let segmenter: Intl.Segmenter | undefined;

function segmented(text: string): string[] {
  segmenter ??= new Intl.Segmenter('zh', { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), (s) => s.segment);
}

/** Characters that stand each for itself; the segmenter is slow, and nearly all text is of these. */
const everyday = /^[\x20-\x7e\u00b7\u2010-\u2027\u203a\u3000-\u3029\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff60]*$/;

/** User-perceived characters: a letter with its marks, a rare character, an emoji. */
export function graphemes(text: string): string[] {
  return everyday.test(text) ? text.split('') : segmented(text);
}

/** Columns that a text takes: 2 for a Chinese character, 0 for marks and the invisible. Ambiguous ones (“ ” …) count 1. */
export function displayWidth(text: string): number {
  let width = 0;
  if (everyday.test(text)) for (let i = 0; i < text.length; i++) width += text.charCodeAt(i) >= 0x3000 ? 2 : 1;
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
  if (everyday.test(text)) return text;
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
  const columns = Math.max(2, width);
  return text.includes('\n') ? text.split('\n').flatMap((line) => wrapLine(line, columns)) : wrapLine(text, columns);
}

function wrapLine(text: string, width: number): string[] {
  if (displayWidth(text) <= width && !/\s$/.test(text)) return [text];
  return everyday.test(text) && !/\s/.test(text) ? wrapSolid(text, width) : wrapSpaced(text, width);
}

/** Everyday characters without a space between them, which is nearly all Chinese: only where a line ends is looked at closely. */
function wrapSolid(text: string, width: number): string[] {
  const lines: string[] = [];
  let from = 0;
  let used = 0;
  for (let i = 0; i < text.length; i++) {
    const wide = text.charCodeAt(i) >= 0x3000 ? 2 : 1;
    if (used + wide <= width) {
      used += wide;
      continue;
    }
    let at = i;
    while (at > from && !mayBreak(kindAt(text, at - 1), kindAt(text, at))) at--;
    // Where it may break nowhere the word is cut.
    if (at === from) at = i;
    lines.push(text.slice(from, at));
    [from, used, i] = [at, 0, at - 1];
  }
  return [...lines, text.slice(from)];
}

function wrapSpaced(text: string, width: number): string[] {
  const lines: string[] = [];
  // The line under way: where it begins, where what stands on it ends, its columns; the columns of the spaces after it.
  let [from, end, used, space] = [0, 0, 0, 0];
  const next = (at: number) => {
    lines.push(text.slice(from, end));
    [from, end, used] = [at, at, 0];
  };
  const put = (start: number, stop: number, wide: number) => {
    if (end > from && used + wide > width) next(start);
    [end, used] = [stop, used + wide];
  };
  eachPiece(text, (start, stop, wide, blank) => {
    if (blank) {
      space += wide;
      return;
    }
    if (end > from && used + space + wide > width) next(start);
    // Only the first line keeps spaces before its text.
    else if (end > from || (lines.length === 0 && space < width)) [end, used] = [start, used + space];
    else [from, end] = [start, start];
    space = 0;
    if (wide <= width) put(start, stop, wide);
    else {
      let at = start;
      eachCharacter(text.slice(start, stop), ({ columns }, length) => {
        put(at, at + length, columns);
        at += length;
      });
    }
  });
  return [...lines, text.slice(from, end)];
}

const closing = /^[\p{Pe}\p{Pf}，。、；：？！·…—～％%,.;:?!]/u;
const opening = /[\p{Ps}\p{Pi}]$/u;
const ideograph = /^[\p{Ideographic}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\u3000-\u303f\uff01-\uff60]/u;

/** What matters of a character where lines break. */
interface Kind {
  readonly space: boolean;
  readonly blank: boolean;
  /** May stand alone: a line may break before and after it. */
  readonly wide: boolean;
  readonly closing: boolean;
  readonly opening: boolean;
  readonly columns: number;
}

const kindOf = (g: string): Kind => ({
  space: g === ' ',
  blank: g.trim() === '',
  wide: ideograph.test(g),
  closing: closing.test(g),
  opening: opening.test(g),
  columns: displayWidth(g),
});

/** Of everyday characters, by their number: text has few different ones, and each is looked at once. */
const kinds: (Kind | undefined)[] = [];

/** Whether a line may end between two characters, neither of which is a space. */
const mayBreak = (last: Kind, next: Kind): boolean => (next.wide || last.wide) && !next.closing && !last.opening;

/** Of the everyday character that stands there. */
function kindAt(text: string, at: number): Kind {
  const code = text.charCodeAt(at);
  const known = kinds[code];
  if (known) return known;
  const kind = kindOf(text.charAt(at));
  kinds[code] = kind;
  return kind;
}

/** Each user-perceived character with its length in the text. */
function eachCharacter(text: string, visit: (kind: Kind, length: number) => void): void {
  if (!everyday.test(text)) {
    for (const g of segmented(text)) visit(kindOf(g), g.length);
    return;
  }
  for (let i = 0; i < text.length; i++) visit(kindAt(text, i), 1);
}

/** Spaces, and what must stand together between two places where a line may break: where each begins and ends, and its columns. */
function eachPiece(text: string, visit: (start: number, stop: number, wide: number, blank: boolean) => void): void {
  let [start, stop, wide, blank] = [0, 0, 0, true];
  let last: Kind | null = null;
  eachCharacter(text, (kind, length) => {
    const breaks = last && (kind.space !== last.space || mayBreak(last, kind));
    if (breaks) {
      visit(start, stop, wide, blank);
      [start, wide, blank] = [stop, 0, true];
    }
    stop += length;
    wide += kind.columns;
    blank &&= kind.blank;
    last = kind;
  });
  if (stop > start) visit(start, stop, wide, blank);
}
