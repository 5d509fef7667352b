/** Texts of strangers as HTML and CSS hold them: nothing of an office becomes markup, and nothing in it is unseen. */
import { visible } from '../../problems/width.ts';

/** Code points that HTML forbids though they are no controls. */
const forbidden = /[\ufdd0-\ufdef]|[\ufffe\uffff]|[\u{1fffe}\u{1ffff}\u{2fffe}\u{2ffff}\u{10fffe}\u{10ffff}]/gu;

const named: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** One line of text, or an attribute between double quotes: controls and marks that turn the direction of writing are shown by their number. */
export function escapeHtml(text: string): string {
  return visible(text)
    .replace(forbidden, (c) => `<U+${(c.codePointAt(0) ?? 0).toString(16).toUpperCase()}>`)
    .replace(/[&<>"']/g, (c) => named[c] ?? c);
}

/** Text that keeps its line breaks. */
export const escapeLines = (text: string): string =>
  text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map(escapeHtml)
    .join('<br>');

/** A string of CSS: every character but letters and digits by its number, so that it ends neither the string nor its style sheet. */
export function cssString(text: string): string {
  const escaped = Array.from(visible(text), (c) => (/[a-z\d]/i.test(c) ? c : `\\${(c.codePointAt(0) ?? 0).toString(16)} `));
  return `"${escaped.join('')}"`;
}
