import type { Range } from '../../book.ts';

/** `B7`, `$B$7` → zero-based; null for anything else. */
export function parseRef(ref: string): { row: number; col: number } | null {
  const m = /^\$?([A-Za-z]{1,3})\$?(\d{1,7})$/.exec(ref);
  if (!m) return null;
  let col = 0;
  for (const ch of (m[1] as string).toUpperCase()) col = col * 26 + ch.charCodeAt(0) - 64;
  return { row: Number(m[2]) - 1, col: col - 1 };
}

/** `B7:C9`, or one cell; null for anything else. */
export function rangeOf(ref: string): Range | null {
  const [from, to] = ref.split(':').map(parseRef);
  const end = ref.includes(':') ? to : from;
  return from && end ? { top: from.row, left: from.col, bottom: end.row, right: end.col } : null;
}
