/** Names, ids and numbers in whatever text they stand, however they are written: spaced out, full width, in traditional characters. */
import { type FoldedChars, foldChars } from '../fold.ts';

/** What a text is searched for. */
export interface Wanted {
  /** Folded word → what stands for it. */
  readonly words: ReadonlyMap<string, string>;
  /** What stands for an identity number or a telephone number. */
  readonly number: (digits: string) => string;
}

/** A SHA-256 is no text, though digits of an id may stand in it. */
const hashes = /(\b[0-9a-f]{64}\b)/;
/** Identity numbers of 18 and of 15 digits, mobile and fixed telephone numbers, also written in groups. */
const numbers = /(?<!\d)(?:\d{17}[\dX]|\d{15}|1[3-9]\d[- ]?\d{4}[- ]?\d{4}|0\d{2,3}[- ]\d{7,8})(?!\d)/g;
/** Below so many digits a number is taken for an id only where nothing stands next to it that could belong to it. */
const plainDigits = 6;

/** A text with every word and number replaced, the longest word first. Texts come again and again: each is searched once. */
export function replacing(wanted: Wanted): (text: string) => string {
  const lengths = byFirst(wanted.words);
  const known = new Map<string, string>();
  return (text) => {
    const there = known.get(text);
    if (there !== undefined) return there;
    const made = text
      .split(hashes)
      .map((part, i) => (i % 2 === 1 ? part : inPart(part, wanted, lengths)))
      .join('');
    known.set(text, made);
    return made;
  };
}

type Lengths = ReadonlyMap<string, readonly number[]>;

function byFirst(words: ReadonlyMap<string, string>): Lengths {
  const found = new Map<string, Set<number>>();
  for (const word of words.keys()) {
    const [first = ''] = word;
    found.set(first, (found.get(first) ?? new Set()).add([...word].length));
  }
  return new Map([...found].map(([first, all]) => [first, [...all].sort((a, b) => b - a)]));
}

function inPart(text: string, { words, number }: Wanted, lengths: Lengths): string {
  const folded = foldChars(text);
  const { chars, from, to } = folded;
  let out = '';
  let done = 0;
  for (let i = 0; i < chars.length; ) {
    const n = (lengths.get(chars[i] as string) ?? []).find((l) => {
      if (i + l > chars.length) return false;
      const word = chars.slice(i, i + l).join('');
      return words.has(word) && standsAlone(text, word, from[i] as number, to[i + l - 1] as number);
    });
    if (n === undefined) i++;
    else {
      out += text.slice(done, from[i]) + (words.get(chars.slice(i, i + n).join('')) ?? '');
      done = to[i + n - 1] as number;
      i += n;
    }
  }
  return withoutNumbers(out + text.slice(done), number);
}

/** Digits within a longer number are another number, Latin letters within a longer word another word; Chinese has no such bounds. */
function standsAlone(text: string, word: string, from: number, to: number): boolean {
  const short = /^\d+$/.test(word) && word.length < plainDigits;
  const bound = (edge: string, next: string, beyond: string): boolean => {
    if (/\d/.test(edge)) return !/[\d０-９]/.test(next) && !(short && (/[a-z]/i.test(next) || (next === '.' && /\d/.test(beyond))));
    return !(/[a-z]/i.test(edge) && /[a-z]/i.test(next));
  };
  const at = (i: number) => text[i] ?? '';
  return bound(word[0] ?? '', at(from - 1), at(from - 2)) && bound(word.at(-1) ?? '', at(to), at(to + 1));
}

function withoutNumbers(text: string, number: (digits: string) => string): string {
  const { chars, from, to }: FoldedChars = foldChars(text, true);
  const plain = chars.join('');
  let out = '';
  let done = 0;
  for (const m of plain.matchAll(numbers)) {
    const last = m.index + m[0].length - 1;
    out += text.slice(done, from[m.index]) + number(m[0].replace(/[- ]/g, ''));
    done = to[last] as number;
  }
  return out + text.slice(done);
}
