/**
 * Foldings under which texts are compared. What an office wrote is always kept for output; only comparison folds.
 */
import { Converter } from 'opencc-js/t2cn';

// opencc-js carries OpenCC's own tables; runner-up: a hand-made table, which would never be complete.
let converter: ReturnType<typeof Converter> | undefined;

/** Made when it is first needed: its tables take longer to set up than most commands to run. */
function simplify(text: string): string | undefined {
  converter ??= Converter({ from: 't', to: 'cn' });
  return converter(text);
}

const invisible = /[\p{Cf}\p{Zs}\s\u3164]+/gu;
const brackets = /[()[\]{}<>〈〉《》「」『』【】〔〕"'“”‘’:;,、，；：。]/gu;
const beyondAscii = /[^\p{ASCII}]/u;

/** NFKC without white space and zero-width marks. */
export function foldText(text: string): string {
  return text.normalize('NFKC').replace(invisible, '');
}

const headers = new Map<string, string>();

/** A header or a policy word: also without brackets and punctuation, in simplified characters and lower case (domain.md, header words). */
export function foldWord(text: string): string {
  const known = headers.get(text);
  if (known !== undefined) return known;
  const plain = foldText(text).replace(brackets, '').toLowerCase();
  const folded = beyondAscii.test(plain) ? (simplify(plain) ?? plain) : plain;
  if (headers.size < 10_000) headers.set(text, folded);
  return folded;
}

/** An id: without white space and a leading apostrophe, X in upper case. */
export function foldId(text: string): string {
  return foldText(text).replace(/^'/, '').toUpperCase();
}

const dots = /[·•‧∙・･⋅]/gu;

/** A name: spaced-out names and the many middle dots are one. */
export function foldName(text: string): string {
  return foldText(text).replace(dots, '·').replaceAll('.', '·');
}

/** A category or level: only white space and width are folded. */
export function foldGroup(text: string): string {
  return text.normalize('NFKC').replace(invisible, '');
}

/** A text folded character by character, with where each stood. */
export interface FoldedChars {
  readonly chars: readonly string[];
  /** First and past-the-last code unit of the text that the character came from. */
  readonly from: readonly number[];
  readonly to: readonly number[];
}

const singles = new Map<string, string>();

/** One character under every writing at once: width, case, traditional or simplified; '' where it is not seen, or is a middle dot. */
function foldChar(char: string): string {
  const known = singles.get(char);
  if (known !== undefined) return known;
  const plain = foldText(char).replace(dots, '').toUpperCase();
  const folded = beyondAscii.test(plain) ? (simplify(plain) ?? plain) : plain;
  if (singles.size < 50_000) singles.set(char, folded);
  return folded;
}

/** @param spaced white space is kept, as a blank */
export function foldChars(text: string, spaced = false): FoldedChars {
  const chars: string[] = [];
  const from: number[] = [];
  const to: number[] = [];
  let at = 0;
  for (const char of text) {
    const end = at + char.length;
    for (const c of spaced && /\s/u.test(char) ? ' ' : foldChar(char)) {
      chars.push(c);
      from.push(at);
      to.push(end);
    }
    at = end;
  }
  return { chars, from, to };
}

/** Under which two names or ids are the same word, in whatever text they stand. */
export const foldWhole = (text: string): string => foldChars(text).chars.join('');
