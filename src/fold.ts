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

/** A name: spaced-out names and the many middle dots are one. */
export function foldName(text: string): string {
  return foldText(text).replace(/[·•‧∙・･⋅.]/gu, '·');
}

/** A category or level: only white space and width are folded. */
export function foldGroup(text: string): string {
  return text.normalize('NFKC').replace(invisible, '');
}
